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

    pub(super) fn claims(&self, api_key: &str, nonce: Nonce) -> Value {
        let mut claims = json!({
            "iss": api_key,
            "ist": "project",
            "iat": self.now,
            "exp": self.expires_at,
            "session_id": self.token.session_id,
            "role": self.token.role.as_str(),
            "scope": "session.connect",
            "nonce": nonce.get(),
        });
        if !self.classes.is_empty() {
            claims["initial_layout_class_list"] = self.classes.as_str().into();
        }
        if !self.token.data.is_empty() {
            claims["connection_data"] = self.token.data.as_str().into();
        }
        claims
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
