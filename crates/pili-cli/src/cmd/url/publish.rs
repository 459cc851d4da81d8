use std::time::SystemTime;

use pili::{
    auth::unix_seconds,
    urls::{
        Domain, StreamPath, miku,
        publish::{self, PublishAuth, PublishKey},
    },
};
use serde_json::json;

use super::local_rtmp;
use crate::{
    args::{PublishProtocol, PublishUrl, Rule, choice},
    clock,
    config::Setting,
    context::Context,
    failure::{Failure, Result},
    output::{Output, Shape},
    target::Target,
};

const URL: Shape =
    Shape::new(&["url", "server", "streamKey", "rule", "expiresAt", "ffmpeg"]).seconds(&["expiresAt"]);
const KEY: &str = "PILI_PUBLISH_KEY";

pub(super) fn run(args: PublishUrl, context: &Context) -> Result {
    let target = context.target()?;
    let hub = target.hub(args.hub.hub.clone())?;
    let local = local_rtmp(&target);
    let named =
        target.setting(args.domain.clone(), Setting::PublishDomain, "PILI_PUBLISH_DOMAIN", local.as_deref());
    let domain = named.ok_or_else(|| {
        let failure = Failure::usage("no publish domain is named");
        failure.advise("pass --domain, or set PILI_PUBLISH_DOMAIN or a profile's publish-domain")
    })?;
    let expires_at = args.until.time()?;
    let url = signed(&args, &Domain::new(domain)?, &hub, expires_at, &target)?;
    let is_timed = matches!(args.rule, Rule::Expiry | Rule::ExpirySk | Rule::Miku);
    show(&url, args.rule, is_timed.then_some(expires_at), args.protocol, context.output)
}

/// Shows a publish URL, with what those want who publish.
pub(crate) fn show(
    url: &str,
    rule: Rule,
    expires_at: Option<SystemTime>,
    protocol: PublishProtocol,
    output: Output,
) -> Result {
    let (server, stream_key) = parted(url);
    let told = json!({
        "url": url,
        "server": server,
        "streamKey": stream_key,
        "rule": choice::name(rule),
        "expiresAt": expires_at.map(unix_seconds),
        "ffmpeg": ffmpeg(protocol, url),
    });
    match output.is_quiet() {
        true => output.essence(url, &told, &URL),
        false => output.item(&told, &URL),
    }
}

/// The URL that such arguments make.
pub(in crate::cmd) fn url(args: &PublishUrl, domain: &Domain, hub: &str, target: &Target) -> Result<String> {
    signed(args, domain, hub, args.until.time()?, target)
}

fn signed(
    args: &PublishUrl,
    domain: &Domain,
    hub: &str,
    expires_at: SystemTime,
    target: &Target,
) -> Result<String> {
    sign(args, &plain(args, domain, hub)?, expires_at, target)
}

fn plain(args: &PublishUrl, domain: &Domain, hub: &str) -> Result<String> {
    let stream = || StreamPath::new(hub, &*args.key);
    let miku = || miku::StreamPath::new(hub, &*args.key);
    Ok(match (args.protocol, args.rule) {
        (PublishProtocol::Rtmp, Rule::Miku) => miku::publish::rtmp(domain, &miku()?),
        (PublishProtocol::Srt, Rule::Miku) => miku::publish::srt(domain, &miku()?),
        (PublishProtocol::Rtmp, _) => publish::rtmp(domain, &stream()?),
        (PublishProtocol::Srt, _) => publish::srt(domain, &stream()?),
        (PublishProtocol::Whip, Rule::Miku | Rule::None) => miku::publish::whip(&domain.https(), &miku()?),
        (PublishProtocol::Whip, _) => {
            let failure = Failure::usage("WHIP is of Miku, whose URLs are signed by another rule");
            return Err(failure.advise("pass --rule miku"));
        }
    })
}

fn sign(args: &PublishUrl, plain: &str, expires_at: SystemTime, target: &Target) -> Result<String> {
    let key = || target.key(args.key_stdin, Setting::PublishKey, KEY);
    let publish_key = || key().map(PublishKey::new);
    let auth = match args.rule {
        Rule::ExpirySk => PublishAuth::ExpirySk { credentials: target.credentials()?, expires_at },
        Rule::Expiry => PublishAuth::Expiry { key: publish_key()?, expires_at },
        Rule::Static => PublishAuth::Static { key: publish_key()? },
        Rule::Dynamic => {
            let now = u64::try_from(unix_seconds(clock::now())).unwrap_or_default();
            PublishAuth::Dynamic { key: publish_key()?, nonce: args.nonce.unwrap_or(now) }
        }
        Rule::Miku => return Ok(miku::AntiLeech::new(key()?).sign(plain, expires_at)?),
        // The command takes no others than the first.
        Rule::None | Rule::TsExpireMd5 | Rule::TsStartMd5 | Rule::Oss => PublishAuth::None,
    };
    Ok(auth.sign(plain)?)
}

/// What OBS asks for: the server, and the stream key with all that signs it. An SRT or WHIP URL is not parted.
fn parted(url: &str) -> (Option<&str>, Option<&str>) {
    let name = || {
        let path = url.split('?').next()?;
        path.starts_with("rtmp://").then(|| path.rfind('/')).flatten()
    };
    name().map(|slash| (&url[..slash], &url[slash + 1..])).unzip()
}

fn ffmpeg(protocol: PublishProtocol, url: &str) -> Option<String> {
    let format = match protocol {
        PublishProtocol::Rtmp => "flv",
        PublishProtocol::Srt => "mpegts",
        PublishProtocol::Whip => return None,
    };
    Some(format!("ffmpeg -re -i INPUT -c copy -f {format} '{url}'"))
}
