//! The limits of a channel's configuration, refused with the vendor's fine-grained codes (spec 3 and 4).

use std::time::Duration;

use pili_oss::{
    channel::{ChannelStatus, PlaylistName, Target, TargetType},
    wire::NewChannel,
};

use super::refused::Refused;

pub(super) fn config(config: &NewChannel) -> Result<(), Refused> {
    let NewChannel { description, status, target, snapshot } = config;
    let Target { kind, frag_duration, frag_count, playlist_name } = target;
    let in_range = |value: Option<u64>| value.is_none_or(|value| (1..=100).contains(&value));
    let rules = [
        (
            description.as_ref().is_none_or(|text| text.len() <= 128),
            "Description must be at most 128 bytes",
            "0044-00000001",
        ),
        (
            !matches!(status, Some(ChannelStatus::Other(_))),
            "Status must be enabled or disabled",
            "0044-00000002",
        ),
        (*kind == TargetType::Hls, "Type must be HLS", "0044-00000013"),
        (
            in_range(frag_duration.as_ref().map(Duration::as_secs)),
            "FragDuration must be 1 to 100",
            "0044-00000014",
        ),
        (in_range(frag_count.map(u64::from)), "FragCount must be 1 to 100", "0044-00000015"),
        (
            frag_duration.is_some() == frag_count.is_some(),
            "FragDuration and FragCount go together",
            "0044-00000014",
        ),
        (
            snapshot.is_none(),
            "Snapshot is not supported in this region: pili-local takes no pictures",
            "0044-00000004",
        ),
    ];
    for (holds, rule, ec) in rules {
        if !holds {
            return Err(Refused::argument(rule).ec(ec));
        }
    }
    playlist_name.as_deref().map_or(Ok(()), check_playlist_name)
}

fn check_playlist_name(name: &str) -> Result<(), Refused> {
    let ec = match name {
        name if name.contains('/') => "0044-00000016",
        name if !(6..=128).contains(&name.len()) => "0044-00000017",
        _ => "0044-00000018",
    };
    PlaylistName::new(name).map(drop).map_err(|error| Refused::argument(error.to_string()).ec(ec))
}
