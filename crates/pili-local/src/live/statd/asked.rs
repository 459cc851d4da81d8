use std::ops::RangeInclusive;

use super::{
    filter::Filter,
    kind::Kind,
    step::{self, Step},
};
use crate::reply::Refused;

/// What a call asks for, checked.
#[derive(Debug)]
pub(super) struct Asked {
    /// Unix seconds of its first and last moment.
    pub(super) span: RangeInclusive<i64>,
    pub(super) step: Step,
    pub(super) group: Option<&'static str>,
    pub(super) filters: Vec<Filter>,
}

impl Asked {
    pub(super) fn parse(kind: &Kind, pairs: &[(String, String)], now: i64) -> Result<Self, Refused> {
        let query = Query(pairs);
        check_select(kind, &query)?;
        let step = query.one("g").and_then(Step::named).ok_or(wrong("g must be 5min, hour, day or month"))?;
        let group = query.one("group").map(|by| kind.by(by).ok_or(wrong("group is not one of this kind")));
        Ok(Self {
            span: span(&query, now)?,
            step,
            group: group.transpose()?,
            filters: filters(kind, &query)?,
        })
    }
}

struct Query<'a>(&'a [(String, String)]);

impl<'a> Query<'a> {
    fn all(&self, name: &str) -> impl Iterator<Item = &'a str> {
        self.0.iter().filter(move |(given, _)| given == name).map(|(_, value)| value.as_str())
    }

    fn one(&self, name: &str) -> Option<&'a str> {
        self.all(name).next()
    }
}

fn check_select(kind: &Kind, query: &Query<'_>) -> Result<(), Refused> {
    if kind.must_select && query.one("select").is_none() {
        return Err(wrong("select is needed"));
    }
    let is_known = |metric| kind.metrics.contains(&metric);
    if query.all("select").all(is_known) { Ok(()) } else { Err(wrong("select is not of this kind")) }
}

/// Closed at its begin, open at its end; an end in the future is now.
fn span(query: &Query<'_>, now: i64) -> Result<RangeInclusive<i64>, Refused> {
    let moment = |name| query.one(name).map(step::parse).transpose();
    let begin = moment("begin")?.ok_or(wrong("begin is needed"))?;
    let end = moment("end")?.map_or(now, |end| now.min(end - 1));
    match moment("end")? {
        Some(end) if end < begin => Err(wrong("begin must not be after end")),
        _ => Ok(begin..=end),
    }
}

fn filters(kind: &Kind, query: &Query<'_>) -> Result<Vec<Filter>, Refused> {
    let mut names: Vec<&str> = query.0.iter().filter_map(|(name, _)| name.strip_prefix('$')).collect();
    names.sort_unstable();
    names.dedup();
    let filter = |name: &str| {
        let by = kind.by(name).ok_or(wrong("a filter is not one of this kind"))?;
        Ok(Filter::new(by, query.all(&format!("${name}"))))
    };
    names.into_iter().map(filter).collect()
}

fn wrong(rule: &'static str) -> Refused {
    Refused::bad_argument(format!("invalid args: {rule}"))
}
