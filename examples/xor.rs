//! Compiles `models/xor.toml` in and shows what it computes, step by step.

use xornet::reference::{self, Step};

xornet::model!("models/xor.toml");
xornet::model!("models/xor_trained.toml");

const INPUTS: [[f32; 2]; 4] = [[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]];

fn main() {
    println!(
        "models/xor.toml: {} parameters, {} multiply-adds\n",
        Xor::PARAMETERS,
        Xor::MACS
    );
    println!("input   compiled     reference    same bits");
    for input in &INPUTS {
        let [compiled] = Xor::forward(input);
        let [reference] = reference::forward::<Xor>(input);
        let same = compiled.to_bits() == reference.to_bits();
        println!(
            "{}     {compiled:.8}   {reference:.8}   {}",
            bits(input),
            if same { "yes" } else { "NO" }
        );
    }

    println!("\nOne forward pass by hand, for the input 01:");
    reference::trace::<Xor>(&INPUTS[1], show);

    println!("\nmodels/xor_trained.toml computes the exclusive or:");
    for input in &INPUTS {
        let [output] = XorTrained::forward(input);
        println!(
            "{} -> {output:.4}, so {}",
            bits(input),
            u8::from(output > 0.5)
        );
    }
}

fn bits([a, b]: &[f32; 2]) -> String {
    format!("{a}{b}")
}

fn show(step: Step<'_, f32>) {
    println!(
        "  layer {} ({})",
        step.index,
        step.layer.activation().name()
    );
    println!("    input   {}", row(step.input));
    println!("    sums    {}", row(step.sums));
    println!("    outputs {}", row(step.outputs));
}

fn row(values: &[f32]) -> String {
    let values: Vec<_> = values.iter().map(|value| format!("{value:9.6}")).collect();
    values.join(" ")
}
