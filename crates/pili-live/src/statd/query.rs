use std::{fmt, marker::PhantomData, ops::Range};

use pili_core::{
    Endpoint, Error, Idempotency, Operation, Request, Response, Result, Url, auth::names::NameError,
    decode_json,
};

use super::{Day, Granularity, GroupedUsage, Kind, Metric, Usage};
use crate::{
    Pili,
    noun::{Named, named},
};

/// Reads usage over time: `GET /statd/..` (spec 4.3; vendor page 9862). Made by the functions of
/// [`statd`](super).
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use = "an operation does nothing until a client sends it"]
pub struct Query<K> {
    span: Range<Named<Day>>,
    step: Granularity,
    metrics: Vec<Metric>,
    filters: Vec<Filter>,
    kind: PhantomData<K>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Filter {
    by: &'static str,
    value: String,
    negated: bool,
}

impl<K: Kind> Query<K> {
    pub(super) fn new<D: TryInto<Day, Error: Into<NameError>>>(span: Range<D>, step: Granularity) -> Self {
        let span = named(span.start)..named(span.end);
        Self { span, step, metrics: K::METRICS.to_vec(), filters: Vec::new(), kind: PhantomData }
    }

    /// Only what has this value. Said again of the same thing, it lets one more value in.
    /// Example: [`statd`](crate::statd).
    pub fn only(self, by: K::By, value: impl fmt::Display) -> Self {
        self.filter(by, value, false)
    }

    /// Only what has another value. Example: [`statd`](crate::statd).
    pub fn except(self, by: K::By, value: impl fmt::Display) -> Self {
        self.filter(by, value, true)
    }

    /// Only these figures; without it all that there are.
    ///
    /// ```
    /// use pili_live::statd::{self, Granularity, Metric};
    /// let query = statd::downflow("20231101".."20231201", Granularity::Day).select([Metric::Flow]);
    /// # drop(query);
    /// ```
    pub fn select(self, metrics: impl IntoIterator<Item = Metric>) -> Self {
        Self { metrics: metrics.into_iter().collect(), ..self }
    }

    /// The same, by the values of one thing. Example: [`statd`](crate::statd).
    pub fn group_by(self, by: K::By) -> Grouped<K> {
        Grouped { query: self, by: by.into() }
    }

    fn filter(mut self, by: K::By, value: impl fmt::Display, negated: bool) -> Self {
        self.filters.push(Filter { by: by.into(), value: value.to_string(), negated });
        self.filters.sort_by_key(|filter| filter.by);
        self
    }

    fn url(&self, endpoint: &Endpoint, group: Option<&str>) -> Result<Url> {
        let (begin, end) = self.check()?;
        let url = endpoint.url().path(["statd", K::PATH]);
        let url = self.filters.iter().fold(url, |url, filter| filter.add_to(url));
        let url = url.query("begin", begin).query("end", end).query("g", self.step);
        let url = url.query_some("group", group);
        Ok(self.metrics.iter().fold(url, |url, metric| url.query("select", metric)))
    }

    /// The ends of the span.
    fn check(&self) -> Result<(Day, Day)> {
        let day = |field: &'static str, day: &Named<Day>| {
            day.as_ref().copied().map_err(|error| Error::invalid(field, error.rule()))
        };
        let (begin, end) = (day("begin", &self.span.start)?, day("end", &self.span.end)?);
        if begin.is_after(end) {
            return Err(Error::invalid("begin", "must not be after end"));
        }
        if self.metrics.is_empty() {
            return Err(Error::invalid("select", "must name at least one figure"));
        }
        if self.metrics.iter().any(|metric| !K::METRICS.contains(metric)) {
            let known: Vec<_> = K::METRICS.iter().map(|metric| metric.as_str()).collect();
            return Err(Error::invalid("select", format!("must be of {}", known.join(", "))));
        }
        self.filters.iter().try_for_each(Filter::check)?;
        Ok((begin, end))
    }
}

impl Filter {
    fn check(&self) -> Result<()> {
        // `!` negates on the wire.
        if self.value.is_empty() || self.value.starts_with('!') {
            return Err(Error::invalid(self.by, "must not be empty nor begin with `!`"));
        }
        Ok(())
    }

    fn add_to(&self, url: Url) -> Url {
        let not = if self.negated { "!" } else { "" };
        url.query(&format!("${}", self.by), format_args!("{not}{}", self.value))
    }
}

impl<K: Kind> Operation for Query<K> {
    type Output = Vec<Usage>;
    type Api = Pili;
    const NAME: &'static str = K::NAME;
    const IDEMPOTENCY: Idempotency = Idempotency::Idempotent;

    fn encode(&self, endpoint: &Endpoint) -> Result<Request> {
        self.url(endpoint, None)?.get()
    }

    fn decode(&self, response: &Response) -> Result<Vec<Usage>> {
        decode_json::<Option<_>>(response).map(Option::unwrap_or_default)
    }
}

/// Reads usage over time by the values of one thing. Made by [`Query::group_by`].
///
/// Example: [`statd`](crate::statd).
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use = "an operation does nothing until a client sends it"]
pub struct Grouped<K> {
    query: Query<K>,
    by: &'static str,
}

impl<K: Kind> Operation for Grouped<K> {
    type Output = Vec<GroupedUsage>;
    type Api = Pili;
    const NAME: &'static str = K::GROUP_NAME;
    const IDEMPOTENCY: Idempotency = Idempotency::Idempotent;

    fn encode(&self, endpoint: &Endpoint) -> Result<Request> {
        self.query.url(endpoint, Some(self.by))?.get()
    }

    fn decode(&self, response: &Response) -> Result<Vec<GroupedUsage>> {
        decode_json::<Option<_>>(response).map(Option::unwrap_or_default)
    }
}
