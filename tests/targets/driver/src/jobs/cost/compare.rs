//! What is measured against what was accepted.

use std::fmt::Write as _;

use super::costs::{Cost, Costs};

/// How far above an accepted cost one may be, in percent and besides that: the order in which the
/// compiler meets the networks moves a few instructions.
const PERCENT: f64 = 2.0;
const BESIDES: f64 = 8.0;

pub struct Comparison {
    pub worse: bool,
    /// A line for each difference; or one that sums up.
    pub text: String,
}

/// Names of what is compared, and the values.
fn values(cost: &Cost) -> [(&'static str, Option<u64>); 5] {
    [
        ("instructions", cost.run.map(|run| run.instructions)),
        ("soft float", cost.run.map(|run| run.soft_float)),
        ("bytes of code", Some(cost.code)),
        ("bytes of constants", Some(cost.constants)),
        ("bytes of stack", cost.stack),
    ]
}

pub fn compare(accepted: &Costs, now: &Costs) -> Comparison {
    let mut text = String::new();
    let (mut worse, mut better) = (0, 0);
    for (key, cost) in &now.all {
        let name = format!("{} {} {}_{}", key.machine, key.level, key.model, key.shape);
        let Some(before) = accepted.all.get(key) else {
            worse += 1;
            writeln!(text, "{name} is new").expect("a string");
            continue;
        };
        for ((what, before), (_, now)) in values(before).into_iter().zip(values(cost)) {
            let (Some(before), Some(now)) = (before, now) else {
                continue;
            };
            let margin = before as f64 * PERCENT / 100.0 + BESIDES;
            if now as f64 > before as f64 + margin {
                worse += 1;
                writeln!(text, "{name}: {now} {what}, accepted were {before}").expect("a string");
            } else if (now as f64) < before as f64 - margin {
                better += 1;
            }
        }
    }
    for key in accepted.all.keys().filter(|key| !now.all.contains_key(key)) {
        worse += 1;
        writeln!(text, "{} {} is gone", key.model, key.shape).expect("a string");
    }
    if accepted.conditions != now.conditions {
        let (before, now) = (&accepted.conditions, &now.conditions);
        return Comparison {
            worse: false,
            text: format!(
                "not judged: accepted with {before}, and this is {now}; {worse} are above"
            ),
        };
    }
    if worse == 0 {
        text = format!("{} costs, none above what was accepted", now.all.len());
        if better > 0 {
            write!(
                text,
                "; {better} figures are lower: accept them, so that they stay"
            )
            .expect("a string");
        }
    }
    Comparison {
        worse: worse > 0,
        text,
    }
}

#[cfg(test)]
mod tests {
    use super::super::accepted;
    use super::*;

    fn costs(conditions: &str, instructions: u64) -> Costs {
        let line = format!("m4f s xor auto {instructions} 0 500 32 24");
        accepted::read(&format!("{conditions}\n{line}\n")).unwrap()
    }

    #[test]
    fn more_is_worse_under_one_compiler() {
        let accepted = costs("a", 1000);
        assert!(!compare(&accepted, &costs("a", 1028)).worse);
        assert!(compare(&accepted, &costs("a", 1029)).worse);
        assert!(!compare(&accepted, &costs("b", 2000)).worse);
        assert!(compare(&accepted, &costs("a", 900)).text.contains("accept"));
    }

    #[test]
    fn what_is_new_or_gone_is_seen() {
        let (some, none) = (costs("a", 1), accepted::read("a\n").unwrap());
        assert!(compare(&none, &some).worse);
        assert!(compare(&some, &none).worse);
    }
}
