//! A stream as this API shows it.

use std::{collections::BTreeMap, time::SystemTime};

use pili_live::v1::{
    StreamId,
    stream::{Disabled, Hosts, StreamInfo},
};

use super::{super::hosts, id};
use crate::{live::Pili, reply::Refused, store::Hub};

pub(super) fn of(pili: &Pili, hub: &str, title: &str) -> Result<StreamInfo, Refused> {
    let (now, hosts) = (pili.ground.clock.now(), places(pili, hub));
    let found = pili.store.hub(hub, |found| info(found, hub, title, hosts, now))?;
    found.ok_or(Refused::not_found("stream not found"))
}

/// Without a rule of its own a stream shows the hub's.
fn info(found: &Hub, hub: &str, title: &str, hosts: Hosts, now: SystemTime) -> Option<StreamInfo> {
    let stream = found.streams.get(title)?;
    let (publish_security, publish_key) = match &stream.rule {
        Some(rule) => (rule.security.clone(), rule.key.clone()),
        None => (found.info.publish_security.clone(), found.publish_key.clone()),
    };
    Some(StreamInfo {
        id: StreamId::unchecked(id::of(hub, title)),
        hub: hub.to_owned(),
        title: title.to_owned(),
        publish_key,
        publish_security,
        disabled: stream.disabled.is_disabled(now),
        disabled_till: Some(stream.disabled).filter(|disabled| matches!(disabled, Disabled::Until(_))),
        profiles: stream.converts.clone(),
        created_at: Some(stream.created_at),
        updated_at: Some(stream.updated_at),
        hosts,
    })
}

fn places(pili: &Pili, hub: &str) -> Hosts {
    let hls = hosts::live_hls(pili, hub);
    let rtmp = hosts::live_rtmp(pili, hub);
    let http = || hosts::http(pili);
    Hosts {
        publish: named([("rtmp", hosts::publish_rtmp(pili, hub))]),
        // SDKs up to 1.2 look here.
        play: named([("rtmp", rtmp.clone()), ("hls", hls.clone()), ("http", hls.clone())]),
        live: named([
            ("rtmp", rtmp),
            ("hls", hls.clone()),
            ("http", hls),
            ("hdl", hosts::live_hdl(pili, hub)),
            ("snapshot", http()),
        ]),
        playback: named([("hls", http()), ("http", http())]),
    }
}

fn named<const N: usize>(hosts: [(&str, String); N]) -> BTreeMap<String, String> {
    hosts.into_iter().map(|(name, host)| (name.to_owned(), host)).collect()
}
