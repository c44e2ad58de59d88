//! Files that are broken, or made to do harm. Each is an error or a network, and nothing panics.

use std::path::Path;

use prost::Message;

use super::super::data;
use super::super::examine;
use super::graphs::{integers, node, tensor, value};
use super::{evaluate, onnx};
use crate::import::{Options, import};
use crate::onnx::proto::{
    Attribute, AttributeType, DataLocation, Entry, Function, Graph, Model, Node, OperatorSet,
    Tensor, ValueInfo,
};

/// Makes a model from `x` of two numbers to `y`.
fn model(nodes: Vec<Node>, initializer: Vec<Tensor>) -> Model {
    Model {
        ir_version: 9,
        opset_import: vec![OperatorSet {
            domain: String::new(),
            version: 20,
        }],
        graph: Some(Graph {
            node: nodes,
            initializer,
            input: vec![value("x", &[1, 2])],
            output: vec![ValueInfo {
                name: "y".into(),
                kind: None,
            }],
            ..Graph::default()
        }),
        ..Model::default()
    }
}

fn sound() -> Model {
    model(
        vec![
            node("MatMul", &["x", "w"], &["z"]),
            node("Add", &["z", "b"], &["s"]),
            node("Relu", &["s"], &["y"]),
        ],
        vec![
            tensor("w", &[2, 2], &[1.0, 2.0, 3.0, 4.0]),
            tensor("b", &[2], &[0.5, -0.5]),
        ],
    )
}

/// Returns all reasons why a model is not imported.
#[track_caller]
fn reasons(model: &Model) -> String {
    let bytes = model.encode_to_vec();
    examine(&bytes);
    let Err(unsupported) = onnx(bytes) else {
        panic!("it is imported")
    };
    let lines = unsupported.iter().map(|reason| format!("{reason}\n"));
    lines.collect()
}

#[track_caller]
fn says(model: &Model, expected: &str) {
    let said = reasons(model);
    assert!(said.contains(expected), "{said}");
    assert!(said.len() < 2000, "{} bytes", said.len());
}

#[test]
fn the_model_that_the_others_break_is_sound() {
    let imported = onnx(sound().encode_to_vec()).expect("a network");
    assert_eq!(evaluate(&imported, &[1.0, -1.0]), [0.0, 0.0]);
    assert_eq!(evaluate(&imported, &[1.0, 1.0]), [4.5, 5.5]);
}

#[test]
fn graphs_that_are_none() {
    says(&Model::default(), "holds no graph");
    says(&model(vec![], vec![]), "no node makes the value `y`");
    let cycle = vec![
        node("Add", &["x", "b"], &["a"]),
        node("Relu", &["a"], &["b"]),
        node("Relu", &["b"], &["y"]),
    ];
    says(
        &model(cycle, vec![]),
        "has a cycle, through or before `a` (Add)",
    );
    says(
        &model(vec![node("Relu", &["y"], &["y"])], vec![]),
        "has a cycle",
    );
    let twice = vec![node("Relu", &["x"], &["y"]), node("Tanh", &["x"], &["y"])];
    says(&model(twice, vec![]), "two nodes make the value `y`");
    says(
        &model(vec![node("Add", &["x", "nowhere"], &["y"])], vec![]),
        "no node makes the value `nowhere`",
    );
    says(
        &model(vec![node("Add", &["x"], &["y"])], vec![]),
        "its input 2 is missing",
    );
    says(
        &model(vec![node("Relu", &[], &["y"])], vec![]),
        "depends on no input",
    );
    says(
        &model(vec![node("", &["x"], &["y"])], vec![]),
        "not one of the operators",
    );
}

/// A constant in the shape of the input is not a function of the input.
#[test]
fn outputs_that_depend_on_the_shape_alone() {
    let nodes = vec![
        node("Shape", &["x"], &["s"]),
        node("Expand", &["c", "s"], &["e"]),
        node("Relu", &["e"], &["y"]),
    ];
    says(
        &model(nodes, vec![tensor("c", &[2], &[1.0, 2.0])]),
        "the output `y` does not depend on the numbers of the input",
    );
}

#[test]
fn an_unsorted_graph_is_sorted() {
    let mut model = sound();
    model.graph.as_mut().expect("a graph").node.reverse();
    let imported = onnx(model.encode_to_vec()).expect("a network");
    assert_eq!(evaluate(&imported, &[1.0, 1.0]), [4.5, 5.5]);
}

#[test]
fn weights_that_nothing_uses_are_named() {
    let mut model = sound();
    let graph = model.graph.as_mut().expect("a graph");
    graph.initializer.push(tensor("spare", &[1], &[1.0]));
    let imported = onnx(model.encode_to_vec()).expect("a network");
    assert_eq!(
        imported.source.notes,
        ["left out: the initializer `spare`, which nothing uses"]
    );
}

#[test]
fn tensors_that_lie_about_their_size() {
    let with = |weights: Tensor| {
        let mut model = sound();
        model.graph.as_mut().expect("a graph").initializer[0] = weights;
        model
    };
    says(
        &with(tensor("w", &[2, 3], &[1.0; 4])),
        "has 6 elements, but 4 are there",
    );
    says(&with(tensor("w", &[-1, 2], &[1.0; 4])), "a negative length");
    says(
        &with(tensor("w", &[i64::MAX, i64::MAX], &[1.0])),
        "is beyond the limit",
    );
    says(&with(tensor("w", &[1 << 40, 0], &[])), "do not fit");
    says(
        &with(tensor("w", &[1; 1000], &[1.0])),
        "is beyond the limit",
    );
    let raw = Tensor {
        raw_data: vec![0; 15].into(),
        float_data: Vec::new(),
        ..tensor("w", &[2, 2], &[])
    };
    says(&with(raw), "15 bytes are not a whole number");
    for (kind, what) in [
        (8, "strings"),
        (15, "complex"),
        (17, "8 bits"),
        (99, "unknown type 99"),
    ] {
        let other = Tensor {
            data_type: kind,
            ..tensor("w", &[2, 2], &[1.0; 4])
        };
        says(&with(other), what);
    }
}

#[test]
fn tensors_in_files_that_are_not_at_hand() {
    let mut model = sound();
    let weights = &mut model.graph.as_mut().expect("a graph").initializer[0];
    weights.float_data.clear();
    weights.data_location = DataLocation::External as i32;
    says(&model, "does not name it");
    let weights = &mut model.graph.as_mut().expect("a graph").initializer[0];
    weights.external_data.push(Entry {
        key: "location".into(),
        value: "weights.bin".into(),
    });
    says(&model, "which is not available");
}

#[test]
fn tensors_in_files_that_are_not_theirs() {
    let folder = tempfile::tempdir().expect("a folder");
    let home = folder.path().join("home");
    std::fs::create_dir(&home).expect("a folder");
    std::fs::write(folder.path().join("secret"), [0; 16]).expect("a file");
    std::fs::write(home.join("short"), [0; 15]).expect("a file");
    std::fs::write(home.join("weights"), [0; 20]).expect("a file");
    #[cfg(unix)]
    std::os::unix::fs::symlink(folder.path().join("secret"), home.join("link")).expect("a link");
    let read = |entries: &[(&str, &str)]| {
        let mut model = sound();
        let weights = &mut model.graph.as_mut().expect("a graph").initializer[0];
        weights.float_data.clear();
        weights.data_location = DataLocation::External as i32;
        weights.external_data = entries
            .iter()
            .map(|&(key, value)| Entry {
                key: key.into(),
                value: value.into(),
            })
            .collect();
        let options = Options {
            folder: Some(&home),
            ..Options::new(Path::new("net.onnx"))
        };
        import(model.encode_to_vec(), &options)
    };
    assert!(read(&[("location", "weights")]).is_ok());
    assert!(read(&[("location", "./weights"), ("offset", "4"), ("length", "16")]).is_ok());
    let absolute = folder.path().join("secret");
    let mut cases = vec![
        (
            vec![("location", "../secret")],
            "is not in the model's folder",
        ),
        (
            vec![("location", absolute.to_str().expect("a name"))],
            "is not in the model's folder",
        ),
        (vec![("location", "")], "is not in the model's folder"),
        (vec![("location", "nul\0")], "is not in the model's folder"),
        (vec![("location", ".")], "is not a regular file"),
        (vec![("location", "missing")], "cannot be read"),
        (vec![("location", "short")], "but 15 are there"),
        (
            vec![("location", "weights"), ("offset", "5")],
            "but 15 are there",
        ),
        (
            vec![("location", "weights"), ("offset", "-1")],
            "not a number of bytes",
        ),
        (
            vec![("location", "weights"), ("offset", "18446744073709551615")],
            "but 0 are there",
        ),
        (
            vec![("location", "weights"), ("length", "20")],
            "is said to have 20",
        ),
    ];
    if cfg!(unix) {
        cases.push((vec![("location", "link")], "is not in the model's folder"));
    }
    for (entries, expected) in cases {
        let said = read(&entries).err().expect("it is imported").to_string();
        assert!(said.contains(expected), "{entries:?}: {said}");
    }
}

#[test]
fn operators_that_ask_for_too_much() {
    let shaped = |operator: &str, numbers: &[i64]| {
        model(
            vec![
                node(operator, &["shape"], &["c"]),
                node("Add", &["x", "c"], &["y"]),
            ],
            vec![integers("shape", numbers)],
        )
    };
    says(
        &shaped("ConstantOfShape", &[1 << 40]),
        "is beyond the limit",
    );
    says(
        &shaped("ConstantOfShape", &[1 << 25, 1 << 25, 1 << 25]),
        "is beyond the limit",
    );
    says(&shaped("ConstantOfShape", &[-5]), "negative length");
    // Each within the limit, all together beyond.
    let mut nodes: Vec<_> = (0..100)
        .map(|i| node("ConstantOfShape", &["shape"], &[&format!("c{i}")]))
        .collect();
    let names: Vec<_> = (0..100).map(|i| format!("c{i}")).collect();
    let mut inputs = vec!["x"];
    inputs.extend(names.iter().map(String::as_str));
    nodes.push(node("Sum", &inputs, &["y"]));
    says(
        &model(nodes, vec![integers("shape", &[1 << 24])]),
        "too much work or memory",
    );
    let expand = vec![node("Expand", &["x", "shape"], &["y"])];
    says(
        &model(expand, vec![integers("shape", &[1 << 30, 2])]),
        "is beyond the limit",
    );
    let outer = vec![
        node("MatMul", &["c", "r"], &["m"]),
        node("MatMul", &["x", "m"], &["y"]),
    ];
    let long = vec![1.0; 1 << 14];
    let long = vec![
        tensor("c", &[1 << 14, 1], &long),
        tensor("r", &[1, 1 << 14], &long),
    ];
    says(&model(outer, long), "is beyond the limit");
}

#[test]
fn attributes_of_other_types() {
    let with = |attribute: Attribute| {
        let mut model = sound();
        let node = &mut model.graph.as_mut().expect("a graph").node[2];
        node.op_type = "Elu".into();
        node.attribute.push(attribute);
        model
    };
    let alpha = Attribute {
        name: "alpha".into(),
        kind: AttributeType::Ints as i32,
        ints: vec![1, 2],
        ..Attribute::default()
    };
    says(&with(alpha.clone()), "of another type than ONNX asks for");
    let infinite = Attribute {
        kind: AttributeType::Float as i32,
        f: f32::INFINITY,
        ..alpha.clone()
    };
    says(&with(infinite), "has a alpha of inf");
    let unknown = Attribute {
        name: "beta\u{202e}\n".repeat(1000),
        ..alpha
    };
    says(&with(unknown), "is not known");
}

#[test]
fn functions_that_call_themselves() {
    let function = |name: &str, body: Vec<Node>| Function {
        name: name.into(),
        domain: "f".into(),
        input: vec!["a".into()],
        output: vec!["b".into()],
        node: body,
        opset_import: Vec::new(),
        ..Function::default()
    };
    let call = |name: &str, from: &str, to: &str| Node {
        domain: "f".into(),
        ..node(name, &[from], &[to])
    };
    let mut recursive = model(vec![call("loop", "x", "y")], vec![]);
    recursive.functions = vec![function("loop", vec![call("loop", "a", "b")])];
    says(&recursive, "more than 16 deep");

    // Each calls the next twice sixteen times over: 2^64 nodes.
    let mut doubling = model(vec![call("f0", "x", "y")], vec![]);
    doubling.functions = (0..16)
        .map(|depth| {
            let next = format!("f{}", depth + 1);
            let mut names = vec!["a".to_owned()];
            names.extend((0..15).map(|i| format!("t{i}")));
            names.push("b".into());
            let body = names.windows(2).map(|pair| match depth {
                15 => node("Relu", &[&pair[0]], &[&pair[1]]),
                _ => call(&next, &pair[0], &pair[1]),
            });
            function(&format!("f{depth}"), body.collect())
        })
        .collect();
    says(&doubling, "more than 16384 nodes");
}

#[test]
fn a_function_may_hand_on_its_input_and_leave_others_out() {
    let mut passing = model(
        vec![
            node("Relu", &["x"], &["r"]),
            Node {
                domain: "f".into(),
                ..node("pass", &["r"], &["y"])
            },
        ],
        vec![],
    );
    passing.functions = vec![Function {
        name: "pass".into(),
        domain: "f".into(),
        input: vec!["a".into(), "unused".into()],
        output: vec!["a".into()],
        ..Function::default()
    }];
    let imported = onnx(passing.encode_to_vec()).expect("a network");
    assert_eq!(evaluate(&imported, &[-1.0, 2.0]), [0.0, 2.0]);
}

#[test]
fn long_chains_of_sums_take_no_time() {
    // Each doubles what it is made of; asked naively, that is 2^5000 questions.
    let name = |i: usize| {
        if i == 5000 {
            "y".to_owned()
        } else {
            format!("v{i}")
        }
    };
    let mut nodes = vec![node("Tanh", &["x"], &["v0"])];
    nodes.extend((0..5000).map(|i| node("Add", &[&name(i), &name(i)], &[&name(i + 1)])));
    examine(&model(nodes, vec![]).encode_to_vec());
    let products = |operator: &str| {
        let mut nodes = vec![node("Tanh", &["x"], &["v0"])];
        nodes.extend((0..5000).map(|i| node(operator, &[&name(i), &name(i)], &[&name(i + 1)])));
        model(nodes, vec![]).encode_to_vec()
    };
    examine(&products("Mul"));
    examine(&products("Div"));
    examine(&products("Concat"));
}

#[test]
fn names_cannot_write_into_the_model_file() {
    let mut model = sound();
    model.producer_name = "evil\ninput = 7\n[[layers]]".into();
    model.producer_version = "\u{1b}[31m\r\n".into();
    let imported = onnx(model.encode_to_vec()).expect("a network");
    let comment = imported.text.lines().filter(|line| line.starts_with("# "));
    assert_eq!(comment.count(), 3, "{}", imported.text);
    assert_eq!(imported.text.matches("[[layers]]\ntype").count(), 1);
    let is_control = |letter: char| letter.is_control() && letter != '\n';
    assert!(!imported.text.contains(is_control), "{}", imported.text);
}

#[test]
fn truncated_files() {
    let bytes = sound().encode_to_vec();
    for length in 0..bytes.len() {
        examine(&bytes[..length]);
    }
}

/// SplitMix64, as in the tests of the workspace.
struct Random(u64);

impl Random {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let z = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((z ^ (z >> 31)) % end as u64) as usize
    }
}

/// Bytes of real files changed, removed, repeated and exchanged.
#[test]
fn mutated_files() {
    const SEED: u64 = 1;
    println!("seed {SEED}");
    let mut random = Random(SEED);
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/exports");
    let mut files = vec![sound().encode_to_vec()];
    for name in [
        "sklearn_iris_mlp.onnx",
        "torch_digits.onnx",
        "keras_classifier.onnx",
        "torch_state.safetensors",
        "torch_actor_critic.onnx",
        "torch_autoencoder.onnx",
        "torch_cnn.onnx",
        "torch_image_and_vector.onnx",
        "torch_keywords.onnx",
        "torch_layer_norm.onnx",
        "torch_separable.onnx",
        "torch_unet.onnx",
        "torch_wavenet.onnx",
    ] {
        files.push(std::fs::read(format!("{folder}/{name}")).expect(name));
    }
    for round in 0..4000 {
        let mut bytes = files[random.below(files.len())].clone();
        for _ in 0..=random.below(4) {
            let at = random.below(bytes.len());
            let end = (at + 1 + random.below(16)).min(bytes.len());
            match random.below(6) {
                0 => bytes[at] ^= 1 << random.below(8),
                1 => bytes[at] = [0, 1, 0x7f, 0x80, 0xff][random.below(5)],
                2 => drop(bytes.drain(at..end)),
                3 => {
                    let piece = bytes[at..end].to_vec();
                    let to = random.below(bytes.len());
                    bytes.splice(to..to, piece);
                }
                4 => bytes.truncate(at + 1),
                _ => {
                    let other = random.below(bytes.len());
                    bytes.swap(at, other);
                }
            }
            if bytes.is_empty() {
                bytes.push(0);
            }
        }
        if std::panic::catch_unwind(|| examine(&bytes)).is_err() {
            panic!("round {round} of seed {SEED}: {bytes:?}");
        }
    }
}

#[test]
fn invalid_files_of_test_cases() {
    let folder = tempfile::tempdir().expect("a folder");
    let open = |name: &str, bytes: &[u8]| {
        let path = folder.path().join(name);
        std::fs::write(&path, bytes).expect("a file");
        format!(
            "{:#}",
            data::Data::open(&path, data::Inputs::Exactly(2)).expect_err(name)
        )
    };
    assert!(open("a.csv", b"").contains("there are no rows of numbers"));
    assert!(
        open("a.csv", b"a,b,c\n1,2\n")
            .contains("a.csv:2: 2 numbers, but a row needs the 2 of an input")
    );
    assert!(
        open("a.csv", b"1,2\n").contains("a.csv:1: 2 numbers, but a row needs the 2 of an input")
    );
    assert!(open("a.csv", b"1,2,3\n1,x,3\n").contains("a.csv:2: column 2: `x` is not a number"));
    assert!(
        open("a.csv", b"1,2,3\n1,2,3,4\n").contains("a.csv:2: 4 numbers, but the first row has 3")
    );
    assert!(open("a.npy", b"\x93NUMPY").contains("the file ends in its header"));
    assert!(open("a.npz", b"PK\x03\x04").contains("cannot read test cases"));
    assert!(open("a.npz", &[0; 100]).contains("cannot read test cases"));
}
