use std::time::{Duration, SystemTime};

use serde_json::Value;

use super::{Refusal, Role, t1};
use crate::jwt;

/// A client token as it reads, of whichever SDK; [`TokenVerifier`](super::TokenVerifier) says whether it is good.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Decoded {
    /// The format it is written in.
    pub format: Format,
    /// The project's API key.
    pub api_key: String,
    /// The session it is for.
    pub session_id: String,
    /// What the client may do.
    pub role: Role,
    /// When it was made.
    pub created_at: Option<SystemTime>,
    /// Until when the client may connect.
    pub expires_at: Option<SystemTime>,
    /// What it tells of the client; empty if nothing.
    pub data: String,
    /// The layout classes of the client's streams.
    pub initial_layout_classes: Vec<String>,
}

/// The format of a client token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Format {
    /// `T1==` and Base64.
    T1,
    /// A JSON Web Token.
    Jwt,
}

impl Decoded {
    /// Reads a token without checking it.
    ///
    /// # Errors
    /// [`Refusal::Malformed`], naming the part that cannot be read.
    pub fn read(token: &str) -> Result<Self, Refusal> {
        if token.starts_with(t1::PREFIX) {
            let parts = t1::Parts::of(token).ok_or(Refusal::Malformed("the Base64 after `T1==`"))?;
            return Self::of(Format::T1, &parts.api_key, |name| parts.value(name));
        }
        let claims = jwt::claims(token).map_err(Refusal::of)?;
        Self::of(Format::Jwt, &claim(&claims, "iss").unwrap_or_default(), |name| {
            claim(&claims, jwt_name(name))
        })
    }

    fn of(format: Format, api_key: &str, value: impl Fn(&str) -> Option<String>) -> Result<Self, Refusal> {
        let session_id = value("session_id").filter(|id| !id.is_empty());
        let role = value("role").map_or(Ok(Role::default()), |role| role.parse());
        let classes = value("initial_layout_class_list").unwrap_or_default();
        Ok(Self {
            format,
            api_key: api_key.to_owned(),
            session_id: session_id.ok_or(Refusal::Malformed("the session id"))?,
            role: role.map_err(|_| Refusal::Malformed("the role"))?,
            created_at: time(value("create_time"), "the creation time")?,
            expires_at: time(value("expire_time"), "the expiry")?,
            data: value("connection_data").unwrap_or_default(),
            initial_layout_classes: classes.split_whitespace().map(str::to_owned).collect(),
        })
    }
}

/// JSON Web Tokens have names of their own for the times.
fn jwt_name(name: &str) -> &str {
    match name {
        "create_time" => "iat",
        "expire_time" => "exp",
        other => other,
    }
}

fn claim(claims: &Value, name: &str) -> Option<String> {
    match claims.get(name)? {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

/// Whole seconds; an SDK that was given nonsense writes nothing.
fn time(text: Option<String>, part: &'static str) -> Result<Option<SystemTime>, Refusal> {
    let Some(text) = text.filter(|text| !text.is_empty()) else { return Ok(None) };
    let whole = text.split('.').next().unwrap_or_default();
    let seconds = whole.parse().map_err(|_| Refusal::Malformed(part))?;
    let time = SystemTime::UNIX_EPOCH.checked_add(Duration::from_secs(seconds));
    time.map(Some).ok_or(Refusal::Malformed(part))
}
