//! The pages of the repository: links lead to files, and models are read.

use std::fs;
use std::path::{Path, PathBuf};

/// Folders that are made, not written.
const MADE: [&str; 3] = ["target", "node_modules", ".git"];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Adds the Markdown files in `folder` and below to `found`.
fn pages(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder") {
        let entry = entry.expect("an entry");
        let path = entry.path();
        if entry.file_type().expect("a type").is_dir() {
            if !MADE.iter().any(|made| entry.file_name() == *made) {
                pages(&path, found);
            }
        } else if path.extension().is_some_and(|ending| ending == "md") {
            found.push(path);
        }
    }
}

/// Returns the text without its blocks of code, in which brackets mean other things.
fn prose(text: &str) -> String {
    let blocks = text.split("```").step_by(2);
    blocks.collect()
}

/// Returns the targets of `[text](target)` and `[name]: target`.
fn links(text: &str) -> Vec<&str> {
    let inline = text
        .split("](")
        .skip(1)
        .filter_map(|rest| rest.split(')').next());
    let defined = text
        .lines()
        .filter(|line| line.starts_with('['))
        .filter_map(|line| line.split_once("]: "))
        .map(|(_, target)| target);
    inline.chain(defined).collect()
}

/// Returns a heading's name in links, as GitHub makes it.
fn anchor(heading: &str) -> String {
    let kept = heading
        .trim_matches(|c| c == '#' || c == ' ')
        .chars()
        .filter(|&c| c.is_alphanumeric() || " -_".contains(c));
    kept.flat_map(char::to_lowercase)
        .map(|c| if c == ' ' { '-' } else { c })
        .collect()
}

/// Returns why a link on `page` leads nowhere.
fn broken(page: &Path, link: &str) -> Option<String> {
    if link.contains("://") {
        return None;
    }
    let (path, fragment) = link.split_once('#').unwrap_or((link, ""));
    let target = if path.is_empty() {
        page.to_path_buf()
    } else {
        page.parent().expect("a folder").join(path)
    };
    if !target.exists() {
        return Some(format!("{}: no file `{link}`", page.display()));
    }
    if fragment.is_empty() || target.is_dir() {
        return None;
    }
    let text = fs::read_to_string(&target).expect("a page");
    let mut headings = text
        .lines()
        .filter(|line| line.starts_with('#'))
        .map(anchor);
    (!headings.any(|heading| heading == fragment))
        .then(|| format!("{}: no heading `{link}`", page.display()))
}

#[test]
fn links_lead_to_files_and_headings() {
    let mut found = Vec::new();
    pages(root(), &mut found);
    assert!(found.len() > 10, "{found:?}");
    let mut errors = Vec::new();
    for page in &found {
        let text = prose(&fs::read_to_string(page).expect("a page"));
        errors.extend(links(&text).iter().filter_map(|link| broken(page, link)));
    }
    assert!(errors.is_empty(), "{}", errors.join("\n"));
}

#[test]
fn the_models_of_the_description_are_read() {
    let path = root().join("xornet/docs/model-file.md");
    let page = fs::read_to_string(path).expect("the description");
    let mut models = 0;
    for block in page.split("```toml\n").skip(1) {
        let text = block.split("```").next().expect("a block");
        // The others are parts of a model.
        if text.contains("input = 2") {
            models += 1;
            if let Err(error) = xornet_model::read(text, "gate") {
                panic!("{text}\n{error:?}");
            }
        }
    }
    assert_eq!(models, 1);
}
