//! Where a hub is published and played: its bound domain for the purpose, else the service's own address.

use pili_live::domain::DomainType;

use crate::live::Pili;

pub(super) fn publish_rtmp(pili: &Pili, hub: &str) -> String {
    bound(pili, hub, &DomainType::PublishRtmp).unwrap_or_else(|| rtmp(pili))
}

pub(super) fn live_rtmp(pili: &Pili, hub: &str) -> String {
    bound(pili, hub, &DomainType::LiveRtmp).unwrap_or_else(|| rtmp(pili))
}

pub(super) fn live_hls(pili: &Pili, hub: &str) -> String {
    bound(pili, hub, &DomainType::LiveHls).unwrap_or_else(|| http(pili))
}

pub(super) fn live_hdl(pili: &Pili, hub: &str) -> String {
    bound(pili, hub, &DomainType::LiveHdl).unwrap_or_else(|| http(pili))
}

/// The service's own, whatever is bound: files are served nowhere else.
pub(super) fn http(pili: &Pili) -> String {
    pili.bound.reachable().http.to_string()
}

pub(super) fn rtmp(pili: &Pili) -> String {
    pili.bound.reachable().rtmp.to_string()
}

fn bound(pili: &Pili, hub: &str, purpose: &DomainType) -> Option<String> {
    let domain = pili.store.hub(hub, |hub| {
        hub.domains.values().find(|domain| domain.purpose == *purpose).map(|domain| domain.domain.clone())
    });
    domain.ok().flatten()
}
