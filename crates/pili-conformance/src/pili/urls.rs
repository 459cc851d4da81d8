//! Publish and play URLs (spec 3).

mod first;
mod miku;
mod plain;
mod play;
mod publish;
mod v1;

pub(super) use first::first;
pub(super) use miku::{plain as miku_plain, signed as miku_signed};
pub(super) use plain::plain;
pub(super) use play::signed as play;
pub(super) use publish::{relative, signed as publish};
pub(super) use v1::v1;
