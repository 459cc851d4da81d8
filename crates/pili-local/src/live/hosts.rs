//! Where a hub is published and played: its bound domain for the purpose, else the service's own address.

use pili_live::domain::DomainType;

use crate::service::Service;

pub(super) fn publish_rtmp(service: &Service, hub: &str) -> String {
    bound(service, hub, &DomainType::PublishRtmp).unwrap_or_else(|| rtmp(service))
}

pub(super) fn live_rtmp(service: &Service, hub: &str) -> String {
    bound(service, hub, &DomainType::LiveRtmp).unwrap_or_else(|| rtmp(service))
}

pub(super) fn live_hls(service: &Service, hub: &str) -> String {
    bound(service, hub, &DomainType::LiveHls).unwrap_or_else(|| http(service))
}

pub(super) fn live_hdl(service: &Service, hub: &str) -> String {
    bound(service, hub, &DomainType::LiveHdl).unwrap_or_else(|| http(service))
}

/// The service's own, whatever is bound: files are served nowhere else.
pub(super) fn http(service: &Service) -> String {
    service.addresses().http.to_string()
}

fn rtmp(service: &Service) -> String {
    service.addresses().rtmp.to_string()
}

fn bound(service: &Service, hub: &str, purpose: &DomainType) -> Option<String> {
    let domain = service.store.hub(hub, |hub| {
        hub.domains.values().find(|domain| domain.purpose == *purpose).map(|domain| domain.domain.clone())
    });
    domain.ok().flatten()
}
