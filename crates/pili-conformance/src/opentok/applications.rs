//! Vonage's unified mode (section 23): tokens of calls and of clients, ours and those of the vendor's SDKs.

use std::{
    fmt::Debug,
    time::{Duration, SystemTime, UNIX_EPOCH},
};

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use http::Request;
use pili_auth::{
    jwt,
    opentok::{
        Application, ApplicationId, ApplicationJwt, ApplicationVerifier, ClientToken, Issuer, Refusal,
        TokenId, TokenVerifier,
    },
    rsa::{PrivateKey, PublicKey},
};
use pili_local::DEMO_APPLICATION_KEY;
use serde_json::{Value, json};

use crate::{
    case::Case,
    outcome::{Difference, Outcome, holds, same, same_json},
};

/// Client tokens.
pub(super) fn tokens(case: Case<'_>) -> Outcome {
    let (now, token) = (case.time("/input/now")?, case.text("/expected/token")?);
    let verifier = TokenVerifier::of_application(id(case)?, public_key(case)?);
    if let Some(refusal) = case.get("/expected/refused") {
        return refused(refusal, verifier.verify(token, now));
    }
    same_json("claims", case.at("/expected/claims")?, &jwt::verify_rs256(token, &public_key(case)?)?)?;
    reads(case, &verifier, token)?;
    if case.text("/profile")? != "node" {
        return Ok(());
    }
    let application = application(case)?;
    let made = client_token(case)?.application_jwt(&application, now, &jti(case)?)?;
    let key = private_key(case)?.public_key();
    same_json("our claims", case.at("/expected/claims")?, &jwt::verify_rs256(&made, &key)?)?;
    reads(case, &TokenVerifier::of_application(id(case)?, key), &made)
}

/// Tokens of calls.
pub(super) fn calls(case: Case<'_>) -> Outcome {
    let (now, token) = (case.time("/input/now")?, case.text("/expected/token")?);
    let received = received(token, &ApplicationVerifier::new(id(case)?, public_key(case)?), now);
    if let Some(refusal) = case.get("/expected/refused") {
        return refused(refusal, received?);
    }
    received??;
    let expected = case.at("/expected/claims")?;
    same_json("claims", expected, &jwt::verify_rs256(token, &public_key(case)?)?)?;
    let jti = case.text("/expected/claims/jti")?.to_owned();
    let made = ApplicationJwt::new(application(case)?).ids(move || jti.clone()).token(now)?;
    let key = private_key(case)?.public_key();
    same_json("our claims", expected, &jwt::verify_rs256(&made, &key)?)?;
    Ok(received_by_ours(&made, case, key, now)??)
}

/// The tokens of a recorded request: ours have the same header and claims.
pub(super) fn recorded(case: Case<'_>) -> Outcome {
    let (now, key) =
        (UNIX_EPOCH + Duration::from_secs(1_700_000_000), PrivateKey::from_pem(DEMO_APPLICATION_KEY)?);
    let id = ApplicationId::new(of_file(case, "application_id")?)?;
    let application = Application::new(id, key);
    let call = ApplicationJwt::new(application.clone()).token(now)?;
    claimed(case, "/token", &call)?;
    let Some(claims) = case.get("/client_token/claims") else { return Ok(()) };
    let token = asked_of(claims, now)?.application_jwt(&application, now, &TokenId::random()?)?;
    claimed(case, "/client_token", &token)
}

/// What was asked for, by the claims that came of it.
fn asked_of(claims: &Value, now: SystemTime) -> Outcome<ClientToken> {
    let text = |name: &str| claims[name].as_str().unwrap_or_default();
    let lifetime = text("exp").trim_start_matches("<iat+").trim_end_matches('>').parse()?;
    let classes = text("initial_layout_class_list").split_whitespace();
    let token = ClientToken::new(text("session_id")).role(text("role").parse()?);
    let token = token.data(text("connection_data")).initial_layout_classes(classes);
    Ok(token.expires_at(now + Duration::from_secs(lifetime)))
}

/// A token has a recorded one's header and claims, but for what changes from run to run.
fn claimed(case: Case<'_>, place: &str, token: &str) -> Outcome {
    same_json("header", case.at(&format!("{place}/header"))?, &header(token)?)?;
    let mut claims = jwt::claims(token)?;
    let lifetime = claims["exp"].as_i64().zip(claims["iat"].as_i64()).map(|(exp, iat)| exp - iat);
    claims["exp"] = format!("<iat+{}>", lifetime.unwrap_or_default()).into();
    claims["iat"] = "<now>".into();
    claims["jti"] = "<uuid4>".into();
    same_json("claims", case.at(&format!("{place}/claims"))?, &claims)
}

fn header(token: &str) -> Outcome<Value> {
    let header = URL_SAFE_NO_PAD.decode(token.split('.').next().unwrap_or_default())?;
    Ok(serde_json::from_slice(&header)?)
}

fn received_by_ours(
    token: &str,
    case: Case<'_>,
    key: PublicKey,
    now: SystemTime,
) -> Outcome<Result<(), Refusal>> {
    received(token, &ApplicationVerifier::new(id(case)?, key), now)
}

fn received(token: &str, verifier: &ApplicationVerifier, now: SystemTime) -> Outcome<Result<(), Refusal>> {
    let request = Request::get("/").header("authorization", format!("Bearer {token}"));
    Ok(verifier.verify(&request.body(bytes::Bytes::new())?, now))
}

/// A token says what it was made of.
fn reads(case: Case<'_>, verifier: &TokenVerifier, token: &str) -> Outcome {
    let decoded = verifier.verify(token, case.time("/input/now")?)?;
    let claims = case.at("/expected/claims")?;
    holds(decoded.issuer == Issuer::Application(case.text("/input/application_id")?.to_owned()), || {
        format!("issuer: produced `{}`", decoded.issuer)
    })?;
    let unix = |time: Option<SystemTime>| time.map(pili_auth::unix_seconds);
    let read = json!({
        "session_id": decoded.session_id,
        "role": decoded.role.as_str(),
        "data": decoded.data,
        "classes": decoded.initial_layout_classes,
        "iat": unix(decoded.created_at),
        "exp": unix(decoded.expires_at),
        "jti": decoded.nonce,
    });
    let expected = json!({
        "session_id": case.text("/input/session_id")?,
        "role": case.get("/input/role").and_then(Value::as_str).unwrap_or("publisher"),
        "data": case.get("/input/data").and_then(Value::as_str).unwrap_or_default(),
        "classes": classes(case).collect::<Vec<_>>(),
        "iat": claims["iat"],
        "exp": claims["exp"],
        "jti": claims["jti"],
    });
    same_json("what it says", &expected, &read)
}

fn client_token(case: Case<'_>) -> Outcome<ClientToken> {
    let mut token = ClientToken::new(case.text("/input/session_id")?).initial_layout_classes(classes(case));
    if let Some(role) = case.get("/input/role").and_then(Value::as_str) {
        token = token.role(role.parse()?);
    }
    if case.get("/input/expire_time").is_some() {
        token = token.expires_at(case.time("/input/expire_time")?);
    }
    if let Some(data) = case.get("/input/data").and_then(Value::as_str) {
        token = token.data(data);
    }
    Ok(token)
}

fn classes<'a>(case: Case<'a>) -> impl Iterator<Item = &'a str> {
    case.list("/input/initial_layout_class_list").iter().filter_map(Value::as_str)
}

fn jti(case: Case<'_>) -> Outcome<TokenId> {
    Ok(TokenId::new(case.text("/expected/claims/jti")?)?)
}

fn application(case: Case<'_>) -> Outcome<Application> {
    Ok(Application::new(id(case)?, private_key(case)?))
}

fn id(case: Case<'_>) -> Outcome<ApplicationId> {
    Ok(ApplicationId::new(case.text("/input/application_id")?)?)
}

fn private_key(case: Case<'_>) -> Outcome<PrivateKey> {
    Ok(PrivateKey::from_pem(of_file(case, "private_key_pem")?)?)
}

/// That of the case, which was recorded with another key, or of the file.
fn public_key(case: Case<'_>) -> Outcome<PublicKey> {
    let of_case = case.get("/public_key_pem").and_then(Value::as_str);
    Ok(PublicKey::from_pem(of_case.map_or_else(|| of_file(case, "public_key_pem"), Ok)?)?)
}

fn of_file<'a>(case: Case<'a>, name: &str) -> Outcome<&'a str> {
    case.file[name].as_str().ok_or_else(|| Difference::new(format!("the file has no `{name}`")))
}

/// The refusal is of the kind that a case names.
pub(super) fn refused<T: Debug>(kind: &Value, verdict: Result<T, Refusal>) -> Outcome {
    let shown = match verdict {
        Ok(taken) => return Err(Difference::new(format!("was taken: {taken:?}"))),
        Err(refusal) => format!("{refusal:?}"),
    };
    same("refusal", kind.as_str().unwrap_or_default(), shown.split('(').next().unwrap_or_default())
}
