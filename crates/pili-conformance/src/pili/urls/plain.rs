use pili_urls::{Domain, StreamPath, play, publish};

use crate::{
    case::Case,
    outcome::{Difference, Outcome},
    pili::refusal::{Refusal, judge},
};

/// URLs without authentication: plain text in, plain text out.
pub(crate) fn plain(case: Case<'_>) -> Outcome {
    let build = builder(case.text("/op")?)?;
    let [domain, hub, stream] = ["domain", "hub", "stream"].map(|name| case.text(&format!("/args/{name}")));
    let (domain, hub, stream) = (domain?, hub?, stream?);
    let secure = case.text("/args/url_scheme").is_ok_and(|scheme| scheme == "https");
    judge(case, "url", url(build, domain, secure, hub, stream))
}

type Builder = fn(&Domain, &StreamPath) -> String;

fn builder(op: &str) -> Outcome<Builder> {
    Ok(match op {
        "play.rtmp" => play::rtmp,
        "play.hls" => play::hls,
        "play.hdl" => play::hdl,
        "play.snapshot" => play::snapshot,
        "publish.rtmp" => publish::rtmp,
        "publish.srt" => publish::srt,
        _ => return Err(Difference::new(format!("unknown op `{op}`"))),
    })
}

fn url(build: Builder, domain: &str, secure: bool, hub: &str, stream: &str) -> Result<String, Refusal> {
    let domain = Domain::new(domain)?;
    let domain = if secure { domain.https() } else { domain };
    Ok(build(&domain, &path(hub, stream)?))
}

/// The vectors write a transcoded stream as `key@profile`.
pub(super) fn path(hub: &str, stream: &str) -> Result<StreamPath, Refusal> {
    Ok(match stream.rsplit_once('@') {
        Some((key, profile)) => StreamPath::new(hub, key)?.profile(profile)?,
        None => StreamPath::new(hub, stream)?,
    })
}
