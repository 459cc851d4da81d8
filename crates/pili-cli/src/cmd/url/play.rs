use std::time::{Duration, SystemTime};

use clap::ValueEnum as _;
use pili::{
    auth::Secret,
    urls::{
        Domain, StreamPath, miku,
        play::{self, TimestampRule},
    },
};
use serde_json::json;

use super::{anti_leech, local_http, local_rtmp};
use crate::{
    args::{PlayProtocol, PlayUrl, Rule, choice},
    clock,
    config::Setting,
    context::Context,
    failure::{Failure, Result},
    output::Shape,
    target::Target,
};

const URLS: Shape = Shape::new(&["protocol", "url"]);
const URL: Shape = Shape::new(&["url"]);

pub(super) fn run(args: PlayUrl, context: &Context) -> Result {
    let target = context.target()?;
    let stream = StreamPath::new(target.hub(args.hub.hub.clone())?, &*args.key)?;
    let stream = match &args.transcoding {
        Some(profile) => stream.profile(&**profile)?,
        None => stream,
    };
    let key = match args.rule {
        Rule::None => None,
        _ => Some(target.key(args.key_stdin, Setting::PlayKey, "PILI_PLAY_KEY")?),
    };
    let url = |protocol| {
        let plain = plain(protocol, &domain(protocol, &args, &target)?, &stream);
        sign(&args, &plain, key.as_ref())
    };
    if let Some(protocol) = args.protocol {
        let url = url(protocol)?;
        return context.output.essence(&url, &json!({ "url": url }), &URL);
    }
    let mut list = context.output.list(&URLS);
    for &protocol in PlayProtocol::value_variants() {
        list.push(&json!({ "protocol": choice::name(protocol), "url": url(protocol)? }))?;
    }
    list.end()
}

fn domain(protocol: PlayProtocol, args: &PlayUrl, target: &Target) -> Result<Domain> {
    let local = if protocol == PlayProtocol::Rtmp { local_rtmp(target) } else { local_http(target) };
    let named =
        target.setting(args.domain.clone(), Setting::PlayDomain, "PILI_PLAY_DOMAIN", local.as_deref());
    let named = named.ok_or_else(|| {
        let failure = Failure::usage("no play domain is named");
        failure.advise("pass --domain, or set PILI_PLAY_DOMAIN or a profile's play-domain")
    })?;
    let domain = Domain::new(named)?;
    Ok(if args.https { domain.https() } else { domain })
}

fn plain(protocol: PlayProtocol, domain: &Domain, stream: &StreamPath) -> String {
    match protocol {
        PlayProtocol::Rtmp => play::rtmp(domain, stream),
        PlayProtocol::Hls => play::hls(domain, stream),
        PlayProtocol::Hdl => play::hdl(domain, stream),
        PlayProtocol::Snapshot => play::snapshot(domain, stream),
    }
}

fn sign(args: &PlayUrl, plain: &str, key: Option<&Secret>) -> Result<String> {
    let Some(key) = key.cloned() else { return Ok(plain.to_owned()) };
    let ends = args.until.time()?;
    Ok(match args.rule {
        Rule::Miku => miku::AntiLeech::new(key).sign(plain, ends)?,
        Rule::TsExpireMd5 => {
            let rule = TimestampRule::Expire { gap: Duration::ZERO };
            anti_leech(&args.leech, rule, key)?.sign(plain, ends)?
        }
        Rule::TsStartMd5 => {
            let rule = TimestampRule::Start { range: args.leech.range };
            let begins: SystemTime = clock::now();
            anti_leech(&args.leech, rule, key)?.sign(plain, begins)?
        }
        _ => plain.to_owned(),
    })
}
