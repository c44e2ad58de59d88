//! Runs small networks in every way that there is, for Miri to watch; all must give the bits of the
//! reference. They are few and small, since Miri interprets each instruction.

use xornet::__private::{Compiled, every_way};
use xornet::{Network, Vector, reference};

xornet::model!(Plain = "./models/plain.toml");
xornet::model!(Tiles = "./models/tiles.toml");
xornet::model!(Wide = "./models/wide.toml");
xornet::model!(Double = "./models/double.toml");
xornet::model!(Straight = "./models/straight.toml");
xornet::model!(Sparse = "./models/sparse.toml");

trait Number: Copy {
    fn new(number: f64) -> Self;
    fn bits(self) -> u64;
}

impl Number for f32 {
    fn new(number: f64) -> Self {
        number as f32
    }

    fn bits(self) -> u64 {
        self.to_bits().into()
    }
}

impl Number for f64 {
    fn new(number: f64) -> Self {
        number
    }

    fn bits(self) -> u64 {
        self.to_bits()
    }
}

/// More samples than go through a network together, and not a multiple.
const SAMPLES: usize = 11;

fn bits<S: Number>(values: &[S]) -> Vec<u64> {
    values.iter().map(|value| value.bits()).collect()
}

fn watch<N>(name: &str, constant: <N as Network>::Output)
where
    N: Network<Scalar: Number>
        + Compiled<Input = <N as Network>::Input, Output = <N as Network>::Output>,
{
    let mut inputs = [<N as Network>::Input::ZEROS; SAMPLES];
    for (sample, input) in inputs.iter_mut().enumerate().skip(1) {
        for (index, number) in input.as_mut().iter_mut().enumerate() {
            *number = Number::new((sample * 7 + index * 3) as f64 / 10.0 % 2.0 - 1.0);
        }
    }
    let mut batch = [<N as Network>::Output::ZEROS; SAMPLES];
    <N as Network>::forward_batch(&inputs, &mut batch);
    let mut ways = 0;
    for (input, batch) in inputs.iter().zip(&batch) {
        let wanted = bits(reference::forward::<N>(input).as_ref());
        let forward = <N as Network>::forward(input);
        assert_eq!(bits(forward.as_ref()), wanted, "{name}: forward");
        assert_eq!(bits(batch.as_ref()), wanted, "{name}: forward_batch");
        every_way::<N>(input, |way, output| {
            assert_eq!(bits(output.as_ref()), wanted, "{name}: {way}");
            ways += 1;
        });
    }
    let zeros = <N as Network>::forward(&inputs[0]);
    assert_eq!(
        bits(constant.as_ref()),
        bits(zeros.as_ref()),
        "{name}: forward_const"
    );
    println!(
        "{name}: {SAMPLES} inputs, {} instruction sets",
        ways / SAMPLES
    );
}

macro_rules! watch {
    ($($network:ident: $scalar:ident),*) => {
        $({
            const ZEROS: [$scalar; $network::OUTPUTS] =
                $network::forward_const(&[0.0; $network::INPUTS]);
            watch::<$network>(stringify!($network), ZEROS);
        })*
    };
}

fn main() {
    // So that a run meant for AVX2 does not pass without it.
    if std::env::args().any(|argument| argument == "avx2") {
        assert!(cfg!(target_feature = "avx2"), "this is built without AVX2");
    }
    watch!(Plain: f32, Tiles: f32, Wide: f32, Double: f64, Straight: f32, Sparse: f32);
}
