//! What archives, broadcasts and Experience Composers share, written once: lists, and reading one.
//!
//! Example: [`List::offset`](crate::listed::List::offset).

mod info;
mod list;

use std::ops::RangeInclusive;

use pili_core::null_as_default;
use serde::{Deserialize, Serialize, de::DeserializeOwned};

use crate::noun::Noun;

pub use info::Info;
pub use list::List;

/// An archive, a broadcast or an Experience Composer.
///
/// Example: [`List::offset`](crate::listed::List::offset).
pub trait Listed: Noun {
    /// What is told of it.
    type Info: DeserializeOwned;
    #[doc(hidden)]
    const INFO_NAME: &'static str;
    #[doc(hidden)]
    const LIST_NAME: &'static str;
    #[doc(hidden)]
    const SEGMENT: &'static str;
    /// How many entries a page may have, as [`List::count`] may ask for. Example: [`List::offset`].
    const COUNTS: RangeInclusive<u64> = 0..=1000;
}

/// One page of a list.
///
/// Example: [`Session::connections`](crate::session::Session::connections).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(not(feature = "__wire"), non_exhaustive)]
pub struct Page<T> {
    /// How many entries there are in all, not on this page.
    #[serde(deserialize_with = "null_as_default")]
    pub count: u64,
    /// The entries.
    #[serde(deserialize_with = "null_as_default", bound(deserialize = "T: Deserialize<'de>"))]
    pub items: Vec<T>,
}
