//! The JSON Web Token of a call to OpenTok, which covers no part of the request.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use pili::{
    Credentials,
    auth::{
        jwt,
        opentok::{ProjectJwt, Refusal},
    },
    core::Request,
};
use serde_json::{Value, json};

use crate::clock;

pub(super) fn explain(request: &Request, project: Credentials, at: SystemTime) -> Value {
    let token = request.headers().get("x-opentok-auth").and_then(|value| value.to_str().ok());
    let claims = token.and_then(|token| jwt::claims(token).ok());
    let api_key = project.access_key().to_owned();
    let verdict = ProjectJwt::new(project).verify(request, at);
    json!({
        "verdict": if verdict.is_ok() { "right" } else { "wrong" },
        "problem": verdict.as_ref().err().map(|refusal| problem(refusal, &api_key)),
        "scheme": "X-OPENTOK-AUTH",
        "accessKey": api_key,
        "issuedAt": claims.as_ref().and_then(|claims| time(&claims["iat"])),
        "expiresAt": claims.as_ref().and_then(|claims| time(&claims["exp"])),
        "claims": claims,
    })
}

fn problem(refusal: &Refusal, api_key: &str) -> String {
    let hint = match refusal {
        Refusal::OtherKey(_) => format!(": the key at hand is `{api_key}`, see `pili whoami`"),
        Refusal::Signature => ": the secret is another one, or the token was changed".to_owned(),
        Refusal::Expired(_) => ": make one for each call, they are good for five minutes at most".to_owned(),
        Refusal::Early(_) => ": the clock of whoever signs is ahead".to_owned(),
        _ => String::new(),
    };
    format!("{refusal}{hint}")
}

fn time(seconds: &Value) -> Option<String> {
    UNIX_EPOCH.checked_add(Duration::from_secs(seconds.as_u64()?)).map(clock::rfc3339)
}
