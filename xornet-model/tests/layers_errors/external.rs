//! Mistakes in tensors of another file, and in the order of their axes.

use super::{Expected, common};

/// Returns a file with the tensor `w` of zeros in PyTorch's order, [filters][channels][kernel], and `v`, a vector.
fn archive() -> Vec<u8> {
    let header = r#"{"w":{"dtype":"F32","shape":[1,2,3],"data_offsets":[0,24]},"v":{"dtype":"F32","shape":[2],"data_offsets":[24,32]}}"#;
    let mut bytes = (header.len() as u64).to_le_bytes().to_vec();
    bytes.extend(header.bytes());
    bytes.extend([0; 32]);
    bytes
}

fn text(more: &str) -> String {
    format!(
        "input = [4, 2]\n[[layers]]\ntype = 'conv1d'\nfilters = 1\nkernel_size = 3\nweights = {{ file = 'a', {more} }}\n"
    )
}

#[track_caller]
fn errors(text: &str, expected: Expected<'_>) {
    match xornet_model::read_with(text, "net", |_| Ok(archive())) {
        Ok(_) => panic!("no error found in\n{text}"),
        Err(invalid) => common::compare(text, &invalid, expected),
    }
}

#[test]
fn axes_are_an_order_of_all_axes() {
    let right = text("tensor = 'w', axes = [2, 1, 0]");
    assert!(xornet_model::read_with(&right, "net", |_| Ok(archive())).is_ok());
    for axes in ["[1, 0]", "[0, 1, 2, 3]", "[0, 0, 1]", "[1, 2, 3]", "[]"] {
        errors(
            &text(&format!("tensor = 'w', axes = {axes}")),
            &[("6:46", "`axes` is not an order of 3 axes")],
        );
    }
    errors(
        &text("tensor = 'w', axes = 'chw'"),
        &[("6:46", "`axes` is a string")],
    );
    errors(
        &text("tensor = 'w', axes = [2, -1, 0]"),
        &[("6:50", "an axis is negative")],
    );
}

#[test]
fn a_tensor_in_the_order_of_pytorch() {
    errors(
        &text("tensor = 'w'"),
        &[(
            "6:1",
            "the axes are in PyTorch's order: add `axes = [2, 1, 0]`",
        )],
    );
    errors(
        &text("tensor = 'w', axes = [1, 2, 0]"),
        &[("6:1", "has the shape [2, 3, 1]")],
    );
}

#[test]
fn only_matrices_are_transposed() {
    errors(
        &text("tensor = 'w', transpose = true"),
        &[("6:39", "only a matrix has a transpose")],
    );
    errors(
        &text("tensor = 'w', transpose = true, axes = [2, 1, 0]"),
        &[("6:39", "write the order of the axes")],
    );
    errors(
        "input = 2\n[[layers]]\ntype = 'dense'\nunits = 1\nweights = { file = 'a', tensor = 'v', transpose = true, axes = [1, 0] }\n",
        &[("5:39", "has both `transpose` and `axes`")],
    );
}

#[test]
fn a_tensor_of_another_rank() {
    errors(
        &text("tensor = 'v'"),
        &[(
            "6:34",
            "expected 3 dimensions: [kernel][channels / groups][filters]",
        )],
    );
    errors(&text("tensor = 'ww'"), &[("6:34", "did you mean `w`?")]);
    errors(
        "input = [4, 2]\n[[layers]]\ntype = 'prelu'\nslopes = { file = 'a', tensor = 'w' }\n",
        &[("4:33", "expected one dimension: one number per channel")],
    );
    errors(
        "input = [4, 3]\n[[layers]]\ntype = 'prelu'\nslopes = { file = 'a', tensor = 'v' }\n",
        &[("4:1", "expected 3, one per channel, or one for all")],
    );
}
