use serde_core::ser::{Serialize, SerializeMap as _, Serializer};
use serde_json::{Value, json};

use super::{ClientToken, Nonce, TokenId};
use crate::form;

/// A token whose rules were checked.
pub(super) struct Facts<'a> {
    pub(super) token: &'a ClientToken,
    pub(super) now: i64,
    pub(super) expires_at: i64,
    pub(super) classes: String,
}

impl Facts<'_> {
    /// The fields in the order of the vendor's SDK for Python. The class list is there even when empty.
    pub(super) fn t1_data(&self, nonce: Nonce) -> String {
        let (now, expires_at, nonce) =
            (self.now.to_string(), self.expires_at.to_string(), nonce.get().to_string());
        let mut fields = vec![
            ("session_id", self.token.session_id.as_str()),
            ("create_time", &now),
            ("expire_time", &expires_at),
            ("role", self.token.role.as_str()),
            ("nonce", &nonce),
            ("initial_layout_class_list", &self.classes),
        ];
        if !self.token.data.is_empty() {
            fields.push(("connection_data", &self.token.data));
        }
        form::encode(&fields)
    }

    pub(super) fn claims<'a>(&'a self, api_key: &'a str, nonce: Nonce) -> impl Serialize {
        ProjectClaims { facts: self, api_key, nonce }
    }

    /// The claims of the vendor's SDK for Node. The class list is there even when empty.
    pub(super) fn application_claims(&self, application: &str, id: &TokenId) -> Value {
        let mut claims = json!({
            "application_id": application,
            "scope": "session.connect",
            "session_id": self.token.session_id,
            "role": self.token.role.as_str(),
            "initial_layout_class_list": self.classes,
            "sub": "video",
            "acl": { "paths": { "/session/**": {} } },
            "iat": self.now,
            "exp": self.expires_at,
            "jti": id.as_str(),
        });
        if !self.token.data.is_empty() {
            claims["connection_data"] = self.token.data.as_str().into();
        }
        claims
    }
}

struct ProjectClaims<'a> {
    facts: &'a Facts<'a>,
    api_key: &'a str,
    nonce: Nonce,
}

/// In the order of the names, as an object of serde_json has them.
impl Serialize for ProjectClaims<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let Facts { token, now, expires_at, classes } = self.facts;
        let mut claims = to.serialize_map(None)?;
        if !token.data.is_empty() {
            claims.serialize_entry("connection_data", &token.data)?;
        }
        claims.serialize_entry("exp", expires_at)?;
        claims.serialize_entry("iat", now)?;
        if !classes.is_empty() {
            claims.serialize_entry("initial_layout_class_list", classes)?;
        }
        claims.serialize_entry("iss", self.api_key)?;
        claims.serialize_entry("ist", "project")?;
        claims.serialize_entry("nonce", &self.nonce.get())?;
        claims.serialize_entry("role", token.role.as_str())?;
        claims.serialize_entry("scope", "session.connect")?;
        claims.serialize_entry("session_id", &token.session_id)?;
        claims.end()
    }
}
