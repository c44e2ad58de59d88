//! From tables to a network, or to everything that is wrong with it.

pub(crate) mod activation;
mod budget;
mod case;
pub(crate) mod external;
mod layers;
mod limits;
mod name;
mod tensor_table;
pub(crate) mod value;

use toml::de::DeTable;
use xornet_core::DType;

use self::budget::Budget;
use self::external::Archives;
pub(crate) use self::name::identifier;
pub use self::name::{reserved, type_name};

use crate::document::{self, Entries, Table, Value, wrong_type};
use crate::fault::{Fault, Faults, Read, Reported};
use crate::layer::Known;
use crate::{Builder, Float, Model, Network, Unroll, suggest};

/// What reading a layer needs besides its table.
pub(crate) struct Reader<'r, 'a> {
    /// The files that the model names.
    pub(crate) archives: &'r mut Archives<'a>,
    /// Where errors go.
    pub(crate) faults: &'r mut Faults,
}

/// What is known of a model whose file has faults.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outline {
    /// The type's name: the file's, or that of its stem.
    pub name: Option<String>,
    /// What the file says of the network.
    pub description: Option<String>,
    /// The type of the numbers.
    pub dtype: Option<DType>,
    /// Length of the input vector.
    pub inputs: Option<usize>,
    /// Length of the output vector.
    pub outputs: Option<usize>,
}

/// All that is wrong with a model file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// In the order of the file; at least one.
    pub faults: Vec<Fault>,
    /// What is known all the same.
    pub outline: Outline,
}

/// Reads a model file that keeps all its numbers. `stem` is the file's name without its ending: it
/// names the network where the file does not.
///
/// # Errors
///
/// All faults of the file; of its syntax, the first. Weights in another file are a fault: there is
/// no folder to look for it.
pub fn read(text: &str, stem: &str) -> Result<Model, Failure> {
    read_with(text, stem, |_| {
        Err("this text of a model is in no folder".into())
    })
}

/// [`read`], where `open` reads the files that the model refers to, or says in some words why not.
/// It gets their paths from the model file's folder, in slashes, each once.
///
/// # Errors
///
/// All faults of the file and of those that it refers to; of its syntax, the first.
pub fn read_with(
    text: &str,
    stem: &str,
    mut open: impl FnMut(&str) -> Result<Vec<u8>, String>,
) -> Result<Model, Failure> {
    let document = document::parse(text).map_err(|fault| Failure {
        faults: vec![fault],
        outline: Outline {
            name: type_name(stem),
            ..Outline::default()
        },
    })?;
    let mut faults = Faults::default();
    let root = Entries::new(document.get_ref(), "the model", 0..0).open(&KEYS, &mut faults);
    let mut archives = Archives::new(&mut open);
    let dtype = dtype(&root, &mut faults);
    let model = match dtype.unwrap_or_default() {
        DType::F64 => network(&root, dtype, stem, &mut archives, &mut faults).map(Model::F64),
        _ => network(&root, dtype, stem, &mut archives, &mut faults).map(Model::F32),
    };
    model.map_err(|outline| Failure {
        faults: faults.into_vec(),
        outline,
    })
}

const KEYS: [&str; 8] = [
    "name",
    "description",
    "dtype",
    "input",
    "unroll",
    "limits",
    "layers",
    "checks",
];

fn network<T: Float>(
    root: &Table<'_, '_>,
    dtype: Read<DType>,
    stem: &str,
    archives: &mut Archives<'_>,
    faults: &mut Faults,
) -> Result<Network<T>, Outline> {
    let name = match root.get("name") {
        None => Ok(type_name(stem)),
        Some(entry) => name::name(entry.value, faults).map(Some),
    };
    let description = root
        .get("description")
        .map(|entry| value::string(entry.value, "`description`", faults).map(str::to_owned))
        .transpose();
    let expected = "the length of the input vector, as in `input = 2`";
    let input = root
        .require("input", expected, faults)
        .and_then(|entry| value::length(entry.value, "`input`", faults));
    let unroll = unroll(root, faults);
    let budgets = budget::budgets(root, faults);
    let mut reader = Reader { archives, faults };
    let layers = layers::layers::<T>(root, Known::of(input), &mut reader);
    let count = |shape: xornet_core::Shape| shape.count();
    let (inputs, outputs) = (input.ok().map(count), layers.output.declared.map(count));
    let cases = case::cases::<T>(root, inputs, outputs, faults);

    let outline = Outline {
        name: name.as_ref().ok().cloned().flatten(),
        description: description.as_ref().ok().cloned().flatten(),
        dtype: dtype.ok(),
        inputs,
        outputs,
    };
    let build = || -> Read<Network<T>> {
        let (budgets, layers) = (budgets?, layers.list?);
        let mut builder = Builder::new();
        if let Some(name) = name? {
            builder
                .name(&name)
                .map_err(|error| faults.push(error.at(root.span.clone())))?;
        }
        if let Some(description) = description? {
            builder.description(description);
        }
        builder.unroll(unroll?);
        builder.limits(budgets.iter().map(|budget| budget.limit).collect());
        let mut value = builder.input(input?);
        for layer in layers {
            let output = builder.layer(layer, &[value]);
            value = output.map_err(|error| faults.push(error.at(root.span.clone())))?;
        }
        for case in cases? {
            builder.test_case(case);
        }
        // What was read is a network only where nothing of the file was left out.
        faults.none()?;
        builder.build(&[value]).map_err(|errors| {
            let errors = errors.iter();
            let reported =
                errors.map(|error| faults.push(error.at(place(error.key(), root, &budgets))));
            // There is at least one; the compiler cannot know.
            reported.last().unwrap_or_else(|| {
                faults.push(Fault::new(root.span.clone(), "the model is not a network"))
            })
        })
    };
    build().map_err(|_: Reported| outline)
}

/// Returns where an error of the network as a whole is shown.
fn place(key: &str, root: &Table<'_, '_>, budgets: &[Budget]) -> std::ops::Range<usize> {
    let budget = budgets.iter().find(|budget| budget.limit.cost.key() == key);
    match (budget, root.get(key)) {
        (Some(budget), _) => budget.span.clone(),
        (None, Some(entry)) => entry.key,
        (None, None) => root.span.clone(),
    }
}

fn dtype(root: &Table<'_, '_>, faults: &mut Faults) -> Read<DType> {
    let Some(entry) = root.get("dtype") else {
        return Ok(DType::default());
    };
    let choices: Vec<_> = DType::ALL
        .iter()
        .map(|dtype| (dtype.name(), *dtype))
        .collect();
    choice(entry.value, "dtype", &choices, faults)
}

fn unroll(root: &Table<'_, '_>, faults: &mut Faults) -> Read<Unroll> {
    let Some(entry) = root.get("unroll") else {
        return Ok(Unroll::default());
    };
    let choices = Unroll::ALL.map(|unroll| (unroll.name(), unroll));
    choice(entry.value, "unroll", &choices, faults)
}

/// Reads one of several words.
fn choice<C: Copy>(
    value: &Value<'_>,
    key: &str,
    choices: &[(&str, C)],
    faults: &mut Faults,
) -> Read<C> {
    let word = value::string(value, &format!("`{key}`"), faults)?;
    let found = choices.iter().find(|(name, _)| *name == word);
    found.map(|(_, choice)| *choice).ok_or_else(|| {
        let names: Vec<_> = choices.iter().map(|(name, _)| *name).collect();
        let message = format!("unknown `{key}`: {}", value::quoted(word));
        let fault = Fault::new(value.span(), message)
            .label(format!("expected one of {}", suggest::list(&names)));
        faults.push(match suggest::suggest(word, &names) {
            Some(name) => fault.help(format!("did you mean `{name}`?")),
            None => fault,
        })
    })
}

/// Returns the tables of an array of tables, `[[key]]`, with what each is called.
fn tables<'d, 'i>(
    value: &'d Value<'i>,
    key: &str,
    noun: &str,
    faults: &mut Faults,
) -> Read<Vec<Read<Entries<'d, 'i>>>> {
    let expected = format!("an array of tables, each headed `[[{key}]]`");
    let Some(array) = value.get_ref().as_array() else {
        let fault = wrong_type(value, &format!("`{key}`"), &expected);
        let one_bracket: Option<&DeTable<'_>> = value.get_ref().as_table();
        return Err(faults.push(if one_bracket.is_some() {
            fault.help(format!("write `[[{key}]]` with two brackets"))
        } else {
            fault
        }));
    };
    let tables = array.iter().enumerate().map(|(index, value)| {
        let title = format!("{noun} {}", index + 1);
        match value.get_ref().as_table() {
            Some(entries) => Ok(Entries::new(entries, title, value.span())),
            None => Err(faults.push(wrong_type(value, &title, "a table"))),
        }
    });
    Ok(tables.collect())
}
