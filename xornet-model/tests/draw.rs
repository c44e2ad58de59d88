//! Pictures: that they are XML, of a bounded size, and show what there is.

use roxmltree::{Document, Node};
use xornet_model::draw::{Page, Values, draw};
use xornet_model::{Element, Model, Network, evaluate, read};

fn network(text: &str) -> Network<f32> {
    match read(text, "net") {
        Ok(Model::F32(network)) => network,
        other => panic!("no model in single precision: {other:?}"),
    }
}

fn file(name: &str) -> Network<f32> {
    let path = format!("{}/../models/{name}.toml", env!("CARGO_MANIFEST_DIR"));
    network(&std::fs::read_to_string(path).expect("a model"))
}

/// Layers of the given widths, all of whose weights are the same.
fn dense(widths: &[usize], weight: &str) -> String {
    let mut text = format!("input = {}\n", widths[0]);
    for pair in widths.windows(2) {
        let row = format!("[{}]", vec![weight; pair[1]].join(","));
        let rows = vec![row; pair[0]].join(",");
        text += &format!(
            "[[layers]]\ntype = 'dense'\nunits = {}\nweights = [{rows}]\n",
            pair[1]
        );
    }
    text
}

/// Draws for both pages, and checks what holds for every picture.
fn pictures<T: Element>(network: &Network<T>, values: Option<&Values<T>>) -> [String; 2] {
    [Page::File, Page::Html].map(|page| {
        let picture = draw(network, values, page);
        // In HTML, the namespace is the element's own.
        let xml = if page == Page::File {
            picture.clone()
        } else {
            picture.replacen("<svg", "<svg xmlns='http://www.w3.org/2000/svg'", 1)
        };
        let document = Document::parse(&xml).unwrap_or_else(|error| panic!("{error}:\n{xml}"));
        let root = document.root_element();
        assert_eq!(
            root.tag_name().namespace(),
            Some("http://www.w3.org/2000/svg")
        );
        assert_eq!(root.attribute("role"), Some("img"));
        let names: Vec<_> = root
            .children()
            .take(2)
            .map(|node| node.tag_name().name())
            .collect();
        assert_eq!(names, ["title", "desc"]);
        for node in root.descendants().filter(Node::is_element) {
            for attribute in node.attributes() {
                finite(attribute.name(), attribute.value());
            }
        }
        assert!(!picture.contains('\n'), "Markdown ends at a blank line");
        if page == Page::Html {
            for foreign in ["<style", "<script", "id=", "class="] {
                assert!(!picture.contains(foreign), "{foreign}");
            }
        }
        assert!(picture.len() < 60_000, "{} bytes", picture.len());
        picture
    })
}

/// Requires every number of an attribute to be one that can be drawn.
fn finite(name: &str, value: &str) {
    const NUMBERS: &str = "x y x1 y1 x2 y2 cx cy r width height viewBox d \
                           opacity fill-opacity stroke-width font-size";
    for word in ["NaN", "inf"] {
        assert!(!value.contains(word), "{name} is {value}");
    }
    if NUMBERS.split(' ').any(|number| number == name) {
        // A path has the letters of its commands between numbers.
        let between = |c: char| c.is_whitespace() || name == "d" && c.is_ascii_alphabetic();
        for number in value.split(between).filter(|number| !number.is_empty()) {
            // Negative numbers of a path need no space.
            for number in number
                .trim_end_matches('%')
                .trim_start_matches('-')
                .split('-')
            {
                assert!(
                    number.parse().is_ok_and(f64::is_finite),
                    "{name} is {value}"
                );
            }
        }
    }
}

#[test]
#[should_panic(expected = "x is inf")]
fn a_place_at_infinity_is_seen() {
    finite("x", "inf");
}

#[test]
#[should_panic(expected = "d is M1 -inf")]
fn a_path_to_infinity_is_seen() {
    finite("d", "M1 -inf");
}

fn texts(picture: &str) -> Vec<String> {
    let document = Document::parse(picture).expect("XML");
    let texts = document
        .descendants()
        .filter(|node| node.has_tag_name("text"));
    texts
        .filter_map(|node| Some(node.text()?.to_owned()))
        .collect()
}

#[test]
fn small_networks_have_their_weights_biases_and_values() {
    let [picture, _] = pictures(&file("xor"), None);
    let shown = texts(&picture);
    for text in [
        "Xor", "0.0976", "0.43", "0.206", "0.0898", "−0.153", "0.292", "−0.125", "0.784", "0.927",
        "−0.233", "0.583", "0.0578", "x0", "x1", "y0", "4 units", "1 unit", "sigmoid", "biases 0",
    ] {
        assert!(
            shown.iter().any(|shown| shown == text),
            "{text} is not in {shown:?}"
        );
    }
    let [picture, _] = pictures(&file("xor_trained"), None);
    let shown = texts(&picture);
    assert!(shown.contains(&"+3.21".into()), "a bias: {shown:?}");

    let network = file("xor");
    let outputs = vec![
        vec![0.461_902, 0.572_429, 0.468_833, 0.686_454],
        vec![0.647_507],
    ];
    let values = Values::new(&network, vec![0.0, 1.0], outputs).expect("lengths that fit");
    let [picture, _] = pictures(&network, Some(&values));
    let shown = texts(&picture);
    for text in ["0", "1", "0.4619", "0.5724", "0.4688", "0.6865", "0.6475"] {
        assert!(
            shown.iter().any(|shown| shown == text),
            "{text} is not in {shown:?}"
        );
    }
    assert!(picture.contains("For the input 0, 1 the output is 0.648."));
}

#[test]
fn values_have_the_lengths_of_the_network() {
    let network = file("xor");
    for (input, hidden, output) in [(3, 4, 1), (2, 3, 1), (2, 4, 2)] {
        let outputs = vec![vec![0.0; hidden], vec![0.0; output]];
        assert_eq!(Values::new(&network, vec![0.0; input], outputs), None);
    }
    assert_eq!(
        Values::new(&network, vec![0.0; 2], vec![vec![0.0; 4]]),
        None
    );
}

#[test]
fn the_number_of_connections_decides_how_they_are_shown() {
    let lines = |widths: &[usize]| {
        let [picture, _] = pictures(&network(&dense(widths, "-0.5")), None);
        // Each line of a path begins with a move, in a group that is shifted into place.
        let document = Document::parse(&picture).expect("XML");
        let paths = document.descendants().filter(|node| {
            node.parent()
                .is_some_and(|parent| parent.has_attribute("transform"))
        });
        let moves = paths
            .filter_map(|path| path.attribute("d"))
            .map(|d| d.matches('M').count());
        (
            moves.sum::<usize>(),
            texts(&picture).contains(&"−0.5".into()),
        )
    };
    assert_eq!(lines(&[1, 1]), (0, true));
    assert_eq!(lines(&[4, 4, 4]), (0, true));
    assert_eq!(lines(&[4, 16, 16, 3]), (64 + 256 + 48, false));
    assert_eq!(lines(&[64, 32, 10]), (2048 + 320, false));
    assert_eq!(lines(&[784, 128, 10]), (0, false));
    assert_eq!(lines(&[784, 16, 3]), (48, false));
}

#[test]
fn many_weights_are_counted() {
    let [picture, _] = pictures(&network(&dense(&[784, 128, 10], "0.5")), None);
    let shown = texts(&picture);
    for text in [
        "784 inputs",
        "128 units",
        "10 units",
        "100\u{202f}352 weights",
        "0 … 0.5",
    ] {
        assert!(
            shown.iter().any(|shown| shown == text),
            "{text} is not in {shown:?}"
        );
    }
    let [picture, _] = pictures(&network(&dense(&[784, 128, 10], "0")), None);
    assert!(texts(&picture).contains(&"1\u{202f}280 of them zero".into()));
}

#[test]
fn deep_and_wide_networks_are_folded() {
    let layer = "[[layers]]\ntype = 'activation'\nactivation = 'softmax'\n";
    let deep = network(&format!("input = 3\n{}", layer.repeat(256)));
    let [picture, _] = pictures(&deep, None);
    assert!(texts(&picture).contains(&"248".into()));
    pictures(&network(&format!("input = 1048576\n{layer}{layer}")), None);
    pictures(&network(&dense(&[1, 1 << 20, 1], "0.5")), None);
}

#[test]
fn numbers_at_the_ends_of_their_range_are_drawn() {
    let text =
        dense(&[2, 2, 40, 70], "1").replacen("[[1,1],[1,1]]", "[[3.4e38,-3.4e38],[1e-45,0]]", 1);
    let network = network(&text);
    let [least, most, none] = [f32::NEG_INFINITY, f32::MAX, f32::NAN];
    let outputs = vec![vec![least, none], vec![most; 40], vec![none; 70]];
    let values = Values::new(&network, vec![most, 0.0], outputs).expect("lengths that fit");
    pictures(&network, Some(&values));
    let double = text
        .replacen("3.4e38", "1.7e308", 2)
        .replacen("1e-45", "5e-324", 1);
    let Ok(Model::F64(network)) = read(&format!("dtype = 'f64'\n{double}"), "net") else {
        panic!("a valid model");
    };
    pictures(&network, None);
}

#[test]
fn a_description_cannot_break_the_picture() {
    let text = format!(
        "description = \"</desc><script>alert('&amp;')</script>\\n\\n\\u0000\\uFFFE\\\"]]>\"\n{}",
        dense(&[1, 1], "1")
    );
    let [picture, page] = pictures(&network(&text), None);
    let document = Document::parse(&picture).expect("XML");
    let words = document
        .descendants()
        .find(|node| node.has_tag_name("desc"));
    let words = words.and_then(|node| node.text()).expect("a description");
    assert!(
        words.starts_with("</desc><script>alert('&amp;')</script>  \u{fffd}\u{fffd}\"]]> A"),
        "{words}"
    );
    assert!(!page.contains("script"), "the page says it already");
}

#[test]
fn a_long_name_is_cut() {
    let name = "X".repeat(128);
    pictures(
        &network(&format!("name = '{name}'\n{}", dense(&[1, 1], "1"))),
        None,
    );
}

/// A small convolutional network for images.
const IMAGE: &str = "name = 'Digits'\ninput = [8, 8, 1]
[[layers]]\ntype = 'conv2d'\nname = 'edges'\nfilters = 2\nkernel_size = 2\nstrides = 2\npadding = 'same'
weights = [[[[1, -0.5]], [[0, 0.25]]], [[[0, 1]], [[-1, 0.75]]]]\nactivation = 'relu'
[[layers]]\ntype = 'max_pool2d'\npool_size = [1, 2]
[[layers]]\ntype = 'upsample'\nsize = [1, 2]\nname = 'wide'
[[layers]]\ntype = 'add'\ninputs = ['edges', 'wide']\nname = 'sum'
[[layers]]\ntype = 'global_average_pool'
[[layers]]\ntype = 'activation'\nactivation = 'softmax'\n";

fn image() -> Network<f32> {
    network(IMAGE)
}

/// Runs a network on an input of sines.
fn values(network: &Network<f32>) -> Values<f32> {
    let input: Vec<_> = (0..network.inputs()).map(|i| (i as f32).sin()).collect();
    let mut outputs = Vec::new();
    evaluate::trace(network, &input, |step| outputs.push(step.outputs));
    Values::new(network, input, outputs).expect("lengths that fit")
}

/// The text of the picture's description.
fn words(picture: &str) -> String {
    let document = Document::parse(picture).expect("XML");
    let mut nodes = document.descendants();
    let words = nodes.find(|node| node.has_tag_name("desc"));
    words
        .and_then(|node| node.text())
        .expect("words")
        .to_owned()
}

#[test]
fn graphs_show_layers_with_shapes_and_names() {
    let network = image();
    let [picture, _] = pictures(&network, None);
    let shown = texts(&picture);
    for text in [
        "Digits",
        "input",
        "8 × 8 × 1",
        "1 conv2d",
        "“edges”",
        "2 filters, 2×2, strides 2",
        "same, relu",
        "4 × 4 × 2",
        "2 max_pool2d",
        "1×2",
        "4 × 2 × 2",
        "4 add",
        "6 activation",
        "softmax",
        "output",
        "positive weight",
    ] {
        assert!(
            shown.iter().any(|shown| shown == text),
            "{text} is not in {shown:?}"
        );
    }
    assert_eq!(
        words(&picture),
        "A neural network of 1 input: 8 × 8 × 1. Layer 1, “edges”: conv2d, 2 filters, 2×2, strides 2, same, relu, \
         4 × 4 × 2. Layer 2: max_pool2d, 1×2, 4 × 2 × 2. Layer 3, “wide”: upsample, 1×2, 4 × 4 × 2. Layer 4, “sum”: \
         add of layer 1 and layer 3, 4 × 4 × 2. Layer 5: global_average_pool, 2. Layer 6: activation, softmax, 2. The \
         output is 2. 8 parameters and 128 multiply-adds. Each block is a layer, with the shape of its output; grids are \
         kernels of the first convolution."
    );
}

/// The squares of a picture's grids: their columns, rows, and strengths with a sign.
fn cells(picture: &str, color: &str) -> usize {
    let document = Document::parse(picture).expect("XML");
    let paths = document.descendants().filter(|node| {
        let grids = node
            .parent()
            .is_some_and(|parent| parent.has_attribute("shape-rendering"));
        grids && node.attribute("stroke") == Some(color)
    });
    let runs = paths.flat_map(|path| {
        let d = path.attribute("d").unwrap_or_default().to_owned();
        let runs = d.split('h').skip(1).map(|run| {
            let end = run.find('M').unwrap_or(run.len());
            run[..end].parse::<usize>().expect("a length")
        });
        runs.collect::<Vec<_>>()
    });
    runs.sum()
}

#[test]
fn kernels_have_a_cell_for_each_weight_that_is_not_zero() {
    let [picture, _] = pictures(&image(), None);
    // Of the eight weights, two are zero.
    assert_eq!(cells(&picture, "#4a90d9"), 4);
    assert_eq!(cells(&picture, "#d9730d"), 2);
}

#[test]
fn feature_maps_have_a_cell_for_each_value() {
    let network = image();
    let mut outputs: Vec<Vec<f32>> = network
        .nodes()
        .iter()
        .map(|node| vec![0.0; network.length(node.output())])
        .collect();
    // The first layer's first channel is 1, and its second -1 at one place.
    outputs[0] = (0..32)
        .map(|at| {
            if at % 2 == 0 {
                1.0
            } else if at == 5 {
                -1.0
            } else {
                0.0
            }
        })
        .collect();
    let values = Values::new(&network, vec![0.0; 64], outputs).expect("lengths that fit");
    let [picture, _] = pictures(&network, Some(&values));
    assert_eq!(cells(&picture, "#4a90d9"), 16);
    assert_eq!(cells(&picture, "#d9730d"), 1);
    assert!(texts(&picture).contains(&"positive value".into()));
    assert!(words(&picture).contains("For the input 0, 0, "));
}

#[test]
fn hostile_names_are_escaped_and_cut() {
    let name = "</text><script>&\"'".repeat(40);
    let text = IMAGE.replacen("'sum'", &format!("'''{name}'''"), 1);
    let [picture, page] = pictures(&network(&text), None);
    assert!(!page.contains("script>&\""));
    let shown = texts(&picture);
    assert!(
        shown
            .iter()
            .any(|text| text.starts_with("“</text><script>&")),
        "{shown:?}"
    );
    assert!(
        shown.iter().all(|text| text.chars().count() < 60),
        "{shown:?}"
    );
}

#[test]
fn several_inputs_and_outputs_have_their_names() {
    let text = "inputs = { image = [4, 4, 1], speed = 2 }\noutputs = ['steer', 'brake']
[[layers]]\ntype = 'flatten'\ninputs = 'image'\nname = 'flat'
[[layers]]\ntype = 'concatenate'\ninputs = ['flat', 'speed']\nname = 'all'
[[layers]]\ntype = 'slice'\nstart = 0\nend = 1\nname = 'steer'
[[layers]]\ntype = 'slice'\nstart = 16\nend = 18\nname = 'brake'\ninputs = 'all'";
    let network = network(text);
    let [picture, _] = pictures(&network, Some(&values(&network)));
    let shown = texts(&picture);
    for text in [
        "image",
        "speed",
        "steer",
        "brake",
        "4 × 4 × 1",
        "“all”",
        "start 16, end 18",
    ] {
        assert!(shown.contains(&text.into()), "{text} is not in {shown:?}");
    }
    assert!(
        words(&picture)
            .starts_with("A neural network of 2 inputs: “image” 4 × 4 × 1, “speed” 2. Layer 1, ")
    );
    assert!(words(&picture).contains("The output is “steer” 1, “brake” 2."));
    let outputs = vec![vec![0.0; 16], vec![0.0; 18], vec![0.0; 1], vec![0.0; 2]];
    assert!(Values::new(&network, vec![0.0; 18], outputs.clone()).is_some());
    assert!(Values::new(&network, vec![0.0; 19], outputs.clone()).is_none());
    assert!(Values::new(&network, vec![0.0; 17], outputs).is_none());
}

#[test]
fn large_graphs_are_small_pictures() {
    let layer = "[[layers]]\ntype = 'activation'\nactivation = 'tanh'\n";
    let skip = |index: usize| {
        format!(
            "{layer}name = 'a{index}'\n[[layers]]\ntype = 'add'\nname = 's{index}'\ninputs = ['a{index}', '{}']\n",
            match index {
                0 => "input".into(),
                index => format!("s{}", index - 1),
            }
        )
    };
    let deep: String = (0..128).map(skip).collect();
    for input in ["[16, 16, 16]", "[256, 16]"] {
        let network = network(&format!("input = {input}\n{deep}"));
        let [picture, _] = pictures(&network, Some(&values(&network)));
        assert!(words(&picture).contains(" 238 more layers in between."));
        assert!(texts(&picture).contains(&"… 238 more layers".into()));
    }
    let wide: String = (0..255)
        .map(|index| format!("{layer}inputs = 'input'\nname = 'a{index}'\n"))
        .collect();
    let names: Vec<_> = (0..255).map(|index| format!("'a{index}'")).collect();
    pictures(
        &network(&format!(
            "input = [8, 8, 8]\n{wide}[[layers]]\ntype = 'concatenate'\ninputs = [{}]",
            names.join(",")
        )),
        None,
    );
    let fields: Vec<_> = (0..300)
        .map(|index| format!("x{index} = [4, 4, 1]"))
        .collect();
    let names: Vec<_> = (0..300).map(|index| format!("'x{index}'")).collect();
    let many = network(&format!(
        "inputs = {{ {} }}\n[[layers]]\ntype = 'concatenate'\ninputs = [{}]",
        fields.join(","),
        names.join(",")
    ));
    let [picture, _] = pictures(&many, Some(&values(&many)));
    assert!(texts(&picture).contains(&"… 292 more inputs".into()));
}

#[test]
fn large_tensors_are_drawn_quickly() {
    let layer = "[[layers]]\ntype = 'activation'\nactivation = 'relu'\n";
    let network = network(&format!("input = [2048, 1024, 8]\n{layer}"));
    let start = std::time::Instant::now();
    pictures(&network, None);
    assert!(start.elapsed().as_secs_f64() < 0.5);
    let numbers = vec![f32::MAX; 1 << 24];
    let values = Values::new(&network, numbers.clone(), vec![numbers]).expect("lengths that fit");
    let [picture, _] = pictures(&network, Some(&values));
    assert!(cells(&picture, "#4a90d9") > 16);
    // Numbers that are not finite are drawn as zeros.
    let numbers = vec![f32::NAN; 1 << 24];
    let values = Values::new(&network, numbers.clone(), vec![numbers]).expect("lengths that fit");
    let [picture, _] = pictures(&network, Some(&values));
    assert_eq!(cells(&picture, "#4a90d9"), 0);
}

#[test]
fn the_largest_pictures_are_small() {
    // Names of the characters that take most bytes when they are escaped, in as many places as there are.
    let name = |index: usize| format!("{}{index:03}", "\"".repeat(60));
    let quoted = |index: usize| format!("'{}'", name(index));
    let fields: Vec<_> = (0..9)
        .map(|index| format!("{}{index} = [16, 16, 8]", "_".repeat(50)))
        .collect();
    let layers: String = (0..20)
        .map(|index| {
            let before = match index {
                0 => (0..9).map(|at| format!("'{}{at}'", "_".repeat(50))).collect(),
                _ => vec![quoted(index - 1), quoted(index / 2)],
            };
            let inputs = before.join(", ");
            format!("[[layers]]\ntype = 'maximum'\nname = {}\ninputs = [{inputs}]\nactivation = 'softmax'\n", quoted(index))
        })
        .collect();
    let text = format!("inputs = {{ {} }}\n{layers}", fields.join(", "));
    let network = network(&text);
    // Neighbours of different signs and sizes, so that no two cells are one line.
    let input: Vec<_> = (0..network.inputs())
        .map(|at| ((at * 7) % 13) as f32 - 6.0)
        .collect();
    let outputs = network.nodes().iter().map(|node| {
        let count = network.length(node.output());
        (0..count).map(|at| ((at * 7) % 13) as f32 - 6.0).collect()
    });
    let values = Values::new(&network, input, outputs.collect()).expect("lengths that fit");
    pictures(&network, Some(&values));
}
