//! Colours and progress bars: at a terminal, and nowhere else.
#![cfg(unix)]

mod common;

use std::fs::{self, File};
use std::io::Read;
use std::process::{Command, Stdio};
use std::thread;

use common::{text, xornet};
use nix::pty::{Winsize, openpty};

/// Runs the command with a terminal as standard error, and as standard output if `both`; returns what
/// the terminal shows, and what else is written to standard output.
fn at_a_terminal(command: &mut Command, both: bool) -> (String, String) {
    let size = Winsize {
        ws_row: 40,
        ws_col: 80,
        ws_xpixel: 0,
        ws_ypixel: 0,
    };
    let terminal = openpty(Some(&size), None).expect("a terminal");
    let mut screen = File::from(terminal.master);
    let shown = thread::spawn(move || {
        let mut shown = Vec::new();
        // Ends with an error once nobody has the terminal open.
        let _ = screen.read_to_end(&mut shown);
        String::from_utf8_lossy(&shown).into_owned()
    });
    command
        .env("TERM", "xterm-256color")
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(terminal.slave.try_clone().expect("a terminal"));
    if both {
        command.stdout(terminal.slave);
    } else {
        drop(terminal.slave);
    }
    let child = command.spawn().expect("the command");
    // The command has its own handles of the terminal.
    command.stdout(Stdio::null()).stderr(Stdio::null());
    let output = child.wait_with_output().expect("an end");
    (shown.join().expect("a reader"), text(&output.stdout))
}

const ESCAPE: char = '\x1b';

#[test]
fn errors_are_in_colours_at_a_terminal() {
    let check = ["check", "tests/files/faulty.toml"];
    let (shown, _) = at_a_terminal(&mut xornet(&check), true);
    assert!(shown.contains("\x1b[1m\x1b[91merror"), "{shown}");

    let (shown, _) = at_a_terminal(xornet(&check).env("NO_COLOR", "1"), true);
    assert!(
        shown.contains("error: unknown activation") && !shown.contains(ESCAPE),
        "{shown}"
    );
    let (shown, _) = at_a_terminal(&mut xornet(&["check", "--color", "never", check[1]]), true);
    assert!(!shown.contains(ESCAPE), "{shown}");

    let run = ["run", "tests/files/faulty.toml", "-i", "1"];
    let (shown, _) = at_a_terminal(&mut xornet(&run), false);
    assert!(shown.contains("\x1b[1m\x1b[91merror"), "{shown}");
}

#[test]
fn there_are_no_colours_in_a_pipe_unless_asked_for() {
    let output = |color: &str| {
        let check = ["check", "--color", color, "tests/files/faulty.toml"];
        text(&xornet(&check).output().expect("the command").stdout)
    };
    let (auto, always) = (output("auto"), output("always"));
    assert!(!auto.contains(ESCAPE));
    assert!(always.contains(ESCAPE));
    // Without the colours it is the same text.
    let mut plain = String::new();
    let mut rest = always.as_str();
    while let Some((before, after)) = rest.split_once(ESCAPE) {
        plain += before;
        rest = after.split_once('m').expect("the end of a colour").1;
    }
    assert_eq!(plain + rest, auto);
}

#[test]
fn a_large_file_has_a_bar() {
    let folder = tempfile::tempdir().expect("a folder");
    let data = folder.path().join("data.csv");
    let data = data.to_str().expect("UTF-8");
    let model = "../models/xor.toml";
    let run = |lines: usize, both: bool| {
        fs::write(data, "0.25,0.75\n".repeat(lines)).expect("a file");
        at_a_terminal(&mut xornet(&["run", model, data]), both)
    };

    let (shown, out) = run(120_000, false);
    assert!(shown.contains("% of 1.14 MiB"), "{shown}");
    assert_eq!(out.lines().count(), 120_000);
    let (shown, out) = run(1000, false);
    assert_eq!((shown.as_str(), out.lines().count()), ("", 1000));
    // Not between the lines of output.
    let (shown, _) = run(110_000, true);
    assert!(!shown.contains('%'));

    fs::write(data, "0.25,0.75\n".repeat(120_000)).expect("a file");
    let (shown, out) = at_a_terminal(&mut xornet(&["show", model, "--inputs", data]), false);
    assert!(shown.contains("% of 1.14 MiB"), "{shown}");
    assert!(out.contains("units, on 120000 inputs"), "{out}");
    // Nobody looks at a pipe.
    let output = xornet(&["run", model, data]).output().expect("the command");
    assert_eq!(text(&output.stderr), "");
}
