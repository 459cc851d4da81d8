//! The keys, the clock and the signers that cases name.

use std::time::SystemTime;

use pili_core::auth::{
    Credentials,
    oss::{OssV1, OssV4},
};
use serde_json::Value;

use crate::{case::Case, outcome::Outcome};

/// What signs, as the case (or its client) tells.
pub(super) struct Keys<'a> {
    pub(super) credentials: Credentials,
    pub(super) token: Option<&'a str>,
    pub(super) now: SystemTime,
}

impl<'a> Keys<'a> {
    /// From the members below a pointer: `/input` or `/client`.
    pub(super) fn of(case: Case<'a>, below: &str) -> Outcome<Self> {
        let text = |name: &str| case.text(&format!("{below}/{name}"));
        Ok(Self {
            credentials: Credentials::new(text("access_key_id")?, text("access_key_secret")?),
            token: text("security_token").ok(),
            now: case.time(&format!("{below}/now_unix"))?,
        })
    }

    pub(super) fn v1(&self) -> OssV1 {
        let signer = OssV1::new(self.credentials.clone());
        match self.token {
            Some(token) => signer.security_token(token),
            None => signer,
        }
    }

    pub(super) fn v4(&self, region: &str) -> OssV4 {
        let signer = OssV4::new(self.credentials.clone(), region);
        match self.token {
            Some(token) => signer.security_token(token),
            None => signer,
        }
    }
}

/// Pairs of texts: a query or headers.
pub(super) fn pairs(list: &[Value]) -> Vec<(String, String)> {
    let pair = |pair: &Value| Some((pair[0].as_str()?.to_owned(), pair[1].as_str()?.to_owned()));
    list.iter().filter_map(pair).collect()
}
