/// Returns a number with its noun, in the singular or the plural: `1 tile`, `2 tiles`.
#[must_use]
pub fn quantity(number: usize, noun: &str) -> String {
    format!("{number} {noun}{}", if number == 1 { "" } else { "s" })
}
