//! `pili url`: URLs to publish to and to watch at.

mod explain;
mod play;
mod publish;

use pili::auth::Secret;
use pili::urls::{
    SignError,
    play::{AntiLeech, TimestampRule},
};

pub(super) use publish::url as publish_url;

use crate::{
    args::{Leech, Url},
    context::Context,
    failure::Result,
    target::Target,
};

pub(super) use publish::show as show_publish_url;

pub(super) fn run(command: Url, context: &Context) -> Result {
    match command {
        Url::Publish(args) => publish::run(args, context),
        Url::Play(args) => play::run(args, context),
        Url::Explain(args) => explain::run(&args, context),
    }
}

/// Where `pili local` takes RTMP, if calls go there: its usual port.
pub(super) fn local_rtmp(target: &Target) -> Option<String> {
    let endpoint = target.endpoint.as_ref().filter(|_| target.is_local)?;
    Some(format!("{}:1935", endpoint.value.host_name()))
}

/// Where `pili local` serves playback over HTTP, if calls go there.
pub(super) fn local_http(target: &Target) -> Option<String> {
    let endpoint = target.endpoint.as_ref().filter(|_| target.is_local)?;
    Some(endpoint.value.host().to_owned())
}

/// The settings of a play domain.
fn anti_leech(leech: &Leech, rule: TimestampRule, key: Secret) -> std::result::Result<AntiLeech, SignError> {
    let usual = AntiLeech::new(rule, key).rule(&leech.template)?.ts_base(leech.ts_base)?;
    Ok(usual.ts_part(&*leech.ts_part).sign_part(&*leech.sign_part))
}
