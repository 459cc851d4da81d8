//! What a domain demands of those who come by it: an address, and a signed play URL.

use std::{net::IpAddr, time::SystemTime};

use pili_auth::{Credentials, SignError};
use pili_live::domain::{DomainInfo, PlaySecurity, PlaySecurityType};
use pili_urls::{
    Refusal as UrlRefusal, Verified,
    first::UrlRule,
    play::{AntiLeech, TimestampRule},
    publish::PublishKey,
};

use super::{Wrong, cidr::Cidr};
use crate::{
    media::{Admission, Protocol, Refusal},
    store::First,
};

/// Refuses addresses that the domain does not let in, and everybody if it is switched off.
pub(super) fn let_in(domain: &DomainInfo, address: IpAddr) -> Result<(), Refusal> {
    let refuse = |why: &str| Err(Refusal::new(format!("the domain {} {why}", domain.domain)));
    let limit = &domain.ip_limit;
    if domain.disable {
        return refuse("is disabled");
    }
    if !limit.whitelist.is_empty() && !holds(&limit.whitelist, address) {
        return refuse(&format!("does not let {address} in: it is not in its whitelist"));
    }
    if holds(&limit.blacklist, address) {
        return refuse(&format!("does not let {address} in: it is in its blacklist"));
    }
    Ok(())
}

fn holds(blocks: &[String], address: IpAddr) -> bool {
    let parsed = blocks.iter().filter_map(|block| block.parse::<Cidr>().ok());
    parsed.into_iter().any(|block| block.contains(address))
}

/// Refuses play URLs that are not signed as the domain demands.
pub(super) fn check_play(domain: &DomainInfo, request: &Admission, now: SystemTime) -> Result<(), Wrong> {
    let rule = play_rule(&domain.play_security);
    let rule = rule.map_err(|error| Refusal::new(format!("the domain's play security: {error}")))?;
    let Some(rule) = rule else { return Ok(()) };
    rule.verify(&url(&domain.domain, request), now)?;
    Ok(())
}

/// The rule of a play domain; `None` if it has none. What is left out is as the vendor's portal has it.
pub(crate) fn play_rule(security: &PlaySecurity) -> Result<Option<AntiLeech>, SignError> {
    let timestamp = match security.kind {
        PlaySecurityType::Unset | PlaySecurityType::None => return Ok(None),
        PlaySecurityType::TsStartMd5 => TimestampRule::Start { range: security.range },
        PlaySecurityType::TsExpireMd5 => TimestampRule::Expire { gap: security.gap_duration },
        _ => return Err(SignError::new("type", "must be none, tsStartMD5 or tsExpireMD5")),
    };
    if security.key1.is_empty() {
        return Err(SignError::new("key1", "must not be empty"));
    }
    let mut rule = AntiLeech::new(timestamp, &*security.key1);
    if !security.rule.is_empty() {
        rule = rule.rule(&security.rule)?;
    }
    if !security.key2.is_empty() {
        rule = rule.second_key(&*security.key2);
    }
    if !security.rule2.is_empty() {
        rule = rule.second_rule(&security.rule2)?;
    }
    if security.ts_base > 0 {
        rule = rule.ts_base(u32::try_from(security.ts_base).unwrap_or(u32::MAX))?;
    }
    if !security.ts_part.is_empty() {
        rule = rule.ts_part(&security.ts_part);
    }
    if !security.sign_part.is_empty() {
        rule = rule.sign_part(&security.sign_part);
    }
    Ok(Some(rule))
}

/// Refuses a push that is not signed with the key of its stream of the first generation.
pub(super) fn check_first_push(
    first: &First,
    request: &Admission,
    now: SystemTime,
) -> Result<Verified, UrlRefusal> {
    UrlRule::Push(PublishKey::new(first.key.to_string())).verify(&url(&request.domain, request), now)
}

/// Refuses a play of a private stream of the first generation, unless it is signed by account or stream.
pub(super) fn check_first_play(
    first: &First,
    request: &Admission,
    account: &Credentials,
    now: SystemTime,
) -> Result<(), UrlRefusal> {
    let url = url(&request.domain, request);
    let by_account = UrlRule::PlayAccount(account.clone()).verify(&url, now);
    let by_stream = UrlRule::Play(PublishKey::new(first.key.to_string())).verify(&url, now);
    by_stream.or_else(|refusal| by_account.map_err(|_| refusal)).map(drop)
}

/// The URL that the client asked for.
fn url(domain: &str, request: &Admission) -> String {
    let scheme = match request.protocol {
        Protocol::Rtmp => "rtmp",
        Protocol::Srt => "srt",
        Protocol::Flv | Protocol::Mp4 | Protocol::Hls => "http",
    };
    let query = request.query.as_ref().map(|query| format!("?{query}")).unwrap_or_default();
    format!("{scheme}://{domain}/{}/{}{}{query}", request.app, request.name, request.extension)
}
