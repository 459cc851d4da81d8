//! Publish and play URLs (spec 3).

mod legacy;
mod plain;
mod play;
mod publish;

pub(super) use legacy::{first, v1};
pub(super) use plain::plain;
pub(super) use play::signed as play;
pub(super) use publish::{relative, signed as publish};
