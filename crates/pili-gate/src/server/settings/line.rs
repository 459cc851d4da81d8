//! The line of a file at which a member stands.

use toml::de::{DeTable, DeValue};

/// What tables of a list are known by.
const NAMES: [&str; 3] = ["name", "key", "access_key"];

/// The line of a member such as `hubs.shows.publish`, or of as much of it as is there: of a rule that is left out, that of its hub.
pub(super) fn line_of(text: &str, member: &str) -> Option<usize> {
    let root = DeTable::parse(text).ok()?.into_inner();
    let (first, rest) = member.split_once('.').unwrap_or((member, ""));
    let mut place = root.get(first)?;
    for name in rest.split('.') {
        place = match below(place.get_ref(), name) {
            Some(place) => place,
            None => break,
        };
    }
    Some(line_at(text, place.span().start))
}

/// The line of the byte at an offset.
pub(super) fn line_at(text: &str, offset: usize) -> usize {
    1 + text.get(..offset).unwrap_or_default().matches('\n').count()
}

/// A member, or of a list the last table of this name, which is the one too many where there are two.
fn below<'a, 'i>(value: &'a DeValue<'i>, name: &str) -> Option<&'a toml::Spanned<DeValue<'i>>> {
    match value {
        DeValue::Table(table) => table.get(name),
        DeValue::Array(tables) => tables.iter().rfind(|table| is_named(table.get_ref(), name)),
        _ => None,
    }
}

fn is_named(value: &DeValue<'_>, name: &str) -> bool {
    NAMES.iter().any(|member| value.get(*member).is_some_and(|value| value.get_ref().as_str() == Some(name)))
}
