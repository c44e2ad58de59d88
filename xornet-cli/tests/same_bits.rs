//! `xornet run` gives the bits of the compiled network.

mod common;

use std::fs;

use common::{package, stdout};
use xornet::{Network, Tensor};
use xornet_model::{Element, Number as _};

xornet::model!("../../models/xor.toml");
xornet::model!("../../models/xor_trained.toml");
xornet::model!("../../models/iris.toml");
xornet::model!("../../models/digits.toml");
xornet::model!("../../models/sine.toml");
xornet::model!("./files/idle.toml");
// What `xornet new` writes compiles, and keeps its checks.
xornet::model!("./files/new.toml");

const ROWS: usize = 200;

/// Runs random inputs through the command, as CSV and as JSON, and through the compiled network.
fn compare<N: Network>(model: &str, most: f64)
where
    N::Scalar: Element,
{
    let seed = 20;
    println!("seed {seed}");
    let mut random = fastrand::Rng::with_seed(seed);
    let mut number = || {
        let text = format!("{:?}", (random.f64() * 1.5 - 0.5) * most);
        N::Scalar::parse(&text).expect("a number")
    };
    let mut csv = String::new();
    let mut expected = Vec::new();
    for _ in 0..ROWS {
        let mut input = N::Input::ZEROS;
        input.numbers_mut().fill_with(&mut number);
        let row: Vec<_> = input.numbers().iter().map(|x| x.shortest()).collect();
        csv += &(row.join(",") + "\n");
        expected.push(N::forward(&input).numbers().to_vec());
    }
    let folder = tempfile::tempdir().expect("a folder");
    let data = folder.path().join("data.csv");
    fs::write(&data, csv).expect("a file");
    let data = data.to_str().expect("UTF-8");

    let written = stdout(&["run", model, data, "--format", "csv"], 0);
    let rows = written
        .lines()
        .map(|line| line.split(',').map(str::to_owned).collect());
    let rows: Vec<Vec<String>> = rows.collect();
    let expected: Vec<Vec<String>> = expected
        .iter()
        .map(|row| row.iter().map(|y| y.shortest()).collect())
        .collect();
    // The shortest digits stand for one number each, and tell -0.0 from 0.0.
    assert_eq!(rows, expected, "{model}");
}

#[test]
fn outputs_are_those_of_the_compiled_network() {
    compare::<Xor>("../models/xor.toml", 2.0);
    compare::<XorTrained>("../models/xor_trained.toml", 2.0);
    compare::<Iris>("../models/iris.toml", 8.0);
    compare::<Digits>("../models/digits.toml", 16.0);
    compare::<Sine>("../models/sine.toml", 7.0);
    compare::<Idle>("tests/files/idle.toml", 3.0);
    compare::<Model>("tests/files/new.toml", 2.0);
}

#[test]
fn what_new_writes_is_what_compiles_here() {
    let file = package().join("tests/files/new.toml");
    assert_eq!(
        stdout(&["new", "-"], 0),
        fs::read_to_string(file).expect("a text")
    );
}

/// Checks that the options in the comments of a new file are valid, too.
#[test]
fn a_new_file_is_valid_without_its_comments() {
    let text = stdout(&["new", "-"], 0);
    let mut options = 0;
    let text: String = text
        .lines()
        .map(|line| {
            let option = line.strip_prefix("# ").filter(|rest| {
                rest.starts_with('[')
                    || rest
                        .split_once(" = ")
                        .is_some_and(|(key, _)| !key.contains(' '))
            });
            options += usize::from(option.is_some());
            format!("{}\n", option.unwrap_or(line))
        })
        .collect();
    assert_eq!(options, 7, "{text}");
    let model = xornet_model::read(&text, "x").expect("a valid model");
    let xornet_model::Model::F32(network) = model else {
        panic!("single precision")
    };
    assert_eq!(network.unroll(), xornet_model::Unroll::Full);
    assert_eq!(network.limits().len(), 5);
}
