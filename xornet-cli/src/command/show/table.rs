//! The table of layers. Columns that would be empty in all rows are left out.

use std::io::{self, Write};

use super::layer::{Layer, Origin};
use super::summary::Summary;
use crate::command::source::and;
use crate::evaluate::Number;
use crate::table::{Align, Table};

/// A row, with all columns that there can be.
struct Row {
    number: String,
    kind: String,
    name: String,
    from: String,
    shape: String,
    attributes: String,
    activation: String,
    sizes: [String; 4],
}

/// Writes the table of layers.
pub(super) fn write<T: Number>(out: &mut dyn Write, summary: &Summary<'_, T>) -> io::Result<()> {
    let mut rows: Vec<_> = summary.layers.iter().enumerate().map(row).collect();
    rows.push(all(summary));
    let any = |cell: fn(&Row) -> &String| rows.iter().any(|row| !cell(row).is_empty());
    let [names, from, attributes] = [
        any(|row| &row.name),
        any(|row| &row.from),
        any(|row| &row.attributes),
    ];
    let optional = |column, shown: bool| Some(column).filter(|_| shown);
    let columns = [
        Some(("layer", Align::Right)),
        Some(("type", Align::Left)),
        optional(("name", Align::Left), names),
        optional(("from", Align::Left), from),
        Some(("shape", Align::Left)),
        optional(("attributes", Align::Left), attributes),
        Some(("activation", Align::Left)),
        Some(("parameters", Align::Right)),
        Some(("MACs", Align::Right)),
        Some(("bytes", Align::Right)),
        Some(("nonzero", Align::Right)),
    ];
    let columns: Vec<_> = columns.into_iter().flatten().collect();
    let mut table = Table::new(&columns);
    for row in rows {
        let cells = [
            Some(row.number),
            Some(row.kind),
            optional_cell(row.name, names),
            optional_cell(row.from, from),
            Some(row.shape),
            optional_cell(row.attributes, attributes),
            Some(row.activation),
        ];
        let cells = cells.into_iter().flatten().chain(row.sizes);
        table.row(cells.collect::<Vec<_>>());
    }
    write!(out, "{table}")
}

fn optional_cell(cell: String, shown: bool) -> Option<String> {
    Some(cell).filter(|_| shown)
}

/// Makes the row of a layer.
fn row<T: Number>((index, layer): (usize, &Layer<T>)) -> Row {
    let origin = |from: &Origin| match from {
        Origin::Input(name) => short(name),
        Origin::Layer(number) => number.to_string(),
    };
    let origins: Vec<_> = layer.from.iter().map(origin).collect();
    let inputs: Vec<_> = layer.input_shapes.iter().map(|axes| shape(axes)).collect();
    // The shape tells the units of a layer, and the scales of weights are as many.
    let attributes = layer.attributes.iter();
    let attributes =
        attributes.filter(|(key, _)| !["units", "weight_scales"].contains(&key.as_str()));
    let attributes: Vec<_> = attributes
        .map(
            |(key, value)| match (value.get("scale"), value.get("zero_point")) {
                (Some(scale), Some(zero)) => format!("scale {scale}, zero point {zero}"),
                _ => format!("{key} {value}"),
            },
        )
        .collect();
    Row {
        number: (index + 1).to_string(),
        kind: layer.kind.into(),
        name: layer.name.as_deref().map(short).unwrap_or_default(),
        from: match layer.follows {
            true => String::new(),
            false => and(&origins),
        },
        shape: format!("{} → {}", inputs.join(", "), shape(&layer.shape)),
        attributes: attributes.join(", "),
        activation: layer.spelling.clone(),
        sizes: [
            layer.parameters.to_string(),
            layer.macs.to_string(),
            layer.weight_bytes.to_string(),
            nonzero(layer.nonzero, layer.weights),
        ],
    }
}

/// Makes the row of the network.
fn all<T: Number>(summary: &Summary<'_, T>) -> Row {
    let (nonzero_weights, weights) = summary
        .layers
        .iter()
        .fold((0, 0), |(nonzero, weights), layer| {
            (nonzero + layer.nonzero, weights + layer.weights)
        });
    let ports = |ports: &[super::summary::Port]| {
        let shapes: Vec<_> = ports.iter().map(|port| shape(&port.shape)).collect();
        shapes.join(", ")
    };
    let (inputs, outputs) = (ports(&summary.input_shapes), ports(&summary.output_shapes));
    Row {
        number: String::new(),
        kind: "all".into(),
        name: String::new(),
        from: String::new(),
        shape: format!("{inputs} → {outputs}"),
        attributes: String::new(),
        activation: String::new(),
        sizes: [
            summary.parameters.to_string(),
            summary.macs.to_string(),
            summary.weight_bytes.to_string(),
            nonzero(nonzero_weights, weights),
        ],
    }
}

/// Writes a shape as model files do.
pub(super) fn shape(axes: &[usize]) -> String {
    match axes {
        [length] => length.to_string(),
        axes => format!("{axes:?}"),
    }
}

/// Cuts a long name.
pub(super) fn short(name: &str) -> String {
    const MOST: usize = 24;
    let mut short: String = name.chars().take(MOST).collect();
    if name.chars().nth(MOST).is_some() {
        short.pop();
        short.push('…');
    }
    short.escape_debug().to_string()
}

/// Describes the number of weights that are not zero, and their share.
fn nonzero(nonzero: usize, weights: usize) -> String {
    match weights {
        0 => "-".into(),
        _ if nonzero == weights => "all".into(),
        _ => format!(
            "{nonzero} ({:.1} %)",
            100.0 * nonzero as f64 / weights as f64
        ),
    }
}
