use std::{fmt::Write as _, iter, ops::Range, time::SystemTime};

use super::{Series, clock_time, short};

const HEIGHT: usize = 8;
/// What the figures are of: five minutes. No part is shorter.
const STEP: u64 = 300;
/// The parts of a character cell, from below.
const EIGHTHS: [char; 9] = [' ', '▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];
/// What stands beside the columns: the highest figure.
const MARGIN: usize = 6;

/// The figures as columns, so many characters wide.
pub(crate) fn terminal(series: &[Series], span: &Range<SystemTime>, width: usize) -> String {
    let room = width.saturating_sub(MARGIN).max(20);
    let parts = usize::try_from(span.end.duration_since(span.start).unwrap_or_default().as_secs() / STEP);
    let parts = parts.unwrap_or(room).clamp(1, room);
    let (wide, columns) = (room / parts, room / parts * parts);
    let mut text = String::new();
    for one in series {
        let _ = writeln!(text, "{}", one.title);
        let (top, parts) = (one.top(), one.parts(span, parts));
        for row in (0..HEIGHT).rev() {
            let label = if row == HEIGHT - 1 { short(top) } else { String::new() };
            let cells: String =
                parts.iter().flat_map(|part| iter::repeat_n(cell(*part, top, row), wide)).collect();
            let _ = writeln!(text, "{}", format!("{label:>5} {cells}").trim_end());
        }
        let (from, to) = (clock_time(span.start), clock_time(span.end));
        let gap = columns.saturating_sub(from.len());
        let _ = writeln!(text, "{:>5} {}\n      {from}{to:>gap$}", 0, "─".repeat(columns));
    }
    text
}

/// What a figure fills of the cell in a row. One above 0 is seen, however small it is.
fn cell(figure: Option<i64>, top: i64, row: usize) -> char {
    let Some(figure) = figure.filter(|figure| *figure > 0) else { return EIGHTHS[0] };
    let filled = (figure as f64 / top as f64 * (HEIGHT * 8) as f64).round().max(1.0) as usize;
    EIGHTHS[filled.saturating_sub(row * 8).min(8)]
}
