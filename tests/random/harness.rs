//! Part of the generated crate: runs one network in every way and prints the bits of its outputs.

/// More samples than go through a network together, and not a multiple.
pub const TOGETHER: usize = 23;

/// Runs a network in its three modes: the type of each, and the same inputs as its arrays or structs.
#[macro_export]
macro_rules! network {
    ($($network:ty, [$first:expr $(, $more:expr)*];)*) => {{
        let outputs = [$({
            let outputs = xornet_testing::outputs::<$network>(&[$first $(, $more)*], harness::TOGETHER);
            const FIRST: <$network as xornet::Network>::Output = <$network>::forward_const(&$first);
            let first: Vec<_> = xornet_testing::bits(xornet::Tensor::numbers(&FIRST));
            assert_eq!(outputs[0], first, "const evaluation of {}", stringify!($network));
            outputs
        }),*];
        for others in &outputs[1..] {
            assert_eq!(&outputs[0], others, "the modes {}", stringify!($($network),*));
        }
        for output in &outputs[0] {
            println!("{}", output.iter().map(|bits| format!("{bits:x}")).collect::<Vec<_>>().join(" "));
        }
    }};
}
