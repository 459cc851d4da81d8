use std::fmt;

/// What a check found: nothing, or the difference.
pub(crate) type Outcome<T = ()> = Result<T, Difference>;

/// What was expected and what came instead, as one line.
#[derive(Debug)]
pub(crate) struct Difference(String);

impl Difference {
    pub(crate) fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// The same, said of a part of the case.
    pub(crate) fn within(self, part: impl fmt::Display) -> Self {
        Self(format!("{part}: {}", self.0))
    }
}

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A refusal of ours where a value was expected.
impl<E: std::error::Error> From<E> for Difference {
    fn from(error: E) -> Self {
        Self(format!("refused: {error}"))
    }
}

/// Compares a part of a case.
pub(crate) fn same<E, P>(part: &str, expected: E, produced: P) -> Outcome
where
    E: fmt::Display + PartialEq<P>,
    P: fmt::Display,
{
    holds(expected == produced, || parted(part, &expected.to_string(), &produced.to_string()))
}

/// Compares JSON values.
pub(crate) fn same_json(part: &str, expected: &serde_json::Value, produced: &serde_json::Value) -> Outcome {
    holds(expected == produced, || parted(part, &expected.to_string(), &produced.to_string()))
}

/// A statement that must hold, or what to say when it does not.
pub(crate) fn holds(statement: bool, otherwise: impl FnOnce() -> String) -> Outcome {
    if statement { Ok(()) } else { Err(Difference(otherwise())) }
}

fn parted(part: &str, expected: &str, produced: &str) -> String {
    format!("{part}: expected {}, produced {}", shown(expected, produced), shown(produced, expected))
}

/// A text on one line, shortened around the place where it parts from another.
fn shown(text: &str, other: &str) -> String {
    const BEFORE: usize = 40;
    const MOST: usize = 160;
    let alike = text.chars().zip(other.chars()).take_while(|(left, right)| left == right).count();
    let length = text.chars().count();
    let skipped = if length <= MOST { 0 } else { alike.min(length).saturating_sub(BEFORE) };
    let middle: String = text.chars().skip(skipped).take(MOST).flat_map(char::escape_debug).collect();
    let (before, after) =
        (if skipped > 0 { "…" } else { "" }, if length - skipped > MOST { "…" } else { "" });
    format!("`{before}{middle}{after}`")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_difference_is_shown_around_the_place_where_it_begins() {
        let left = format!("{}X{}", "a".repeat(500), "b".repeat(500));
        let right = format!("{}Y{}", "a".repeat(500), "b".repeat(500));
        let said = same("text", left.as_str(), right.as_str()).unwrap_err().to_string();
        assert!(said.contains("aXb") && said.contains("aYb") && said.len() < 450, "{said}");
    }

    #[test]
    fn a_difference_stays_on_one_line() {
        let said = same("text", "a\nb", "a\nc").unwrap_err().to_string();
        assert_eq!(said, r"text: expected `a\nb`, produced `a\nc`");
    }
}
