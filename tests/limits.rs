//! Networks at the limits of what is accepted: they compile with all debug information and with
//! optimisation, and give the bits of the reference.
//!
//! The compiler goes through nested scopes and long functions by recursion, and aborts where its
//! stack ends. Every way to code is taken to the limits that the model file has.

use std::fmt::Write;

use xornet_model::{FULL_LIMIT, LAYER_LIMIT};
use xornet_testing::{Activation, Model, Project, Random};

const SEED: u64 = 0x11a1;

/// A model of dense layers with these units, after so many inputs.
fn dense(inputs: usize, layers: &[(usize, &str)], unroll: &'static str) -> Model {
    let mut random = Random::new(SEED);
    let mut model = Model::new(inputs).unrolled(unroll);
    for &(units, activation) in layers {
        model = model.dense(&mut random, units, 100, named(activation));
    }
    // Of few digits, which are read sooner.
    model.numbers(0).for_each(|x| *x = (*x * 1e4).round() / 1e4);
    model
}

fn named(activation: &str) -> Activation<f64> {
    Activation::named(activation).expect("an activation")
}

/// The same with activations of their own behind it, up to the limit of layers.
fn with_activations(mut model: Model) -> Model {
    while model.layers.len() < LAYER_LIMIT {
        model = model.activation(Activation::Softsign);
    }
    model
}

fn models() -> Vec<(&'static str, Model)> {
    let wide = FULL_LIMIT / 2;
    let narrow = FULL_LIMIT - 1;
    let deep = |inputs, units, unroll| dense(inputs, &[(units, "tanh"); LAYER_LIMIT], unroll);
    vec![
        ("WideFull", dense(1, &[(wide, "tanh")], "full")),
        ("NarrowFull", dense(narrow, &[(1, "sigmoid")], "full")),
        ("FewFull", dense(1000, &[(16, "relu")], "full")),
        ("ManyFull", dense(120, &[(128, "softmax")], "full")),
        (
            "WideLoops",
            dense(2, &[(3000, "gelu"), (2, "linear")], "none"),
        ),
        ("DeepTiny", deep(1, 1, "full")),
        ("DeepAuto", deep(2, 3, "auto")),
        ("DeepLoops", deep(9, 9, "none")),
        ("DeepBlocks", dense(64, &[(64, "relu"); 70], "auto")),
        (
            "DeepActivations",
            with_activations(dense(2, &[(4, "tanh")], "auto")),
        ),
        (
            "WideActivations",
            with_activations(dense(2, &[(1000, "tanh")], "none")),
        ),
    ]
}

const MAIN: &str = "
use xornet::{Network, Tensor};
use xornet_testing::bits;

macro_rules! check {
    ($name:ident) => {{
        let inputs: Vec<_> = (0..2).map(input::<$name>).collect();
        let outputs = xornet_testing::outputs::<$name>(&inputs, 17);
        let constant: Vec<_> = bits($name::forward_const(&inputs[0]));
        assert_eq!(outputs[0], constant, stringify!($name));
    }};
}

fn input<N: Network<Scalar = f32>>(sample: usize) -> N::Input {
    let mut input = N::Input::ZEROS;
    for (i, x) in input.numbers_mut().iter_mut().enumerate() {
        *x = ((sample * 31 + i * 7) % 17) as f32 / 8.0 - 1.0;
    }
    input
}
";

/// Compiles and runs all models in one crate.
fn networks_at_the_limits(name: &str, arguments: &[&str]) {
    println!("seed {SEED:#x}");
    let project = Project::with_testing(name);
    let mut calls = String::new();
    let mut main = String::new();
    for (name, model) in models() {
        project.write(&format!("models/{name}.toml"), &model.to_toml());
        writeln!(calls, "xornet::model!({name} = \"models/{name}.toml\");").expect("a string");
        writeln!(main, "    check!({name});").expect("a string");
    }
    project.write(
        "src/main.rs",
        &format!("{calls}{MAIN}\nfn main() {{\n{main}}}\n"),
    );
    project.succeeds(arguments);
}

#[test]
fn networks_at_the_limits_compile_in_a_dev_build() {
    networks_at_the_limits("limits", &["run", "--config", "profile.dev.debug=2"]);
}

#[test]
#[ignore = "takes the compiler more than three minutes"]
fn networks_at_the_limits_compile_in_a_release_build() {
    let full_debug = "profile.release.debug=2";
    networks_at_the_limits(
        "limits_release",
        &["run", "--release", "--config", full_debug],
    );
}

/// A network whose vectors are large runs on a small thread, in batches as well: its block of
/// samples is not on the stack.
#[test]
fn a_batch_of_a_wide_network_needs_little_more_stack_than_one_sample() {
    let project = Project::new("stack");
    let wide = dense(1, &[(100_000, "tanh")], "none").activation(Activation::Softmax);
    project.write("models/wide.toml", &wide.to_toml());
    project.write(
        "src/main.rs",
        "xornet::model!(\"models/wide.toml\");

        const OUTPUTS: usize = Wide::OUTPUTS;

        #[inline(never)]
        fn single(output: &mut [f32; OUTPUTS]) {
            *output = Wide::forward(&[0.25]);
        }

        #[inline(never)]
        fn batch(outputs: &mut [[f32; OUTPUTS]]) {
            Wide::forward_batch(&[[0.25]; 13], outputs);
        }

        fn on_a_thread(kib: usize, run: fn(&mut [[f32; OUTPUTS]]), samples: usize) -> Vec<f32> {
            let work = move || {
                // On the heap: what is measured is the stack of the network alone.
                let mut outputs = vec![0.0; samples * OUTPUTS];
                run(outputs.as_chunks_mut().0);
                outputs
            };
            let thread = std::thread::Builder::new().stack_size(kib * 1024).spawn(work);
            thread.unwrap().join().unwrap()
        }

        fn main() {
            // The vectors are 781 KiB at a time; 2 MiB is what a thread has where nothing is asked for.
            let expected = on_a_thread(2048, |outputs| single(&mut outputs[0]), 1);
            let outputs = on_a_thread(2048 + 512, batch, 13);
            assert!(outputs.chunks(OUTPUTS).all(|output| output == expected));
        }\n",
    );
    project.succeeds(&["run", "--release"]);
}
