//! What stands where. Nothing here does I/O.

mod row;

use ratatui::{
    Frame,
    layout::{Constraint, Layout, Rect},
    style::{Color, Modifier, Style},
    text::Line,
};

use super::View;
use row::{Columns, TALLEST};

pub(super) fn draw(view: &View<'_>, frame: &mut Frame<'_>) {
    let [title, header, rows, foot] = Layout::vertical([
        Constraint::Length(1),
        Constraint::Length(1),
        Constraint::Fill(1),
        Constraint::Length(1),
    ])
    .areas(frame.area());
    let heading = format!("hub {}, every {:?}", view.title.hub, view.title.every);
    frame.render_widget(Line::raw(heading).style(Modifier::BOLD), title);
    let columns = Columns::fitting(rows.width, &view.histories.0);
    columns.header(frame, header);
    let shown = streams(view, &columns, frame, rows);
    frame.render_widget(footer(view, shown), foot);
}

/// Draws as many streams as there is room for, and says how many those are.
fn streams(view: &View<'_>, columns: &Columns, frame: &mut Frame<'_>, area: Rect) -> usize {
    let rest = view.histories.0.get(view.first..).unwrap_or_default();
    let height = (area.height / u16::try_from(rest.len().max(1)).unwrap_or(u16::MAX)).clamp(1, TALLEST);
    let room = usize::from(area.height / height);
    for (number, history) in rest.iter().take(room).enumerate() {
        let y = area.y + height * number as u16;
        columns.row(history, view.is_coloured, frame, Rect { y, height, ..area });
    }
    rest.len().min(room)
}

fn footer(view: &View<'_>, shown: usize) -> Line<'static> {
    if let Some(trouble) = &view.trouble {
        let style = if view.is_coloured { Style::new().fg(Color::Red) } else { Style::new() };
        return Line::styled(trouble.clone(), style);
    }
    let all = view.histories.0.len();
    Line::raw(match (all, shown == all) {
        (0, _) => "none is live; q leaves".to_owned(),
        (_, true) => "q leaves".to_owned(),
        (_, false) => {
            format!("{} to {} of {all}; arrows scroll, q leaves", view.first + 1, view.first + shown)
        }
    })
}

#[cfg(test)]
mod tests;
