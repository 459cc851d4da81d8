//! The limits of a channel's configuration, refused with the vendor's fine-grained codes (spec 3 and 4).

use pili_oss::{
    channel::PlaylistName,
    wire::{ChannelConfig, ChannelStatus},
};

use super::refused::Refused;

pub(super) fn config(config: &ChannelConfig) -> Result<(), Refused> {
    let ChannelConfig { description, status, target, .. } = config;
    let in_range = |value: Option<u32>| value.is_none_or(|value| (1..=100).contains(&value));
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
        (target.kind == "HLS", "Type must be HLS", "0044-00000013"),
        (in_range(target.frag_duration), "FragDuration must be 1 to 100", "0044-00000014"),
        (in_range(target.frag_count), "FragCount must be 1 to 100", "0044-00000015"),
        (
            target.frag_duration.is_some() == target.frag_count.is_some(),
            "FragDuration and FragCount go together",
            "0044-00000014",
        ),
    ];
    for (holds, rule, ec) in rules {
        if !holds {
            return Err(Refused::argument(rule).ec(ec));
        }
    }
    target.playlist_name.as_deref().map_or(Ok(()), playlist_name)
}

fn playlist_name(name: &str) -> Result<(), Refused> {
    let ec = match name {
        name if name.contains('/') => "0044-00000016",
        name if !(6..=128).contains(&name.len()) => "0044-00000017",
        _ => "0044-00000018",
    };
    PlaylistName::new(name).map(drop).map_err(|error| Refused::argument(error.to_string()).ec(ec))
}
