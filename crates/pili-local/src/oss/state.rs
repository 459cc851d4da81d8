use std::sync::Arc;

use pili_oss::{
    channel::{Target, TargetType},
    wire::NewChannel,
};

use super::{Buckets, store::Channel};
use crate::{bound::Bound, ground::Ground, media::Media};

/// What the OSS API works on: buckets, and what is live in their channels. Clones share it.
#[derive(Clone)]
pub(crate) struct Oss {
    pub(crate) ground: Ground,
    pub(crate) bound: Bound,
    pub(crate) media: Media,
    pub(crate) buckets: Arc<Buckets>,
}

impl Oss {
    /// Makes a channel with the vendor's usual settings, unless it is there.
    pub(crate) fn create_channel(&self, bucket: &str, name: &str) {
        let (description, status, snapshot) = Default::default();
        let target =
            Target { kind: TargetType::Hls, frag_duration: None, frag_count: None, playlist_name: None };
        let channel =
            Channel::new(NewChannel { description, status, target, snapshot }, self.ground.clock.now());
        let _ =
            self.buckets.bucket(bucket, |bucket| bucket.channels.entry(name.to_owned(), || channel).modified);
    }
}
