//! From tables to a proven network, or to everything that is wrong with it.

mod activation;
mod budget;
mod case;
mod external;
mod layer;
mod lengths;
mod limits;
mod matrix;
mod name;
mod reference;
mod value;

use toml::de::DeTable;

use self::external::Archives;
pub use self::limits::{CHECK_LIMIT, FULL_LIMIT, LAYER_LIMIT, PARAMETER_LIMIT, WIDTH_LIMIT};
pub use self::name::{reserved, type_name};

use crate::document::{self, Entries, Table, Value, wrong_type};
use crate::fault::{Fault, Faults, Read, Reported};
use crate::{Float, Model, Network, Unroll, suggest};

/// What is known of a model whose file has faults.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outline {
    /// The type's name: the file's, or that of its stem.
    pub name: Option<String>,
    /// What the file says of the network.
    pub description: Option<String>,
    /// The type of the numbers.
    pub dtype: Option<Dtype>,
    /// Length of the input vector.
    pub inputs: Option<usize>,
    /// Length of the output vector.
    pub outputs: Option<usize>,
}

/// The type of a network's numbers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Dtype {
    /// Single precision.
    #[default]
    F32,
    /// Double precision.
    F64,
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
    match dtype.unwrap_or_default() {
        Dtype::F32 => network(&root, dtype, stem, &mut archives, faults).map(Model::F32),
        Dtype::F64 => network(&root, dtype, stem, &mut archives, faults).map(Model::F64),
    }
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
    dtype: Read<Dtype>,
    stem: &str,
    archives: &mut Archives<'_>,
    mut faults: Faults,
) -> Result<Network<T>, Failure> {
    let name = match root.get("name") {
        None => Ok(type_name(stem)),
        Some(entry) => name::name(entry.value, &mut faults).map(Some),
    };
    let description = root
        .get("description")
        .map(|entry| value::string(entry.value, "`description`", &mut faults).map(str::to_owned))
        .transpose();
    let expected = "the length of the input vector, as in `input = 2`";
    let inputs = root
        .require("input", expected, &mut faults)
        .and_then(|entry| value::size(entry.value, "`input`", &mut faults));
    let unroll = unroll(root, &mut faults);
    let budgets = budget::budgets(root, &mut faults);
    let layers = layer::layers::<T>(root, inputs, archives, &mut faults);
    let checks = case::cases::<T>(root, inputs.ok(), layers.outputs, &mut faults);

    let outline = Outline {
        name: name.as_ref().ok().cloned().flatten(),
        description: description.as_ref().ok().cloned().flatten(),
        dtype: dtype.ok(),
        inputs: inputs.ok(),
        outputs: layers.outputs,
    };
    let network = || {
        let budgets = budgets?;
        let network = Network {
            name: name?,
            description: description?,
            inputs: inputs?,
            unroll: unroll?,
            limits: budgets.iter().map(|budget| budget.limit).collect(),
            layers: layers.list?,
            checks: checks?,
        };
        // What was read is proven only where nothing of the file was left out.
        faults.none()?;
        limits::check(&network, root, &mut faults);
        budget::check(&network, &budgets, &mut faults);
        faults.none()?;
        Ok(network)
    };
    network().map_err(|_: Reported| Failure {
        faults: faults.into_vec(),
        outline,
    })
}

fn dtype(root: &Table<'_, '_>, faults: &mut Faults) -> Read<Dtype> {
    let Some(entry) = root.get("dtype") else {
        return Ok(Dtype::default());
    };
    choice(
        entry.value,
        "dtype",
        &[("f32", Dtype::F32), ("f64", Dtype::F64)],
        faults,
    )
}

fn unroll(root: &Table<'_, '_>, faults: &mut Faults) -> Read<Unroll> {
    const CHOICES: [(&str, Unroll); 3] = [
        ("auto", Unroll::Auto),
        ("full", Unroll::Full),
        ("none", Unroll::None),
    ];
    let Some(entry) = root.get("unroll") else {
        return Ok(Unroll::default());
    };
    choice(entry.value, "unroll", &CHOICES, faults)
}

/// One of several words.
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
