//! Hubs (spec 4.4).

use std::time::Duration;

use pili_live::hub::{HlsPlus, Hub, Info, List, Persistence, Security, Snapshot};

use super::{meaning::Meaning, stream::hub};
use crate::outcome::Outcome;

pub(super) fn hls_plus(meaning: &Meaning<'_>) -> Outcome<HlsPlus> {
    Ok(hub(meaning)?.hls_plus(meaning.required("hlsPlus")?))
}

pub(super) fn info(meaning: &Meaning<'_>) -> Outcome<Info> {
    Ok(hub(meaning)?.info())
}

pub(super) fn list(_: &Meaning<'_>) -> Outcome<List> {
    Ok(Hub::list())
}

pub(super) fn persistence(meaning: &Meaning<'_>) -> Outcome<Persistence> {
    let bucket: String = meaning.required("storageBucket")?;
    Ok(hub(meaning)?.persistence(bucket, meaning.required("liveDataExpireDays")?))
}

pub(super) fn security(meaning: &Meaning<'_>) -> Outcome<Security> {
    let rule = meaning.required("publishSecurity")?;
    Ok(hub(meaning)?.security(rule, meaning.required::<String>("publishKey")?))
}

pub(super) fn snapshot(meaning: &Meaning<'_>) -> Outcome<Snapshot> {
    Ok(hub(meaning)?.snapshot_interval(Duration::from_secs(meaning.required("snapshotInterval")?)))
}
