//! Licence expressions: `(MIT OR Apache-2.0) AND Unicode-3.0`, and the old `MIT/Apache-2.0`.

/// Whether the allowed licences satisfy an expression; a malformed one is not satisfied.
pub(super) fn satisfied(expression: &str, allowed: impl Fn(&str) -> bool) -> bool {
    let spaced = expression.replace('(', " ( ").replace(')', " ) ").replace('/', " OR ");
    let mut words = spaced.split_whitespace().peekable();
    let verdict = any(&mut words, &allowed);
    words.next().is_none() && verdict == Some(true)
}

type Words<'a> = std::iter::Peekable<std::str::SplitWhitespace<'a>>;

fn any(words: &mut Words<'_>, allowed: &impl Fn(&str) -> bool) -> Option<bool> {
    let mut verdict = all(words, allowed)?;
    while words.next_if_eq(&"OR").is_some() {
        verdict |= all(words, allowed)?;
    }
    Some(verdict)
}

fn all(words: &mut Words<'_>, allowed: &impl Fn(&str) -> bool) -> Option<bool> {
    let mut verdict = one(words, allowed)?;
    while words.next_if_eq(&"AND").is_some() {
        verdict &= one(words, allowed)?;
    }
    Some(verdict)
}

fn one(words: &mut Words<'_>, allowed: &impl Fn(&str) -> bool) -> Option<bool> {
    let word = words.next()?;
    if word == "(" {
        let verdict = any(words, allowed);
        return words.next_if_eq(&")").and(verdict);
    }
    if words.next_if_eq(&"WITH").is_none() {
        return Some(allowed(word));
    }
    let exception = words.next()?;
    Some(allowed(word) || allowed(&format!("{word} WITH {exception}")))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn permissive(expression: &str) -> bool {
        satisfied(expression, |id| ["MIT", "ISC", "Unicode-3.0"].contains(&id))
    }

    #[test]
    fn one_allowed_choice_is_enough_and_every_part_is_needed() {
        assert!(permissive("GPL-3.0-only OR MIT"));
        assert!(!permissive("GPL-3.0-only AND MIT"));
        assert!(permissive("MIT/Apache-2.0"));
    }

    #[test]
    fn parentheses_bind_before_and_and_and_binds_before_or() {
        assert!(permissive("(MIT OR Apache-2.0) AND Unicode-3.0"));
        assert!(permissive("MIT OR Apache-2.0 AND GPL-3.0-only"));
        assert!(!permissive("(MIT OR ISC) AND GPL-3.0-only"));
    }

    #[test]
    fn an_exception_only_adds_permissions() {
        assert!(permissive("MIT WITH LLVM-exception"));
        assert!(!permissive("Apache-2.0 WITH LLVM-exception"));
    }

    #[test]
    fn a_malformed_expression_is_not_satisfied() {
        assert!(!permissive("(MIT"));
        assert!(!permissive("MIT ISC"));
        assert!(!permissive(""));
    }
}
