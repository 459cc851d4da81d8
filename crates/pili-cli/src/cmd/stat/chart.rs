//! Figures over time as a picture.

mod svg;
mod terminal;

use std::{
    ops::Range,
    time::{Duration, SystemTime},
};

use jiff::{Timestamp, tz::TimeZone};

pub(super) use svg::svg;
pub(super) use terminal::terminal;

/// A figure over time.
#[derive(Debug)]
pub(super) struct Series {
    pub(super) title: &'static str,
    pub(super) points: Vec<(SystemTime, i64)>,
}

impl Series {
    /// The highest figure, and at least 1, so that there is something to be a part of.
    fn top(&self) -> i64 {
        self.points.iter().map(|(_, figure)| *figure).max().unwrap_or_default().max(1)
    }

    /// The highest figure in each of so many parts of the span; none where nothing was measured.
    fn parts(&self, span: &Range<SystemTime>, count: usize) -> Vec<Option<i64>> {
        let mut parts = vec![None; count];
        for (time, figure) in &self.points {
            let place = (share(span, *time) * count as f64) as usize;
            if let Some(part) = parts.get_mut(place.min(count.saturating_sub(1))) {
                *part = Some(part.unwrap_or(*figure).max(*figure));
            }
        }
        parts
    }
}

/// How far into the span a time is, 0 to 1.
fn share(span: &Range<SystemTime>, time: SystemTime) -> f64 {
    let since = |later: SystemTime| later.duration_since(span.start).unwrap_or(Duration::ZERO).as_secs_f64();
    let whole = since(span.end);
    if whole > 0.0 { (since(time) / whole).clamp(0.0, 1.0) } else { 0.0 }
}

/// A number in a few characters: `950`, `1.2k`, `35M`.
fn short(number: i64) -> String {
    let (mut rest, mut units) = (number as f64, ["", "k", "M", "G", "T", "P"].into_iter());
    let mut unit = units.next().unwrap_or_default();
    while rest >= 999.5 {
        let Some(next) = units.next() else { break };
        (rest, unit) = (rest / 1000.0, next);
    }
    let digits = usize::from(!unit.is_empty() && rest < 9.95);
    format!("{rest:.digits$}{unit}")
}

/// A time by the clock of this machine.
fn clock_time(time: SystemTime) -> String {
    let there = Timestamp::try_from(time).map(|time| time.to_zoned(TimeZone::system()));
    there.map_or_else(|_| String::new(), |time| time.strftime("%Y-%m-%d %H:%M").to_string())
}

#[cfg(test)]
mod tests;
