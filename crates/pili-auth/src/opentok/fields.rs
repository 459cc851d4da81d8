use std::time::{Duration, SystemTime};

use super::{Claims, Field, Format, Issuer, Refusal, t1};

/// The values of a client token of either format. What cannot be read is refused, and never counts as absent.
pub(super) enum Fields {
    T1(t1::Parts),
    Jwt(Claims),
}

impl Fields {
    pub(super) fn read(token: &str) -> Result<Self, Refusal> {
        if token.starts_with(t1::PREFIX) {
            let parts = t1::Parts::of(token).ok_or(Refusal::Malformed("the Base64 after `T1==`"))?;
            return Ok(Self::T1(parts));
        }
        Claims::read(token).map(Self::Jwt)
    }

    pub(super) fn format(&self) -> Format {
        match self {
            Self::T1(_) => Format::T1,
            Self::Jwt(_) => Format::Jwt,
        }
    }

    pub(super) fn issuer(&self) -> Result<Issuer, Refusal> {
        match self {
            Self::T1(parts) => Ok(Issuer::Project(parts.api_key.clone())),
            Self::Jwt(claims) => Issuer::of(claims),
        }
    }

    /// The layout classes with blanks between them.
    pub(super) fn classes(&self) -> Result<Option<String>, Refusal> {
        match self {
            Self::Jwt(claims) if claims.has(&Field::APPLICATION) => claims.words(&Field::CLASSES),
            _ => self.text(&Field::CLASSES),
        }
    }

    /// What makes two tokens of the same second differ.
    pub(super) fn nonce(&self) -> Result<Option<String>, Refusal> {
        match self {
            Self::Jwt(claims) if claims.has(&Field::APPLICATION) => claims.text(&Field::ID),
            _ => self.text(&Field::NONCE),
        }
    }

    pub(super) fn text(&self, field: &Field) -> Result<Option<String>, Refusal> {
        match self {
            Self::T1(parts) => parts.value(field.t1).map_err(|_| field.malformed()),
            Self::Jwt(claims) => claims.text_or_number(field),
        }
    }

    pub(super) fn time(&self, field: &Field) -> Result<Option<SystemTime>, Refusal> {
        match self {
            Self::T1(_) => {
                let text = self.text(field)?;
                text.map(|text| seconds(&text).ok_or_else(|| field.malformed())).transpose()
            }
            Self::Jwt(claims) => claims.time(field),
        }
    }

    /// Whether the token is one for connecting to a session, made by a project or an application. A token in the
    /// format T1 need not say so.
    pub(super) fn check_purpose(&self) -> Result<(), Refusal> {
        match (self.text(&Field::SCOPE)?.as_deref(), self) {
            (Some("session.connect"), _) | (None, Self::T1(_)) => {}
            _ => return Err(Field::SCOPE.malformed()),
        }
        match self {
            Self::Jwt(claims) if claims.has(&Field::APPLICATION) => Ok(()),
            Self::Jwt(claims) if claims.is_of_project() == Some(false) => {
                Err(Refusal::Malformed(super::OF_PROJECT))
            }
            _ => Ok(()),
        }
    }
}

/// Whole seconds, a fraction cut off.
fn seconds(text: &str) -> Option<SystemTime> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, "0"));
    let is_digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    let seconds = whole.parse().ok().filter(|_| is_digits(whole) && is_digits(fraction))?;
    SystemTime::UNIX_EPOCH.checked_add(Duration::from_secs(seconds))
}
