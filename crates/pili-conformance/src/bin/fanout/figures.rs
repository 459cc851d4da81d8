//! Medians and spreads.

use std::{fmt::Display, time::Duration};

/// The value below which this part of all lies.
pub(crate) fn quantile<T: Copy + PartialOrd>(values: &[T], part: f64) -> Option<T> {
    let mut sorted = values.to_vec();
    sorted.sort_by(|one, other| one.partial_cmp(other).unwrap_or(std::cmp::Ordering::Equal));
    let last = sorted.len().checked_sub(1)?;
    sorted.get((last as f64 * part).round() as usize).copied()
}

/// Median, lowest and highest.
pub(crate) fn spread(values: &[f64], digits: usize) -> String {
    let at = |part| quantile(values, part).unwrap_or(f64::NAN);
    format!("{:.digits$} ({:.digits$}–{:.digits$})", at(0.5), at(0.0), at(1.0))
}

/// Median and 99th percentile, in milliseconds.
pub(crate) fn latency(times: &[Duration]) -> String {
    let at = |part| quantile(times, part).map_or("–".to_owned(), milliseconds);
    format!("{} / {}", at(0.5), at(0.99))
}

fn milliseconds(time: Duration) -> String {
    let value = time.as_secs_f64() * 1e3;
    if value < 10.0 { format!("{value:.1}") } else { format!("{value:.0}") }
}

/// A row of a table.
pub(crate) fn row<T: Display>(cells: &[T]) -> String {
    let cells: Vec<_> = cells.iter().map(T::to_string).collect();
    format!("| {} |\n", cells.join(" | "))
}
