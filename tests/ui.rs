//! Each way to call the macro, and each mistake with the error that it gives: a call (`.rs`), its
//! model (`.toml`) and what the compiler says (`.stderr`).
//!
//! `TRYBUILD=overwrite cargo test --test ui` writes the errors anew.

use std::fs;
use std::path::Path;

use safetensors::tensor::{Dtype, TensorView};

/// Files that an editor or git would change, or that are long.
fn write_unusual_models() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/ui");
    let write =
        |name: &str, bytes: &[u8]| fs::write(folder.join(name), bytes).expect("a writable folder");

    let plain = "input = 1\n[[layers]]\ntype = 'dense'\nunits = 1\nweights = [[2]]\n";
    write(
        "pass/generated_mark.toml",
        format!("\u{feff}{plain}").as_bytes(),
    );
    write(
        "pass/generated_crlf.toml",
        plain.replace('\n', "\r\n").as_bytes(),
    );
    write("fail/generated_latin1.toml", b"input = 1\n# caf\xe9\n");
    let rows = "  [1, 1, 1, 1, 1, 1, 1, 1, 1, 1],\n".repeat(1640);
    let long = format!(
        "input = 1640\nunroll = 'full'\n[[layers]]\ntype = 'dense'\nunits = 10\nweights = [\n{rows}]\n"
    );
    write("fail/generated_long.toml", long.as_bytes());

    write(
        "fail/generated_net.onnx",
        b"\x08\x0a\x12\x07pytorch:\x02\x0a\0",
    );
    write(
        "fail/generated_pointer.onnx",
        b"version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 18\n",
    );
    write("pass/generated_block.toml", block().as_bytes());

    let half = u16_bytes(&[0x3c00, 0x3800, 0xb400]); // 1, 0.5 and -0.25
    let single = [0.5f32, f32::NAN, 1.0].map(f32::to_le_bytes).concat();
    let double = [1.0f64, 1e300, 2.0].map(f64::to_le_bytes).concat();
    let tensors = [
        ("fc.weight", Dtype::F16, vec![1, 3], half),
        ("fc.bias", Dtype::F32, vec![1], single[8..].to_vec()),
        ("diverged", Dtype::F32, vec![3, 1], single),
        ("large", Dtype::F64, vec![3, 1], double.clone()),
        ("counts", Dtype::I64, vec![3, 1], double),
    ];
    let views = tensors.iter().map(|(name, dtype, shape, bytes)| {
        let view = TensorView::new(*dtype, shape.clone(), bytes);
        (*name, view.expect("bytes for the shape"))
    });
    let file = safetensors::serialize(views, None).expect("tensors");
    write("pass/generated_weights.safetensors", &file);
    write("fail/generated_weights.safetensors", &file);
    write(
        "fail/generated_truncated.safetensors",
        &file[..file.len() - 5],
    );
}

/// A network whose batches go in blocks: a full layer, a pruned one, and an activation.
fn block() -> String {
    let row = |weight: &dyn Fn(usize) -> &'static str| {
        let weights: Vec<_> = (0..96).map(weight).collect();
        format!("[{}],\n", weights.join(","))
    };
    let full = row(&|_| "0.01").repeat(96);
    let pruned: String = (0..96)
        .map(|input| row(&|unit| if input == unit { "1" } else { "0" }))
        .collect();
    let layer = |activation, weights| {
        format!(
            "[[layers]]\ntype = 'dense'\nunits = 96\nactivation = '{activation}'\nweights = [\n{weights}]\n"
        )
    };
    format!(
        "input = 96\n{}{}[[layers]]\ntype = 'activation'\nactivation = 'softmax'\n",
        layer("tanh", full),
        layer("relu", pruned)
    )
}

fn u16_bytes(numbers: &[u16]) -> Vec<u8> {
    numbers
        .iter()
        .flat_map(|number| number.to_le_bytes())
        .collect()
}

#[test]
fn ui() {
    write_unusual_models();
    let cases = trybuild::TestCases::new();
    cases.pass("tests/ui/pass/*.rs");
    cases.compile_fail("tests/ui/fail/*.rs");
}
