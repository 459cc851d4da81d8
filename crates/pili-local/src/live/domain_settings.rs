//! A domain's settings: those of a new one, and the limits that the vendor names (spec 4.5, 4.12).

use std::{ops::RangeInclusive, time::Duration};

use pili_gate::callback;
use pili_live::domain::{CallbackConfig, DomainInfo, DomainType, IpLimit, PlaySecurity, UrlRewrite};

use crate::{
    door::{Cidr, play_rule},
    reply::Refused,
};

/// A domain that demands nothing and calls nobody back.
pub(crate) fn new(name: &str, purpose: DomainType) -> DomainInfo {
    DomainInfo {
        domain: name.to_owned(),
        purpose,
        cname: format!("{name}.localhost"),
        connect_callback: CallbackConfig::default(),
        disconnect_callback: CallbackConfig::default(),
        disconnect_delay: Duration::from_secs(30),
        ip_limit: IpLimit::default(),
        play_security: PlaySecurity::default(),
        url_rewrite: UrlRewrite::default(),
        cert_enable: false,
        cert_name: String::new(),
        disable: false,
    }
}

/// Settings with what every domain has, where they leave it open.
pub(super) fn whole(name: String, asked: DomainInfo) -> DomainInfo {
    let new = new(&name, asked.purpose.clone());
    let disconnect_delay = Some(asked.disconnect_delay).filter(|delay| !delay.is_zero());
    DomainInfo {
        domain: name,
        cname: new.cname,
        disconnect_delay: disconnect_delay.unwrap_or(new.disconnect_delay),
        ..asked
    }
}

/// Refuses settings that could not take effect.
pub(super) fn check(domain: &DomainInfo) -> Result<(), Refused> {
    if matches!(domain.purpose, DomainType::Other(_)) {
        return Err(wrong("type", "must be publishRtmp, liveRtmp, liveHls or liveHdl"));
    }
    for callback in [&domain.connect_callback, &domain.disconnect_callback] {
        callback::check(callback).map_err(|why| Refused::bad_argument(format!("invalid args: {why}")))?;
    }
    within("disconnectDelay", seconds(domain.disconnect_delay), 0..=60)?;
    let limit = &domain.ip_limit;
    for block in limit.whitelist.iter().chain(&limit.blacklist) {
        block.parse::<Cidr>().map_err(|rule| wrong(block, rule))?;
    }
    let rule = play_rule(&domain.play_security);
    rule.map(drop).map_err(|error| wrong("playSecurity", &error.to_string()))
}

fn seconds(length: Duration) -> i64 {
    i64::try_from(length.as_secs()).unwrap_or(i64::MAX)
}

fn within(field: &str, value: i64, range: RangeInclusive<i64>) -> Result<(), Refused> {
    let rule = format!("must be {} to {}", range.start(), range.end());
    if range.contains(&value) { Ok(()) } else { Err(wrong(field, &rule)) }
}

fn wrong(field: &str, rule: &str) -> Refused {
    Refused::bad_argument(format!("invalid args: {field} {rule}"))
}
