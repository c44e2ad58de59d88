//! Writes the model file of a network of 100-256-128-1 with random weights, and the call that compiles it.

use std::error::Error;
use std::fmt::Write;
use std::path::Path;
use std::{env, fs};

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=build.rs");
    let mut random = fastrand::Rng::with_seed(0);
    let mut model = String::from("name = \"Large\"\ninput = 100\n");
    for (inputs, units, activation) in [(100, 256, "relu"), (256, 128, "relu"), (128, 1, "sigmoid")]
    {
        write!(
            model,
            "\n[[layers]]\ntype = \"dense\"\nunits = {units}\nactivation = \"{activation}\"\nweights = [\n"
        )?;
        // As large as keeps the values of the next layer about as large as those of this one.
        let largest = (6.0 / f64::from(inputs)).sqrt();
        for _ in 0..inputs {
            let row = (0..units).map(|_| {
                let number = (random.f64() * 2.0 - 1.0) * largest;
                format!("{number:.6}")
            });
            writeln!(model, "    [{}],", row.collect::<Vec<_>>().join(", "))?;
        }
        model.push_str("]\n");
    }
    let folder = env::var_os("OUT_DIR").ok_or("OUT_DIR is not set")?;
    let folder = Path::new(&folder);
    fs::write(folder.join("large.toml"), model)?;
    let call = "xornet::model!(\n    /// A network with random weights.\n    pub Large = \"./large.toml\"\n);\n";
    fs::write(folder.join("large.rs"), call)?;
    Ok(())
}
