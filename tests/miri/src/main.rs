//! Runs small networks in every way that there is, for Miri to watch; all must give the bits of the
//! reference. They are few and small, since Miri interprets each instruction.

use xornet::__private::{Compiled, every_way};
use xornet::{Network, Tensor};
use xornet_testing::{Bits, bits, outputs};

xornet::model!(Plain = "./models/plain.toml");
xornet::model!(Tiles = "./models/tiles.toml");
xornet::model!(Wide = "./models/wide.toml");
xornet::model!(Double = "./models/double.toml");
xornet::model!(Straight = "./models/straight.toml");
xornet::model!(Sparse = "./models/sparse.toml");
xornet::model!(Windows = "./models/windows.toml");
xornet::model!(Integers = "./models/integers.toml");

/// More samples than go through a network together, and not a multiple.
const SAMPLES: usize = 11;

fn watch<N>(name: &str, constant: <N as Network>::Output)
where
    N: Network<Scalar: Bits>
        + Compiled<Input = <N as Network>::Input, Output = <N as Network>::Output>,
{
    let mut inputs = [<N as Network>::Input::ZEROS; SAMPLES];
    for (sample, input) in inputs.iter_mut().enumerate().skip(1) {
        for (index, number) in input.numbers_mut().iter_mut().enumerate() {
            *number = Bits::nearest((sample * 7 + index * 3) as f64 / 10.0 % 2.0 - 1.0);
        }
    }
    println!("{name}");
    let outputs = outputs::<N>(&inputs, SAMPLES);
    assert_eq!(
        outputs[0],
        bits::<_, Vec<_>>(constant.numbers()),
        "forward_const"
    );
    let mut sets = 0;
    every_way::<N>(&inputs[0], |_, _| sets += 1);
    println!("    {SAMPLES} inputs, {sets} instruction sets");
}

macro_rules! watch {
    ($($network:ident),*) => {
        $({
            const ZEROS: <$network as Network>::Output =
                $network::forward_const(&<<$network as Network>::Input as Tensor>::ZEROS);
            watch::<$network>(stringify!($network), ZEROS);
        })*
    };
}

fn main() {
    // So that a run meant for AVX2 does not pass without it.
    if std::env::args().any(|argument| argument == "avx2") {
        assert!(cfg!(target_feature = "avx2"), "this is built without AVX2");
    }
    watch!(Plain, Tiles, Wide, Double, Straight, Sparse, Windows, Integers);
}
