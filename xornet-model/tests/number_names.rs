//! Names of the numbers of inputs and outputs: in files, in networks that are made by hand, and in pictures.

mod common;

use xornet_model::draw::{Page, Values, draw};
use xornet_model::{
    Activation, Builder, Dense, Layer, Model, Network, Shape, evaluate, read, write,
};

/// A model of two inputs and three outputs, with lines in front.
fn model(front: &str) -> String {
    format!(
        "{front}\ninput = 2\n[[layers]]\ntype = 'dense'\nunits = 3\nweights = [[1, 2, 3], [4, 5, 6]]\n"
    )
}

fn network(text: &str) -> Network<f32> {
    match read(text, "net") {
        Ok(Model::F32(network)) => network,
        other => panic!("no model in single precision: {other:?}"),
    }
}

#[track_caller]
fn errors(text: &str, expected: &[(&str, &str)]) {
    let failure = read(text, "net").expect_err("an error");
    common::compare(text, &failure, expected);
}

#[test]
fn names_are_read_and_written() {
    let text = model(
        "input_names = ['', \"sepal\\n\\u0007 'width'\"]\noutput_names = ['a', 'b', 'größer']",
    );
    let network = network(&text);
    assert_eq!(network.input_names(), ["", "sepal\n\u{7} 'width'"]);
    assert_eq!(network.output_names(), ["a", "b", "größer"]);
    let model = common::examine(&text).expect("a model");
    assert!(write(&model).contains("\noutput_names = [\"a\", \"b\", \"größer\"]\n"));
    let none = self::network(&self::model(""));
    assert!(none.input_names().is_empty() && none.output_names().is_empty());
}

#[test]
fn many_names_have_a_line_each() {
    let names: Vec<_> = (0..64).map(|index| format!("'pixel {index}'")).collect();
    let text = format!(
        "input = 64\ninput_names = [{}]\n[[layers]]\ntype = 'activation'\nactivation = 'softmax'\n",
        names.join(", ")
    );
    let model = common::examine(&text).expect("a model");
    assert!(write(&model).contains("input_names = [\n    \"pixel 0\",\n    \"pixel 1\",\n"));
}

#[test]
fn tensors_have_a_name_for_each_number() {
    let tensor = |names: &str| {
        format!(
            "inputs = {{ a = [2, 1], b = 1 }}\ninput_names = [{names}]\n[[layers]]\ntype = 'flatten'\ninputs = 'a'\n\
             name = 'flat'\n[[layers]]\ntype = 'concatenate'\ninputs = ['flat', 'b']\n"
        )
    };
    assert_eq!(network(&tensor("'x', 'y', 'z'")).input_names().len(), 3);
    errors(
        &tensor("'x', 'y'"),
        &[(
            "2:15",
            "`input_names` has 2 names, but the network has 3 inputs",
        )],
    );
}

#[test]
fn wrong_names_are_errors_at_their_place() {
    errors(
        &model("input_names = ['a']"),
        &[("1:15", "has 1 name, but the network has 2 inputs")],
    );
    errors(
        &model("input_names = []"),
        &[("1:15", "has 0 names, but the network has 2 inputs")],
    );
    errors(
        &model("output_names = ['a', 'b', 'a']"),
        &[("1:27", "the name `a` is twice in `output_names`")],
    );
    errors(
        &model("output_names = ['a', 2, 'c']"),
        &[("1:22", "name 2 of `output_names` is an integer")],
    );
    errors(
        &model("input_names = 'a'"),
        &[("1:15", "expected an array of names, one for each input")],
    );
    errors(
        &model("input_name = ['a', 'b']"),
        &[("1:1", "did you mean `input_names`?")],
    );
    // If the shape is not known, it is one error.
    errors(
        &model("input_names = ['a']").replacen("= 2", "= -2", 1),
        &[("2:9", "`input` is negative")],
    );
}

#[test]
fn networks_are_built_with_good_names() {
    let build = |inputs: &[&str], outputs: &[&str]| {
        let mut builder = Builder::<f32>::new();
        let input = builder.input(Shape::vector(2).expect("a shape"));
        let dense = Dense::new(2, 2, vec![1.0; 4], None, Activation::Relu).expect("a layer");
        let output = builder
            .layer(Layer::Dense(dense), &[input])
            .expect("a layer");
        let owned = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
        builder.input_names(owned(inputs));
        builder.output_names(owned(outputs));
        builder.build(&[output]).map_err(|errors| {
            let errors: Vec<_> = errors.iter().map(ToString::to_string).collect();
            errors.join("; ")
        })
    };
    let network = build(&["x", "y"], &["no", "yes"]).expect("good names");
    let model = Model::F32(network);
    assert_eq!(read(&write(&model), "").as_ref(), Ok(&model));
    assert_eq!(
        build(&["x"], &["no", "no"]),
        Err("1 name of 2 in `input_names`; the name \"no\" is twice in `output_names`".into())
    );
}

/// The words and the texts of a picture, between tags.
fn shown(picture: &str) -> Vec<&str> {
    picture.split(['<', '>']).collect()
}

#[test]
fn pictures_show_the_names() {
    let names = "input_names = ['wind <km/h>', 'a very long name of an input']\noutput_names = ['a', 'b', 'c']";
    let network = network(&model(names));
    let plain = draw(&network, None, Page::File);
    let mut outputs = Vec::new();
    evaluate::trace(&network, &[1.0, 2.0], |step| outputs.push(step.outputs));
    let values = Values::new(&network, vec![1.0, 2.0], outputs).expect("lengths that fit");
    let valued = draw(&network, Some(&values), Page::File);
    for picture in [&plain, &valued] {
        for text in ["wind &lt;km/h&gt;", "a very long nam…", "a", "b", "c"] {
            assert!(shown(picture).contains(&text), "{text} is not in {picture}");
        }
        assert!(picture.contains("Inputs: “wind &lt;km/h&gt;”, “a very long name of an input”."));
        assert!(picture.contains("Outputs: “a”, “b”, “c”."));
    }
    assert!(valued.contains("the output is 9, 12, 15. The largest is “c”."));
}

#[test]
fn pictures_of_graphs_show_the_names() {
    let text = "input = [2, 1]\noutput_names = ['low', 'high']\n[[layers]]\ntype = 'flatten'\n";
    let network = network(text);
    let values = Values::new(&network, vec![1.0, 2.0], vec![vec![1.0, 2.0]]);
    let picture = draw(&network, values.as_ref(), Page::File);
    assert!(shown(&picture).contains(&"low, high"), "{picture}");
    assert!(picture.contains("The largest is “high”."));
    assert!(!draw(&network, None, Page::File).contains("largest"));
}
