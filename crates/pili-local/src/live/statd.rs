//! Usage of the account: `/statd/…` (spec 4.3). Traffic is measured; nothing of the rest happens here, so it is
//! empty.

mod asked;
mod filter;
mod kind;
mod step;

use std::collections::BTreeMap;

use axum::{
    Json, Router,
    extract::{Path, Query, State},
    response::{IntoResponse, Response},
    routing::get,
};
use serde_json::{Value, json};

use crate::{host::host_name, live::Pili, media::TrafficKey, reply::Refused, stats::Minute};
use asked::Asked;
use kind::Kind;

/// Where all traffic of a local service goes: some area has to be.
const AREA: &str = "cn";

pub(super) fn router() -> Router<Pili> {
    Router::new().route("/statd/{kind}", get(usage))
}

async fn usage(
    State(pili): State<Pili>,
    Path(kind): Path<String>,
    Query(mut pairs): Query<Vec<(String, String)>>,
) -> Result<Response, Refused> {
    let unknown = || Refused::new(501, format!("not implemented by pili-local: GET /statd/{kind}"));
    let kind = Kind::named(&kind).ok_or_else(unknown)?;
    pairs.retain(|(_, value)| !value.is_empty());
    let asked = Asked::parse(kind, &pairs, pili.ground.clock.unix())?;
    pili.measure();
    let rows = rows(&pili, kind, &asked);
    Ok(match asked.group {
        None => Json(rows.iter().map(plain).collect::<Vec<_>>()).into_response(),
        Some(_) => Json(rows.iter().map(grouped).collect::<Vec<_>>()).into_response(),
    })
}

/// Bytes by step and by the value that is grouped by.
type Rows = BTreeMap<i64, BTreeMap<String, u64>>;

fn rows(pili: &Pili, kind: &Kind, asked: &Asked) -> Rows {
    let hubs = pili.store.hub_names();
    let mut rows = Rows::new();
    pili.stats.read(asked.span.clone(), |minutes| {
        for (time, minute) in minutes {
            for (key, bytes) in kind.flows(minute) {
                let flow = Flow::of(key);
                if hubs.contains(&flow.hub) && asked.filters.iter().all(|filter| filter.lets(&flow)) {
                    let group = asked.group.map(|by| flow.value(by).to_owned()).unwrap_or_default();
                    *rows.entry(asked.step.start(time)).or_default().entry(group).or_default() += bytes;
                }
            }
        }
    });
    rows
}

impl Kind {
    fn flows<'a>(&self, minute: &'a Minute) -> impl Iterator<Item = (&'a TrafficKey, u64)> {
        let flows = match self.name {
            "upflow" => Some(&minute.received),
            "downflow" => Some(&minute.sent),
            _ => None,
        };
        flows.into_iter().flatten().map(|(key, bytes)| (key, *bytes))
    }
}

/// Where some traffic belongs.
struct Flow {
    hub: String,
    domain: String,
}

impl Flow {
    fn of(key: &TrafficKey) -> Self {
        Self { hub: key.id.space.clone(), domain: host_name(&key.domain) }
    }

    fn value(&self, by: &str) -> &str {
        match by {
            "hub" => &self.hub,
            "domain" => &self.domain,
            _ => AREA,
        }
    }
}

/// A row in the vendor's time zone, which the SDK reads as any.
fn plain((time, values): (&i64, &BTreeMap<String, u64>)) -> Value {
    json!({ "time": step::rfc3339(*time), "values": flow(values.values().sum()) })
}

fn grouped((time, values): (&i64, &BTreeMap<String, u64>)) -> Value {
    let values: BTreeMap<_, _> = values.iter().map(|(value, bytes)| (value, flow(*bytes))).collect();
    json!({ "time": step::rfc3339(*time), "values": values })
}

fn flow(bytes: u64) -> BTreeMap<String, i64> {
    BTreeMap::from([("flow".to_owned(), i64::try_from(bytes).unwrap_or(i64::MAX))])
}
