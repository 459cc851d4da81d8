//! The operations of Pili at the routes that are served, by generation.

use axum::extract::Request;
use http::Uri;
use pili_live::{
    domain, first, hub, stat,
    statd::{Caster, Codec, Downflow, Grouped, Kind, Nrop, Publish, Query, Upflow},
    stream::{self, Disabled},
    v1,
    wire::{
        DisableBody,
        v1::{Available, AvailableBody},
    },
};

use crate::{
    loose,
    operation::{Candidate, Row, asks, delete, get, in_table, post},
};

pub(crate) const V2: &[Row] = &[
    get::<hub::List>("/v2/hubs"),
    get::<hub::Info>("/v2/hubs/{hub}"),
    post::<hub::SetSecurity>("/v2/hubs/{hub}/security"),
    post::<hub::SetHlsPlus>("/v2/hubs/{hub}/hlsplus"),
    post::<hub::SetPersistence>("/v2/hubs/{hub}/persistence"),
    post::<hub::SetSnapshotInterval>("/v2/hubs/{hub}/snapshot"),
    get::<domain::List>("/v2/hubs/{hub}/domains"),
    post::<domain::Bind>("/v2/hubs/{hub}/newdomains"),
    post::<domain::BindVod>("/v2/hubs/{hub}/voddomain"),
    get::<domain::Info>("/v2/hubs/{hub}/domains/{domain}"),
    delete::<domain::Unbind>("/v2/hubs/{hub}/domains/{domain}"),
    post::<domain::SetCert>("/v2/hubs/{hub}/domains/{domain}/cert"),
    post::<domain::SetUrlRewrite>("/v2/hubs/{hub}/domains/{domain}/urlrewrite"),
    post::<stream::Create>("/v2/hubs/{hub}/streams"),
    get::<stream::List>("/v2/hubs/{hub}/streams"),
    post::<stream::BatchLive>("/v2/hubs/{hub}/livestreams"),
    get::<stream::Info>("/v2/hubs/{hub}/streams/{key}"),
    get::<stream::Live>("/v2/hubs/{hub}/streams/{key}/live"),
    post::<stream::Enable>("/v2/hubs/{hub}/streams/{key}/disabled").says(is_lifted),
    post::<stream::Disable>("/v2/hubs/{hub}/streams/{key}/disabled"),
    get::<stream::History>("/v2/hubs/{hub}/streams/{key}/historyactivity"),
    get::<stream::History>("/v2/hubs/{hub}/streams/{key}/historyrecord"),
    post::<stream::SaveAs>("/v2/hubs/{hub}/streams/{key}/saveas"),
    post::<stream::Snapshot>("/v2/hubs/{hub}/streams/{key}/snapshot"),
    post::<stream::SetConverts>("/v2/hubs/{hub}/streams/{key}/converts"),
    get::<stream::Stats>("/v2/hubs/{hub}/streams/{key}/stats"),
    get::<stat::Play>("/v2/hubs/{hub}/stat/play"),
    get::<stat::PlayHistory>("/v2/hubs/{hub}/stat/play/history"),
    get::<stat::PlayDetail>("/v2/hubs/{hub}/stat/play/history/detail"),
    get::<Grouped<Upflow>>(STATD).when(is_grouped::<Upflow>),
    get::<Query<Upflow>>(STATD).when(is_of::<Upflow>),
    get::<Grouped<Downflow>>(STATD).when(is_grouped::<Downflow>),
    get::<Query<Downflow>>(STATD).when(is_of::<Downflow>),
    get::<Grouped<Codec>>(STATD).when(is_grouped::<Codec>),
    get::<Query<Codec>>(STATD).when(is_of::<Codec>),
    get::<Grouped<Nrop>>(STATD).when(is_grouped::<Nrop>),
    get::<Query<Nrop>>(STATD).when(is_of::<Nrop>),
    get::<Grouped<Caster>>(STATD).when(is_grouped::<Caster>),
    get::<Query<Caster>>(STATD).when(is_of::<Caster>),
    get::<Grouped<Publish>>(STATD).when(is_grouped::<Publish>),
    get::<Query<Publish>>(STATD).when(is_of::<Publish>),
];

pub(crate) const V1: &[Row] = &[
    post::<v1::stream::Create>("/v1/streams"),
    get::<v1::stream::List>("/v1/streams"),
    get::<v1::stream::Info>("/v1/streams/{id}"),
    post::<v1::stream::Update>("/v1/streams/{id}"),
    delete::<v1::stream::Delete>("/v1/streams/{id}"),
    post::<v1::stream::Enable>("/v1/streams/{id}/available").says(is_available),
    post::<v1::stream::Disable>("/v1/streams/{id}/available"),
    get::<v1::stream::Status>("/v1/streams/{id}/status"),
    get::<v1::segment::List>("/v1/streams/{id}/segments"),
    post::<v1::stream::SaveAs>("/v1/streams/{id}/saveas"),
    post::<v1::stream::Snapshot>("/v1/streams/{id}/snapshot"),
];

/// Under `/api/v1` too.
pub(crate) const FIRST: &[Row] = &[
    post::<first::stream::Create>("/v1/streams"),
    get::<first::stream::List>("/v1/streams"),
    get::<first::stream::Info>("/v1/streams/{id}"),
    post::<first::stream::Update>("/v1/streams/{id}"),
    delete::<first::stream::Delete>("/v1/streams/{id}"),
    get::<first::stream::Watch>("/v1/streams/{id}/status").when(is_watched),
    get::<first::stream::Status>("/v1/streams/{id}/status"),
    get::<first::segment::List>("/v1/streams/{id}/segments"),
    delete::<first::segment::Delete>("/v1/streams/{id}/segments"),
    get::<first::segment::Play>("/v1/streams/{id}/segments/play"),
];

pub(super) fn v2(request: &Request) -> Vec<Candidate> {
    in_table(V2, request)
}

pub(super) fn v1(request: &Request) -> Vec<Candidate> {
    in_table(V1, request)
}

pub(super) fn first(request: &Request) -> Vec<Candidate> {
    in_table(FIRST, request)
}

const STATD: &str = "/statd/{kind}";

fn is_grouped<K: Kind>(uri: &Uri) -> bool {
    is_of::<K>(uri) && asks(uri, "group")
}

fn is_of<K: Kind>(uri: &Uri) -> bool {
    uri.path().rsplit('/').next() == Some(K::PATH)
}

fn is_watched(uri: &Uri) -> bool {
    asks(uri, "ping")
}

/// Neither until a time nor for a length of time.
fn is_lifted(body: &[u8]) -> bool {
    loose::json(body).is_ok_and(|DisableBody { disabled, disable_period_second }| {
        disabled == Disabled::No && disable_period_second.unwrap_or_default() == 0
    })
}

fn is_available(body: &[u8]) -> bool {
    loose::json(body).is_ok_and(|body: AvailableBody| body.available == Available::Enabled)
}
