//! One call to a service, named as oss2 names it: so that a story told with oss2 can be told with ours.

use std::time::Duration;

use clap::Args;
use pili_core::{
    Endpoint, Error,
    auth::{Clock, Credentials, oss::OssV4},
};
use pili_oss::Bucket;
use pili_urls::oss_rtmp::PublishUrl;
use serde_json::{Value, json};

use super::call::call;
use crate::{
    outcome::{Difference, Outcome},
    runtime::block_on,
};

/// The call, and where it goes.
#[derive(Args, Debug)]
pub(crate) struct Question {
    /// `http://host:port`.
    #[arg(long)]
    endpoint: String,
    #[arg(long)]
    bucket: String,
    #[arg(long)]
    access_key: String,
    #[arg(long)]
    secret_key: String,
    /// The name of oss2's method.
    method: String,
    /// Its arguments, as JSON.
    arguments: String,
}

/// The answer under oss2's names, or the error.
pub(crate) fn ask(question: &Question) -> Outcome<Value> {
    let arguments: Value = serde_json::from_str(&question.arguments)?;
    match question.method.as_str() {
        "sign_rtmp_url" => publish_url(question, &arguments),
        "live_channel_iterator" => block_on(all(question, &arguments)),
        _ => block_on(one(question, &arguments)),
    }
}

async fn one(question: &Question, arguments: &Value) -> Outcome<Value> {
    let call = call(&Bucket::new(&*question.bucket), &question.method, arguments)?;
    Ok(call.send(&client(question)?).await.unwrap_or_else(|error| refusal(&error)))
}

async fn all(question: &Question, arguments: &Value) -> Outcome<Value> {
    let max_keys = u32::try_from(arguments["max_keys"].as_u64().unwrap_or(100))?;
    let prefix = arguments["prefix"].as_str().unwrap_or_default();
    let list = Bucket::new(&*question.bucket).channels().prefix(prefix).max_keys(max_keys);
    let entries: Vec<_> = client(question)?.items(list).collect().await?;
    Ok(json!({ "names": entries.into_iter().map(|entry| entry.name).collect::<Vec<_>>() }))
}

fn publish_url(question: &Question, arguments: &Value) -> Outcome<Value> {
    let text = |name: &str| arguments[name].as_str().unwrap_or_default();
    let url = PublishUrl::new(&question.endpoint, &*question.bucket, text("channel_name"))?;
    let lifetime = Duration::from_secs(arguments["expires"].as_u64().unwrap_or(60));
    let expires_at = Clock::system().now().checked_add(lifetime);
    let expires_at = expires_at.ok_or_else(|| Difference::new("it expires at no time"))?;
    let signed = url.playlist_name(text("playlist_name")).sign(&credentials(question), expires_at)?;
    Ok(json!({ "url": signed }))
}

fn client(question: &Question) -> Outcome<pili_oss::Client> {
    let signer = OssV4::new(credentials(question), "cn-hangzhou");
    Ok(pili_oss::Client::builder(Endpoint::parse(&question.endpoint)?).signer(signer).build()?)
}

fn credentials(question: &Question) -> Credentials {
    Credentials::new(&*question.access_key, &*question.secret_key)
}

fn refusal(error: &Error) -> Value {
    match error.api_error() {
        Some(api) => json!({
            "error": { "status": api.status.as_u16(), "code": api.code, "ec": api.details.get("EC") }
        }),
        None => json!({ "error": { "message": error.to_string() } }),
    }
}
