//! A stream as the first generation shows it.

use std::collections::BTreeMap;

use pili_live::first::wire::{PushUrl, StreamInfo};

use super::refused::Refused;
use crate::{
    live::{hosts, names::Named},
    service::Service,
};

pub(super) fn shown(service: &Service, at: &Named) -> Result<StreamInfo, Refused> {
    let first = service.store.stream(&at.hub, &at.key, |stream| stream.first.clone())?;
    let first = first.ok_or(Refused::NOT_FOUND)?;
    let mut info = StreamInfo::default();
    info.id.clone_from(&at.key);
    info.name = first.name;
    info.stream_key = first.key;
    info.storage_period = first.storage_period;
    info.protocol = "RTMP".to_owned();
    info.comment = first.comment;
    info.is_private = first.is_private;
    let path = format!("{}/{}", at.hub, at.key);
    info.push_url = PushUrl::One(format!("rtmp://{}/{path}", hosts::publish_rtmp(service, &at.hub)));
    info.play_url = BTreeMap::from([
        ("RTMP".to_owned(), format!("rtmp://{}/{path}", hosts::live_rtmp(service, &at.hub))),
        ("HLS".to_owned(), format!("http://{}/{path}.m3u8", hosts::live_hls(service, &at.hub))),
    ]);
    Ok(info)
}
