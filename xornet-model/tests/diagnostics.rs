//! What a program gets to know of an error: its place, and the parts of its message one by one.

mod common;

use xornet_model::{Cost, Diagnostic, read, suggest};

/// The only error of a text.
#[track_caller]
fn only(text: &str) -> Diagnostic {
    let mut errors = read(text, "net").expect_err("an error").errors;
    assert_eq!(errors.len(), 1, "{errors:#?}");
    errors.remove(0)
}

const MISSPELT: &str =
    "input = 1\ndtyp = 'f32'\n[[layers]]\ntype = 'activation'\nactivation = 'relu'\n";

#[test]
fn the_parts_of_a_message_are_those_that_are_shown() {
    let error = only(MISSPELT).with_note("seen by the test");
    let shown = error.render("net.toml", MISSPELT);
    let lines: Vec<_> = shown.lines().map(str::trim_end).collect();
    assert_eq!(lines[0], error.message());
    assert!(error.message().contains("`dtyp`"), "{}", error.message());
    // Under the key, and the words of the caret.
    let caret = format!("^^^^ {}", error.expected());
    assert!(!error.expected().is_empty());
    assert!(lines.iter().any(|line| line.ends_with(&caret)), "{shown}");
    let help = error.remedy().expect("a near miss has a remedy");
    assert!(help.contains("`dtype`"), "{help}");
    assert!(shown.contains(&format!("= help: {help}")), "{shown}");
    assert_eq!(error.note(), Some("seen by the test"));
    assert!(
        lines
            .last()
            .is_some_and(|line| line.ends_with("= note: seen by the test"))
    );
    assert_eq!(only(MISSPELT).note(), None);
}

#[test]
fn an_error_without_a_remedy_has_none() {
    let error = only("input = 'one'\n[[layers]]\ntype = 'activation'\nactivation = 'relu'\n");
    assert_eq!(error.remedy(), None);
    assert!(
        error.expected().starts_with("expected "),
        "{}",
        error.expected()
    );
}

#[test]
fn a_duplicate_key_is_told_from_other_errors_of_syntax() {
    let duplicate = only("input = 1\ninput = 2\n");
    assert_eq!(duplicate.position("input = 1\ninput = 2\n"), (2, 1));
    let syntax = only("input = \n");
    assert_ne!(duplicate.expected(), syntax.expected());
    assert!(
        duplicate.expected().contains("already"),
        "{}",
        duplicate.expected()
    );
}

#[test]
fn columns_count_characters_and_lines_count_from_one() {
    // The span is that of the value, after characters of several bytes.
    let text = "\"größe\" = 1\n";
    for (text, place) in [
        (text.to_owned(), (1, 1)),
        (format!("\u{feff}{text}"), (1, 1)),
        (format!("# é\r\n\r\n{text}"), (3, 1)),
        ("x = { 'größe' = 1, 'b' = }\n".to_owned(), (1, 26)),
    ] {
        let found = read(&text, "net").expect_err("an error").errors;
        let places: Vec<_> = found.iter().map(|error| error.position(&text)).collect();
        assert!(
            places.contains(&place),
            "{place:?} is not in {places:?} of {text:?}"
        );
    }
}

#[test]
fn the_first_byte_that_is_not_text_is_shown() {
    let error = xornet_model::text(b"input = 1\n# caf\xe9 \xe9\n".to_vec()).expect_err("Latin 1");
    assert_eq!(error.error.span(), 15..18);
    assert_eq!(error.text, "input = 1\n# caf\u{fffd} \u{fffd}\n");
    assert_eq!(error.error.position(&error.text), (2, 6));
    assert!(!error.error.expected().is_empty());
    assert!(
        error
            .error
            .remedy()
            .is_some_and(|help| help.contains("UTF-8"))
    );
    assert_eq!(
        xornet_model::text(b"caf\xc3\xa9".to_vec()).as_deref(),
        Ok("café")
    );
}

#[test]
fn errors_beyond_the_fiftieth_are_counted_by_the_last() {
    let layers = |count: usize| {
        let text = format!("input = 1\n{}", "[[layers]]\ntype = 'lstn'\n".repeat(count));
        let errors = read(&text, "net").expect_err("errors").errors;
        let last = errors[errors.len() - 1].render("net.toml", &text);
        (errors.len(), last)
    };
    let (count, last) = layers(50);
    assert_eq!(count, 50);
    assert!(!last.contains("more"), "{last}");
    let (count, last) = layers(51);
    assert_eq!(count, 50);
    assert!(last.contains("and 1 more"), "{last}");
}

#[test]
fn help_names_what_was_meant_or_all_that_is_known() {
    // A third of the letters may differ, and of short names one.
    for (word, names, meant) in [
        ("weigts", &["weights", "biases"][..], Some("weights")),
        ("wxyghts", &["weights"], Some("weights")),
        ("wxyzhts", &["weights"], None),
        ("ax", &["ab"], Some("ab")),
        ("xy", &["ab"], None),
        ("negative slope", &["slope"], Some("slope")),
        // A synonym of what is not known here is not offered.
        ("swish", &["gelu"], None),
    ] {
        let help = suggest(word, names);
        match meant {
            Some(meant) => assert_eq!(help, format!("did you mean `{meant}`?"), "{word}"),
            None => {
                assert!(!help.contains("did you mean"), "{word}: {help}");
                assert!(
                    names.iter().all(|name| help.contains(&format!("`{name}`"))),
                    "{help}"
                );
            }
        }
    }
    // At the length from which a word is not compared.
    let long = "x".repeat(64);
    assert!(suggest(&long, &[&long]).contains("did you mean"));
    let longer = "x".repeat(65);
    assert!(!suggest(&longer, &[&longer]).contains("did you mean"));
    let all = suggest("qqqqqq", &["one", "two", "three"]);
    assert!(all.contains("`one`, `two` and `three`"), "{all}");
}

#[test]
fn long_names_are_shortened_at_a_limit() {
    for (length, whole) in [(60, true), (61, false)] {
        let key = "k".repeat(length);
        let error = only(&format!(
            "{key} = 1\n{}",
            &MISSPELT.replace("dtyp =", "dtype =")
        ));
        assert_eq!(error.message().contains(&format!("`{key}`")), whole);
        assert_eq!(error.message().contains('…'), !whole, "{}", error.message());
        assert!(error.message().contains(&"k".repeat(60)));
    }
}

#[test]
fn costs_have_units_in_the_singular_and_the_plural() {
    for cost in Cost::ALL {
        let [none, one, two] = [0, 1, 2].map(|amount| cost.describe(amount));
        assert!(
            one.starts_with("1 ") && two.starts_with("2 "),
            "{one}, {two}"
        );
        assert_eq!(none.strip_prefix('0'), two.strip_prefix('2'));
        assert_ne!(one.strip_prefix('1'), two.strip_prefix('2'));
    }
    let keys = Cost::ALL.map(Cost::key);
    assert!(
        keys.iter()
            .enumerate()
            .all(|(index, key)| !keys[..index].contains(key))
    );
}
