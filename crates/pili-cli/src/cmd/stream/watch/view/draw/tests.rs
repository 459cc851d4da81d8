//! Whole windows, in a file that can be read in a review.

use std::{
    fmt::Write as _,
    fs,
    path::Path,
    time::{Duration, UNIX_EPOCH},
};

use ratatui::{Terminal, backend::TestBackend};

use super::*;
use crate::cmd::stream::watch::{history::Histories, reading::Reading, view::Title};

fn reading(key: &str, status: Option<&str>) -> Reading {
    let status = status.map(|status| serde_json::from_str(status).unwrap());
    Reading { at: UNIX_EPOCH, key: key.to_owned(), live: status.is_some(), status }
}

/// After twelve readings, in the last of which the last stream is not live.
fn histories(streams: usize) -> Histories {
    let mut histories = Histories::default();
    for step in 1..=12 {
        for stream in 0..streams {
            let (bps, viewers) = (step * (stream + 1) * 90_000, step % 4);
            let status = format!(r#"{{"startAt":7,"bps":{bps},"fps":{{"video":25}},"playCount":{viewers}}}"#);
            let is_live = step < 12 || stream + 1 < streams;
            histories.take(&[reading(&format!("show-{stream}"), is_live.then_some(&*status))]);
        }
    }
    histories
}

fn window(columns: u16, rows: u16, streams: usize, first: usize, trouble: Option<&str>) -> String {
    let title = Title { hub: "shows".to_owned(), every: Duration::from_secs(2) };
    let (histories, trouble) = (histories(streams), trouble.map(str::to_owned));
    let view = View { title: &title, histories, first, trouble, is_coloured: false };
    let mut terminal = Terminal::new(TestBackend::new(columns, rows)).unwrap();
    terminal.draw(|frame| draw(&view, frame)).unwrap();
    let colours =
        |style: ratatui::style::Style| style.fg != Some(Color::Reset) || style.bg != Some(Color::Reset);
    assert!(!terminal.backend().buffer().content.iter().any(|cell| colours(cell.style())));
    terminal.backend().to_string()
}

#[test]
fn windows_of_every_size_show_what_they_have_room_for() {
    let mut told = String::new();
    for (columns, rows, streams, first, trouble) in [
        (80, 14, 3, 0, None),
        (80, 7, 4, 0, None),
        (80, 7, 40, 17, None),
        (52, 5, 2, 0, None),
        (30, 5, 2, 0, None),
        (14, 4, 2, 0, None),
        (60, 6, 1, 0, Some("no connection")),
        (40, 4, 0, 0, None),
        (3, 2, 2, 0, None),
    ] {
        let shown = window(columns, rows, streams, first, trouble);
        let _ = writeln!(told, "{columns} by {rows}, {streams} streams from {first}:\n{shown}");
    }
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/outputs/watch-windows.txt");
    if std::env::var_os("PILI_BLESS").is_some() {
        return fs::write(&path, told).unwrap();
    }
    assert!(told == fs::read_to_string(&path).unwrap(), "PILI_BLESS=1 writes it anew. Now:\n{told}");
}
