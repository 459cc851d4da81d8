//! The keys, the clock and the signers that cases name.

use std::time::SystemTime;

use pili_core::auth::{
    Credentials,
    oss::{OssV1, OssV4},
};
use serde_json::Value;

use crate::{case::Case, outcome::Outcome};

/// What signs, as the case (or its client) tells.
pub(super) struct Keys {
    pub(super) credentials: Credentials,
    pub(super) now: SystemTime,
}

impl Keys {
    /// From the members below a pointer: `/input` or `/client`.
    pub(super) fn of(case: Case<'_>, below: &str) -> Outcome<Self> {
        let text = |name: &str| case.text(&format!("{below}/{name}"));
        let (access_key, secret_key) = (text("access_key_id")?, text("access_key_secret")?);
        let credentials = match text("security_token") {
            Ok(token) => Credentials::temporary(access_key, secret_key, token),
            Err(_) => Credentials::new(access_key, secret_key),
        };
        Ok(Self { credentials, now: case.time(&format!("{below}/now_unix"))? })
    }

    pub(super) fn v1(&self) -> OssV1 {
        OssV1::new(self.credentials.clone())
    }

    pub(super) fn v4(&self, region: &str) -> OssV4 {
        OssV4::new(self.credentials.clone(), region)
    }
}

/// Pairs of texts: a query or headers.
pub(super) fn pairs(list: &[Value]) -> Vec<(String, String)> {
    let pair = |pair: &Value| Some((pair[0].as_str()?.to_owned(), pair[1].as_str()?.to_owned()));
    list.iter().filter_map(pair).collect()
}
