//! Usage of the account (spec 4.3).

use std::ops::Range;

use pili_live::statd::{
    self, Caster, CasterBy, Codec, CodecBy, Downflow, FlowBy, Granularity, Grouped, Kind, Metric, Nrop,
    NropBy, Publish, PublishBy, Query, Upflow,
};

use super::meaning::Meaning;
use crate::outcome::{Difference, Outcome};

const FLOW: &[FlowBy] = &[FlowBy::Hub, FlowBy::Domain, FlowBy::Area];
const CODEC: &[CodecBy] = &[CodecBy::Hub, CodecBy::Profile];
const NROP: &[NropBy] = &[NropBy::Hub, NropBy::Assured];
const CASTER: &[CasterBy] = &[CasterBy::Container, CasterBy::Resolution];
const PUBLISH: &[PublishBy] = &[PublishBy::Tp];

pub(super) fn upflow(meaning: &Meaning<'_>) -> Outcome<Query<Upflow>> {
    query(meaning, statd::upflow, FLOW)
}

pub(super) fn upflow_group(meaning: &Meaning<'_>) -> Outcome<Grouped<Upflow>> {
    grouped(meaning, statd::upflow, FLOW)
}

pub(super) fn downflow(meaning: &Meaning<'_>) -> Outcome<Query<Downflow>> {
    query(meaning, statd::downflow, FLOW)
}

pub(super) fn downflow_group(meaning: &Meaning<'_>) -> Outcome<Grouped<Downflow>> {
    grouped(meaning, statd::downflow, FLOW)
}

pub(super) fn codec(meaning: &Meaning<'_>) -> Outcome<Query<Codec>> {
    query(meaning, statd::codec, CODEC)
}

pub(super) fn codec_group(meaning: &Meaning<'_>) -> Outcome<Grouped<Codec>> {
    grouped(meaning, statd::codec, CODEC)
}

pub(super) fn nrop(meaning: &Meaning<'_>) -> Outcome<Query<Nrop>> {
    query(meaning, statd::nrop, NROP)
}

pub(super) fn nrop_group(meaning: &Meaning<'_>) -> Outcome<Grouped<Nrop>> {
    grouped(meaning, statd::nrop, NROP)
}

pub(super) fn caster(meaning: &Meaning<'_>) -> Outcome<Query<Caster>> {
    query(meaning, statd::caster, CASTER)
}

pub(super) fn caster_group(meaning: &Meaning<'_>) -> Outcome<Grouped<Caster>> {
    grouped(meaning, statd::caster, CASTER)
}

pub(super) fn publish(meaning: &Meaning<'_>) -> Outcome<Query<Publish>> {
    query(meaning, statd::publish, PUBLISH)
}

pub(super) fn publish_group(meaning: &Meaning<'_>) -> Outcome<Grouped<Publish>> {
    grouped(meaning, statd::publish, PUBLISH)
}

type Start<K> = fn(Range<String>, Granularity) -> Query<K>;

fn query<K: Kind>(meaning: &Meaning<'_>, start: Start<K>, all: &[K::By]) -> Outcome<Query<K>> {
    let text = |name| meaning.parameter(name).unwrap_or_default();
    let span = text("begin").to_owned()..text("end").to_owned();
    let mut query = start(span, granularity(text("g"))?);
    let mut metrics = Vec::new();
    for (name, value) in meaning.query() {
        if name == "select" {
            metrics.push(metric(value)?);
        } else if let Some(name) = name.strip_prefix('$') {
            let by = by(all, name)?;
            query = match value.strip_prefix('!') {
                Some(value) => query.except(by, value),
                None => query.only(by, value),
            };
        }
    }
    Ok(if metrics.is_empty() { query } else { query.select(metrics) })
}

fn grouped<K: Kind>(meaning: &Meaning<'_>, start: Start<K>, all: &[K::By]) -> Outcome<Grouped<K>> {
    Ok(query(meaning, start, all)?.group_by(by(all, meaning.parameter("group").unwrap_or_default())?))
}

fn by<B: Copy + Into<&'static str>>(all: &[B], name: &str) -> Outcome<B> {
    let found = all.iter().copied().find(|by| (*by).into() == name);
    found.ok_or_else(|| Difference::new(format!("there is no filter `{name}`")))
}

fn granularity(name: &str) -> Outcome<Granularity> {
    let all = [Granularity::FiveMinutes, Granularity::Hour, Granularity::Day, Granularity::Month];
    let found = all.into_iter().find(|one| one.to_string() == name);
    found.ok_or_else(|| Difference::new(format!("there is no granularity `{name}`")))
}

fn metric(name: &str) -> Outcome<Metric> {
    let all = [Metric::Flow, Metric::Upflow, Metric::Downflow, Metric::Duration, Metric::Count];
    let found = all.into_iter().find(|one| one.as_str() == name);
    found.ok_or_else(|| Difference::new(format!("there is no figure `{name}`")))
}
