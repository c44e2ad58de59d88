//! A summary as text.

use std::io::{self, Write};

use xornet_model::quantity;

use super::summary::{Layer, Outputs, Summary};
use crate::evaluate::Number;
use crate::output::HEADING;
use crate::table::{Align, Table};

/// The maximal number of idle units that are listed.
const MAX_LISTED: usize = 12;

/// Writes the summary.
pub(super) fn write<T: Number>(out: &mut dyn Write, summary: &Summary<'_, T>) -> io::Result<()> {
    let name = summary
        .name
        .map_or("a network without a name".into(), |name| {
            format!("`{name}`")
        });
    writeln!(
        out,
        "{}: {HEADING}{name}{HEADING:#}, {}, {} to {}",
        summary.file,
        summary.dtype,
        quantity(summary.inputs, "input"),
        quantity(summary.outputs, "output"),
    )?;
    if let Some(description) = summary.description {
        for line in description.trim().lines() {
            writeln!(out, "  {line}")?;
        }
    }
    heading(out, "layers")?;
    layers(out, summary)?;
    writeln!(
        out,
        "  {} of weights and biases; peak activation memory: {}",
        quantity(summary.weight_bytes, "byte"),
        quantity(summary.activation_bytes, "byte")
    )?;
    for limit in &summary.limits {
        writeln!(
            out,
            "  limit `{} = {}`: {} used",
            limit.key, limit.most, limit.amount
        )?;
    }
    heading(out, &format!("code, by `unroll = \"{}\"`", summary.unroll))?;
    code(out, summary)?;
    writeln!(out, "  batches: {}", summary.batch)?;
    weights(out, summary)?;
    activity(out, summary)
}

/// Writes a heading after an empty line.
fn heading(out: &mut dyn Write, text: &str) -> io::Result<()> {
    writeln!(out, "\n{HEADING}{text}{HEADING:#}")
}

/// Writes the table of layers.
fn layers<T: Number>(out: &mut dyn Write, summary: &Summary<'_, T>) -> io::Result<()> {
    let mut table = Table::new([
        ("layer", Align::Right),
        ("type", Align::Left),
        ("shape", Align::Left),
        ("activation", Align::Left),
        ("parameters", Align::Right),
        ("MACs", Align::Right),
        ("bytes", Align::Right),
        ("nonzero", Align::Right),
    ]);
    for (number, layer) in (1..).zip(&summary.layers) {
        table.row([
            number.to_string(),
            layer.kind.into(),
            format!("{} → {}", layer.inputs, layer.units),
            layer.spelling.clone(),
            layer.parameters.to_string(),
            layer.macs.to_string(),
            layer.weight_bytes.to_string(),
            nonzero(layer.nonzero, layer.macs),
        ]);
    }
    let all = summary.layers.iter().map(|layer| layer.nonzero).sum();
    table.row([
        String::new(),
        "all".into(),
        format!("{} → {}", summary.inputs, summary.outputs),
        String::new(),
        summary.parameters.to_string(),
        summary.macs.to_string(),
        summary.weight_bytes.to_string(),
        nonzero(all, summary.macs),
    ]);
    write!(out, "{table}")
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

/// Writes how the code of each layer is generated.
fn code<T>(out: &mut dyn Write, summary: &Summary<'_, T>) -> io::Result<()> {
    for (number, layer) in (1..).zip(&summary.layers) {
        let Some(code) = &layer.code else { continue };
        writeln!(
            out,
            "  layer {number}: {}, since {}",
            code.strategy, code.why
        )?;
        if code.without_registers != code.strategy {
            let plain = &code.without_registers;
            writeln!(out, "           without SIMD: {plain}")?;
        }
        if let Some(auto) = &code.auto {
            writeln!(out, "           `auto` would choose {auto}")?;
        }
    }
    Ok(())
}

/// Writes the largest weights of each layer.
fn weights<T: Number>(out: &mut dyn Write, summary: &Summary<'_, T>) -> io::Result<()> {
    if summary.layers.iter().all(|layer| layer.largest.is_empty()) {
        return Ok(());
    }
    heading(out, "largest weights, as [input][unit]")?;
    for (number, layer) in (1..).zip(&summary.layers) {
        let weights = layer.largest.iter().map(|weight| {
            let value = weight.weight.shortest();
            format!("[{}][{}] {value}", weight.input, weight.unit)
        });
        let weights: Vec<_> = weights.collect();
        if !weights.is_empty() {
            writeln!(out, "  layer {number}: {}", weights.join(", "))?;
        }
    }
    Ok(())
}

/// Writes the range of each layer's outputs, and the idle units.
fn activity<T: Number>(out: &mut dyn Write, summary: &Summary<'_, T>) -> io::Result<()> {
    if summary.watched == 0 {
        heading(out, "units")?;
        return writeln!(
            out,
            "  the file has no test cases: give inputs with `--inputs` to find idle units"
        );
    }
    heading(
        out,
        &format!("units, on {}", quantity(summary.watched, "input")),
    )?;
    let mut any = false;
    for (number, layer) in (1..).zip(&summary.layers) {
        let Some(outputs) = &layer.outputs else {
            continue;
        };
        let (smallest, largest) = (outputs.smallest.shortest(), outputs.largest.shortest());
        writeln!(
            out,
            "  layer {number}: outputs from {smallest} to {largest}"
        )?;
        for line in idle(layer, outputs) {
            any = true;
            writeln!(out, "           {line}")?;
        }
    }
    match summary.watched {
        1 => writeln!(out, "  one input is too few to tell which units are idle"),
        _ if any => Ok(()),
        _ => writeln!(out, "  no unit is idle"),
    }
}

/// Describes the idle units of a layer, a line for each kind.
fn idle<T>(layer: &Layer<T>, outputs: &Outputs<T>) -> Vec<String> {
    let kinds = outputs.idle.iter().flat_map(|idle| {
        [
            ("dead, always 0", &idle.dead),
            ("saturated, always at a limit", &idle.saturated),
            ("constant, always the same", &idle.constant),
        ]
    });
    let found = kinds.filter(|(_, units)| !units.is_empty());
    let line = |(what, units): (&str, &Vec<usize>)| {
        let mut named: Vec<_> = units
            .iter()
            .take(MAX_LISTED)
            .map(usize::to_string)
            .collect();
        if units.len() > MAX_LISTED {
            named.push("…".into());
        }
        let of = quantity(layer.units, "unit");
        format!("{} of {of} {what}: {}", units.len(), named.join(", "))
    };
    found.map(line).collect()
}
