//! The committed file of costs: for each network a line, with `-` for what is not measured.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use anyhow::{Context, Result, bail};

use super::costs::{Cost, Costs, Key, Run};

pub const FILE: &str = "costs.txt";

const HEAD: &str = "# Written by `tests/targets/run cost --accept`.";
const COLUMNS: &str = "# machine level model shape instructions soft_float code constants stack";

pub fn write(costs: &Costs) -> String {
    let mut text = format!("{HEAD}\n{}\n{COLUMNS}\n", costs.conditions);
    for (key, cost) in &costs.all {
        let optional = |value: Option<u64>| value.map_or("-".into(), |value| value.to_string());
        writeln!(
            text,
            "{} {} {} {} {} {} {} {} {}",
            key.machine,
            key.level,
            key.model,
            key.shape,
            optional(cost.run.map(|run| run.instructions)),
            optional(cost.run.map(|run| run.soft_float)),
            cost.code,
            cost.constants,
            optional(cost.stack),
        )
        .expect("a string");
    }
    text
}

pub fn read(text: &str) -> Result<Costs> {
    let mut lines = text.lines().filter(|line| !line.starts_with('#'));
    let conditions = lines.next().context("an empty file of costs")?.to_owned();
    let all: Result<BTreeMap<_, _>> = lines
        .map(|line| parse(line).with_context(|| format!("{FILE}: {line}")))
        .collect();
    Ok(Costs {
        conditions,
        all: all?,
    })
}

fn parse(line: &str) -> Result<(Key, Cost)> {
    let fields: Vec<_> = line.split(' ').collect();
    let [
        machine,
        level,
        model,
        shape,
        instructions,
        soft_float,
        code,
        constants,
        stack,
    ] = fields[..]
    else {
        bail!("not nine fields");
    };
    let optional = |field: &str| (field != "-").then(|| field.parse()).transpose();
    let run = match (optional(instructions)?, optional(soft_float)?) {
        (Some(instructions), Some(soft_float)) => Some(Run {
            instructions,
            soft_float,
        }),
        _ => None,
    };
    let key = Key {
        machine: machine.into(),
        level: level.into(),
        model: model.into(),
        shape: shape.into(),
    };
    let cost = Cost {
        run,
        code: code.parse()?,
        constants: constants.parse()?,
        stack: optional(stack)?,
    };
    Ok((key, cost))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_reads_back() {
        let text = format!(
            "{HEAD}\nrustc 1\n{COLUMNS}\nm4f s xor auto 300 0 500 32 24\nwasm32 s xor auto - - 400 0 -\n"
        );
        let costs = read(&text).unwrap();
        assert_eq!(costs.all.len(), 2);
        assert_eq!(costs.get("m4f", "s", "xor", "auto").unwrap().flash(), 532);
        assert_eq!(write(&costs), text);
        assert!(read("rustc 1\nm4f s xor auto 300\n").is_err());
    }
}
