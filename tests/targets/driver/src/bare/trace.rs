//! Which instructions a function executes, from the emulator's log of each.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};

use anyhow::{Context, Result, ensure};

use super::{Image, Machine, Symbols, emulator};

#[derive(Default)]
pub struct Trace {
    /// Instructions in each call.
    pub calls: Vec<u64>,
    /// Of all calls, in routines that stand for floating-point instructions.
    pub soft_float: u64,
    /// Calls of each such routine, and instructions there.
    pub routines: BTreeMap<String, (u64, u64)>,
    /// Instructions in each other function.
    pub functions: BTreeMap<String, u64>,
}

impl Trace {
    /// Of `function`, in a program that calls it.
    pub fn run(machine: Machine, program: &Image, function: &str) -> Result<Self> {
        let symbols = program.symbols()?;
        let function = symbols.find(function);
        let function = function.context("the function is not in the image")?;
        let one = one_instruction_at_a_time(machine.emulator().0)?;
        let mut command = emulator::command(machine, program, &["-d", "exec,nochain"]);
        command
            .args(one)
            .stdout(Stdio::null())
            .stderr(Stdio::piped());
        let mut child = command.spawn()?;
        let log = child.stderr.take().expect("a pipe");
        let mut log = BufReader::with_capacity(1 << 16, log);
        let mut reader = Reader::new(&symbols, function);
        let (mut line, mut rest) = (Vec::new(), Vec::new());
        while log.read_until(b'\n', &mut line)? > 0 {
            match address(&line) {
                Some(address) => reader.step(address),
                None => rest.extend_from_slice(&line),
            }
            line.clear();
        }
        let status = child.wait()?;
        let rest = String::from_utf8_lossy(&rest);
        ensure!(status.success(), "{status} in the emulator\n{rest}");
        let trace = reader.finish();
        ensure!(
            !trace.calls.is_empty(),
            "the function was not called\n{rest}"
        );
        Ok(trace)
    }

    /// Instructions of one call, on average.
    pub fn instructions(&self) -> u64 {
        self.each(self.calls.iter().sum())
    }

    /// A sum over all calls, for one of them.
    pub fn each(&self, sum: u64) -> u64 {
        let calls = self.calls.len() as u64;
        (sum + calls / 2) / calls
    }
}

/// QEMU's switch changed its name in version 8.1.
fn one_instruction_at_a_time(emulator: &str) -> Result<&'static [&'static str]> {
    let output = Command::new(emulator).arg("--version").output()?;
    let text = String::from_utf8_lossy(&output.stdout);
    let version = text.split("version ").nth(1).context("no version")?;
    let mut numbers = version
        .split(['.', ' ', '\n'])
        .map(|number| number.parse().unwrap_or(0));
    let version: (u32, u32) = (numbers.next().unwrap_or(0), numbers.next().unwrap_or(0));
    Ok(if version < (8, 1) {
        &["-singlestep"]
    } else {
        &["-accel", "tcg,one-insn-per-tb=on"]
    })
}

/// `Trace 0: 0x7f… [00000000/000001a4/00000110/ff000001] main`: the second number in brackets.
fn address(line: &[u8]) -> Option<u64> {
    let line = line.strip_prefix(b"Trace ")?;
    let line = std::str::from_utf8(line).ok()?;
    let address = line.split('/').nth(1)?;
    u64::from_str_radix(address, 16).ok()
}

struct Reader<'a> {
    symbols: &'a Symbols,
    function: usize,
    state: State,
    calls: Vec<u64>,
    soft_float: u64,
    /// By index: calls and instructions, as a routine and else.
    routines: BTreeMap<usize, (u64, u64)>,
    functions: BTreeMap<Option<usize>, u64>,
}

/// Where the last instruction was. A function is left when its caller goes on.
#[derive(Clone, Copy)]
enum State {
    /// In a function that is not measured.
    Outside(Option<usize>),
    Inside {
        caller: Option<usize>,
        now: Option<usize>,
        /// A routine of soft float, and its caller.
        routine: Option<(usize, Option<usize>)>,
    },
}

impl<'a> Reader<'a> {
    fn new(symbols: &'a Symbols, function: usize) -> Self {
        Self {
            symbols,
            function,
            state: State::Outside(None),
            calls: Vec::new(),
            soft_float: 0,
            routines: BTreeMap::new(),
            functions: BTreeMap::new(),
        }
    }

    fn step(&mut self, address: u64) {
        let now = self.symbols.at(address);
        let entered = now.filter(|&now| self.symbols[now].start == address);
        self.state = match self.state {
            State::Outside(caller) if entered == Some(self.function) => {
                self.calls.push(0);
                self.count(now, None);
                State::Inside {
                    caller,
                    now,
                    routine: None,
                }
            }
            State::Outside(_) => State::Outside(now),
            State::Inside { caller, .. } if now == caller => State::Outside(now),
            State::Inside {
                caller,
                now: before,
                routine,
            } => {
                let routine = match routine {
                    Some((_, from)) if now == from => None,
                    None => self.routine(entered).map(|routine| (routine, before)),
                    routine => routine,
                };
                self.count(now, routine);
                State::Inside {
                    caller,
                    now,
                    routine,
                }
            }
        };
    }

    /// The routine of soft float that begins, if one does.
    fn routine(&mut self, entered: Option<usize>) -> Option<usize> {
        let routine = entered.filter(|&now| is_soft_float(&self.symbols[now].name))?;
        self.routines.entry(routine).or_default().0 += 1;
        Some(routine)
    }

    fn count(&mut self, now: Option<usize>, routine: Option<(usize, Option<usize>)>) {
        *self.calls.last_mut().expect("a call") += 1;
        if let Some((routine, _)) = routine {
            self.soft_float += 1;
            self.routines.entry(routine).or_default().1 += 1;
        } else {
            *self.functions.entry(now).or_default() += 1;
        }
    }

    fn finish(self) -> Trace {
        let name = |index: usize| self.symbols[index].name.clone();
        let routines = self.routines.iter();
        let functions = self.functions.iter();
        Trace {
            calls: self.calls,
            soft_float: self.soft_float,
            routines: routines
                .map(|(&index, &sums)| (name(index), sums))
                .collect(),
            functions: functions
                .map(|(&index, &sum)| (index.map_or("?".into(), name), sum))
                .collect(),
        }
    }
}

/// Whether a function does what an instruction does on a processor with floating point: the run-time
/// interface of Arm and the names that GCC gave the routines elsewhere.
pub fn is_soft_float(name: &str) -> bool {
    const ARM: [&str; 8] = ["f", "d", "cf", "cd", "i2", "ui2", "l2", "ul2"];
    match name.strip_prefix("__") {
        Some(gnu) => match gnu.strip_prefix("aeabi_") {
            Some(arm) => ARM.iter().any(|start| arm.starts_with(start)),
            None => gnu.contains("sf") || gnu.contains("df"),
        },
        None => name.starts_with("compiler_builtins::float"),
    }
}

#[cfg(test)]
mod tests {
    use super::address;

    #[test]
    fn an_address_is_the_second_number_in_brackets() {
        let line = b"Trace 0: 0x7f31 [00000000/000001a4/00000110/ff000001] main\n";
        assert_eq!(address(line), Some(0x1a4));
        assert_eq!(address(b"qemu: fatal: / 1a4 /"), None);
        assert_eq!(address(b"Trace 0: 0x7f31 [00000000/none/]"), None);
    }
}
