//! Straight-line code against register tiles, one dense layer at a time, and what `unroll = "auto"`
//! makes of it: the measurement behind its rule.
//!
//! `cargo bench --bench shapes` prints, for layers of several shapes and densities, the time of a
//! call in each. Where lines/tiles is above 1, tiles are faster; where auto/tiles is far above 1,
//! the rule is wrong.

use std::fmt::Write as _;

use xornet_testing::{Activation, Model, Project, Random};

/// Inputs and units.
const SHAPES: [(usize, usize); 20] = [
    (1, 1),
    (2, 1),
    (4, 1),
    (8, 1),
    (16, 1),
    (32, 1),
    (64, 1),
    (1, 4),
    (2, 4),
    (4, 4),
    (8, 4),
    (16, 4),
    (1, 16),
    (2, 16),
    (4, 16),
    (16, 16),
    (16, 3),
    (64, 10),
    (64, 64),
    (256, 64),
];
const PERCENT_NONZERO: [usize; 5] = [100, 50, 25, 10, 3];

fn main() {
    let project = Project::new("shapes");
    let mut models = String::new();
    let mut races = String::new();
    for (inputs, units) in SHAPES {
        for percent in PERCENT_NONZERO {
            // "full" has its limit; and there is nothing to prune in the smallest layers.
            let nonzero = inputs * units * percent / 100;
            if nonzero > 8192 || (percent < 100 && inputs * units < 64) {
                continue;
            }
            let name = format!("L{inputs}x{units}p{percent}");
            for mode in ["full", "none", "auto"] {
                project.write(
                    &format!("models/{mode}/{name}.toml"),
                    &layer(inputs, units, percent, mode),
                );
            }
            write!(
                models,
                "xornet::model!(pub {name} = \"models/MODE/{name}.toml\");"
            )
            .expect("a string");
            writeln!(races, "race!({name}, {inputs}, {units}, {percent});").expect("a string");
        }
    }
    let full = models.replace("MODE", "full");
    let none = models.replace("MODE", "none");
    let auto = models.replace("MODE", "auto");
    let race = include_str!("race.rs");
    project.write(
        "src/main.rs",
        &format!("{race}\nmod full {{ {full} }}\nmod none {{ {none} }}\nmod auto {{ {auto} }}\nfn main() {{ heading();\n{races} }}\n"),
    );
    print!("{}", project.succeeds(&["run", "--release"]));
}

fn layer(inputs: usize, units: usize, percent: usize, mode: &'static str) -> String {
    let mut random = Random::new((inputs * 1000 + units) as u64);
    let model = Model::new(inputs).unrolled(mode);
    let linear = Activation::Linear;
    model.dense(&mut random, units, percent, linear).to_toml()
}
