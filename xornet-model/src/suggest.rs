//! Suggestions for names that are not known.

/// Names in other frameworks, each with its name here.
const SYNONYMS: &[(&str, &str)] = &[
    ("swish", "silu"),
    ("exp", "exponential"),
    ("logistic", "sigmoid"),
    ("identity", "linear"),
    ("none", "linear"),
    ("hard_silu", "hard_swish"),
    ("hardtanh", "clamp"),
    ("clip", "clamp"),
    ("minimum", "min"),
    ("maximum", "max"),
    ("sine", "sin"),
    ("absolute", "abs"),
    ("square_root", "sqrt"),
    ("leakyrelu", "leaky_relu"),
    ("lrelu", "leaky_relu"),
    ("negative_slope", "slope"),
    ("bias", "biases"),
    ("weight", "weights"),
    ("kernel", "weights"),
    ("coefs", "weights"),
    ("intercepts", "biases"),
    ("inputs", "input"),
    ("in_features", "input"),
    ("output_dim", "units"),
    ("out_features", "units"),
    ("neurons", "units"),
    ("outputs", "output"),
    ("expected", "output"),
    ("tol", "tolerance"),
    ("atol", "tolerance"),
    ("kind", "type"),
    ("fc", "dense"),
    ("fully_connected", "dense"),
    ("gemm", "dense"),
    ("float32", "f32"),
    ("float", "f32"),
    ("single", "f32"),
    ("float64", "f64"),
    ("double", "f64"),
    ("true", "full"),
    ("false", "none"),
    ("loops", "none"),
    ("doc", "description"),
];

/// Returns the one of `names` that `word` most likely stands for, if one is close.
pub(crate) fn suggest<'a>(word: &str, names: &[&'a str]) -> Option<&'a str> {
    // No typing error is so long, and the distance takes quadratic time.
    if word.len() > 64 {
        return None;
    }
    let plain: String = word
        .trim()
        .chars()
        .map(|c| {
            if c == '-' || c == ' ' {
                '_'
            } else {
                c.to_ascii_lowercase()
            }
        })
        .collect();
    let bare = |name: &str| name.replace('_', "");
    let meant = SYNONYMS
        .iter()
        .find(|(synonym, _)| bare(synonym) == bare(&plain));
    if let Some((_, meant)) = meant
        && let Some(name) = names.iter().find(|name| *name == meant)
    {
        return Some(name);
    }
    let closest = names
        .iter()
        .map(|name| (strsim::osa_distance(&bare(&plain), &bare(name)), *name))
        .min()?;
    let (distance, name) = closest;
    (distance <= name.len().max(3) / 3).then_some(name)
}

/// Returns a sentence that suggests the one of `names` that `word` most likely stands for, or else lists
/// all of them.
#[must_use]
pub fn help(word: &str, names: &[&str]) -> String {
    match suggest(word, names) {
        Some(name) => format!("did you mean `{name}`?"),
        None => format!("the known names are {}", list(names)),
    }
}

/// Lists names in words: `a`, `b` and `c`.
pub(crate) fn list(names: &[&str]) -> String {
    let quoted: Vec<_> = names.iter().map(|name| format!("`{name}`")).collect();
    match quoted.as_slice() {
        [one] => one.clone(),
        [most @ .., last] => format!("{} and {last}", most.join(", ")),
        [] => "none".into(),
    }
}

#[cfg(test)]
mod tests {
    use super::suggest;
    use crate::Activation;

    #[test]
    fn near_misses_and_synonyms_find_the_name_meant() {
        for (word, name) in [
            ("sigmiod", "sigmoid"),
            ("Sigmoid", "sigmoid"),
            ("LeakyReLU", "leaky_relu"),
            ("leaky-relu", "leaky_relu"),
            ("swish", "silu"),
            ("exp", "exponential"),
            ("Hardtanh", "clamp"),
            ("LogSoftmax", "log_softmax"),
            ("Tanh ", "tanh"),
            ("rleu", "relu"),
        ] {
            assert_eq!(
                suggest(word, Activation::<f32>::NAMES),
                Some(name),
                "{word}"
            );
        }
        assert_eq!(suggest("gaussian", Activation::<f32>::NAMES), None);
        assert_eq!(
            suggest(&"relu".repeat(100_000), Activation::<f32>::NAMES),
            None
        );
    }
}
