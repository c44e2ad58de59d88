//! The costs as a page.

use std::fmt::Write as _;

use super::costs::{Cost, Costs, SHAPES};
use crate::bare::{Level, Machine};

pub fn page(costs: &Costs) -> String {
    let mut text = format!(
        "# What a forward pass costs on small machines\n\n\
         Written by `tests/targets/run cost --accept` with {}; [docs/targets.md](../../../docs/targets.md) says how it is\n\
         measured. Instructions are counted, not cycles; flash and stack are in bytes. `plain` is not xornet's: loops\n\
         by hand, with `expf` and `tanhf` of the crate libm. `none`, `auto` and `full` are `unroll` in the model file.\n\n\
         ![Instructions and flash relative to plain loops](costs.svg)\n",
        costs.conditions
    );
    for machine in Machine::ALL {
        text.push_str(&machine_section(costs, machine));
    }
    text.push_str(&levels(costs));
    text.push_str(&wasm(costs));
    text.push_str(&others(costs));
    text
}

fn machine_section(costs: &Costs, machine: Machine) -> String {
    let soft = !machine.has_floats();
    let mut text = format!("\n## {}, opt-level \"s\"\n\n", machine.title());
    text.push_str(
        "| network | code | instructions | of plain | flash | code | constants | stack |",
    );
    text.push_str(if soft {
        " in soft float | all by that |\n"
    } else {
        "\n"
    });
    text.push_str("|---|---|--:|--:|--:|--:|--:|--:|");
    text.push_str(if soft { "--:|--:|\n" } else { "\n" });
    for model in costs.models() {
        let plain = run(costs, machine, model, "plain");
        for shape in SHAPES {
            let Some(cost) = costs.get(machine.name(), "s", model, shape) else {
                continue;
            };
            let Some(run) = cost.run else {
                continue;
            };
            let of_plain = plain.map_or("–".into(), |plain| {
                format!("{:.2}", run.instructions as f64 / plain as f64)
            });
            write!(
                text,
                "| {model} | {shape} | {} | {of_plain} | {} | {} | {} | {} |",
                group(run.instructions),
                group(cost.flash()),
                group(cost.code),
                group(cost.constants),
                cost.stack.map_or("–".into(), group),
            )
            .expect("a string");
            if soft {
                let ratio = run.instructions as f64 / run.soft_float as f64;
                write!(text, " {} | {ratio:.2} |", group(run.soft_float)).expect("a string");
            }
            text.push('\n');
        }
    }
    text
}

fn run(costs: &Costs, machine: Machine, model: &str, shape: &str) -> Option<u64> {
    let cost = costs.get(machine.name(), "s", model, shape)?;
    cost.run.map(|run| run.instructions)
}

/// Instructions and flash on the machine with floats, side by side.
fn levels(costs: &Costs) -> String {
    let machine = Machine::M4f;
    let mut text = format!("\n## Levels of optimisation, {}\n\n", machine.title());
    text.push_str(
        "Of the network alone: `core` is optimised as rustup ships it.\n\n| network | code |",
    );
    let levels = Level::ALL.map(Level::name);
    for level in levels {
        write!(text, " instructions, {level} | flash, {level} |").expect("a string");
    }
    text.push_str("\n|---|---|");
    text.push_str(&"--:|--:|".repeat(levels.len()));
    text.push('\n');
    for model in costs.models() {
        for shape in SHAPES {
            if costs.get(machine.name(), "s", model, shape).is_none() {
                continue;
            }
            write!(text, "| {model} | {shape} |").expect("a string");
            for level in levels {
                let cost = costs.get(machine.name(), level, model, shape);
                let instructions = cost.and_then(|cost| cost.run).map(|run| run.instructions);
                let shown = |value: Option<u64>| value.map_or("–".into(), group);
                let flash = cost.map(Cost::flash);
                write!(text, " {} | {} |", shown(instructions), shown(flash)).expect("a string");
            }
            text.push('\n');
        }
    }
    text
}

fn wasm(costs: &Costs) -> String {
    let mut text =
        String::from("\n## WebAssembly: bytes of code and constants\n\n| network | code |");
    let levels = Level::ALL.map(Level::name);
    for level in levels {
        write!(text, " {level} |").expect("a string");
    }
    text.push_str("\n|---|---|");
    text.push_str(&"--:|".repeat(levels.len()));
    text.push('\n');
    for model in costs.models() {
        for shape in SHAPES {
            if costs.get("wasm32", "s", model, shape).is_none() {
                continue;
            }
            write!(text, "| {model} | {shape} |").expect("a string");
            for level in levels {
                let cost = costs.get("wasm32", level, model, shape);
                let flash = cost.map_or("–".into(), |cost| group(cost.flash()));
                write!(text, " {flash} |").expect("a string");
            }
            text.push('\n');
        }
    }
    text
}

/// What other projects publish of a network of this shape.
fn others(costs: &Costs) -> String {
    let mut text = String::from(
        "\n## A 1-16-16-1 network elsewhere\n\n\
         The sine example of TensorFlow Lite for Microcontrollers, relu and linear, is what other tools publish figures\n\
         of. `sine_relu` has its shape and activations; `sine` is the tanh network of `models/`. Time is given in cycles,\n\
         which an instruction takes one or more of, and their flash is that of a whole program: compare with care.\n\n\
         | what | numbers | on | a forward pass | flash |\n|---|---|---|--:|--:|\n",
    );
    for (model, shape) in [
        ("sine_relu", "auto"),
        ("sine_relu", "full"),
        ("sine", "auto"),
        ("sine", "full"),
    ] {
        let Some(cost) = costs.get(Machine::M4f.name(), "s", model, shape) else {
            continue;
        };
        let instructions = cost.run.map_or(0, |run| run.instructions);
        writeln!(
            text,
            "| xornet, `{model}`, {shape} | f32 | Cortex-M4F | {} instructions | {} |",
            group(instructions),
            group(cost.flash())
        )
        .expect("a string");
    }
    text.push_str(
        "| [onnx2c](https://github.com/kraiskil/onnx2c), its README | f32 | STM32F411, 96 MHz | 20 µs, 1 920 cycles | 8 276 with the HAL |\n\
         | STM32Cube.AI, the same README | f32 | STM32F411, 96 MHz | 490 µs, 47 040 cycles | 14 372 with the HAL |\n\
         | [MicroFlow](https://doi.org/10.1016/j.iot.2025.101498), its paper | int8 | nRF52840, 64 MHz | 188 µs, 12 000 cycles | 34 300 |\n",
    );
    text
}

/// Digits in groups of three.
fn group(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            // A space that does not break.
            text.push('\u{a0}');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::group;

    #[test]
    fn digits_are_in_groups() {
        let shown = [0, 12, 999, 1_000, 12_345, 1_234_567].map(group);
        let shown = shown.map(|text| text.replace('\u{a0}', " "));
        assert_eq!(shown, ["0", "12", "999", "1 000", "12 345", "1 234 567"]);
    }
}
