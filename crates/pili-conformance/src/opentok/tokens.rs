//! Client tokens (section 5): ours byte for byte in the target's profile, and those of any SDK read and checked.

use std::time::{Duration, SystemTime};

use pili_auth::{
    Credentials, SignError, jwt,
    opentok::{ClientToken, Decoded, Nonce, Role, TokenVerifier},
};
use serde_json::Value;

use super::{call::Call, validation::Verdict};
use crate::{
    case::Case,
    outcome::{Outcome, holds, same, same_json},
    time,
};

pub(super) fn t1(case: Case<'_>) -> Outcome {
    let (now, project, expected) = (now(case)?, project(case)?, case.text("/expected/token")?);
    if case.text("/profile")? == "python" {
        let made = token(case)?.t1(&project, now, nonce(case)?)?;
        same("token", expected, made.as_str())?;
    }
    reads(case, expected)
}

pub(super) fn jwt(case: Case<'_>) -> Outcome {
    let (now, project, expected) = (now(case)?, project(case)?, case.text("/expected/token")?);
    if case.text("/profile")? == "python" {
        let made = token(case)?.jwt(&project, now, nonce(case)?)?;
        same_json("claims", case.at("/expected/claims")?, &jwt::verify(&made, project.secret_key())?)?;
        reads(case, &made)?;
    }
    same_json("claims", case.at("/expected/claims")?, &jwt::verify(expected, project.secret_key())?)?;
    reads(case, expected)
}

/// A token says what it was made of, and its signature is right.
fn reads(case: Case<'_>, token: &str) -> Outcome {
    let decoded = TokenVerifier::new(project(case)?).verify(token, now(case)?)?;
    same("session id", case.text("/input/session_id")?, decoded.session_id.as_str())?;
    let role = case.get("/input/role").map_or_else(|| "publisher".to_owned(), plain);
    same("role", role.as_str(), decoded.role.as_str())?;
    let classes = case.list("/input/initial_layout_class_list").iter().filter_map(Value::as_str);
    let classes = classes.collect::<Vec<_>>().join(" ");
    same("classes", classes.as_str(), decoded.initial_layout_classes.join(" "))?;
    same_expiry(case, unix(decoded.expires_at))?;
    same("creation", unix(Some(now(case)?)), unix(decoded.created_at))?;
    same_data(case, &decoded)
}

/// A fraction is cut off; the SDK for Node rounds.
fn same_expiry(case: Case<'_>, ours: i64) -> Outcome {
    let expires_at = match case.get("/input/expire_time") {
        None => now(case)?.checked_add(Duration::from_secs(86_400)),
        Some(given) if case.text("/profile")? == "node" => {
            expiry(given)?.checked_add(Duration::from_millis(500))
        }
        Some(given) => Some(expiry(given)?),
    };
    same("expiry", unix(expires_at), ours)
}

/// Seconds, or a date-time.
fn expiry(given: &Value) -> Outcome<SystemTime> {
    time::fractional_seconds(given.get("$datetime_utc").unwrap_or(given))
}

/// One old SDK lost what was not ASCII, and says so in a note.
fn same_data(case: Case<'_>, decoded: &Decoded) -> Outcome {
    let data = case.get("/input/data").and_then(Value::as_str).unwrap_or_default();
    let lost = case.get("/note").is_some() && !data.is_ascii();
    holds(lost || data == decoded.data, || format!("data: expected `{data}`, produced `{}`", decoded.data))
}

/// Whether both formats refuse what a call of an SDK asks for, or cannot be asked.
pub(super) fn validate(file: &Value, call: &Call) -> Outcome<Verdict> {
    let project = Credentials::new(plain(&file["api_key"]), plain(&file["api_secret"]));
    let now = time::seconds(&file["clock_seconds"])?;
    let role = call.text_of("role").map_or(Ok(Role::default()), |role| role.parse());
    let role: Role = match role {
        Ok(role) => role,
        Err(error) => return Ok(Verdict::Refused(error.to_string())),
    };
    let mut token = ClientToken::new(call.text("sessionId")).role(role).data(call.text("data"));
    match call.get("expireTime").map(expiry).transpose() {
        Ok(Some(expires_at)) => token = token.expires_at(expires_at),
        Ok(None) => {}
        Err(difference) => return Ok(Verdict::NotExpressible(difference.to_string())),
    }
    let token = token.initial_layout_classes(call.texts("initialLayoutClassList").unwrap_or_default());
    let nonce = Nonce::new(0)?;
    let made = [token.t1(&project, now, nonce), token.jwt(&project, now, nonce)];
    Ok(made
        .into_iter()
        .collect::<Result<Vec<_>, SignError>>()
        .map_or_else(|error| Verdict::Refused(error.to_string()), |_| Verdict::Accepted))
}

fn token(case: Case<'_>) -> Outcome<ClientToken> {
    let mut token = ClientToken::new(case.text("/input/session_id")?);
    if let Some(role) = case.get("/input/role") {
        token = token.role(plain(role).parse()?);
    }
    if let Some(given) = case.get("/input/expire_time") {
        token = token.expires_at(expiry(given)?);
    }
    if let Some(data) = case.get("/input/data").and_then(Value::as_str) {
        token = token.data(data);
    }
    let classes = case.list("/input/initial_layout_class_list").iter().filter_map(Value::as_str);
    Ok(token.initial_layout_classes(classes))
}

fn nonce(case: Case<'_>) -> Outcome<Nonce> {
    Ok(Nonce::new(u32::try_from(case.number("/input/nonce")?)?)?)
}

fn project(case: Case<'_>) -> Outcome<Credentials> {
    Ok(Credentials::new(plain(case.at("/input/api_key")?), case.text("/input/api_secret")?))
}

fn now(case: Case<'_>) -> Outcome<SystemTime> {
    case.time("/input/now")
}

fn unix(time: Option<SystemTime>) -> i64 {
    time.map_or(0, pili_auth::unix_seconds)
}

fn plain(value: &Value) -> String {
    super::call::plain(value)
}
