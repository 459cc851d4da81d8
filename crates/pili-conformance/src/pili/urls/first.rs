//! URL tokens of the first generation (spec 3.6).

use std::time::UNIX_EPOCH;

use pili_urls::{
    Credentials,
    first::{UrlRule, UrlToken},
    publish::PublishKey,
};

use crate::{
    case::Case,
    outcome::{Difference, Outcome, same},
    pili::refusal::{Refusal, judge},
};

/// What we sign is the expected URL, and our own verifier accepts it.
pub(crate) fn first(case: Case<'_>) -> Outcome {
    let (token, rule) = token_and_rule(case)?;
    let url = case.text("/args/push_url").or_else(|_| case.text("/args/play_url"))?;
    let signed = token.sign(url);
    judge(case, "url", signed.clone().map_err(Refusal::from))?;
    if let (Ok(url), Ok(text)) = (&signed, case.text("/expected/string_to_sign")) {
        same("string_to_sign", text, url.split("&token=").next().unwrap_or_default())?;
    }
    let now = case.get("/args/expiry").map_or(Ok(UNIX_EPOCH), |_| case.time("/args/expiry"))?;
    Ok(signed.ok().map(|url| rule.verify(&url, now)).transpose().map(drop)?)
}

fn token_and_rule(case: Case<'_>) -> Outcome<(UrlToken, UrlRule)> {
    let number = |name: &str| Ok::<u64, Difference>(case.number(name)?.try_into()?);
    let push = || key(case, "/args/stream_key");
    Ok(match case.text("/op")? {
        "first.push.nonce" => {
            let nonce = number("/args/nonce")?;
            (UrlToken::Push { key: push()?, nonce }, UrlRule::Push(push()?))
        }
        "first.push.count" => {
            let count = number("/args/count")?;
            (UrlToken::PushCount { key: push()?, count }, UrlRule::Push(push()?))
        }
        "first.push.key" => (UrlToken::PushKey { key: push()? }, UrlRule::Push(push()?)),
        "first.play.key" => {
            let (key, expires_at) = (key(case, "/args/key")?, case.time("/args/expiry")?);
            (UrlToken::Play { key: key.clone(), expires_at }, UrlRule::Play(key))
        }
        "first.play.secret" => {
            let credentials =
                Credentials::new(case.text("/args/access_key")?, case.text("/args/secret_key")?);
            let expires_at = case.time("/args/expiry")?;
            let token = UrlToken::PlayAccount { credentials: credentials.clone(), expires_at };
            (token, UrlRule::PlayAccount(credentials))
        }
        op => return Err(Difference::new(format!("unknown op `{op}`"))),
    })
}

fn key(case: Case<'_>, name: &str) -> Outcome<PublishKey> {
    Ok(case.text(name)?.into())
}
