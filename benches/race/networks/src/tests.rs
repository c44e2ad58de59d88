use xornet_model::Model;
use xornet_testing::same_bits;

use crate::read::read;
use crate::{Class, all, convolutional, oracle, streams, within};

#[test]
fn the_oracle_agrees_with_what_numpy_recorded() {
    let networks = all();
    let xor = networks.iter().find(|network| network.name == "xor");
    let [answer] = oracle(xor.expect("it is raced"), &[0.0, 1.0])[..] else {
        panic!("one output");
    };
    // From weights in double precision.
    assert!((answer - 0.647_507_185_828_096_5).abs() < 1e-7);
}

#[test]
fn a_wrong_output_is_told_from_a_right_one() {
    assert!(within(0.5, 0.5004));
    assert!(!within(0.5, 0.501));
    assert!(within(1e-6, 0.0));
    assert!(!within(1e-4, 0.0));
    assert!(!within(f32::NAN, 0.5));
}

#[test]
fn pruned_networks_keep_as_many_weights_as_they_say() {
    for network in all() {
        let Some(percent) = network.class.percent() else {
            continue;
        };
        let weights = network.dense().flat_map(|layer| &layer.weights);
        let (nonzero, all) = weights.fold((0, 0), |(nonzero, all), &weight| {
            (nonzero + usize::from(weight != 0.0), all + 1)
        });
        let share = 100.0 * nonzero as f64 / all as f64;
        assert!((share - f64::from(percent)).abs() < 0.5, "{share} %");
    }
}

#[test]
fn a_model_file_reads_back_to_the_same_numbers() {
    for network in all() {
        if matches!(network.class, Class::Convolutional | Class::Stream) {
            continue;
        }
        let again = read(&network.name, network.toml().leak(), 1.0);
        assert_eq!(again.dense().len(), network.dense().len());
        for (again, layer) in again.dense().zip(network.dense()) {
            assert_eq!(again.activation, layer.activation);
            assert!(same_bits(&again.weights, &layer.weights));
            assert!(same_bits(&again.biases, &layer.biases));
        }
    }
}

#[test]
fn a_model_file_of_a_convolutional_network_or_a_stream_has_its_layers() {
    for network in convolutional::all().into_iter().chain(streams::all()) {
        let model = xornet_model::read(&network.toml(), &network.name);
        let Ok(Model::F32(model)) = model else {
            panic!("{} is not a model of f32", network.name);
        };
        assert_eq!(model.layers().count(), network.layers.len());
        assert_eq!(model.macs(), network.macs(), "{}", network.name);
    }
}

/// What `onnxruntime_worker.py` gave for the first input, with onnxruntime 1.32, to six digits.
#[test]
fn the_oracle_agrees_with_onnxruntime() {
    let recorded: [(&str, &[f32]); 4] = [
        (
            "cnn_mnist",
            &[
                -0.063626, -0.271804, 1.065523, -1.668841, -0.091327, -0.982668, 0.944658,
                0.075035, -0.396038, -0.440697,
            ],
        ),
        (
            "imu1d",
            &[
                0.147338, -0.814024, -0.314111, 0.669048, -0.077207, 0.106306,
            ],
        ),
        (
            "kws",
            &[
                -0.227863, -0.605376, -0.505236, 0.183260, -0.797696, -0.113025, 0.167240,
                0.430187, -0.197437, 0.290989, -0.266891, -0.049164,
            ],
        ),
        (
            "resnet8",
            &[
                -0.311645, -0.109949, -0.290786, 0.629834, -0.054658, -0.078115, -0.102996,
                -0.364867, 0.281442, -0.077840,
            ],
        ),
    ];
    for (network, (name, recorded)) in convolutional::all().iter().zip(recorded) {
        assert_eq!(network.name, name);
        let outputs = oracle(network, &network.draw(1));
        assert_eq!(outputs.len(), recorded.len(), "{name}");
        for (&recorded, output) in recorded.iter().zip(outputs) {
            assert!(within(recorded, output), "{name}: {recorded}, {output}");
        }
    }
}

/// Averages of many positions may hide what a contender computes wrong.
#[test]
fn another_input_of_a_convolutional_network_gives_another_output() {
    for network in convolutional::all() {
        let inputs = network.draw(2);
        let outputs: Vec<_> = inputs
            .chunks(network.inputs())
            .map(|input| oracle(&network, input))
            .collect();
        let pairs = outputs[0].iter().zip(&outputs[1]);
        let different = pairs.filter(|&(&one, &other)| !within(one as f32, other));
        assert_eq!(different.count(), network.outputs(), "{}", network.name);
    }
}
