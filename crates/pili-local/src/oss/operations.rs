//! The operations of LiveChannel, by the method and the query of a call, and who answers them.

use axum::extract::Request;
use http::Method;
use pili_core::Operation;
use pili_oss::channel;

use super::{Buckets, answer::Answer, call::Call, channels, target::Target, vod};
use crate::operation::Candidate;

/// An operation, how a call asks for it, and who answers.
#[derive(Clone, Copy)]
pub(super) struct Row {
    name: &'static str,
    method: &'static str,
    sub_resource: &'static str,
    when: fn(&Asked<'_>) -> bool,
    pub(super) answer: fn(&Call<'_>) -> Answer,
}

/// What a call addresses, and with which query.
#[derive(Clone, Copy, Debug)]
pub(super) struct Asked<'a> {
    pub(super) method: &'a Method,
    pub(super) key: &'a str,
    pub(super) parameters: &'a [(String, String)],
}

/// The first that holds is it.
const ALL: &[Row] = &[
    row::<channel::List>("GET", "live", |asked| asked.key.is_empty() && !asked.has("comp"), channels::list),
    row::<channel::SetStatus>("PUT", "live", |asked| asked.has("status"), channels::set_status),
    row::<channel::Create>("PUT", "live", always, channels::put),
    row::<channel::Delete>("DELETE", "live", always, channels::delete),
    row::<channel::Info>("GET", "live", |asked| !asked.has("comp"), channels::info),
    row::<channel::Stat>("GET", "live", |asked| asked.value("comp") == Some("stat"), channels::stat),
    row::<channel::History>("GET", "live", |asked| asked.value("comp") == Some("history"), channels::history),
    row::<channel::PostVodPlaylist>("POST", "vod", always, vod::post),
    row::<channel::VodPlaylist>("GET", "vod", always, vod::get),
];

const fn row<O: Operation>(
    method: &'static str,
    sub_resource: &'static str,
    when: fn(&Asked<'_>) -> bool,
    answer: fn(&Call<'_>) -> Answer,
) -> Row {
    Row { name: O::NAME, method, sub_resource, when, answer }
}

fn always(_: &Asked<'_>) -> bool {
    true
}

impl Asked<'_> {
    /// What it asks for, if it is an operation of LiveChannel.
    pub(super) fn operation(&self) -> Option<&'static Row> {
        let is_it = |row: &&Row| *self.method == row.method && self.has(row.sub_resource) && (row.when)(self);
        ALL.iter().find(is_it)
    }

    fn has(&self, name: &str) -> bool {
        self.value(name).is_some()
    }

    fn value(&self, name: &str) -> Option<&str> {
        self.parameters.iter().find(|(given, _)| given == name).map(|(_, value)| value.as_str())
    }
}

pub(super) fn of(buckets: &Buckets, request: &Request) -> Vec<Candidate> {
    let resource = Target::of(buckets, request).resource;
    let parameters = parameters(request);
    let asked = Asked { method: request.method(), key: resource.key(), parameters: &parameters };
    asked.operation().map(|row| Candidate { name: row.name, says: None }).into_iter().collect()
}

/// The query of a request.
pub(super) fn parameters<B>(request: &http::Request<B>) -> Vec<(String, String)> {
    let query = request.uri().query().unwrap_or_default();
    form_urlencoded::parse(query.as_bytes()).into_owned().collect()
}

pub(crate) fn names() -> impl Iterator<Item = &'static str> {
    ALL.iter().map(|row| row.name)
}
