//! Inputs from files: what is read, and the errors of files that cannot be read.

use std::fs;
use std::path::{Path, PathBuf};

use xornet_cli::evaluate::Number;
use xornet_cli::inputs::{self, Reading};

/// Reads the rows of a file, or returns the message.
fn rows<T: Number>(path: &Path, reading: &Reading, width: usize) -> Result<Vec<Vec<T>>, String> {
    let mut rows = Vec::new();
    let read = inputs::rows(
        path,
        reading,
        inputs::Width::Inputs(width, &[]),
        false,
        &mut |row: &[T]| {
            rows.push(row.to_vec());
            Ok(())
        },
    );
    match read {
        Ok(()) => Ok(rows),
        Err(error) => Err(format!("{error:#}")),
    }
}

fn npy<T: Number>(name: &str, width: usize) -> Result<Vec<Vec<T>>, String> {
    let folder = PathBuf::from("tests/files/npy");
    rows(&folder.join(name), &Reading::default(), width)
}

/// Reads the rows of a CSV file that holds `bytes`, or returns the message, in which the file is `data.csv`.
fn csv(bytes: impl AsRef<[u8]>, reading: &Reading, width: usize) -> Result<Vec<Vec<f32>>, String> {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("data.csv");
    fs::write(&path, bytes).expect("a file");
    let folder = format!("{}/", folder.path().display());
    rows(&path, reading, width).map_err(|message| message.replace(&folder, ""))
}

fn plain(bytes: impl AsRef<[u8]>) -> Result<Vec<Vec<f32>>, String> {
    csv(bytes, &Reading::default(), 2)
}

fn columns(columns: &str) -> Reading {
    Reading {
        columns: columns.parse().ok(),
        header: false,
    }
}

const ROWS: [[f32; 2]; 3] = [[0.0, 1.0], [1.0, 0.5], [3.0, 2.0]];

#[test]
fn csv_is_read_however_it_is_spelt() {
    for text in [
        "0,1\n1,0.5\n3,2\n",
        "0,1\r\n1,0.5\r\n3,2",
        "\r\n0,1\r\n\r\n1,0.5\r\n3,2\r\n\r\n",
        "x,y\n0,1\n1,0.5\n3,2\n",
        "\u{feff}x,y\n0,1\n1,0.5\n3,2\n",
        "0;1\n1;0.5\n3;2\n",
        "0\t1\n1\t.5\n3\t2\n",
        "0 1\n1 5e-1\n3 2\n",
        "  0   1\n  1 0.5\n  3   2\n",
        "# comment\n\n0,1\n\n# another\n1,0.5\n3,2\n\n",
        "\"a, b\",c\n\"0\",\"1\"\n1,0.5\n+3,2.0\n",
        "0, 1\n1, 0.5\n3 , 2 \n",
    ] {
        let expected: Vec<_> = ROWS.iter().map(|row| row.to_vec()).collect();
        assert_eq!(plain(text), Ok(expected), "{text:?}");
    }
}

#[test]
fn columns_are_chosen_by_number_or_name() {
    let text = "label,y,x\na,1,0\nb,0.5,1\n";
    let expected = Ok(vec![vec![0.0, 1.0], vec![1.0, 0.5]]);
    for chosen in ["3,2", "x,y", "x,2", " x , y "] {
        assert_eq!(csv(text, &columns(chosen), 2), expected, "{chosen}");
    }
    assert_eq!(csv("7,0,1\n7,1,0.5\n", &columns("2-3"), 2), expected);
    let named = Reading {
        header: true,
        ..columns("2,1")
    };
    assert_eq!(csv("0,1,name\n1,0,a\n0.5,1,b\n", &named, 2), expected);

    let message = |chosen: &str, text: &str| csv(text, &columns(chosen), 2).expect_err("a mistake");
    assert_eq!(
        message("height,x", text),
        "data.csv:1: there is no column `height`; the known names are `label`, `y` and `x`"
    );
    assert_eq!(
        message("x,y", "0,1\n"),
        "data.csv:1: there is no column `x`: the first row holds numbers, not names"
    );
    assert_eq!(
        message("0-1", text),
        "data.csv:1: columns are counted from 1, not from 0"
    );
    assert_eq!(
        message("3-2", text),
        "data.csv:1: the columns `3-2` are an empty range"
    );
    assert_eq!(
        message("1-18446744073709551615", text),
        "data.csv:1: column 18446744073709551615 is more than the limit of 16777216"
    );
    assert_eq!(
        message("2-4", text),
        "data.csv:2: 3 numbers, but the network takes 2"
    );
    assert_eq!(
        message("2,4", text),
        "data.csv:2: the row has 3 columns, but `--columns` asks for column 4"
    );
}

#[test]
fn mistakes_in_csv_have_a_line_and_a_column() {
    for (text, message) in [
        ("0,1\n1\n", "data.csv:2: 1 number, but the network takes 2"),
        (
            "0,1\n1,2,3\n",
            "data.csv:2: 3 numbers, but the network takes 2; choose columns with `--columns`",
        ),
        (
            "x,y\n\n0,1\n# a\n1,z\n",
            "data.csv:5: column 2 (`y`): `z` is not a number",
        ),
        (
            "x,y\r\n\r\n0,1\r\n \r\n1,z",
            "data.csv:5: column 2 (`y`): `z` is not a number",
        ),
        (
            "0,1\n1,\n",
            "data.csv:2: column 2: expected a number, found nothing",
        ),
        ("0,1\nnan,1\n", "data.csv:2: column 1: `nan` is not finite"),
        (
            "0,1\n-Infinity,1\n",
            "data.csv:2: column 1: `-Infinity` is not finite",
        ),
        (
            "0,1\n1,-1e39\n",
            "data.csv:2: column 2: `-1e39` is too large for `f32`",
        ),
        (
            "0,1\n0,5;1\n",
            "data.csv:2: column 2: `5;1` is not a number",
        ),
        (
            "0,O.1\n",
            "data.csv:1: column 2: `O.1` is not a number; if this row names the columns, use `--header`",
        ),
        ("x,y\n", "data.csv: there are no rows of numbers"),
        ("", "data.csv: there are no rows of numbers"),
        (
            "0,1\n\x1b[31m,1\n",
            "data.csv:2: column 1: `\\u{1b}[31m` is not a number",
        ),
        (
            "x,y\n\"0\n\",1\n1,z\n",
            "data.csv:4: column 2 (`y`): `z` is not a number",
        ),
    ] {
        assert_eq!(plain(text), Err(message.to_owned()), "{text:?}");
    }
    let long = format!("0,1\n{},1\n", "x".repeat(1000));
    let shown = "x".repeat(40);
    assert_eq!(
        plain(long),
        Err(format!("data.csv:2: column 1: `{shown}…` is not a number"))
    );
    assert_eq!(
        plain(b"0,1\n\xff,1\n"),
        Err("data.csv:2: column 1: `\u{fffd}` is not a number".to_owned())
    );
    assert_eq!(
        plain("x\0,\0y\0\n"),
        Err("cannot read `data.csv`: it is neither CSV in UTF-8 nor .npy".to_owned())
    );
}

#[test]
fn numbers_are_rounded_once() {
    // Halfway between two numbers but for the last digits: by way of f64, this would be 1.0.
    let text = "1.00000005960464477539062501,0\n";
    assert_eq!(plain(text), Ok(vec![vec![1.000_000_1, 0.0]]));
    assert_eq!(
        inputs::vector::<f32>("1.00000005960464477539062501", 1).ok(),
        Some(vec![1.000_000_1])
    );
}

#[test]
fn an_input_is_numbers_before_it_is_a_file() {
    assert_eq!(
        inputs::vector("[0.5; -1e-3 , 2]", 3).ok(),
        Some(vec![0.5, -1e-3, 2.0])
    );
    assert_eq!(inputs::file("0,1"), None);
    assert_eq!(inputs::file("tests/nowhere.csv"), None);
    let path = "tests/files/points.csv";
    assert_eq!(inputs::file(path), Some(PathBuf::from(path)));
}

#[test]
fn npy_is_read_in_each_type_and_order() {
    let expected: Vec<_> = ROWS.iter().map(|row| row.to_vec()).collect();
    for name in ["f2", "f4", "f8", "f4_big", "f8_big", "fortran"] {
        assert_eq!(
            npy(&format!("{name}.npy"), 2),
            Ok(expected.clone()),
            "{name}"
        );
    }
    let whole = vec![vec![0.0, 1.0], vec![1.0, 0.0], vec![3.0, 2.0]];
    for name in ["i1", "i2", "i4", "i8", "i8_big", "u1", "u2", "u4", "u8"] {
        assert_eq!(
            npy::<f64>(&format!("{name}.npy"), 2),
            Ok(whole.clone()),
            "{name}"
        );
    }
    let booleans = vec![vec![0.0, 1.0], vec![1.0, 1.0], vec![1.0, 1.0]];
    assert_eq!(npy::<f32>("bool.npy", 2), Ok(booleans));
}

#[test]
fn npy_is_read_in_each_shape() {
    let row = |first: u8, count: u8| (first..first + count).map(f64::from).collect::<Vec<_>>();
    for name in ["cube.npy", "cube_fortran.npy"] {
        let rows = vec![row(0, 4), row(4, 4), row(8, 4)];
        assert_eq!(npy(name, 4), Ok(rows), "{name}");
        assert_eq!(npy(name, 12), Ok(vec![row(0, 12)]), "{name}");
    }
    assert_eq!(npy("one.npy", 2), Ok(vec![vec![3.0, 2.0_f32]]));
    assert_eq!(npy("one.npy", 1), Ok(vec![vec![3.0], vec![2.0_f32]]));
    assert_eq!(npy("scalar.npy", 1), Ok(vec![vec![7.0_f32]]));
}

#[test]
fn mistakes_in_npy_have_a_row_and_a_column() {
    let of_type = |name: &str| {
        format!(
            "its elements have the type '{name}', which is not supported; save it as float32 or float64"
        )
    };
    for (name, message) in [
        ("nan.npy", "row 2, column 2: `NaN` is not finite".to_owned()),
        (
            "nan_fortran.npy",
            "row 2, column 1: `NaN` is not finite".to_owned(),
        ),
        (
            "large.npy",
            "row 2, column 1: `1e39` is too large for `f32`".to_owned(),
        ),
        ("empty.npy", "there are no rows of numbers".to_owned()),
        (
            "scalar.npy",
            "a single number, but the network takes rows of 2".to_owned(),
        ),
        (
            "cube.npy",
            "an array of 3×2×2, but the network takes rows of 2".to_owned(),
        ),
        ("c8.npy", of_type("<c8")),
        ("text.npy", of_type("<U3")),
        (
            "record.npy",
            "its header is not that of an array of numbers".to_owned(),
        ),
    ] {
        let message = format!("tests/files/npy/{name}: {message}");
        assert_eq!(npy::<f32>(name, 2), Err(message));
    }
    assert_eq!(
        npy::<f32>("archive.npz", 2),
        Err(
            "cannot read `tests/files/npy/archive.npz`: it is an archive, not an array; \
             save one of its arrays as .npy"
                .to_owned()
        )
    );
}

/// Returns the bytes of a .npy file with this header.
fn with_header(header: &str) -> Vec<u8> {
    let mut bytes = b"\x93NUMPY\x01\x00".to_vec();
    let length = u16::try_from(header.len()).expect("a short header");
    bytes.extend(length.to_le_bytes());
    bytes.extend(header.as_bytes());
    bytes.extend([0; 64]);
    bytes
}

#[test]
fn hostile_npy_files_are_errors() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("data.npy");
    let message_of = |bytes: &[u8]| {
        fs::write(&path, bytes).expect("a file");
        let message = rows::<f32>(&path, &Reading::default(), 2).expect_err("an error");
        message
            .split_once("data.npy: ")
            .expect("a path")
            .1
            .to_owned()
    };
    let dict = |order: &str, shape: &str| {
        with_header(&format!(
            "{{'descr': '<f8', 'fortran_order': {order}, 'shape': {shape}, }}\n"
        ))
    };
    // Sizes beyond the memory, and beyond any integer.
    assert_eq!(
        message_of(&dict("True", "(33000000, 2)")),
        "the file ends before row 9, column 1"
    );
    assert_eq!(
        message_of(&dict("True", "(99999999999, 2)")),
        "it is an array in Fortran order with more than 67108864 numbers, too many to reorder; \
         save `numpy.ascontiguousarray(array)` instead"
    );
    assert_eq!(
        message_of(&dict("False", "(99999999999, 2)")),
        "the file ends before row 5, column 1"
    );
    let not = "its header is not that of an array of numbers";
    assert_eq!(
        message_of(&dict("False", "(4294967296, 4294967296, 2)")),
        not
    );
    assert_eq!(
        message_of(&dict("False", "(-1, 2)")),
        format!("{not}: dimension cannot be negative")
    );
    assert_eq!(message_of(&with_header(&"(".repeat(60_000))), not);
    assert_eq!(message_of(&with_header(&"(".repeat(1000))), not);
    assert!(message_of(&with_header("{'shape': (1, 2)}")).starts_with(not));
    let mut long = dict("False", "(3, 2)");
    long[6] = 2;
    assert_eq!(message_of(&long), not);

    // Every beginning of a valid file.
    let valid = fs::read("tests/files/npy/f8.npy").expect("a file");
    for length in b"\x93NUMPY".len()..valid.len() {
        let message = message_of(&valid[..length]);
        assert!(message.starts_with("the file ends "), "{length}: {message}");
    }
}

#[test]
fn no_bytes_make_the_readers_panic() {
    let seed = 5;
    println!("seed {seed}");
    let mut random = fastrand::Rng::with_seed(seed);
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("data");
    let names = ["f4", "i8_big", "fortran", "cube", "record", "text"];
    let mut sources: Vec<_> = names
        .iter()
        .map(|name| fs::read(format!("tests/files/npy/{name}.npy")).expect("a file"))
        .collect();
    sources.push(b"x,y\n0,1\n1,\"0.5\"\n3,2\n".to_vec());
    let mut passed = 0;
    for _ in 0..2000 {
        let mut bytes = random.choice(&sources).expect("a file").clone();
        for _ in 0..random.usize(..3) {
            let at = random.usize(..bytes.len());
            match random.u8(..3) {
                0 => bytes[at] = random.u8(..),
                1 => bytes[at] = *random.choice(b"0123456789(),'[]{} \n").expect("a byte"),
                _ => drop(bytes.remove(at)),
            }
        }
        fs::write(&path, &bytes).expect("a file");
        let width = if random.bool() { 2 } else { 4 };
        passed += usize::from(rows::<f32>(&path, &Reading::default(), width).is_ok());
    }
    println!("{passed} of 2000 were read");
    assert!(passed > 100);
}

/// The bytes of an array of `f32`, as `numpy.save` writes them.
fn array(shape: &str, numbers: impl Iterator<Item = f32>) -> Vec<u8> {
    let header = format!("{{'descr': '<f4', 'fortran_order': False, 'shape': ({shape}), }}");
    let padded = format!("{header:<117}\n");
    let mut bytes = b"\x93NUMPY\x01\x00".to_vec();
    bytes.extend((padded.len() as u16).to_le_bytes());
    bytes.extend(padded.as_bytes());
    bytes.extend(numbers.flat_map(f32::to_le_bytes));
    bytes
}

#[test]
fn images_are_flattened_row_by_row() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("images.npy");
    let read = |shape: &str, width| {
        fs::write(&path, array(shape, (0..12).map(|at| at as f32))).expect("a file");
        rows::<f32>(&path, &Reading::default(), width)
    };
    let rows = |width: usize| {
        let all: Vec<_> = (0..12).map(|at| at as f32).collect();
        Ok(all.chunks(width).map(<[f32]>::to_vec).collect::<Vec<_>>())
    };
    assert_eq!(read("2, 3, 2, 1", 6), rows(6));
    assert_eq!(read("4, 1, 3", 3), rows(3));
    // A single image needs no axis for the number of images.
    assert_eq!(read("3, 2, 2", 12), rows(12));
    let error = read("2, 3, 2, 1", 5).expect_err("another shape");
    assert!(
        error.ends_with("an array of 2×3×2×1, but the network takes rows of 5"),
        "{error}"
    );
}

/// Reads a CSV file for a network whose inputs have names.
fn named(text: &str, names: &[&str], reading: &Reading) -> Result<Vec<Vec<f32>>, String> {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("data.csv");
    fs::write(&path, text).expect("a file");
    let names: Vec<_> = names.iter().map(|name| (*name).to_owned()).collect();
    let width = inputs::Width::Inputs(names.len(), &names);
    let mut rows = Vec::new();
    let read = inputs::rows(&path, reading, width, false, &mut |row: &[f32]| {
        rows.push(row.to_vec());
        Ok(())
    });
    let folder = format!("{}/", folder.path().display());
    match read {
        Ok(()) => Ok(rows),
        Err(error) => Err(format!("{error:#}").replace(&folder, "")),
    }
}

#[test]
fn columns_are_matched_by_the_names_of_the_inputs() {
    let read = |text: &str| named(text, &["x", "y 2"], &Reading::default());
    let expected = Ok(vec![vec![1.0, 2.0], vec![3.0, 4.0]]);
    assert_eq!(read("x,y 2\n1,2\n3,4\n"), expected);
    assert_eq!(read("label,y 2,x\n7,2,1\n7,4,3\n"), expected);
    assert_eq!(read("1,2\n3,4\n"), expected);
    // A header with a number in it, which has all names.
    assert_eq!(read("2024,y 2,x\n7,2,1\n7,4,3\n"), expected);
    let wrong = "data.csv:1: the columns have other names than the inputs of the network, `input_names`; rename them, or \
                 choose them with `--columns`: there is no column `y 2`; the known names are `x` and `z`";
    assert_eq!(read("x,z\n1,2\n"), Err(wrong.into()));
    let twice = read("x,x,y 2\n1,1,2\n").expect_err("two columns");
    assert!(twice.contains("there are two columns `x`"), "{twice}");
    let short = read("a,x,y 2\n7,1\n").expect_err("a short row");
    assert_eq!(
        short,
        "data.csv:2: the row has 2 columns, but the network takes column 3 (`y 2`)"
    );
    // The user's choice counts more than the names.
    let chosen = named("x,z\n2,1\n4,3\n", &["x", "y 2"], &columns("2,1"));
    assert_eq!(chosen, expected);
    // Names that are numbers do not make names of numbers.
    let numbers = named("0,1\n3,4\n", &["0", "1"], &Reading::default());
    assert_eq!(numbers, Ok(vec![vec![0.0, 1.0], vec![3.0, 4.0]]));
}
