use std::sync::Arc;

use super::Buckets;
use crate::{bound::Bound, ground::Ground, media::Media};

/// What the OSS API works on: buckets, and what is live in their channels. Clones share it.
#[derive(Clone)]
pub(crate) struct Oss {
    pub(crate) ground: Ground,
    pub(crate) bound: Bound,
    pub(crate) media: Media,
    pub(crate) buckets: Arc<Buckets>,
}
