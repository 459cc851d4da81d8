//! Without the feature `redis` there is none.

/// Nothing goes wrong that is never done.
pub(in crate::server) use std::convert::Infallible as Gone;
use std::{
    fmt,
    time::{Duration, SystemTime},
};

use super::Nonce;
use crate::{Disabled, Refused};

#[derive(Debug)]
pub(in crate::server) enum Redis {}

impl Redis {
    pub(in crate::server) fn new(_: &str, _: String, _: Duration) -> Result<Self, String> {
        Err("is not known to this program: it was built without the feature `redis`".to_owned())
    }

    pub(in crate::server) fn is_same(&self, _: &Self) -> bool {
        match *self {}
    }

    pub(in crate::server) async fn ping(&self) -> Result<(), Gone> {
        match *self {}
    }

    pub(super) async fn disabled(&self, _: &str) -> Result<Option<Disabled>, Gone> {
        match *self {}
    }

    pub(super) async fn set_disabled(&self, _: &str, _: Disabled, _: SystemTime) -> Result<(), Gone> {
        match *self {}
    }

    pub(super) async fn use_nonce(&self, _: &Nonce) -> Result<Result<(), Refused>, Gone> {
        match *self {}
    }
}

impl fmt::Display for Redis {
    fn fmt(&self, _: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {}
    }
}
