//! A summary as text.

use std::io::{self, Write};

use xornet_model::quantity;

use super::layer::{Layer, Outputs};
use super::summary::{Port, Summary};
use super::table::{self, shape, short};
use crate::evaluate::Number;
use crate::output::HEADING;

/// The maximal number of idle units, or of names, that are listed.
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
    ports(out, "input", &summary.input_shapes)?;
    ports(out, "output", &summary.output_shapes)?;
    names(out, "names of inputs", summary.input_names)?;
    names(out, "names of outputs", summary.output_names)?;
    heading(out, "layers")?;
    table::write(out, summary)?;
    writeln!(
        out,
        "  {} of weights and biases; peak activation memory: {}",
        quantity(summary.weight_bytes, "byte"),
        quantity(summary.activation_bytes, "byte")
    )?;
    if let Some(stream) = &summary.stream {
        let field = match stream.receptive_field {
            Some(frames) => format!("an output depends on {}", quantity(frames, "frame")),
            None => "an output depends on all frames so far".into(),
        };
        writeln!(
            out,
            "  a stream, {} a step: {} of state; {field}",
            quantity(stream.stride, "frame"),
            quantity(stream.state_bytes, "byte")
        )?;
    }
    for limit in &summary.limits {
        writeln!(
            out,
            "  limit `{} = {}`: {} used",
            limit.key, limit.most, limit.amount
        )?;
    }
    heading(out, &format!("code, by `unroll = \"{}\"`", summary.unroll))?;
    code(out, summary)?;
    let noun = if summary.stream.is_some() {
        "many steps"
    } else {
        "batches"
    };
    writeln!(out, "  {noun}: {}", summary.batch)?;
    weights(out, summary)?;
    activity(out, summary)
}

/// Writes the shapes of inputs or outputs, unless there is one and it is a vector of floating-point numbers.
fn ports(out: &mut dyn Write, noun: &str, ports: &[Port]) -> io::Result<()> {
    let described = |port: &Port| match &port.quantization {
        Some(quantization) => format!("{}, {}", shape(&port.shape), quantization.formula()),
        None => shape(&port.shape),
    };
    match ports {
        [port] if port.shape.len() == 1 && port.quantization.is_none() => Ok(()),
        [port] => writeln!(out, "  {noun}: {}", described(port)),
        ports => {
            let ports = ports.iter().map(|port| {
                let name = port.name.as_deref().map(short).unwrap_or_default();
                format!("{name} {}", described(port))
            });
            writeln!(out, "  {noun}s: {}", ports.collect::<Vec<_>>().join(", "))
        }
    }
}

/// Writes the first names of numbers, if there are any.
fn names(out: &mut dyn Write, title: &str, names: &[String]) -> io::Result<()> {
    if names.is_empty() {
        return Ok(());
    }
    let mut listed: Vec<_> = names
        .iter()
        .take(MAX_LISTED)
        .map(|name| short(name))
        .collect();
    if names.len() > MAX_LISTED {
        listed.push("…".into());
    }
    writeln!(out, "  {title}: {}", listed.join(", "))
}

/// Writes a heading after an empty line.
fn heading(out: &mut dyn Write, text: &str) -> io::Result<()> {
    writeln!(out, "\n{HEADING}{text}{HEADING:#}")
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
    let mut indices = summary.layers.iter().flat_map(|layer| &layer.largest);
    let matrices = indices.all(|weight| weight.index().len() == 2);
    heading(
        out,
        match matrices {
            true => "largest weights, as [input][unit]",
            false => "largest weights, by their index in the file",
        },
    )?;
    for (number, layer) in (1..).zip(&summary.layers) {
        let weights = layer.largest.iter().map(|weight| {
            let index: String = weight.index().iter().map(|at| format!("[{at}]")).collect();
            format!("{index} {}", weight.weight.shortest())
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
        let of = match layer.shape[..] {
            [units] => quantity(units, "unit"),
            [.., channels] => quantity(channels, "channel"),
            [] => String::new(),
        };
        format!("{} of {of} {what}: {}", units.len(), named.join(", "))
    };
    found.map(line).collect()
}
