//! The reading of a network from tables, or of all the errors in them.

pub(crate) mod activation;
mod budget;
mod case;
pub(crate) mod external;
pub(crate) mod keys;
mod layers;
mod limits;
mod name;
mod names;
mod number_names;
mod ports;
mod quantized;
mod rates;
mod stream;
pub(crate) mod tensor;
mod tensor_table;
pub(crate) mod value;

use toml::de::DeTable;
use xornet_core::quantized::Rounding;
use xornet_core::{DType, Shape};

use self::budget::Budget;
use self::external::Archives;
pub(crate) use self::name::identifier;
pub use self::name::{field_name, reserved, type_name};
use self::ports::{InputPort, InputPorts};

use crate::diagnostic::{Diagnostic, Diagnostics, Read, Reported};
use crate::document::{self, Entries, Table, Value, wrong_type};
use crate::{Builder, Element, Model, Network, Port, Unroll, suggest};

/// The context for reading a layer, next to its table.
pub(crate) struct Reader<'r, 'a> {
    /// The files that the model refers to.
    pub(crate) archives: &'r mut Archives<'a>,
    /// The errors so far.
    pub(crate) errors: &'r mut Diagnostics,
    /// Whether the network takes a stream, so that vectors are frames.
    pub(crate) stream: bool,
    /// The rounding of a network of eight bits.
    pub(crate) rounding: Rounding,
}

/// The facts that are known about a model whose file has errors.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outline {
    /// The name of the network's type: the file's `name`, or one made from its stem.
    pub name: Option<String>,
    /// The description of the network.
    pub description: Option<String>,
    /// The type of the numbers.
    pub dtype: Option<DType>,
    /// The inputs, with the names of their fields if there are several.
    pub inputs: Option<Vec<Port>>,
    /// The outputs, with the names of their fields if there are several.
    pub outputs: Option<Vec<Port>>,
    /// Whether the network is a stream, so that the inputs have the shapes of frames.
    pub stream: bool,
    /// The number of frames that a step of the stream takes.
    pub stride: Option<usize>,
}

impl Outline {
    /// Returns the shapes of the inputs, if they are known.
    #[must_use]
    pub fn input_shapes(&self) -> Option<Vec<Shape>> {
        shapes(self.inputs.as_deref())
    }

    /// Returns the shapes of the outputs, if they are known.
    #[must_use]
    pub fn output_shapes(&self) -> Option<Vec<Shape>> {
        shapes(self.outputs.as_deref())
    }
}

fn shapes(ports: Option<&[Port]>) -> Option<Vec<Shape>> {
    Some(ports?.iter().map(|port| port.shape).collect())
}

/// The errors of a model file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InvalidModel {
    /// The errors in the order of the file; at least one.
    pub errors: Vec<Diagnostic>,
    /// The facts that are known in spite of the errors.
    pub outline: Box<Outline>,
}

/// Reads a model file that has all its numbers in it. `stem` is the file's name without its ending; it names the
/// network if the file does not.
///
/// # Errors
///
/// All errors of the file, or the first one of its syntax. Weights in another file are an error, since there is
/// no folder to find it in.
pub fn read(text: &str, stem: &str) -> Result<Model, InvalidModel> {
    read_with(text, stem, |_| {
        Err("this text of a model is in no folder".into())
    })
}

/// Reads a model file as [`read`] does, and the files that it refers to by `open`, which returns the bytes of a
/// file or the reason why it cannot. `open` gets each path once. Paths are relative to the folder of the model
/// file, with `/` between their parts.
///
/// # Errors
///
/// All errors of the file and of those that it refers to, or the first one of its syntax.
pub fn read_with(
    text: &str,
    stem: &str,
    mut open: impl FnMut(&str) -> Result<Vec<u8>, String>,
) -> Result<Model, InvalidModel> {
    let document = document::parse(text).map_err(|error| InvalidModel {
        errors: vec![error],
        outline: Box::new(Outline {
            name: type_name(stem),
            ..Outline::default()
        }),
    })?;
    let mut errors = Diagnostics::default();
    let root = Entries::new(document.get_ref(), "the model", 0..0).open(&KEYS, &mut errors);
    let mut archives = Archives::new(&mut open);
    let dtype = dtype(&root, &mut errors);
    let model = match dtype.unwrap_or_default() {
        DType::F64 => network(&root, dtype, stem, &mut archives, &mut errors).map(Model::F64),
        DType::I8 => network(&root, dtype, stem, &mut archives, &mut errors).map(Model::I8),
        _ => network(&root, dtype, stem, &mut archives, &mut errors).map(Model::F32),
    };
    model.map_err(|outline| InvalidModel {
        errors: errors.into_vec(),
        outline: Box::new(outline),
    })
}

/// The keys of the model as a whole.
const KEYS: [&str; 14] = [
    "name",
    "description",
    "dtype",
    "rounding",
    "input",
    "inputs",
    "input_quantization",
    "outputs",
    "input_names",
    "output_names",
    "unroll",
    "limits",
    "layers",
    "checks",
];

/// Reads the network, or returns what is known about it if there are errors.
fn network<T: Element>(
    root: &Table<'_, '_>,
    dtype: Read<DType>,
    stem: &str,
    archives: &mut Archives<'_>,
    errors: &mut Diagnostics,
) -> Result<Network<T>, Outline> {
    let name = match root.get("name") {
        None => Ok(type_name(stem)),
        Some(entry) => name::name(entry.value, errors).map(Some),
    };
    let description = root
        .get("description")
        .map(|entry| value::string(entry.value, "`description`", errors).map(str::to_owned))
        .transpose();
    let ports = ports::inputs(root, errors);
    let unroll = unroll(root, errors);
    let budgets = budget::budgets(root, errors);
    let stream = ports.as_ref().is_ok_and(|ports| ports.stream);
    let rounding = quantized::rounding::<T>(root, errors);
    let quantizations = quantized::inputs::<T>(root, &ports, errors);
    let mut reader = Reader {
        archives,
        errors,
        stream,
        rounding: rounding.unwrap_or_default(),
    };
    let layers = layers::layers::<T>(root, &ports, quantizations.as_deref(), &mut reader);
    let inputs = ports.as_ref().ok().and_then(declared);
    let outputs = layers.declared.clone();
    let mut names = |key, noun, ports: &Option<Vec<Port>>| {
        number_names::names(root, key, noun, ports.as_deref(), errors)
    };
    let input_names = names("input_names", "input", &inputs);
    let output_names = names("output_names", "output", &outputs);
    let ports_of_cases = case::Ports {
        inputs: inputs.as_deref(),
        outputs: outputs.as_deref(),
        stream,
        stride: layers.stride,
    };
    let cases = case::cases::<T>(root, &ports_of_cases, errors);

    let outline = Outline {
        name: name.as_ref().ok().cloned().flatten(),
        description: description.as_ref().ok().cloned().flatten(),
        dtype: dtype.ok(),
        inputs,
        outputs,
        stream,
        stride: layers.stride.filter(|_| stream),
    };
    let build = || -> Read<Network<T>> {
        let (budgets, outputs, layers) = (budgets?, layers.outputs, layers.list?);
        let mut builder = Builder::new();
        if let Some(name) = name? {
            builder
                .name(&name)
                .map_err(|error| errors.push(error.at(root.span.clone())))?;
        }
        if let Some(description) = description? {
            builder.description(description);
        }
        builder.unroll(unroll?);
        builder.rounding(rounding?);
        builder.limits(budgets.iter().map(|budget| budget.limit).collect());
        builder.input_names(input_names?);
        builder.output_names(output_names?);
        let mut values = Vec::new();
        let ports = ports?;
        for port in ports.list {
            let shape = port.shape?;
            let value = match ports.stream {
                true => builder.stream(shape.count()),
                false => builder.input(shape),
            };
            if ports.named {
                builder.name_value(value, port.name);
            }
            values.push(value);
        }
        for (&value, &quantization) in values.iter().zip(&quantizations?) {
            builder.quantize(value, quantization);
        }
        for placed in layers {
            let inputs: Vec<_> = placed.inputs.iter().map(|&input| values[input]).collect();
            let output = builder.layer(placed.layer, &inputs);
            let output = output.map_err(|error| errors.push(error.at(placed.span)))?;
            if let Some(name) = placed.name {
                builder.name_value(output, name);
            }
            values.push(output);
        }
        let outputs: Vec<_> = outputs?.iter().map(|&output| values[output]).collect();
        for case in cases? {
            builder.test_case(case);
        }
        // Unknown keys are reported without stopping the reading, so errors must be checked for here.
        errors.check_empty()?;
        builder.build(&outputs).map_err(|found| {
            let reported = found
                .iter()
                .map(|error| errors.push(error.at(place(error.key(), root, &budgets))));
            // `build` returns at least one error, which the types do not tell.
            reported.last().unwrap_or_else(|| {
                errors.push(Diagnostic::new(
                    root.span.clone(),
                    "the model is not a network",
                ))
            })
        })
    };
    build().map_err(|_: Reported| outline)
}

/// Returns the inputs as the caller sees them, if all shapes are known.
fn declared(ports: &InputPorts) -> Option<Vec<Port>> {
    let port = |port: &InputPort| {
        Some(Port {
            name: Some(port.name.clone()).filter(|_| ports.list.len() > 1),
            shape: port.shape.ok()?,
        })
    };
    ports.list.iter().map(port).collect()
}

/// Returns the place at which an error of the network as a whole is shown.
fn place(key: &str, root: &Table<'_, '_>, budgets: &[Budget]) -> std::ops::Range<usize> {
    let budget = budgets.iter().find(|budget| budget.limit.cost.key() == key);
    match (budget, root.get(key)) {
        (Some(budget), _) => budget.span.clone(),
        (None, Some(entry)) => entry.key,
        (None, None) => root.span.clone(),
    }
}

/// Reads the number type, or returns the default.
fn dtype(root: &Table<'_, '_>, errors: &mut Diagnostics) -> Read<DType> {
    let Some(entry) = root.get("dtype") else {
        return Ok(DType::default());
    };
    let choices: Vec<_> = DType::ALL
        .iter()
        .map(|dtype| (dtype.name(), *dtype))
        .collect();
    choice(entry.value, "dtype", &choices, errors)
}

/// Reads the code generation strategy, or returns the default.
fn unroll(root: &Table<'_, '_>, errors: &mut Diagnostics) -> Read<Unroll> {
    let Some(entry) = root.get("unroll") else {
        return Ok(Unroll::default());
    };
    let choices = Unroll::ALL.map(|unroll| (unroll.name(), unroll));
    choice(entry.value, "unroll", &choices, errors)
}

/// Reads one of several words.
pub(crate) fn choice<C: Copy>(
    value: &Value<'_>,
    key: &str,
    choices: &[(&str, C)],
    errors: &mut Diagnostics,
) -> Read<C> {
    let word = value::string(value, &format!("`{key}`"), errors)?;
    let found = choices.iter().find(|(name, _)| *name == word);
    found.map(|(_, choice)| *choice).ok_or_else(|| {
        let names: Vec<_> = choices.iter().map(|(name, _)| *name).collect();
        let message = format!("unknown `{key}`: {}", value::quoted(word));
        let error = Diagnostic::new(value.span(), message)
            .label(format!("expected one of {}", suggest::list(&names)));
        errors.push(match suggest::suggest(word, &names) {
            Some(name) => error.help(format!("did you mean `{name}`?")),
            None => error,
        })
    })
}

/// Reads an array of tables, `[[key]]`; `noun` and a number are the title of each.
fn tables<'d, 'i>(
    value: &'d Value<'i>,
    key: &str,
    noun: &str,
    errors: &mut Diagnostics,
) -> Read<Vec<Read<Entries<'d, 'i>>>> {
    let expected = format!("an array of tables, each headed `[[{key}]]`");
    let Some(array) = value.get_ref().as_array() else {
        let error = wrong_type(value, &format!("`{key}`"), &expected);
        let one_bracket: Option<&DeTable<'_>> = value.get_ref().as_table();
        return Err(errors.push(if one_bracket.is_some() {
            error.help(format!("write `[[{key}]]` with two brackets"))
        } else {
            error
        }));
    };
    let tables = array.iter().enumerate().map(|(index, value)| {
        let title = format!("{noun} {}", index + 1);
        match value.get_ref().as_table() {
            Some(entries) => Ok(Entries::new(entries, title, value.span())),
            None => Err(errors.push(wrong_type(value, &title, "a table"))),
        }
    });
    Ok(tables.collect())
}
