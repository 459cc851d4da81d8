use std::time::{Duration, SystemTime};

use serde_json::Value;

use super::{Field, Refusal};
use crate::jwt;

/// What a JSON Web Token says, in its header and in its claims. Nothing of it is verified.
pub(super) struct Claims {
    header: Value,
    claims: Value,
}

impl Claims {
    pub(super) fn read(token: &str) -> Result<Self, Refusal> {
        let claims = jwt::claims(token).map_err(Refusal::of)?;
        Ok(Self { header: jwt::header(token).map_err(Refusal::of)?, claims })
    }

    /// A text. What is none is refused, and never counts as absent.
    pub(super) fn text(&self, field: &Field) -> Result<Option<String>, Refusal> {
        match self.claims.get(field.jwt) {
            None => Ok(None),
            Some(Value::String(text)) => Ok(Some(text.clone())),
            Some(_) => Err(field.malformed()),
        }
    }

    /// A text, or a number as its text: some SDKs write the numbers they are given.
    pub(super) fn text_or_number(&self, field: &Field) -> Result<Option<String>, Refusal> {
        match self.claims.get(field.jwt) {
            Some(Value::Number(number)) => Ok(Some(number.to_string())),
            _ => self.text(field),
        }
    }

    pub(super) fn has(&self, field: &Field) -> bool {
        self.claims.get(field.jwt).is_some()
    }

    /// Words in one text or, as the vendor's SDK for Python writes them for applications, in a list.
    pub(super) fn words(&self, field: &Field) -> Result<Option<String>, Refusal> {
        let Some(Value::Array(words)) = self.claims.get(field.jwt) else { return self.text(field) };
        let words: Option<Vec<&str>> = words.iter().map(Value::as_str).collect();
        words.map(|words| Some(words.join(" "))).ok_or_else(|| field.malformed())
    }

    /// A number of Unix seconds, a fraction cut off.
    pub(super) fn time(&self, field: &Field) -> Result<Option<SystemTime>, Refusal> {
        let Some(value) = self.claims.get(field.jwt) else { return Ok(None) };
        let fraction = || Duration::try_from_secs_f64(value.as_f64()?.trunc()).ok();
        let length = value.as_u64().map(Duration::from_secs).or_else(fraction);
        let time = length.and_then(|length| SystemTime::UNIX_EPOCH.checked_add(length));
        time.map(Some).ok_or_else(|| field.malformed())
    }

    /// Whether a project issued the token.
    pub(super) fn is_of_project(&self) -> Option<bool> {
        self.is_of("project")
    }

    /// Whether who issued the token is of a kind: the type of issuer stands in the claims or, as the vendor's SDK
    /// for Ruby writes it, in the header. `None` when it stands in neither.
    pub(super) fn is_of(&self, kind: &str) -> Option<bool> {
        let mut said = [&self.claims, &self.header].into_iter().filter_map(|part| part.get("ist")).peekable();
        said.peek()?;
        Some(said.all(|said| said == kind))
    }
}
