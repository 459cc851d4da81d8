//! URLs of Miku (spec 3.7).

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use pili_urls::{
    Domain,
    miku::{AntiLeech, Key, Request, StreamPath, play, publish},
};

use crate::{
    case::Case,
    outcome::{Difference, Outcome, holds, same},
    pili::refusal::{Refusal, judge},
};

/// URLs without authentication: plain text in, plain text out.
pub(crate) fn plain(case: Case<'_>) -> Outcome {
    let build = builder(case.text("/op")?)?;
    let [domain, bucket, stream] =
        ["domain", "bucket", "stream"].map(|name| case.text(&format!("/args/{name}")));
    let (domain, bucket, stream) = (domain?, bucket?, stream?);
    let secure = case.text("/args/url_scheme").is_ok_and(|scheme| scheme == "https");
    judge(case, "url", url(build, domain, secure, bucket, stream))
}

/// A URL signed, or a signed one judged.
pub(crate) fn signed(case: Case<'_>) -> Outcome {
    match case.text("/op")? {
        "miku.sign" => sign(case),
        "miku.verify" => verify(case),
        op => Err(Difference::new(format!("unknown op `{op}`"))),
    }
}

type Builder = fn(&Domain, &StreamPath) -> String;

fn builder(op: &str) -> Outcome<Builder> {
    Ok(match op {
        "miku.publish.rtmp" => publish::rtmp,
        "miku.publish.srt" => publish::srt,
        "miku.publish.whip" => publish::whip,
        "miku.play.flv" => play::flv,
        "miku.play.hls" => play::hls,
        "miku.play.rtmp" => play::rtmp,
        "miku.play.srt" => play::srt,
        "miku.play.whep" => play::whep,
        _ => return Err(Difference::new(format!("unknown op `{op}`"))),
    })
}

fn url(build: Builder, domain: &str, secure: bool, bucket: &str, stream: &str) -> Result<String, Refusal> {
    let domain = Domain::new(domain)?;
    let domain = if secure { domain.https() } else { domain };
    Ok(build(&domain, &StreamPath::new(bucket, stream)?))
}

/// What we sign, our own verifier must accept, and no longer when it is over.
fn sign(case: Case<'_>) -> Outcome {
    let leech = AntiLeech::new(case.text("/args/key")?);
    let expires_at = time(case, "/args/expires_at")?;
    let produced = leech.sign(case.text("/args/url")?, expires_at);
    judge(case, "url", produced.clone().map_err(Refusal::from))?;
    let request = Request::parse(&produced?)?;
    leech.verify(&request, expires_at)?;
    let late = leech.verify(&request, expires_at + Duration::from_secs(1));
    holds(late.is_err(), || "our verifier lets in what expired".to_owned())
}

fn verify(case: Case<'_>) -> Outcome {
    let leech = AntiLeech::new(case.text("/args/primary_key")?);
    let leech = match case.text("/args/secondary_key") {
        Ok(key) => leech.secondary_key(key),
        Err(_) => leech,
    };
    let verdict = leech.verify(&Request::parse(case.text("/args/url")?)?, time(case, "/args/now")?);
    let genuine = case.at("/expected/genuine")? == true;
    holds(verdict.is_ok() == genuine, || format!("genuine: expected {genuine}, produced {verdict:?}"))?;
    match (verdict, case.text("/expected/key")) {
        (Ok(verified), Ok(key)) => same("key", key, name(verified.key())),
        _ => Ok(()),
    }
}

fn name(key: Key) -> &'static str {
    match key {
        Key::Primary => "primary",
        Key::Secondary => "secondary",
        _ => "another",
    }
}

fn time(case: Case<'_>, pointer: &str) -> Outcome<SystemTime> {
    Ok(UNIX_EPOCH + Duration::from_secs(case.number(pointer)?.try_into()?))
}
