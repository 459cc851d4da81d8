//! Makes client tokens for the suites of other SDKs, and reads theirs. One JSON object on standard input, one on
//! standard output:
//!
//! ```text
//! {"key","secret","now","token"}                                    reads and checks a token
//! {"key","secret","now","session","nonce","role","data","classes"}  makes one in each format
//! ```

#![allow(clippy::print_stdout, reason = "the answer is the program's output")]

use std::{
    error::Error,
    time::{Duration, SystemTime, UNIX_EPOCH},
};

use pili_auth::{
    Credentials,
    opentok::{ClientToken, Nonce, TokenVerifier},
    unix_seconds,
};
use serde::Deserialize;
use serde_json::{Value, json};

#[derive(Deserialize)]
struct Asked {
    key: String,
    secret: String,
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
    let project = Credentials::new(&*asked.key, &*asked.secret);
    let now = UNIX_EPOCH.checked_add(Duration::from_secs(asked.now)).ok_or("`now` is no time")?;
    let answer = match &asked.token {
        Some(token) => read(project, token, now),
        None => make(&asked, &project, now)?,
    };
    println!("{answer}");
    Ok(())
}

fn read(project: Credentials, token: &str, now: SystemTime) -> Value {
    match TokenVerifier::new(project).verify(token, now) {
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
    let mut token = ClientToken::new(&*asked.session).data(&*asked.data);
    token = token.initial_layout_classes(asked.classes.clone());
    if let Some(role) = &asked.role {
        token = token.role(role.parse()?);
    }
    let nonce = Nonce::new(asked.nonce)?;
    Ok(json!({ "t1": token.t1(project, now, nonce)?, "jwt": token.jwt(project, now, nonce)? }))
}
