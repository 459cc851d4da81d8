//! `pili url explain`: what a server makes of a URL, and what the URL should have been.

mod judge;
mod query;

use std::time::SystemTime;

use pili::{auth::unix_seconds, urls::Refusal};
use serde_json::json;

use crate::{
    args::{Explain, Rule, choice},
    clock,
    context::Context,
    exit::Exit,
    failure::{Failure, Result},
    output::Shape,
};

const VERDICT: Shape = Shape::new(&[
    "verdict",
    "problem",
    "rule",
    "path",
    "expiresAt",
    "accessKey",
    "stringToSign",
    "sent",
    "shouldBe",
    "url",
])
.seconds(&["expiresAt"]);

/// What came of it.
#[derive(Debug, Default)]
struct Judgement {
    /// Until when the URL is good.
    expires_at: Option<SystemTime>,
    access_key: Option<String>,
    refusal: Option<Refusal>,
    /// Why nothing could be checked.
    unchecked: Option<&'static str>,
    /// The URL as it is right.
    right: Option<String>,
}

pub(super) fn run(args: &Explain, context: &Context) -> Result {
    let rule = args.rule.unwrap_or_else(|| query::rule_of(&args.url));
    let at = args.at.unwrap_or_else(clock::now);
    let judgement = judge::judge(args, rule, at, &context.target()?)?;
    let verdict = match (&judgement.refusal, judgement.unchecked) {
        (Some(_), _) => "wrong",
        (None, Some(_)) => "not checked",
        (None, None) => "right",
    };
    let problem = judgement.refusal.as_ref().map(ToString::to_string);
    let signature = |url: &str| query::signature(url, rule, &args.leech.sign_part);
    let is_wrong = judgement.refusal.is_some();
    let told = json!({
        "verdict": verdict,
        "problem": problem.or_else(|| judgement.unchecked.map(str::to_owned)),
        "rule": choice::name(rule),
        "path": query::path(&args.url),
        "expiresAt": judgement.expires_at.map(unix_seconds),
        "accessKey": judgement.access_key,
        "stringToSign": judgement.refusal.as_ref().and_then(string_to_sign),
        "sent": if is_wrong { signature(&args.url) } else { None },
        "shouldBe": judgement.right.as_deref().filter(|_| is_wrong).and_then(signature),
        "url": judgement.right.as_deref().filter(|_| is_wrong),
    });
    let told = without_nothing(told);
    context.output.item(&told, &VERDICT)?;
    if is_wrong { Err(Failure::verdict(Exit::Refused)) } else { Ok(()) }
}

/// The exact text that the token, the signature or the MD5 covers.
fn string_to_sign(refusal: &Refusal) -> Option<&str> {
    match refusal {
        Refusal::TokenDiffers { signed, .. } | Refusal::SignatureDiffers { signed, .. } => Some(signed),
        Refusal::SignDiffers { text, .. } => Some(text),
        _ => None,
    }
}

/// What is not there is not told.
fn without_nothing(mut told: serde_json::Value) -> serde_json::Value {
    if let Some(members) = told.as_object_mut() {
        members.retain(|_, value| !value.is_null());
    }
    told
}

fn is_of_key(rule: Rule) -> bool {
    !matches!(rule, Rule::ExpirySk | Rule::Oss | Rule::None)
}
