//! The text to sign, and beside it the one that was signed, where that is known.

use std::fmt::Write as _;

/// The longest line of the left column that still has one beside it.
const WIDEST: usize = 60;

pub(super) fn of([right, signed]: [Option<String>; 2]) -> String {
    let Some(right) = right else { return String::new() };
    match signed {
        None => titled("to sign", &right),
        Some(signed) if is_narrow(&right) => beside(&right, &signed),
        Some(signed) => titled("to sign", &right) + &titled("was signed", &signed),
    }
}

fn is_narrow(text: &str) -> bool {
    text.lines().all(|line| line.chars().count() <= WIDEST)
}

fn titled(title: &str, text: &str) -> String {
    let lines = text.split('\n').map(|line| format!("  {}", visible(line)));
    lines.fold(format!("\n{title}\n"), |text, line| text + line.trim_end() + "\n")
}

/// Lines that differ are marked.
fn beside(right: &str, signed: &str) -> String {
    let (right, signed): (Vec<_>, Vec<_>) =
        (right.split('\n').map(visible).collect(), signed.split('\n').map(visible).collect());
    let width = right.iter().map(|line| line.chars().count()).max().unwrap_or_default().max("to sign".len());
    let mut text = format!("\n  {:width$}  was signed\n", "to sign");
    for number in 0..right.len().max(signed.len()) {
        let (left, other) = (right.get(number), signed.get(number));
        let mark = if left == other { ' ' } else { '!' };
        let (left, other) = (left.map_or("", |line| line), other.map_or("", |line| line));
        let line = format!("{mark} {left:width$}  {other}");
        let _ = writeln!(text, "{}", line.trim_end());
    }
    text
}

/// A line, its control characters escaped.
fn visible(line: &str) -> String {
    line.chars()
        .map(|c| if c.is_control() { c.escape_default().to_string() } else { c.to_string() })
        .collect()
}
