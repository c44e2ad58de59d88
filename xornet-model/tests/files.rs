//! Files that are read, and those that are not.

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use tempfile::TempDir;
use xornet_model::{Folder, Format, Input, ReadError, ReadLimit, nearby, read_file};

const SMALL: ReadLimit = ReadLimit {
    bytes: 1 << 20,
    of: "a test",
};

fn folder(files: &[&str]) -> TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    for file in files {
        let path = folder.path().join(file);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a writable folder");
        fs::write(path, file).expect("a writable file");
    }
    folder
}

fn refused(path: &Path) -> String {
    let as_bytes = read_file(path, SMALL).expect_err("not read");
    let as_model = Input::open(path).and_then(|input| input.read_model(path));
    let as_model = as_model.expect_err("not read");
    assert_eq!(as_bytes.to_string(), as_model.to_string());
    as_bytes.to_string()
}

#[test]
fn a_regular_file_is_read() {
    let folder = folder(&["net.toml"]);
    let path = folder.path().join("net.toml");
    let bytes = read_file(&path, SMALL).expect("bytes");
    assert_eq!(bytes, b"net.toml");
}

#[test]
fn other_kinds_are_not_opened() {
    let folder = folder(&["net.toml"]);
    assert_eq!(refused(folder.path()), "it is a directory");
    assert_eq!(refused(&folder.path().join("none.toml")), "no such file");
    assert_eq!(refused(&folder.path().join("net.toml/a")), "no such file");
}

#[cfg(unix)]
#[test]
fn devices_pipes_and_sockets_are_not_opened() {
    use std::os::unix::net::UnixListener;
    use std::process::Command;

    let folder = folder(&[]);
    let device = "it is not a regular file, but a device";
    assert_eq!(refused(Path::new("/dev/zero")), device);
    assert_eq!(refused(Path::new("/dev/null")), device);
    let link = folder.path().join("link.toml");
    std::os::unix::fs::symlink("/dev/zero", &link).expect("a link");
    assert_eq!(refused(&link), device);

    // To open it would wait for a writer.
    let pipe = folder.path().join("pipe.toml");
    let made = Command::new("mkfifo").arg(&pipe).status().expect("mkfifo");
    assert!(made.success());
    assert_eq!(refused(&pipe), "it is not a regular file, but a named pipe");

    let socket = folder.path().join("socket.toml");
    let _listener = UnixListener::bind(&socket).expect("a socket");
    assert_eq!(refused(&socket), "it is not a regular file, but a socket");
}

#[cfg(unix)]
#[test]
fn what_the_system_says_is_passed_on() {
    use std::os::unix::fs::PermissionsExt;

    let folder = folder(&["net.toml"]);
    let path = folder.path().join("net.toml");
    fs::set_permissions(&path, fs::Permissions::from_mode(0o000)).expect("permissions");
    // The superuser may read everything.
    if File::open(&path).is_err() {
        let message = refused(&path);
        assert!(message.starts_with("Permission denied"), "{message}");
    }
    let looped = folder.path().join("loop.toml");
    std::os::unix::fs::symlink(&looped, &looped).expect("a link");
    let message = refused(&looped);
    assert!(message.contains("symbolic link"), "{message}");
}

#[test]
fn no_more_is_read_than_the_limit() {
    let folder = folder(&["net.bin"]);
    let path = folder.path().join("net.bin");
    let length = |bytes| {
        let file = File::options().write(true).open(&path).expect("a file");
        file.set_len(bytes).expect("a length");
    };
    length(SMALL.bytes);
    let bytes = read_file(&path, SMALL).expect("bytes");
    assert_eq!(bytes.len() as u64, SMALL.bytes);
    length(SMALL.bytes + 1);
    let error = read_file(&path, SMALL).expect_err("too large");
    assert_eq!(
        error.to_string(),
        "it has more than 1 MiB, the limit for a test"
    );
    // Much more than the memory or the disk holds.
    length(1 << 40);
    for limit in [SMALL, ReadLimit::MODEL, ReadLimit::TENSORS] {
        let error = read_file(&path, limit).expect_err("too large");
        assert!(matches!(error, ReadError::TooLarge(_)), "{error}");
    }
}

/// Counts what is read from it, which never ends.
struct Endless(u64, u8);

impl Read for Endless {
    fn read(&mut self, bytes: &mut [u8]) -> io::Result<usize> {
        assert!(self.0 < SMALL.bytes * 4, "more is read than was asked for");
        bytes.fill(self.1);
        self.0 += bytes.len() as u64;
        Ok(bytes.len())
    }
}

#[test]
fn a_stream_is_read_up_to_the_limit() {
    let error = Input::stream(Endless(0, b'#')).read(SMALL);
    assert!(matches!(error, Err(ReadError::TooLarge(SMALL))));
    // What is no text is known from its beginning.
    let error = Input::stream(Endless(0, 0)).read_model(Path::new("net.toml"));
    assert!(matches!(error, Err(ReadError::Format(Format::Binary))));
}

/// The length that the system states may be wrong.
#[cfg(target_os = "linux")]
#[test]
fn files_that_state_no_length_are_read() {
    let path = Path::new("/proc/self/status");
    assert_eq!(fs::metadata(path).expect("a file").len(), 0);
    let bytes = read_file(path, SMALL).expect("bytes");
    assert!(bytes.starts_with(b"Name:"));
}

#[test]
fn a_format_is_named_before_a_length_is() {
    let folder = folder(&["net.onnx"]);
    let path = folder.path().join("net.onnx");
    fs::write(&path, b"\x08\x0a\x12\x07pytorch").expect("a file");
    let file = File::options().write(true).open(&path).expect("a file");
    file.set_len(ReadLimit::MODEL.bytes + 1).expect("a length");
    let input = Input::open(&path).expect("a file");
    let error = input.read_model(&path).expect_err("an ONNX file");
    assert_eq!(
        error.message("a/net.onnx"),
        "`a/net.onnx` is an ONNX file, not a model file"
    );
    assert_eq!(
        error.help("a/net.onnx").as_deref(),
        Some("`xornet import a/net.onnx -o a/net.toml` makes a model file of it")
    );
}

#[test]
fn messages_are_in_one_line_and_name_the_remedy() {
    for (head, parts) in [
        (
            &b"\x41\0\0\0\0\0\0\0{\"w\":{}}"[..],
            ["tensor = ", "--layer"],
        ),
        (b"\x1c\0\0\0TFL3\x14\0", ["xornet import", "model file"]),
        (b"\x89HDF\r\n\x1a\n\0", ["keras", "xornet import"]),
        (b"\xff\xfei\0n\0", ["UTF-8", "TOML"]),
        (
            b"version https://git-lfs.github",
            ["git lfs pull", "fetches"],
        ),
        (b"\x7fELF\x02\x01\x01\0\0\0", ["TOML", "xornet new"]),
    ] {
        let input = Input::stream(head);
        let error = input.read_model(Path::new("net")).expect_err("not text");
        let (message, help) = (error.message("net"), error.help("net").expect("a help"));
        for part in parts {
            assert!(help.contains(part), "{help}");
        }
        for text in [message, help] {
            assert!(!text.contains(char::is_control), "{text:?}");
        }
    }
}

#[test]
fn a_path_that_misses_finds_the_file_that_was_meant() {
    let folder = folder(&[
        "models/xor.toml",
        "models/iris_classifier.toml",
        "models/notes.txt",
        "models/deep/Gate.toml",
        "src/own.toml",
    ]);
    let other = ["src", "models"].map(|other| folder.path().join(other));
    for (missed, meant) in [
        ("models/Xor.toml", Some("models/xor.toml")),
        ("Models/XOR.TOML", Some("models/xor.toml")),
        ("models/xor", Some("models/xor.toml")),
        ("models/xor.tml", Some("models/xor.toml")),
        ("models/xor.onnx", Some("models/xor.toml")),
        ("models/xro.toml", Some("models/xor.toml")),
        ("models\\xor.toml", Some("models/xor.toml")),
        (".\\models\\xor.toml", Some("models/xor.toml")),
        ("model/xor.toml", Some("models/xor.toml")),
        (
            "models/iris-clasifier.toml",
            Some("models/iris_classifier.toml"),
        ),
        ("models/deap/gate.toml", Some("models/deep/Gate.toml")),
        (
            "models/../models/xor.tml",
            Some("models/../models/xor.toml"),
        ),
        ("xor.toml", Some("models/xor.toml")),
        ("own.toml", Some("src/own.toml")),
        ("../deep/Gate.toml", Some("models/deep/Gate.toml")),
        ("models/own.toml", Some("src/own.toml")),
        ("models/and.toml", None),
        ("models/iris.toml", None),
        ("models/notes.toml", None),
        ("models/deep", None),
        ("data/xor/weights.toml", None),
        ("", None),
        ("..", None),
    ] {
        let found = nearby(missed, folder.path(), &other, "toml");
        let meant = meant.map(|meant| folder.path().join(meant));
        assert_eq!(found, meant, "{missed}");
    }
    let missed = ["x/"; 100].concat() + "xor.toml";
    assert_eq!(nearby(&missed, folder.path(), &other, "toml"), None);
    let missed = format!("models/{}.toml", "x".repeat(200));
    assert_eq!(nearby(&missed, folder.path(), &other, "toml"), None);
}

#[test]
fn a_folder_of_very_many_files_is_not_searched() {
    let folder = folder(&[]);
    for index in 0..1_000 {
        File::create(folder.path().join(format!("{index}.toml"))).expect("a file");
    }
    let find = || nearby("10.tml", folder.path(), &[], "toml");
    assert_eq!(find(), Some(folder.path().join("10.toml")));
    File::create(folder.path().join("more.toml")).expect("a file");
    assert_eq!(find(), None);
}

#[test]
fn files_of_tensors_are_read_from_the_folder_of_the_model() {
    let files = folder(&["a/weights.safetensors"]);
    let mut folder = Folder::of(&files.path().join("net.toml"));
    let bytes = folder.read("a/weights.safetensors").expect("a file");
    assert_eq!(bytes, b"a/weights.safetensors");
    let read: Vec<PathBuf> = vec![files.path().join("a/weights.safetensors")];
    assert_eq!(folder.files(), read);
    assert_eq!(
        folder.read("a/wieghts.safetensors"),
        Err("no such file; did you mean `a/weights.safetensors`?".into())
    );
    assert_eq!(folder.read("b"), Err("no such file".into()));
    assert_eq!(folder.read("a"), Err("it is a directory".into()));
    assert_eq!(folder.files(), read);
}
