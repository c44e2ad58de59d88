//! A user's items never change what an expansion means.

#![allow(
    dead_code,
    non_camel_case_types,
    non_snake_case,
    non_upper_case_globals,
    unused_macros,
    reason = "names that nobody would choose"
)]

mod around {
    macro_rules! hostile {
        ($($name:ident)*) => { $(pub const $name: i64 = 0;)* };
    }
    hostile! {
        x x0 x1 x2 y0 y1 y0_1 y1_1 input output isa sums row rows b0 b1 name layer_0 forward run
        run_block run_side_by_side WEIGHTS_0 BIASES_0 TILES_0 SUMS_0 VALUES NODES GRAPH S
    }
    pub static inputs: i64 = 0;
    pub static outputs: i64 = 0;

    pub type f32 = ();
    pub type f64 = ();
    pub type usize = ();
    pub type u8 = ();
    pub struct S2;
    pub enum Self_ {}
    pub fn Some() {}
    pub fn None() {}
    pub fn Ok() {}

    pub mod core {}
    pub mod std {}
    pub mod alloc {}
    pub mod xornet {}
    pub mod network {}
    pub mod names {}

    macro_rules! include_bytes { ($($any:tt)*) => { compile_error!("not this one") }; }
    macro_rules! concat { ($($any:tt)*) => { compile_error!("not this one") }; }
    macro_rules! env { ($($any:tt)*) => { compile_error!("not this one") }; }
    macro_rules! assert { ($($any:tt)*) => { compile_error!("not this one") }; }

    /// Methods of everything, by value: they are found before those that borrow.
    pub trait Everything: Sized {
        fn iter(self) {}
        fn iter_mut(self) {}
        fn zip(self) {}
        fn map(self) {}
        fn abs(self) {}
        fn view(self) {}
        fn as_slice(self) {}
        fn as_flattened(self) {}
        fn as_chunks_mut(self) {}
        fn each_ref(self) {}
        fn each_mut(self) {}
        fn into_iter(self) {}
        fn forward(self) {}
        fn forward_const(self) {}
        fn run(self) {}
    }
    impl<T> Everything for T {}

    ::xornet::model!(pub Wide = "./hostile_names.toml");
    ::xornet::model!(pub Lines = "./hostile_lines.toml");
    ::xornet::model!(pub Block = "./generated_block.toml");
    // Types that are called as what is in the expansion.
    ::xornet::model!(pub input2 = "./forms.toml");
}

mod named {
    #![allow(non_camel_case_types, reason = "as the expansion's own names")]
    pub mod a {
        ::xornet::model!(pub network = "./forms.toml");
    }
    pub mod b {
        ::xornet::model!(pub input = "./forms.toml");
    }
    pub mod c {
        ::xornet::model!(pub isa = "./forms.toml");
    }
}

mod no_prelude {
    #![no_implicit_prelude]
    ::xornet::model!(pub Bare = "./generated_block.toml");
}

fn equals_the_reference<N: xornet::Network>()
where
    N::Input: Copy + xornet::Tensor,
    N::Output: PartialEq + core::fmt::Debug + xornet::Tensor,
{
    let zeros = <N::Input as xornet::Tensor>::ZEROS;
    let expected = xornet::reference::forward::<N>(&zeros);
    core::assert_eq!(N::forward(&zeros), expected);
    let mut outputs = [<N::Output as xornet::Tensor>::ZEROS; 9];
    N::forward_batch(&[zeros; 9], &mut outputs);
    for output in outputs {
        core::assert_eq!(output, expected);
    }
}

fn in_a_function() {
    const x0: u8 = 0;
    const input: u8 = 0;
    static inputs: u8 = 0;
    type f32 = ();
    type usize = ();
    xornet::model!(Inner = "./hostile_lines.toml");
    equals_the_reference::<Inner>();
}

fn main() {
    in_a_function();
    equals_the_reference::<around::Wide>();
    equals_the_reference::<around::Lines>();
    equals_the_reference::<around::Block>();
    equals_the_reference::<around::input2>();
    equals_the_reference::<named::a::network>();
    equals_the_reference::<named::b::input>();
    equals_the_reference::<named::c::isa>();
    equals_the_reference::<no_prelude::Bare>();
}
