/// Puts values in the place of `$(name)`.
pub(super) fn fill(template: &str, value: impl Fn(&str) -> String) -> String {
    let mut filled = String::new();
    let mut rest = template;
    while let Some((before, (name, after))) = next(rest) {
        filled.push_str(before);
        filled.push_str(&value(name));
        rest = after;
    }
    filled + rest
}

/// What stands before the next variable, its name, and what follows.
fn next(text: &str) -> Option<(&str, (&str, &str))> {
    let (before, after) = text.split_once("$(")?;
    Some((before, after.split_once(')')?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn variables_are_replaced_and_all_else_stays() {
        let value = |name: &str| if name == "title" { "evening".to_owned() } else { String::new() };
        for (template, filled) in [
            ("$(title)", "evening"),
            ("a $(title)-$(title).", "a evening-evening."),
            ("[$(unknown)]", "[]"),
            ("$title $(title", "$title $(title"),
            ("", ""),
        ] {
            assert_eq!(fill(template, value), filled);
        }
    }
}
