//! A stream as this API shows it.

use std::collections::BTreeMap;

use jiff::Timestamp;
use pili_live::v1::wire::{Hosts, StreamInfo};

use super::{super::hosts, id};
use crate::{reply::Refused, service::Service, store::Hub};

pub(super) fn of(service: &Service, hub: &str, title: &str) -> Result<StreamInfo, Refused> {
    let now = service.clock.unix();
    let found = service.store.hub(hub, |found| settings(found, title, now))?;
    let mut info = found.ok_or(Refused::not_found("stream not found"))?;
    info.id = id::of(hub, title);
    info.hub = hub.to_owned();
    info.title = title.to_owned();
    info.hosts = places(service, hub);
    Ok(info)
}

/// Without a rule of its own a stream shows the hub's.
fn settings(hub: &Hub, title: &str, now: i64) -> Option<StreamInfo> {
    let stream = hub.streams.get(title)?;
    let mut info = StreamInfo::default();
    (info.publish_security, info.publish_key) = match &stream.rule {
        Some(rule) => (rule.security.clone(), rule.key.clone()),
        None => (hub.info.publish_security.clone(), hub.publish_key.clone()),
    };
    info.disabled = stream.disabled(now).is_some();
    info.disabled_till = Some(stream.disabled_till).filter(|till| *till > 0);
    info.profiles.clone_from(&stream.converts);
    info.created_at = rfc3339(stream.created_at);
    info.updated_at = rfc3339(stream.updated_at);
    Some(info)
}

fn places(service: &Service, hub: &str) -> Hosts {
    let hls = hosts::live_hls(service, hub);
    let rtmp = hosts::live_rtmp(service, hub);
    let mut places = Hosts::default();
    places.publish = named([("rtmp", hosts::publish_rtmp(service, hub))]);
    // SDKs up to 1.2 look here.
    places.play = named([("rtmp", rtmp.clone()), ("hls", hls.clone()), ("http", hls.clone())]);
    places.live = named([
        ("rtmp", rtmp),
        ("hls", hls.clone()),
        ("http", hls),
        ("hdl", hosts::live_hdl(service, hub)),
        ("snapshot", hosts::http(service)),
    ]);
    places.playback = named([("hls", hosts::http(service)), ("http", hosts::http(service))]);
    places
}

fn named<const N: usize>(hosts: [(&str, String); N]) -> BTreeMap<String, String> {
    hosts.into_iter().map(|(name, host)| (name.to_owned(), host)).collect()
}

pub(super) fn rfc3339(unix: i64) -> String {
    Timestamp::from_second(unix).unwrap_or_default().to_string()
}
