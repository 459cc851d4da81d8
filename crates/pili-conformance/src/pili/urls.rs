//! Publish and play URLs (spec 3).

mod plain;
mod publish;
mod refusal;

pub(super) use plain::plain;
pub(super) use publish::{relative, signed};
