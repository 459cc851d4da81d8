//! Columns that are aligned, without lines between them.

use std::fmt::Write as _;

use anstyle::{AnsiColor, Style};
use comfy_table::{Table, presets};
use serde_json::Value;

use super::{Shape, cell, shape::pointer};

const HEADER: Style = Style::new().bold();
const VERDICT: &str = "verdict";

/// A thing, a line for each member: the shape's first, then all others by name.
pub(super) fn of_members(item: &Value, shape: &Shape) -> String {
    let Some(members) = item.as_object() else { return format!("{}\n", cell::text(item)) };
    let first = shape.columns.iter().filter_map(|name| Some((*name, members.get(*name)?)));
    let others = members.iter().map(|(name, value)| (&**name, value));
    let others = others.filter(|(name, _)| !shape.columns.contains(name));
    let mut rows = Vec::new();
    for (name, value) in first.chain(others) {
        member(&mut rows, name, value, shape);
    }
    let style = verdict_style(item);
    let shown = |line: String| match line.starts_with(VERDICT) {
        true => format!("{style}{line}{style:#}\n"),
        false => line + "\n",
    };
    aligned(rows).into_iter().map(shown).collect()
}

/// A verdict is seen from afar.
fn verdict_style(item: &Value) -> Style {
    match item[VERDICT].as_str() {
        Some("right") => AnsiColor::Green.on_default().bold(),
        Some("wrong") => AnsiColor::Red.on_default().bold(),
        _ => Style::new(),
    }
}

/// The members of a member stand under its name: `fps.video`.
fn member(rows: &mut Vec<Vec<String>>, name: &str, value: &Value, shape: &Shape) {
    match value {
        Value::Object(members) if !members.is_empty() => {
            for (inner, value) in members {
                member(rows, &format!("{name}.{inner}"), value, shape);
            }
        }
        _ => rows.push(vec![name.to_owned(), shown(name, value, shape)]),
    }
}

/// The cells of a thing in a list.
pub(super) fn row(item: &Value, shape: &Shape) -> Vec<String> {
    let value = |name: &&str| shown(name, item.pointer(&pointer(name)).unwrap_or(&Value::Null), shape);
    shape.columns.iter().map(value).collect()
}

/// The rows of a list, under the names of their columns if a person reads them.
pub(super) fn of_rows(rows: Vec<Vec<String>>, shape: &Shape, with_header: bool) -> String {
    let header = with_header.then(|| shape.columns.iter().map(|name| name.to_uppercase()).collect());
    let lines = aligned(header.into_iter().chain(rows).collect());
    let mut text = String::new();
    for (number, line) in lines.into_iter().enumerate() {
        let style = if with_header && number == 0 { HEADER } else { Style::new() };
        let _ = writeln!(text, "{style}{line}{style:#}");
    }
    text
}

fn shown(name: &str, value: &Value, shape: &Shape) -> String {
    if shape.is_time(name) { cell::time(value) } else { cell::text(value) }
}

fn aligned(rows: Vec<Vec<String>>) -> Vec<String> {
    let mut table = Table::new();
    table.load_style(presets::NOTHING).add_rows(rows);
    for column in table.column_iter_mut() {
        column.set_padding((0, 2));
    }
    table.lines().map(|line| line.trim_end().to_owned()).filter(|line| !line.is_empty()).collect()
}
