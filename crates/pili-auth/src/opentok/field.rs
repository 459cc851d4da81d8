use super::Refusal;

/// A value of a token: its name in either format, and what it must be.
pub(super) struct Field {
    pub(super) t1: &'static str,
    pub(super) jwt: &'static str,
    wanted: &'static str,
}

impl Field {
    pub(super) const API_KEY: Self = Self {
        t1: "partner_id",
        jwt: "iss",
        wanted: "who made it, which must be a text in the claim `iss` (a project's API key) or \
                     `application_id`",
    };
    pub(super) const APPLICATION: Self = Self {
        t1: "application_id",
        jwt: "application_id",
        wanted: "the application's ID, which must be a text in the claim `application_id`",
    };
    pub(super) const SESSION: Self = Self {
        t1: "session_id",
        jwt: "session_id",
        wanted: "the session id, which must be a text in `session_id`",
    };
    pub(super) const ROLE: Self =
        Self { t1: "role", jwt: "role", wanted: "the role, which must be one of the vendor's" };
    pub(super) const SCOPE: Self =
        Self { t1: "scope", jwt: "scope", wanted: "the scope, which must be `session.connect`" };
    pub(super) const CREATED: Self = Self {
        t1: "create_time",
        jwt: "iat",
        wanted: "the creation time, which must be Unix seconds in `iat` (in T1, `create_time`)",
    };
    pub(super) const BEGINS: Self = Self {
        t1: "nbf",
        jwt: "nbf",
        wanted: "the beginning, which must be Unix seconds in `nbf`, if it is there",
    };
    pub(super) const EXPIRES: Self = Self {
        t1: "expire_time",
        jwt: "exp",
        wanted: "the expiry, which must be Unix seconds in `exp` (in T1, `expire_time`)",
    };
    pub(super) const NONCE: Self =
        Self { t1: "nonce", jwt: "nonce", wanted: "the nonce, which must be a number" };
    pub(super) const ID: Self =
        Self { t1: "jti", jwt: "jti", wanted: "the token's ID, which must be a text in `jti`" };
    pub(super) const BODY_HASH: Self = Self {
        t1: "payload_hash",
        jwt: "payload_hash",
        wanted: "the hash of the body, which must be SHA-256 in hex digits in `payload_hash`",
    };
    pub(super) const ACCOUNT: Self = Self {
        t1: "api_key",
        jwt: "api_key",
        wanted: "the account's API key, which must be a text in `api_key`",
    };
    pub(super) const DATA: Self =
        Self { t1: "connection_data", jwt: "connection_data", wanted: "the data, which must be a text" };
    pub(super) const CLASSES: Self = Self {
        t1: "initial_layout_class_list",
        jwt: "initial_layout_class_list",
        wanted: "the layout classes, which must be one text, or of an application a list of texts",
    };

    pub(super) fn malformed(&self) -> Refusal {
        Refusal::Malformed(self.wanted)
    }
}
