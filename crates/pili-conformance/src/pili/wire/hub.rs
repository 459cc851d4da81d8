//! Hubs (spec 4.4).

use std::time::Duration;

use pili_live::hub::{Hub, Info, List, SetHlsPlus, SetPersistence, SetSecurity, SetSnapshotInterval};

use super::{meaning::Meaning, stream::hub};
use crate::outcome::Outcome;

pub(super) fn set_hls_plus(meaning: &Meaning<'_>) -> Outcome<SetHlsPlus> {
    Ok(hub(meaning)?.set_hls_plus(meaning.required("hlsPlus")?))
}

pub(super) fn info(meaning: &Meaning<'_>) -> Outcome<Info> {
    Ok(hub(meaning)?.info())
}

pub(super) fn list(_: &Meaning<'_>) -> Outcome<List> {
    Ok(Hub::list())
}

pub(super) fn set_persistence(meaning: &Meaning<'_>) -> Outcome<SetPersistence> {
    let bucket: String = meaning.required("storageBucket")?;
    Ok(hub(meaning)?.set_persistence(bucket, meaning.required("liveDataExpireDays")?))
}

pub(super) fn set_security(meaning: &Meaning<'_>) -> Outcome<SetSecurity> {
    let rule = meaning.required("publishSecurity")?;
    Ok(hub(meaning)?.set_security(rule, meaning.required::<String>("publishKey")?))
}

pub(super) fn set_snapshot_interval(meaning: &Meaning<'_>) -> Outcome<SetSnapshotInterval> {
    Ok(hub(meaning)?.set_snapshot_interval(Duration::from_secs(meaning.required("snapshotInterval")?)))
}
