//! Makes client tokens for the suites of other SDKs, and reads theirs. One JSON object on standard input, one on
//! standard output:
//!
//! ```text
//! {"key","secret","now","token"}                                    reads and checks a token
//! {"key","secret","now","session","nonce","role","data","classes"}  makes one in each format
//! ```
//!
//! With `"application"` and `"private_key"`, in PEM, in the place of key and secret it does so for an application: it
//! makes a token for clients and one for a call, and signs a callback with `"body"` under `"signature_secret"`.

#![allow(clippy::print_stdout, reason = "the answer is the program's output")]

use std::{
    error::Error,
    time::{Duration, SystemTime, UNIX_EPOCH},
};

use pili_auth::{
    Credentials, Signer as _,
    opentok::{
        Application, ApplicationId, ApplicationJwt, CallbackSigner, ClientToken, Nonce, TokenId,
        TokenVerifier,
    },
    rsa::PrivateKey,
    unix_seconds,
};
use serde::Deserialize;
use serde_json::{Value, json};

#[derive(Deserialize)]
struct Asked {
    #[serde(default)]
    key: String,
    #[serde(default)]
    secret: String,
    #[serde(default)]
    application: Option<String>,
    #[serde(default)]
    private_key: String,
    #[serde(default)]
    signature_secret: String,
    #[serde(default)]
    body: String,
    now: u64,
    #[serde(default)]
    token: Option<String>,
    #[serde(default)]
    session: String,
    #[serde(default)]
    nonce: u32,
    #[serde(default)]
    role: Option<String>,
    #[serde(default)]
    data: String,
    #[serde(default)]
    classes: Vec<String>,
}

fn main() -> Result<(), Box<dyn Error>> {
    let asked: Asked = serde_json::from_reader(std::io::stdin())?;
    let now = UNIX_EPOCH.checked_add(Duration::from_secs(asked.now)).ok_or("`now` is no time")?;
    let answer = match &asked.application {
        None => of_project(&asked, now)?,
        Some(id) => of_application(&asked, ApplicationId::new(id)?, now)?,
    };
    println!("{answer}");
    Ok(())
}

fn of_project(asked: &Asked, now: SystemTime) -> Result<Value, Box<dyn Error>> {
    let project = Credentials::new(&*asked.key, &*asked.secret);
    match &asked.token {
        Some(token) => Ok(read(&TokenVerifier::new(project), token, now)),
        None => make(asked, &project, now),
    }
}

fn of_application(asked: &Asked, id: ApplicationId, now: SystemTime) -> Result<Value, Box<dyn Error>> {
    let key = PrivateKey::from_pem(&*asked.private_key)?;
    if let Some(token) = &asked.token {
        return Ok(read(&TokenVerifier::of_application(id, key.public_key()), token, now));
    }
    let application = Application::new(id, key);
    let mut callback = http::Request::new(bytes::Bytes::from(asked.body.clone()));
    if !asked.signature_secret.is_empty() {
        CallbackSigner::new(&*asked.signature_secret).sign(&mut callback, now)?;
    }
    let callback = callback.headers().get("authorization").map(|value| value.to_str()).transpose()?;
    Ok(json!({
        "jwt": client_token(asked)?.application_jwt(&application, now, &TokenId::random()?)?,
        "call": ApplicationJwt::new(application).token(now)?,
        "callback": callback,
    }))
}

fn read(verifier: &TokenVerifier, token: &str, now: SystemTime) -> Value {
    match verifier.verify(token, now) {
        Err(refusal) => json!({ "refused": refusal.to_string() }),
        Ok(decoded) => json!({
            "session": decoded.session_id,
            "role": decoded.role.as_str(),
            "data": decoded.data,
            "classes": decoded.initial_layout_classes,
            "expires": decoded.expires_at.map(unix_seconds),
        }),
    }
}

fn make(asked: &Asked, project: &Credentials, now: SystemTime) -> Result<Value, Box<dyn Error>> {
    let (token, nonce) = (client_token(asked)?, Nonce::new(asked.nonce)?);
    Ok(json!({ "t1": token.t1(project, now, nonce)?, "jwt": token.jwt(project, now, nonce)? }))
}

fn client_token(asked: &Asked) -> Result<ClientToken, Box<dyn Error>> {
    let mut token = ClientToken::new(&*asked.session).data(&*asked.data);
    token = token.initial_layout_classes(asked.classes.clone());
    if let Some(role) = &asked.role {
        token = token.role(role.parse()?);
    }
    Ok(token)
}
