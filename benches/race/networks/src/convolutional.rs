//! Convolutional networks of the sizes that microcontrollers run, with random weights.

use xornet_testing::Random;

use crate::Activation::{Linear, Relu};
use crate::builder::{Builder, INPUT};
use crate::{Class, Network, Operation, Shape, Window};

/// All, in the order of the report.
pub fn all() -> [Network; 4] {
    [cnn_mnist(), imu1d(), kws(), resnet8()]
}

/// Two convolutions and pools for a digit of 28×28.
fn cnn_mnist() -> Network {
    let mut network = start("cnn_mnist", Shape::image(28, 28, 1));
    let mut x = INPUT;
    for filters in [8, 16] {
        x = network.convolution(x, filters, Window::valid([3, 3]), Relu);
        let pool = Window::valid([2, 2]).strides([2, 2]);
        x = network.push(&[x], Operation::MaxPool(pool));
    }
    x = network.push(&[x], Operation::Flatten);
    network.dense(x, 10, 100, Linear);
    network.finish()
}

/// Two convolutions over 128 readings of an accelerometer.
fn imu1d() -> Network {
    let mut network = start("imu1d", Shape::image(128, 1, 3));
    let x = network.convolution(INPUT, 16, Window::valid([5, 1]), Relu);
    let pool = Window::valid([2, 1]).strides([2, 1]);
    let x = network.push(&[x], Operation::MaxPool(pool));
    let x = network.convolution(x, 32, Window::valid([5, 1]), Relu);
    let x = network.push(&[x], Operation::GlobalAveragePool);
    network.dense(x, 6, 100, Linear);
    network.finish()
}

/// The small DS-CNN of Zhang et al., "Hello Edge" (2017), for spoken words.
fn kws() -> Network {
    let mut network = start("kws", Shape::image(49, 10, 1));
    let first = Window::same([10, 4]).strides([2, 2]);
    let mut x = network.convolution(INPUT, 64, first, Relu);
    for _ in 0..4 {
        x = network.depthwise(x, Window::same([3, 3]), Relu);
        x = network.convolution(x, 64, Window::same([1, 1]), Relu);
    }
    x = network.push(&[x], Operation::GlobalAveragePool);
    network.dense(x, 12, 100, Linear);
    network.finish()
}

/// The residual network of MLPerf Tiny for pictures of 32×32.
fn resnet8() -> Network {
    let mut network = start("resnet8", Shape::image(32, 32, 3));
    let three = Window::same([3, 3]);
    let first = network.convolution(INPUT, 16, three, Relu);
    let x = network.convolution(first, 16, three, Relu);
    let x = network.convolution(x, 16, three, Linear);
    let mut stage = network.push(&[first, x], Operation::Add(Relu));
    for filters in [32, 64] {
        let x = network.convolution(stage, filters, three.strides([2, 2]), Relu);
        let x = network.convolution(x, filters, three, Linear);
        let one = Window::same([1, 1]).strides([2, 2]);
        let skip = network.convolution(stage, filters, one, Linear);
        stage = network.push(&[x, skip], Operation::Add(Relu));
    }
    let x = network.push(&[stage], Operation::GlobalAveragePool);
    network.dense(x, 10, 100, Linear);
    network.finish()
}

fn start(name: &str, input: Shape) -> Builder {
    let random = Random::new((input.height + input.width + input.channels) as u64);
    Builder::new(name, Class::Convolutional, input, random)
}
