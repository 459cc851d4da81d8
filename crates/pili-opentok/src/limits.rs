//! Ranges that several operations share (spec 17).

use std::{ops::RangeInclusive, time::Duration};

use pili_core::{Error, Result};

use crate::Resolution;

/// Bits per second of archives and broadcasts.
pub(crate) fn check_bitrate(bitrate: Option<u64>) -> Result<()> {
    match bitrate {
        Some(bitrate) if !(100_000..=6_000_000).contains(&bitrate) => {
            Err(Error::invalid("max bitrate", "must be 100000 to 6000000 bits per second"))
        }
        _ => Ok(()),
    }
}

/// Seconds of broadcasts, renders and captions: whole ones, as on the wire.
pub(crate) fn check_duration(duration: Option<Duration>, range: RangeInclusive<u64>) -> Result<()> {
    match duration {
        Some(duration) if !range.contains(&duration.as_secs()) => {
            let rule = format!("must be {} to {} seconds", range.start(), range.end());
            Err(Error::invalid("max duration", rule))
        }
        _ => Ok(()),
    }
}

/// A resolution that this version does not know is read from answers, but not sent.
pub(crate) fn check_resolution(resolution: Option<&Resolution>) -> Result<()> {
    match resolution {
        Some(Resolution::Other(_)) => Err(Error::invalid(
            "resolution",
            "must be 640x480, 480x640, 1280x720, 720x1280, 1920x1080 or 1080x1920",
        )),
        _ => Ok(()),
    }
}

/// The URLs that renders show and callbacks go to.
pub(crate) fn check_url(field: &'static str, url: Option<&String>) -> Result<()> {
    match url.map(|url| url.chars().count()) {
        Some(length) if !(15..=2048).contains(&length) => {
            Err(Error::invalid(field, "must be 15 to 2048 characters"))
        }
        _ => Ok(()),
    }
}
