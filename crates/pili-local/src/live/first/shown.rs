//! A stream as the first generation shows it.

use std::collections::BTreeMap;

use pili_live::first::{
    StreamId,
    stream::{Protocol, PushUrl, StreamInfo},
};

use super::refused::Refused;
use crate::{
    live::Pili,
    live::{hosts, names::Named},
};

pub(super) fn shown(pili: &Pili, at: &Named) -> Result<StreamInfo, Refused> {
    let first = pili.store.stream(&at.hub, &at.key, |stream| stream.first.clone())?;
    let first = first.ok_or(Refused::NOT_FOUND)?;
    let path = format!("{}/{}", at.hub, at.key);
    Ok(StreamInfo {
        id: StreamId::unchecked(&at.key),
        name: first.name,
        stream_key: first.key,
        storage: first.storage,
        protocol: Protocol::Rtmp,
        push_url: PushUrl::One(format!("rtmp://{}/{path}", hosts::publish_rtmp(pili, &at.hub))),
        play_url: BTreeMap::from([
            ("RTMP".to_owned(), format!("rtmp://{}/{path}", hosts::live_rtmp(pili, &at.hub))),
            ("HLS".to_owned(), format!("http://{}/{path}.m3u8", hosts::live_hls(pili, &at.hub))),
        ]),
        live_url: BTreeMap::new(),
        application: None,
        is_private: first.is_private,
        comment: first.comment,
    })
}
