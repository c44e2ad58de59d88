/// Returns a number with its noun: `1 tile`, `2 tiles`.
#[must_use]
pub fn quantity(number: usize, noun: &str) -> String {
    format!("{number} {noun}{}", if number == 1 { "" } else { "s" })
}
