//! Weights in safetensors files, compared with the library of that format.

mod common;

use std::collections::BTreeMap;

use proptest::prelude::*;
use safetensors::tensor::{Dtype, TensorView};
use safetensors::{SafeTensors, serialize};
use xornet_model::{Dense, Float, Layer, Model, Shape, read, read_with, write, write_external};

/// A file that the library writes.
fn archive(tensors: &[(&str, Dtype, &[usize], &[u8])]) -> Vec<u8> {
    let views = tensors.iter().map(|(name, dtype, shape, bytes)| {
        let view = TensorView::new(*dtype, shape.to_vec(), bytes).expect("a tensor");
        (*name, view)
    });
    serialize(views, None).expect("a file")
}

fn f32s(numbers: &[f32]) -> Vec<u8> {
    numbers
        .iter()
        .flat_map(|number| number.to_le_bytes())
        .collect()
}

fn f64s(numbers: &[f64]) -> Vec<u8> {
    numbers
        .iter()
        .flat_map(|number| number.to_le_bytes())
        .collect()
}

fn u16s(numbers: &[u16]) -> Vec<u8> {
    numbers
        .iter()
        .flat_map(|number| number.to_le_bytes())
        .collect()
}

/// A dense layer of two inputs and three units.
fn layer(weights: &str, more: &str) -> String {
    format!(
        "input = 2\n[[layers]]\ntype = 'dense'\nunits = 3\nweights = {{ file = 'a.safetensors', tensor = 'w'{weights} }}\n{more}\n"
    )
}

fn dense<T: Float>(network: &xornet_model::Network<T>) -> &Dense<T> {
    match network.nodes()[0].layer() {
        Layer::Dense(dense) => dense,
        _ => panic!("the first layer is dense"),
    }
}

#[track_caller]
fn single(text: &str, bytes: &[u8]) -> Vec<f32> {
    let model = read_with(text, "net", |_| Ok(bytes.to_vec()));
    let Ok(Model::F32(network)) = &model else {
        panic!("{model:?}");
    };
    dense(network).weights().to_vec()
}

#[track_caller]
fn double(text: &str, bytes: &[u8]) -> Vec<f64> {
    let model = read_with(&format!("dtype = 'f64'\n{text}"), "net", |_| {
        Ok(bytes.to_vec())
    });
    let Ok(Model::F64(network)) = &model else {
        panic!("{model:?}");
    };
    dense(network).weights().to_vec()
}

fn bits(numbers: &[f32]) -> Vec<u32> {
    numbers.iter().map(|number| number.to_bits()).collect()
}

#[test]
fn every_type_of_numbers_is_read() {
    let text = layer("", "");
    let numbers = [0.1, -0.0, 1e-45, f32::MAX, -2.5, f32::MIN_POSITIVE];
    let bytes = archive(&[("w", Dtype::F32, &[2, 3], &f32s(&numbers))]);
    assert_eq!(bits(&single(&text, &bytes)), bits(&numbers));
    assert_eq!(double(&text, &bytes), numbers.map(f64::from));

    // The first is between two floats, nearer to the one above; the second is in the middle.
    let numbers = [
        1.000_000_059_604_644_8,
        1.0 + 2f64.powi(-24),
        1e-60,
        5e-324,
        -0.1,
        0.0,
    ];
    let bytes = archive(&[("w", Dtype::F64, &[2, 3], &f64s(&numbers))]);
    assert_eq!(single(&text, &bytes), numbers.map(|number| number as f32));
    assert_eq!(double(&text, &bytes), numbers);

    let bytes = archive(&[(
        "w",
        Dtype::F16,
        &[2, 3],
        &u16s(&[0x3c00, 0x8000, 0x0001, 0x7bff, 0x3555, 0xc000]),
    )]);
    let expected = [1.0, -0.0, 5.960_464_5e-8, 65_504.0, 0.333_251_95, -2.0];
    assert_eq!(bits(&single(&text, &bytes)), bits(&expected));
    assert_eq!(double(&text, &bytes), expected.map(f64::from));

    let bytes = archive(&[(
        "w",
        Dtype::BF16,
        &[2, 3],
        &u16s(&[0x3f80, 0x8000, 0x0001, 0x7f7f, 0x3eab, 0xc000]),
    )]);
    let expected = [1.0, -0.0, 9.183_55e-41, 3.389_531_4e38, 0.333_984_38, -2.0];
    assert_eq!(bits(&single(&text, &bytes)), bits(&expected));
}

#[test]
fn a_tensor_of_pytorch_is_transposed() {
    let text = layer(", transpose = true", "");
    let bytes = archive(&[(
        "w",
        Dtype::F32,
        &[3, 2],
        &f32s(&[1.0, 4.0, 2.0, 5.0, 3.0, 6.0]),
    )]);
    assert_eq!(single(&text, &bytes), [1.0, 2.0, 3.0, 4.0, 5.0, 6.0]);
    let untransposed = archive(&[(
        "w",
        Dtype::F32,
        &[2, 3],
        &f32s(&[1.0, 2.0, 3.0, 4.0, 5.0, 6.0]),
    )]);
    assert_eq!(
        single(&layer(", transpose = false", ""), &untransposed),
        [1.0, 2.0, 3.0, 4.0, 5.0, 6.0]
    );
}

#[test]
fn biases_and_every_spelling_of_a_table() {
    let bytes = archive(&[
        ("w", Dtype::F32, &[2, 3], &f32s(&[0.5; 6])),
        ("b", Dtype::F32, &[3], &f32s(&[1.0, -0.0, 2.0])),
    ]);
    for biases in [
        "biases = { file = 'a.safetensors', tensor = 'b' }",
        "biases.file = 'a.safetensors'\nbiases.tensor = 'b'",
        "[layers.biases]\ntensor = 'b'\nfile = 'a.safetensors'",
    ] {
        let mut opened = Vec::new();
        let model = read_with(&layer("", biases), "net", |path| {
            opened.push(path.to_owned());
            Ok(bytes.clone())
        });
        let Ok(Model::F32(network)) = &model else {
            panic!("{model:?}");
        };
        assert_eq!(
            bits(dense(network).biases()),
            bits(&[1.0, 0.0, 2.0]),
            "-0.0 becomes 0.0"
        );
        assert_eq!(network.parameters(), 9);
        assert_eq!(opened, ["a.safetensors"], "a file is read once");
    }
}

#[test]
fn what_is_written_is_read_by_the_library() {
    let text = "name = 'Net'\ndtype = 'DTYPE'\ninput = 2\n[[layers]]\ntype = 'activation'\nactivation = 'relu'\n\
        [[layers]]\ntype = 'dense'\nunits = 3\nactivation = 'tanh'\nweights = [[0.1, -0.0, 3], [4, 5, 6]]\n\
        biases = [7, 0, 9]\n[[layers]]\ntype = 'dense'\nunits = 1\nweights = [[1], [2], [3]]\n";
    for (dtype, expected, weights) in [
        ("f32", Dtype::F32, f32s(&[0.1, -0.0, 3.0, 4.0, 5.0, 6.0])),
        ("f64", Dtype::F64, f64s(&[0.1, -0.0, 3.0, 4.0, 5.0, 6.0])),
    ] {
        let model = read(&text.replace("DTYPE", dtype), "net").expect("a model");
        let (external, bytes) = write_external(&model, "weights/net.safetensors");
        let tensors = SafeTensors::deserialize(&bytes).expect("a file that the library reads");
        let shapes: BTreeMap<_, _> = tensors
            .iter()
            .map(|(name, tensor)| (name.to_owned(), tensor.shape().to_vec()))
            .collect();
        let expected_shapes = [
            ("layers.1.biases", vec![3]),
            ("layers.1.weights", vec![2, 3]),
            ("layers.2.weights", vec![3, 1]),
        ];
        assert_eq!(
            shapes,
            expected_shapes
                .map(|(name, shape)| (name.to_owned(), shape))
                .into()
        );
        let tensor = tensors.tensor("layers.1.weights").expect("the weights");
        assert_eq!(
            (tensor.dtype(), tensor.data()),
            (expected, weights.as_slice())
        );

        assert!(!external.contains("0.1"), "{external}");
        let again = read_with(&external, "net", |path| {
            assert_eq!(path, "weights/net.safetensors");
            Ok(bytes.clone())
        });
        assert_eq!(again.as_ref().ok(), Some(&model));
        assert_eq!(
            again.map(|again| write(&again)).ok(),
            Some(write(&model)),
            "inline again"
        );
        assert_eq!(
            write_external(&model, "weights/net.safetensors"),
            (external, bytes)
        );
    }
}

/// The errors of a text with a file.
#[track_caller]
fn errors(text: &str, file: Result<&[u8], &str>, expected: &[(&str, &str)]) {
    let open = |_: &str| file.map(<[u8]>::to_vec).map_err(str::to_owned);
    match read_with(text, "net", open) {
        Ok(model) => panic!("no error found in\n{text}\n{model:?}"),
        Err(failure) => common::compare(text, &failure, expected),
    }
}

fn good() -> Vec<u8> {
    archive(&[
        ("w", Dtype::F32, &[2, 3], &f32s(&[0.5; 6])),
        ("b", Dtype::F32, &[3], &f32s(&[0.5; 3])),
    ])
}

#[test]
fn references() {
    let file = good();
    let file = Ok(file.as_slice());
    let text = |weights: &str| {
        format!("input = 2\n[[layers]]\ntype = 'dense'\nunits = 3\nweights = {weights}\n")
    };
    for (weights, expected) in [
        (
            "{}",
            [("5:1", "has no `file`"), ("5:1", "has no `tensor`")].as_slice(),
        ),
        (
            "{ file = 'a', tensor = 1 }",
            &[("5:34", "`tensor` is an integer")],
        ),
        (
            "{ file = 1, tensor = 'w' }",
            &[("5:20", "`file` is an integer")],
        ),
        (
            "{ fil = 'a', tensor = 'w' }",
            &[("5:13", "did you mean `file`?")],
        ),
        (
            "{ file = 'a', tensor = 'w', dtype = 'f32' }",
            &[("5:39", "unknown key `dtype`")],
        ),
        (
            "{ file = 'a', tensor = 'w', transpose = 1 }",
            &[("5:51", "`true` or `false`")],
        ),
        ("{ file = '', tensor = 'w' }", &[("5:20", "is empty")]),
        ("{ file = '/a', tensor = 'w' }", &[("5:20", "is absolute")]),
        (
            "{ file = 'C:/a', tensor = 'w' }",
            &[("5:20", "is absolute")],
        ),
        (
            r"{ file = 'a\b', tensor = 'w' }",
            &[("5:20", "has a backslash")],
        ),
        (
            "{ file = 'a', tensor = 'W ' }",
            &[("5:34", "did you mean `w`?")],
        ),
        (
            "{ file = 'a', tensor = 'layers.0.weight' }",
            &[("5:34", "it has `b`, `w`")],
        ),
        ("'a.safetensors'", &[("5:11", "name a tensor of the file")]),
    ] {
        errors(&text(weights), file, expected);
    }
    errors(
        &layer(
            "",
            "biases = { file = 'a', tensor = 'b', transpose = false }",
        ),
        file,
        &[("6:38", "a vector has one dimension")],
    );
    let error = [("5:20", "no such file")];
    let twice = layer("", "biases = { file = 'a.safetensors', tensor = 'b' }");
    errors(&twice, Err("no such file"), &error);
    let failure = read(&twice, "net").expect_err("no folder");
    let shown = failure.errors[0].render("net.toml", &twice);
    assert!(shown.contains("in no folder"), "{shown}");
    assert_eq!(
        failure.outline.output_shapes(),
        Shape::vector(3).map(|shape| vec![shape]),
        "the shape is known all the same"
    );
}

#[test]
fn shapes() {
    let check = |dtype, shape: &[usize], expected: &[(&str, &str)]| {
        let count = shape.iter().product();
        let file = archive(&[("w", dtype, shape, &f32s(&vec![0.5; count]))]);
        errors(&layer("", ""), Ok(&file), expected);
    };
    check(Dtype::F32, &[3, 2], &[("5:1", "add `transpose = true`")]);
    check(
        Dtype::F32,
        &[2, 4],
        &[("5:1", "tensor `w` has the shape [2, 4]")],
    );
    check(
        Dtype::F32,
        &[0, 3],
        &[("5:1", "`weights` has 0 rows for 2 inputs")],
    );
    check(Dtype::F32, &[6], &[("5:46", "has the shape [6]")]);
    check(
        Dtype::F32,
        &[1, 2, 3],
        &[("5:46", "expected two dimensions")],
    );
    check(Dtype::F32, &[], &[("5:46", "has the shape []")]);
    check(Dtype::I32, &[2, 3], &[("5:46", "holds `I32`")]);
    let transposed = layer(", transpose = true", "");
    errors(
        &transposed,
        Ok(&good()),
        &[("5:1", "leave `transpose` out")],
    );
    let other = archive(&[("w", Dtype::F32, &[1, 3], &f32s(&[0.5; 3]))]);
    errors(
        &transposed,
        Ok(&other),
        &[("5:1", "the shape [1, 3] before `transpose`")],
    );
    let matrix = layer("", "biases = { file = 'a', tensor = 'w' }");
    errors(&matrix, Ok(&good()), &[("6:33", "expected one dimension")]);
    let short = archive(&[
        ("w", Dtype::F32, &[2, 3], &f32s(&[0.5; 6])),
        ("b", Dtype::F32, &[2], &f32s(&[0.5; 2])),
    ]);
    let text = layer("", "biases = { file = 'a', tensor = 'b' }");
    errors(
        &text,
        Ok(&short),
        &[("6:1", "`biases` has 2 numbers for 3 units")],
    );
}

#[test]
fn numbers() {
    let text = layer("", "");
    let file = archive(&[(
        "w",
        Dtype::F32,
        &[2, 3],
        &f32s(&[1.0, 1.0, 1.0, 1.0, f32::NAN, 1.0]),
    )]);
    errors(
        &text,
        Ok(&file),
        &[("5:46", "not finite: NaN at [1, 1], counted from 0")],
    );
    let numbers = [1e39, 1.0, f64::INFINITY, -1e300, f64::NEG_INFINITY, 1.0];
    let file = archive(&[("w", Dtype::F64, &[2, 3], &f64s(&numbers))]);
    errors(
        &text,
        Ok(&file),
        &[
            (
                "5:46",
                "2 numbers that are not finite, the first inf at [0, 2]",
            ),
            (
                "5:46",
                "2 numbers that are too large for `f32`, the first 1e39 at [0, 0]",
            ),
        ],
    );
    // A quarter of the last place above the largest is rounded down, and a half is not.
    let edge = f64::from(f32::MAX) + 2f64.powi(102);
    let file = archive(&[("w", Dtype::F64, &[2, 3], &f64s(&[edge; 6]))]);
    assert_eq!(single(&text, &file), [f32::MAX; 6]);
    let beyond = f64::from(f32::MAX) + 2f64.powi(103);
    let file = archive(&[("w", Dtype::F64, &[2, 3], &f64s(&[beyond; 6]))]);
    errors(
        &text,
        Ok(&file),
        &[("5:46", "6 numbers that are too large for `f32`")],
    );
}

fn with_header(header: &str, data: usize) -> Vec<u8> {
    let mut bytes = (header.len() as u64).to_le_bytes().to_vec();
    bytes.extend_from_slice(header.as_bytes());
    bytes.resize(bytes.len() + data, 0);
    bytes
}

#[test]
fn files_that_are_wrong() {
    let check = |bytes: &[u8], part: &str| errors(&layer("", ""), Ok(bytes), &[("5:20", part)]);
    check(b"", "it has 0 bytes");
    check(
        b"input = 2\n[[layers]]",
        "its first eight bytes are not the length of a header",
    );
    check(&u64::MAX.to_le_bytes(), "are not the length of a header");
    check(&10_000_000u64.to_le_bytes(), "it ends within its header");
    check(
        &with_header(&" ".repeat(10_000_001), 0),
        "more than the limit of 10000000",
    );
    check(b"PK\x03\x04", "a zip archive");
    check(b"\x93NUMPY\x01\0\xff\0", "an array of NumPy");
    check(b"\x89HDF\r\n\x1a\n", "HDF5");
    check(
        b"version https://git-lfs.github.com/spec/v1\n",
        "git lfs pull",
    );
    check(&with_header("", 0), "not a JSON object");
    check(&with_header("[]", 0), "not a JSON object");
    check(&with_header(&"[".repeat(100_000), 0), "not a JSON object");
    check(
        &with_header(&"{\"a\":".repeat(100_000), 0),
        "not a JSON object",
    );
    let tensor = |dtype: &str, shape: &str, start: u64, end: u64| {
        format!(r#"{{"w":{{"dtype":{dtype},"shape":{shape},"data_offsets":[{start},{end}]}}}}"#)
    };
    check(
        &with_header(&tensor("1", "[2,3]", 0, 24), 24),
        "of tensor `w`",
    );
    check(
        &with_header(&tensor("\"F32\"", "[2,-3]", 0, 24), 24),
        "of tensor `w`",
    );
    check(
        &with_header(&tensor("\"F32\"", "[2,3.0]", 0, 24), 24),
        "of tensor `w`",
    );
    check(&with_header(r#"{"w":{}}"#, 24), "of tensor `w`");
    check(
        &with_header(&tensor("\"F32\"", "[2,3]", 0, 24), 23),
        "it ends early: its tensors take 24 bytes, and 23",
    );
    check(
        &with_header(&tensor("\"F32\"", "[2,3]", 0, 24), 25),
        "it has 1 byte after",
    );
    check(
        &with_header(&tensor("\"F32\"", "[2,3]", 4, 28), 28),
        "where no other tensor ends",
    );
    check(
        &with_header(&tensor("\"F32\"", "[2,3]", 24, 0), 24),
        "where no other tensor ends",
    );
    let shape = |bytes: &[u8], part: &str| errors(&layer("", ""), Ok(bytes), &[("5:46", part)]);
    shape(
        &with_header(&tensor("\"F32\"", "[2,4]", 0, 24), 24),
        "takes 32 bytes, and it has 24",
    );
    let huge = format!("[{0},{0},{0}]", u64::MAX);
    shape(
        &with_header(&tensor("\"F32\"", &huge, 0, 24), 24),
        "more bytes than can be counted",
    );
    shape(&with_header("{}", 0), "it has no tensors");
    shape(
        &with_header(r#"{"__metadata__":{"format":"pt"}}"#, 0),
        "it has no tensors",
    );
    let names: String = (0..1000).map(|i| format!("{i}:")).collect();
    let name = names.replace(':', "x");
    shape(
        &with_header(
            &tensor("\"F32\"", "[2,3]", 0, 24).replacen('w', &name, 1),
            24,
        ),
        "it has `0x1x2x",
    );
}

/// A file of the tensors that the tests' model wants.
fn valid() -> Vec<u8> {
    archive(&[
        ("weights", Dtype::F32, &[2, 3], &f32s(&[0.5; 6])),
        ("biases", Dtype::F32, &[3], &f32s(&[0.5; 3])),
    ])
}

#[test]
fn a_truncated_file_is_refused_wherever_it_ends() {
    let bytes = valid();
    assert!(common::examine_tensors(&bytes).is_some());
    for length in 0..bytes.len() {
        assert!(
            common::examine_tensors(&bytes[..length]).is_none(),
            "{length}"
        );
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(512) })]

    #[test]
    fn any_bytes(bytes in any::<Vec<u8>>()) {
        common::examine_tensors(&bytes);
        let mut framed = (bytes.len() as u64).to_le_bytes().to_vec();
        framed.extend_from_slice(&bytes);
        common::examine_tensors(&framed);
    }

    #[test]
    fn a_valid_file_with_bytes_replaced(at in 0..valid().len(), piece in any::<[u8; 3]>(), length in 0..=3usize) {
        let mut bytes = valid();
        let end = (at + length).min(bytes.len());
        bytes.splice(at..end, piece[..length].iter().copied());
        common::examine_tensors(&bytes);
    }
}
