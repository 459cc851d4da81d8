//! Our operations on LiveChannel, and the recordings they are compared with.

use pili_core::Operation;
use pili_oss::channel;

use crate::vendor::{Evidence, Recorded};

const SIGNED_ONLY: Evidence =
    Evidence::None("oss2's call is in the header signature vectors, where ours is compared with it");

pub(super) const ALL: &[Recorded] = &[
    recorded::<channel::Create>(&["create_live_channel"]),
    Recorded { name: channel::Delete::NAME, by: SIGNED_ONLY },
    Recorded { name: channel::History::NAME, by: SIGNED_ONLY },
    recorded::<channel::Info>(&["get_live_channel"]),
    recorded::<channel::List>(&["list_live_channel"]),
    recorded::<channel::PostVodPlaylist>(&["post_vod_playlist"]),
    Recorded { name: channel::SetStatus::NAME, by: SIGNED_ONLY },
    recorded::<channel::Stat>(&["get_live_channel_stat"]),
    Recorded { name: channel::VodPlaylist::NAME, by: SIGNED_ONLY },
];

const fn recorded<O: Operation>(operations: &'static [&'static str]) -> Recorded {
    Recorded { name: O::NAME, by: Evidence::Recordings(operations) }
}
