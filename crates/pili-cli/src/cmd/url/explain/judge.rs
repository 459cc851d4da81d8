//! A URL under a rule: the verdict, and the URL that would have been right.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use pili::{
    Credentials,
    auth::{Secret, SignError, unix_seconds},
    urls::{
        Refusal, miku, oss_rtmp,
        play::TimestampRule,
        publish::{PublishAuth, PublishKey, PublishRequest, PublishRule},
    },
};

use super::{Judgement, is_of_key, query};
use crate::{
    args::{Explain, Rule},
    cmd::url::anti_leech,
    config::Setting,
    failure::Result,
    target::Target,
};

/// How long a URL is good that takes the place of one that is over.
const AGAIN: Duration = Duration::from_secs(3600);

pub(super) fn judge(args: &Explain, rule: Rule, at: SystemTime, target: &Target) -> Result<Judgement> {
    let url = &*args.url;
    if is_of_key(rule) {
        let Some(key) = key(args, rule, target)? else {
            return Ok(unchecked("without its key the signature cannot be checked: see --key-stdin"));
        };
        return Ok(match rule {
            Rule::Miku => of_miku(url, key, at),
            Rule::TsExpireMd5 | Rule::TsStartMd5 => of_play(args, rule, key, at)?,
            _ => of_publish_key(url, rule, PublishKey::new(key), at),
        });
    }
    if rule == Rule::None {
        return Ok(of_nobody(url));
    }
    Ok(match target.known_credentials() {
        None => unchecked(
            "without the account's keys the signature cannot be checked: see `pili help environment`",
        ),
        Some(credentials) if rule == Rule::Oss => of_oss(url, &credentials, at),
        Some(credentials) => of_account(url, credentials, at),
    })
}

/// The publish or play key.
fn key(args: &Explain, rule: Rule, target: &Target) -> Result<Option<Secret>> {
    let is_play = matches!(rule, Rule::TsExpireMd5 | Rule::TsStartMd5)
        || (rule == Rule::Miku && args.url.starts_with("http") && !args.url.contains(".whip"));
    let (setting, variable) = match is_play {
        true => (Setting::PlayKey, "PILI_PLAY_KEY"),
        false => (Setting::PublishKey, "PILI_PUBLISH_KEY"),
    };
    match args.key_stdin {
        true => target.key(true, setting, variable).map(Some),
        false => Ok(target.known_key(setting, variable)),
    }
}

fn of_account(url: &str, credentials: Credentials, at: SystemTime) -> Judgement {
    let rule = PublishRule::ExpirySk(vec![credentials.clone()]);
    let expires_at = until(query::number(url, "e", 10), at);
    of_publish(url, &rule, &PublishAuth::ExpirySk { credentials, expires_at }, at)
}

fn of_publish_key(url: &str, rule: Rule, key: PublishKey, at: SystemTime) -> Judgement {
    let keys = vec![key.clone()];
    let now = u64::try_from(unix_seconds(at)).unwrap_or_default();
    let (rule, auth) = match rule {
        Rule::Static => (PublishRule::Static(keys), PublishAuth::Static { key }),
        Rule::Dynamic => {
            let nonce = query::number(url, "nonce", 10).unwrap_or(now);
            (PublishRule::Dynamic(keys), PublishAuth::Dynamic { key, nonce })
        }
        _ => {
            let expires_at = until(query::number(url, "expire", 10), at);
            (PublishRule::Expiry(keys), PublishAuth::Expiry { key, expires_at })
        }
    };
    of_publish(url, &rule, &auth, at)
}

fn of_publish(url: &str, rule: &PublishRule, auth: &PublishAuth, at: SystemTime) -> Judgement {
    let verified = request(PublishRequest::parse(url)).and_then(|request| rule.verify(&request, at));
    let right = auth.sign(&query::without_rules(url)).ok();
    match verified {
        Ok(verified) => Judgement {
            expires_at: verified.expires_at(),
            access_key: verified.access_key().map(str::to_owned),
            ..Judgement::default()
        },
        Err(refusal) => refused(refusal, right),
    }
}

fn of_play(args: &Explain, rule: Rule, key: Secret, at: SystemTime) -> Result<Judgement> {
    let leech = &args.leech;
    let time = query::number(&args.url, &leech.ts_part, leech.ts_base);
    let (rule, ends) = match rule {
        Rule::TsStartMd5 => (TimestampRule::Start { range: leech.range }, time.map_or(at, moment)),
        _ => (TimestampRule::Expire { gap: Duration::ZERO }, until(time, at)),
    };
    let anti_leech = anti_leech(leech, rule, key)?;
    Ok(match anti_leech.verify(&args.url, at) {
        Ok(verified) => Judgement { expires_at: Some(over(rule, verified.time())), ..Judgement::default() },
        Err(refusal) => refused(refusal, anti_leech.sign(&args.url, ends).ok()),
    })
}

fn of_miku(url: &str, key: Secret, at: SystemTime) -> Judgement {
    let leech = miku::AntiLeech::new(key);
    let right = leech.sign(url, until(query::number(url, "t", 10), at)).ok();
    match request(miku::Request::parse(url)).and_then(|request| leech.verify(&request, at)) {
        Ok(verified) => Judgement { expires_at: Some(verified.expires_at()), ..Judgement::default() },
        Err(refusal) => refused(refusal, right),
    }
}

/// What would be right is not told here: the URL does not tell its endpoint from its bucket.
fn of_oss(url: &str, credentials: &Credentials, at: SystemTime) -> Judgement {
    let parsed = request(oss_rtmp::PublishRequest::parse(url));
    match parsed.and_then(|request| request.verify(credentials, at)) {
        Ok(verified) => Judgement {
            expires_at: verified.expires_at(),
            access_key: verified.access_key().map(str::to_owned),
            ..Judgement::default()
        },
        Err(refusal) => refused(refusal, None),
    }
}

fn of_nobody(url: &str) -> Judgement {
    match request(PublishRequest::parse(url)) {
        Ok(_) => unchecked("the URL is not signed, which is right where the hub or domain demands nothing"),
        Err(refusal) => refused(refusal, None),
    }
}

fn request<T>(parsed: std::result::Result<T, SignError>) -> std::result::Result<T, Refusal> {
    parsed.map_err(Refusal::Malformed)
}

fn refused(refusal: Refusal, right: Option<String>) -> Judgement {
    Judgement { refusal: Some(refusal), right, ..Judgement::default() }
}

fn unchecked(why: &'static str) -> Judgement {
    Judgement { unchecked: Some(why), ..Judgement::default() }
}

/// The time in the URL, unless that is over or none.
fn until(time: Option<u64>, at: SystemTime) -> SystemTime {
    time.map(moment).filter(|time| *time >= at).unwrap_or(at + AGAIN)
}

fn moment(seconds: u64) -> SystemTime {
    UNIX_EPOCH.checked_add(Duration::from_secs(seconds)).unwrap_or(UNIX_EPOCH)
}

fn over(rule: TimestampRule, time: SystemTime) -> SystemTime {
    match rule {
        TimestampRule::Start { range } => time.checked_add(range).unwrap_or(time),
        _ => time,
    }
}
