//! Part of the generated crate: runs one network in every way and prints the bits of its outputs.

/// More samples than go through a network together, and not a multiple.
pub const TOGETHER: usize = 23;

#[macro_export]
macro_rules! network {
    ($name:ident, $inputs:expr) => {{
        let outputs = xornet_testing::outputs::<auto::$name>(&$inputs, harness::TOGETHER);
        let full = xornet_testing::outputs::<full::$name>(&$inputs, harness::TOGETHER);
        let none = xornet_testing::outputs::<none::$name>(&$inputs, harness::TOGETHER);
        assert_eq!(outputs, full, "full");
        assert_eq!(outputs, none, "none");
        const AUTO: [[<auto::$name as xornet::Network>::Scalar; auto::$name::OUTPUTS]; 1] =
            [auto::$name::forward_const(&$inputs[0])];
        const FULL: [[<full::$name as xornet::Network>::Scalar; full::$name::OUTPUTS]; 1] =
            [full::$name::forward_const(&$inputs[0])];
        const NONE: [[<none::$name as xornet::Network>::Scalar; none::$name::OUTPUTS]; 1] =
            [none::$name::forward_const(&$inputs[0])];
        for output in [AUTO[0], FULL[0], NONE[0]] {
            let output: Vec<_> = xornet_testing::bits(output);
            assert_eq!(outputs[0], output, "const evaluation");
        }
        for output in outputs {
            println!("{}", output.iter().map(|bits| format!("{bits:x}")).collect::<Vec<_>>().join(" "));
        }
    }};
}
