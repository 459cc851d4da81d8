use pili_auth::{Secret, SignError};

use crate::{parts::split_extension, query::Query};

/// A play rule: text with variables, such as `$(key)$(path)$(_t)` (spec 3.4).
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Template(Vec<Part>);

#[derive(Clone, Debug, PartialEq, Eq)]
enum Part {
    Text(String),
    Variable(String),
}

/// What a template is filled from: the decoded path, and the query with the time set and the sign removed.
pub(super) struct Source<'a> {
    pub(super) path: &'a str,
    pub(super) query: &'a Query<'a>,
}

impl Template {
    /// `$(key)$(path)$(_t)`, the portal's.
    pub(super) fn usual() -> Self {
        Self(["key", "path", "_t"].map(|name| Part::Variable(name.to_owned())).into())
    }

    pub(super) fn parse(rule: &str) -> Result<Self, SignError> {
        let mut parts = Vec::new();
        let mut rest = rule;
        while let Some((text, found)) = next_special(rest) {
            parts.push(Part::Text(text.to_owned()));
            let (part, after) = special(found)?;
            parts.push(part);
            rest = after;
        }
        parts.push(Part::Text(rest.to_owned()));
        Ok(Self(parts))
    }

    /// The bytes that the MD5 covers.
    ///
    /// # Errors
    /// The variable that the URL does not have.
    pub(super) fn fill(&self, key: &Secret, source: &Source<'_>) -> Result<Vec<u8>, String> {
        self.fill_with(key.expose(), source)
    }

    /// The same as text, with `$(key)` in the key's place.
    pub(super) fn explain(&self, source: &Source<'_>) -> Result<String, String> {
        Ok(String::from_utf8_lossy(&self.fill_with(b"$(key)", source)?).into_owned())
    }

    fn fill_with(&self, key: &[u8], source: &Source<'_>) -> Result<Vec<u8>, String> {
        let mut filled = Vec::with_capacity(LENGTH);
        for part in &self.0 {
            match part {
                Part::Text(text) => filled.extend_from_slice(text.as_bytes()),
                Part::Variable(name) if name == "key" => filled.extend_from_slice(key),
                Part::Variable(name) => {
                    filled.extend_from_slice(source.value(name).ok_or_else(|| name.clone())?);
                }
            }
        }
        Ok(filled)
    }
}

/// Enough for most texts.
const LENGTH: usize = 128;

impl Source<'_> {
    fn value(&self, name: &str) -> Option<&[u8]> {
        if let Some(parameter) = name.strip_prefix('_') {
            return self.query.first(parameter);
        }
        let text = match name {
            "path" => self.path,
            "streamKey" => stream_key(self.path),
            "streamTitle" => stream_title(self.path),
            _ => self.path.split('/').nth(segment(name)?)?,
        };
        Some(text.as_bytes())
    }
}

/// The text before the next `$` or backslash, and what begins with it.
fn next_special(rest: &str) -> Option<(&str, &str)> {
    rest.find(['$', '\\']).map(|at| rest.split_at(at))
}

/// What stands at a `$` or backslash, and the text behind it.
fn special(found: &str) -> Result<(Part, &str), SignError> {
    if found.starts_with('\\') {
        let end = found.chars().take(2).map(char::len_utf8).sum();
        let (text, after) = found.split_at(end);
        return Ok((Part::Text(text.to_owned()), after));
    }
    if let Some(after) = found.strip_prefix("$$") {
        return Ok((Part::Text("$".to_owned()), after));
    }
    let (name, after) =
        bracketed(found).ok_or_else(|| invalid(found, "is no `$(name)`, `${name}` or `$$`"))?;
    if is_variable(name) {
        Ok((Part::Variable(name.to_owned()), after))
    } else {
        Err(invalid(name, "is no variable"))
    }
}

fn bracketed(found: &str) -> Option<(&str, &str)> {
    let round = found.strip_prefix("$(").and_then(|inner| inner.split_once(')'));
    round.or_else(|| found.strip_prefix("${").and_then(|inner| inner.split_once('}')))
}

fn is_variable(name: &str) -> bool {
    matches!(name, "key" | "path" | "streamKey" | "streamTitle")
        || segment(name).is_some()
        || name.strip_prefix('_').is_some_and(|parameter| !parameter.is_empty())
}

/// The number of `path_1`, `path_2` …
fn segment(name: &str) -> Option<usize> {
    let number = name.strip_prefix("path_").filter(|number| !number.starts_with(['0', '+']))?;
    number.parse().ok()
}

fn invalid(what: &str, why: &str) -> SignError {
    SignError::new("rule", format!("`{}` {why}", what.escape_debug()))
}

/// The path without its leading `/` and its last extension.
fn stream_key(path: &str) -> &str {
    let stem = split_extension(path).0;
    stem.strip_prefix('/').unwrap_or(stem)
}

/// The stream key behind its first `/`.
fn stream_title(path: &str) -> &str {
    let key = stream_key(path);
    key.split_once('/').map_or(key, |(_, title)| title)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn filled(rule: &str, path: &str, query: &str) -> Result<String, String> {
        let query = Query::parse(query);
        let template = Template::parse(rule).map_err(|error| error.to_string())?;
        template
            .fill(&"KEY".into(), &Source { path, query: &query })
            .map(|text| String::from_utf8(text).unwrap())
    }

    #[test]
    fn every_variable_is_filled() {
        let rule = "${key}|$(path)|$(streamKey)|$(streamTitle)|$(path_1)|$(path_3)|$(_t)|$(_a b)";
        let text = filled(rule, "/hub/a/b.c.m3u8", "t=5f&t=6&a+b=x%20y").unwrap();
        assert_eq!(text, "KEY|/hub/a/b.c.m3u8|hub/a/b.c|a/b.c|hub|b.c.m3u8|5f|x y");
    }

    #[test]
    fn dollars_and_backslashes_are_kept_as_the_vendor_does() {
        assert_eq!(filled(r"$$$(key)\$(key)\", "/", "").unwrap(), r"$KEY\$(key)\");
        assert_eq!(filled(r"\直$$", "/", "").unwrap(), r"\直$");
        assert_eq!(filled("", "/", "").unwrap(), "");
    }

    #[test]
    fn a_malformed_or_unknown_variable_is_named() {
        for (rule, part) in [
            ("$(key)$", "`$`"),
            ("a$b", "`$b`"),
            ("$(key", "`$(key`"),
            ("$(key}", "`$(key}`"),
            ("$()", "``"),
            ("$(_)", "`_`"),
            ("$(nope)", "`nope`"),
            ("$(key$(path)", "`key$(path`"),
            ("$(path_0)", "`path_0`"),
            ("$(path_x)", "`path_x`"),
        ] {
            let error = filled(rule, "/", "").unwrap_err();
            assert!(error.contains(part), "{rule}: {error}");
        }
    }

    #[test]
    fn a_variable_that_the_url_lacks_is_named() {
        assert_eq!(filled("$(_uid)", "/h/s", "t=1").unwrap_err(), "_uid");
        assert_eq!(filled("$(path_3)", "/h/s", "").unwrap_err(), "path_3");
    }
}
