//! Any valid spelling of TOML is welcome, and places are right in all of them.

use xornet_model::{Activation, Layer, Model, Network, Unroll, read};

#[track_caller]
fn network(text: &str) -> Network<f32> {
    match read(text, "net") {
        Ok(Model::F32(network)) => network,
        other => panic!("{other:?}"),
    }
}

#[track_caller]
fn weights(numbers: &str) -> Vec<f32> {
    let count = numbers.split(',').count();
    let text = format!(
        "input = 1\n[[layers]]\ntype = 'dense'\nunits = {count}\nweights = [[{numbers}]]\n"
    );
    match network(&text).nodes()[0].layer() {
        Layer::Dense(dense) => dense.weights().to_vec(),
        _ => unreachable!("the layer is dense"),
    }
}

#[test]
fn numbers() {
    let read = weights("1, -2, +3, 1_000, 0x1F, 0o17, 0b101, 1.5, +1e3, -2.5E-1, 1_0.2_5, 6e+1");
    assert_eq!(
        read,
        [
            1.0, -2.0, 3.0, 1000.0, 31.0, 15.0, 5.0, 1.5, 1000.0, -0.25, 10.25, 60.0
        ]
    );
}

#[test]
fn numbers_are_rounded_once() {
    // By way of f64, this would become 1.0.
    assert_eq!(weights("1.0000000596047447753906250001"), [1.000_000_1]);
    assert_eq!(weights("16777217"), [16_777_216.0]);
    assert_eq!(weights("100000000000000000000000000000"), [1e29]);
    assert_eq!(weights("0x10000000000000000000000000"), [1.267_650_6e30]);
    assert_eq!(
        weights("1e-45, 7e-46, 1e-46, 3.4028235e38"),
        [1e-45, 0.0, 0.0, f32::MAX]
    );
}

#[test]
fn a_bias_of_minus_zero_becomes_zero() {
    let text =
        "input = 1\n[[layers]]\ntype = 'dense'\nunits = 1\nweights = [[-0.0]]\nbiases = [-0.0]\n";
    let network = network(text);
    let Layer::Dense(dense) = network.nodes()[0].layer() else {
        panic!("the layer is dense")
    };
    assert!(dense.biases()[0].is_sign_positive());
    assert!(dense.weights()[0].is_sign_negative());
}

#[test]
fn tables() {
    let plain = "unroll = 'full'\ninput = 2\n[[layers]]\ntype = 'dense'\nunits = 1\nactivation = { type = 'elu', alpha = 0.5 }\nweights = [[1], [2]]\n[[layers]]\ntype = 'activation'\nactivation = 'tanh'\n[[checks]]\ninput = [0, 0]\noutput = [0]\n";
    let inline = "\"unroll\" = \"full\"\n'input' = 2\nlayers = [{ type = 'dense', units = 1, activation.type = 'elu', activation.alpha = 5e-1, weights = [[1.0], # one\n  [2]],\n }, { type = \"activation\", activation = '''tanh''' }]\nchecks = [ { input = [0, 0.0], output = [0] }, ]\n";
    let network = network(plain);
    assert_eq!(network, self::network(inline));
    assert_eq!(network.unroll(), Unroll::Full);
    assert_eq!(
        network.nodes()[1].layer(),
        &Layer::Activation(Activation::Tanh)
    );
    assert_eq!(network, self::network(&plain.replace('\n', "\r\n")));
    assert_eq!(network, self::network(&format!("\u{feff}{plain}")));
}

#[test]
fn defaults() {
    let network = network(
        "input = 3\n[[layers]]\ntype = 'dense'\nunits = 1\nweights = [[1], [2], [3]]\n[[checks]]\ninput = [0, 0, 0]\noutput = [0]\n",
    );
    assert_eq!(network.name(), Some("Net"));
    assert_eq!(network.description(), None);
    assert_eq!(network.unroll(), Unroll::Auto);
    assert_eq!((network.inputs(), network.outputs()), (3, 1));
    assert_eq!((network.parameters(), network.macs()), (3, 3));
    assert_eq!(network.test_cases()[0].tolerance(), 1e-5);
    let Layer::Dense(dense) = network.nodes()[0].layer() else {
        panic!("the layer is dense")
    };
    assert_eq!(
        (dense.activation(), dense.biases()),
        (Activation::Linear, &[0.0][..])
    );
}

#[test]
fn places_count_lines_and_characters() {
    let place = |text: &str| {
        let failure = read(text, "net").expect_err("an error");
        let error = &failure.errors[0];
        let (line, column) = error.position(text);
        let shown = error.render("net.toml", text);
        assert!(
            shown.contains(&format!("net.toml:{line}:{column}")),
            "{shown}"
        );
        (line, column)
    };
    let rest = "\n[[layers]]\ntype = 'activation'\nactivation = 'relu'\n";
    assert_eq!(place(&format!("input = 0{rest}")), (1, 9));
    assert_eq!(place(&format!("\u{feff}input = 0{rest}")), (1, 9));
    assert_eq!(
        place(
            &format!("# a\r\n# b\r\ninput = 0{rest}")
                .replace('\n', "\r\n")
                .replace("\r\r", "\r")
        ),
        (3, 9)
    );
    assert_eq!(
        place(&format!("description = 'é→🦀'\n\t\tinput =\t0{rest}")),
        (2, 11)
    );
    assert_eq!(
        place(
            "input = 1\nlayers = [{ description = 'é→🦀', type = 'activation', activation = 'x' }]\n"
        ),
        (2, 13)
    );
}
