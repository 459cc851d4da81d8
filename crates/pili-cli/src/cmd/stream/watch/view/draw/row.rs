use ratatui::{
    Frame,
    layout::{Constraint, Layout, Rect},
    style::{Color, Modifier, Style},
    text::Line,
    widgets::{RenderDirection, Sparkline},
};

use super::super::super::{
    figure::{self, Figures},
    history::History,
};

/// Lines of a stream at most: its curves, and one between it and the next.
pub(super) const TALLEST: u16 = 4;

const STATUS: u16 = 7;
const GAP: u16 = 2;
/// Curves narrower than this say nothing.
const NARROWEST: u16 = 5;
/// The longest key that is shown whole where there is not room for all.
const KEY: u16 = 20;

/// A column of figures: its name, the width of its number, and how it is had.
type Column = (&'static str, u16, fn(Figures) -> String, fn(&Figures) -> u64);

const FIGURES: [Column; 3] = [
    ("BIT RATE", 11, |now| figure::rate(now.bps), |figures| figures.bps),
    ("FPS", 4, |now| now.fps.to_string(), |figures| figures.fps),
    ("VIEWERS", 7, |now| now.viewers.to_string(), |figures| figures.viewers),
];

/// Which columns there is room for, from the left, and how wide they are.
#[derive(Debug)]
pub(super) struct Columns {
    key: u16,
    figures: usize,
    curve: u16,
}

impl Columns {
    pub(super) fn fitting(width: u16, streams: &[History]) -> Self {
        let longest = streams.iter().map(|stream| stream.key.len()).max().unwrap_or_default().max(3);
        let key = u16::try_from(longest).unwrap_or(u16::MAX).min(KEY.max(width / 4));
        let rest = width.saturating_sub(key + GAP + STATUS);
        let (mut figures, mut used) = (0, 0);
        for (_, number, ..) in FIGURES {
            used += GAP + number;
            figures += usize::from(used <= rest);
        }
        let numbers: u16 = FIGURES[..figures].iter().map(|(_, number, ..)| GAP + number).sum();
        let each = (rest - numbers) / u16::try_from(figures.max(1)).unwrap_or(1);
        let curve = each.saturating_sub(1);
        Self { key, figures, curve: if curve < NARROWEST { 0 } else { curve } }
    }

    pub(super) fn header(&self, frame: &mut Frame<'_>, area: Rect) {
        let (key, status, figures) = self.parts(area);
        let style = Modifier::DIM;
        frame.render_widget(Line::raw("KEY").style(style), key);
        frame.render_widget(Line::raw("STATUS").style(style), status);
        for ((name, ..), (number, _)) in FIGURES.iter().zip(figures) {
            frame.render_widget(Line::raw(*name).style(style).right_aligned(), number);
        }
    }

    pub(super) fn row(&self, stream: &History, is_coloured: bool, frame: &mut Frame<'_>, area: Rect) {
        let (key, status, figures) = self.parts(area);
        let (word, colour) = if stream.is_live { ("live", Color::Green) } else { ("offline", Color::Red) };
        let coloured = |colour| if is_coloured { Style::new().fg(colour) } else { Style::new() };
        frame.render_widget(Line::raw(shortened(&stream.key, key.width)), key);
        frame.render_widget(Line::styled(word, coloured(colour)), status);
        for ((_, _, text, figure), (number, curve)) in FIGURES.iter().zip(figures) {
            frame.render_widget(Line::raw(text(stream.now())).right_aligned(), number);
            let height = if area.height == TALLEST { TALLEST - 1 } else { area.height };
            let newest_first = Sparkline::default().data(stream.of(figure)).style(coloured(Color::Cyan));
            let line = newest_first.direction(RenderDirection::RightToLeft);
            frame.render_widget(line, Rect { height, ..curve });
        }
    }

    /// Where the key, the status, and each number with its curve stand.
    fn parts(&self, area: Rect) -> (Rect, Rect, Vec<(Rect, Rect)>) {
        let figures = FIGURES[..self.figures].iter();
        let widths = figures.flat_map(|(_, number, ..)| [*number, self.curve]);
        let widths = [self.key, STATUS].into_iter().chain(widths).map(Constraint::Length);
        let gaps =
            [0, GAP].into_iter().chain((0..self.figures).flat_map(|_| [GAP, u16::from(self.curve > 0)]));
        let all = widths.zip(gaps).flat_map(|(width, gap)| [Constraint::Length(gap), width]);
        let places: Vec<Rect> =
            Layout::horizontal(all).split(area).iter().skip(1).step_by(2).copied().collect();
        let figures = places[2..].chunks(2).map(|pair| (pair[0], pair[1])).collect();
        (places[0], places[1], figures)
    }
}

fn shortened(key: &str, width: u16) -> String {
    let width = usize::from(width);
    if key.len() <= width { key.to_owned() } else { format!("{}…", &key[..width.saturating_sub(1)]) }
}
