//! Networks that are made by hand: what a builder takes, and graphs that are no chain.

use xornet_model::plan::{Buffers, Plan, SEGMENT};
use xornet_model::{
    Activation, Builder, Cost, Dense, InvalidNetwork, Layer, Limit, Model, Network, Shape,
    TestCase, ValueId, WIDTH_LIMIT, evaluate, read, write,
};

fn vector(length: usize) -> Shape {
    Shape::vector(length).expect("a length")
}

/// A layer whose every weight is `weight`.
fn dense(inputs: usize, units: usize, weight: f32) -> Layer<f32> {
    let weights = vec![weight; inputs * units];
    let dense = Dense::new(inputs, units, weights, None, Activation::Linear);
    Layer::Dense(dense.expect("a layer"))
}

fn messages(result: Result<Network<f32>, Vec<InvalidNetwork>>) -> Vec<String> {
    let errors = result.expect_err("no network");
    errors.iter().map(ToString::to_string).collect()
}

/// The input goes to two layers, one of which is an output and goes on as well.
fn branches() -> Network<f32> {
    let mut builder = Builder::new();
    let input = builder.input(vector(2));
    let left = builder.layer(dense(2, 3, 1.0), &[input]).expect("left");
    let relu = Layer::Activation(Activation::Relu);
    let kept = builder.layer(relu, &[left]).expect("kept");
    let right = builder.layer(dense(2, 5, -2.0), &[input]).expect("right");
    let last = builder.layer(dense(3, 1, 0.5), &[left]).expect("last");
    for (id, name) in [(kept, "kept"), (right, "right"), (last, "last")] {
        builder.name_value(id, name);
    }
    builder.build(&[kept, right, last]).expect("a network")
}

#[test]
fn a_graph_is_evaluated_value_by_value() {
    let network = branches();
    assert_eq!((network.inputs(), network.outputs()), (2, 9));
    let outputs = evaluate::forward(&network, &[-1.0, -2.0]);
    assert_eq!(outputs, [0.0, 0.0, 0.0, 6.0, 6.0, 6.0, 6.0, 6.0, -4.5]);
}

#[test]
fn values_that_are_needed_later_are_not_changed_in_place() {
    let network = branches();
    let buffers = Buffers::of(&network);
    // The activation's input goes to the last layer as well.
    assert_eq!(buffers.in_place(1), None);
    // While the right layer runs: the network's input, both values before it, and its output.
    assert_eq!(buffers.length(), 2 + 3 + 3 + 5);
    let mut chain = Builder::<f32>::new();
    let input = chain.input(vector(2));
    let hidden = chain.layer(dense(2, 3, 1.0), &[input]).expect("hidden");
    let relu = Layer::Activation(Activation::Relu);
    let output = chain.layer(relu, &[hidden]).expect("output");
    let chain = chain.build(&[output]).expect("a network");
    let buffers = Buffers::of(&chain);
    assert_eq!(buffers.in_place(1), Some(0));
    assert_eq!(buffers.length(), 2 + 3);
}

/// The last layer works in place, but not on a value that is an output, too.
#[test]
fn the_last_layer_does_not_change_another_output() {
    let mut builder = Builder::<f32>::new();
    let input = builder.input(vector(2));
    let sums = builder.layer(dense(2, 3, -1.0), &[input]).expect("sums");
    let relu = Layer::Activation(Activation::Relu);
    let last = builder.layer(relu, &[sums]).expect("last");
    builder.name_value(sums, "sums");
    builder.name_value(last, "last");
    let network = builder.build(&[last, sums]).expect("a network");
    assert_eq!(Buffers::of(&network).in_place(1), None);
    let outputs = evaluate::forward(&network, &[1.0, 2.0]);
    assert_eq!(outputs, [0.0, 0.0, 0.0, -3.0, -3.0, -3.0]);
}

#[test]
fn a_piece_of_a_network_takes_and_leaves_what_crosses_its_ends() {
    let mut builder = Builder::<f32>::new();
    let input = builder.input(vector(1));
    let early = builder.layer(dense(1, 1, 1.0), &[input]).expect("early");
    let mut value = early;
    for _ in 0..SEGMENT {
        value = builder.layer(dense(1, 1, 1.0), &[value]).expect("a layer");
    }
    builder.name_value(early, "early");
    builder.name_value(value, "late");
    let network = builder.build(&[early, value]).expect("a network");
    let plan = Plan::new(&network);
    let [first, second] = plan.segments() else {
        panic!("two pieces")
    };
    let before: ValueId = network.nodes()[SEGMENT - 1].output();
    assert_eq!(first.inputs, [input]);
    assert_eq!(first.outputs, [early, before]);
    assert_eq!(second.inputs, [before]);
    assert_eq!(second.outputs, [value]);
}

#[test]
fn a_network_of_one_piece_leaves_its_outputs_in_their_order() {
    let mut builder = Builder::<f32>::new();
    let input = builder.input(vector(1));
    let first = builder.layer(dense(1, 1, 1.0), &[input]).expect("first");
    let last = builder.layer(dense(1, 1, 1.0), &[first]).expect("last");
    builder.name_value(first, "first");
    builder.name_value(last, "last");
    let network = builder.build(&[last, first]).expect("a network");
    let plan = Plan::new(&network);
    let [piece] = plan.segments() else {
        panic!("one piece")
    };
    assert_eq!(piece.outputs, [last, first]);
}

#[test]
fn what_is_built_is_what_is_read() {
    let mut builder = Builder::<f32>::new();
    builder.name("Sum").expect("a name");
    builder.description("A sum.");
    let input = builder.input(vector(2));
    let output = builder.layer(dense(2, 1, 1.0), &[input]).expect("a layer");
    builder.test_case(TestCase::new(vec![1.0, 2.0], vec![3.0], 1e-5));
    let model = Model::F32(builder.build(&[output]).expect("a network"));
    assert_eq!(read(&write(&model), "other").as_ref(), Ok(&model));
}

#[test]
fn layers_are_held_against_what_they_take() {
    let mut builder = Builder::<f32>::new();
    let input = builder.input(vector(2));
    let error = builder.layer(dense(3, 1, 1.0), &[input]);
    let error = error.expect_err("three numbers").to_string();
    assert_eq!(
        error,
        "a dense layer gets 2: expected 3 channels, by the shape of its tensors"
    );
    let error = builder.layer(dense(2, 1, 1.0), &[input, input]);
    assert!(
        error
            .expect_err("two inputs")
            .to_string()
            .contains("cannot take 2 inputs")
    );
    let slope = f32::INFINITY;
    let leaky = Layer::Activation(Activation::LeakyRelu { slope });
    let error = builder
        .layer(leaky, &[input])
        .expect_err("an infinite slope");
    assert!(
        error
            .to_string()
            .contains("`slope` of `leaky_relu` is not finite")
    );
    let (min, max) = (1.0, -1.0);
    let clamp = Layer::Activation(Activation::Clamp { min, max });
    let error = builder.layer(clamp, &[input]).expect_err("no number");
    assert!(
        error
            .to_string()
            .contains("`min` of `clamp` is greater than its `max`")
    );
}

#[test]
fn layers_have_finite_numbers_of_the_right_count() {
    let new = |inputs, units, weights: Vec<f32>, biases| {
        let dense = Dense::new(inputs, units, weights, biases, Activation::Relu);
        dense.map_err(|error| error.to_string())
    };
    let bad = |result: Result<Dense<f32>, String>, part: &str| {
        let error = result.expect_err("no layer");
        assert!(error.contains(part), "{error}");
    };
    bad(new(2, 1, vec![1.0], None), "has 1 weights");
    bad(new(1, 1, vec![1.0], Some(Vec::new())), "and 0 biases");
    bad(new(1, 1, vec![f32::NAN], None), "weight of NaN");
    bad(
        new(1, 1, vec![1.0], Some(vec![f32::INFINITY])),
        "bias of inf",
    );
    bad(new(0, 1, Vec::new(), None), "0 → 1");
    bad(
        new(WIDTH_LIMIT + 1, 1, Vec::new(), None),
        "the limits are 1 and",
    );
    let dense = new(1, 1, vec![-0.0], Some(vec![-0.0])).expect("a layer");
    assert!(dense.biases()[0].is_sign_positive());
}

#[test]
fn networks_are_whole() {
    let mut builder = Builder::<f32>::new();
    let input = builder.input(vector(2));
    let errors = messages(builder.clone().build(&[input]));
    assert!(errors[0].contains("no layers") && errors[1].contains("not the output of a layer"));
    let left = builder.layer(dense(2, 3, 1.0), &[input]).expect("left");
    let right = builder.layer(dense(2, 3, 1.0), &[input]).expect("right");
    let errors = messages(builder.clone().build(&[right]));
    assert_eq!(
        errors,
        ["the output of a layer, or an input of the network, is not used"]
    );
    let errors = messages(builder.clone().build(&[left, right]));
    assert!(errors[0].contains("one of them has no name"), "{errors:?}");
    builder.name_value(left, "left");
    builder.name_value(right, "left");
    let errors = messages(builder.clone().build(&[left, right]));
    assert_eq!(errors, ["the name \"left\" is given twice"]);
    builder.name_value(right, "right");
    builder.build(&[left, right]).expect("both are outputs");
    assert!(Builder::<f32>::new().name("self").is_err());
}

#[test]
fn limits_and_test_cases_are_checked() {
    let mut builder = Builder::<f32>::new();
    let input = builder.input(vector(2));
    let output = builder.layer(dense(2, 3, 1.0), &[input]).expect("a layer");
    builder.limits(vec![Limit {
        cost: Cost::Macs,
        most: 5,
    }]);
    builder.test_case(TestCase::new(vec![1.0], vec![0.0; 3], 1e-5));
    let errors = messages(builder.build(&[output]));
    assert!(
        errors[0].contains("6 multiply-adds, but `macs` allows 5"),
        "{errors:?}"
    );
    assert!(
        errors[1].contains("test case 1 has a wrong length"),
        "{errors:?}"
    );
}
