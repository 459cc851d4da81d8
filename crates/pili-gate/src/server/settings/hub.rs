//! A hub as it is written.

use std::{collections::HashMap, time::Duration};

use pili_auth::{
    Credentials,
    names::{HubName, StreamKey},
};
use pili_live::{
    Key, PublishSecurity,
    domain::{CallbackType, PlaySecurity, PlaySecurityType},
    stream::Disabled,
};
use pili_urls::publish::{PublishKey, PublishRule};
use serde::Deserialize;

use super::{ConfigError, HubCallbacks, callback::CallbackTable, file::blocks};
use crate::{AddressLimit, HubPolicy, PlayDemand, PublishDemand, RefererLimit, StreamPolicy};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct HubTable {
    name: String,
    #[serde(default)]
    publish: PublishTable,
    #[serde(default)]
    play: PlayTable,
    #[serde(default)]
    publishers: AddressTable,
    #[serde(default)]
    players: AddressTable,
    #[serde(default)]
    referers: RefererTable,
    #[serde(default)]
    relays: Vec<String>,
    /// Of both, in JSON, with all that there is to tell.
    callback: Option<String>,
    connect_callback: Option<CallbackTable>,
    disconnect_callback: Option<CallbackTable>,
    /// Seconds.
    disconnect_delay: Option<u64>,
    #[serde(default)]
    streams: Vec<StreamTable>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct StreamTable {
    key: String,
    publish: Option<PublishTable>,
    play: Option<PlayTable>,
    /// As the vendor's API has it: 0, -1 for ever, or Unix seconds.
    #[serde(default)]
    disabled_till: Disabled,
}

#[derive(Deserialize)]
#[serde(default, deny_unknown_fields)]
struct PublishTable {
    rule: PublishSecurity,
    keys: Vec<Key>,
}

impl Default for PublishTable {
    fn default() -> Self {
        Self { rule: PublishSecurity::ExpirySk, keys: Vec::new() }
    }
}

/// The members of a play domain's `playSecurity`.
#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct PlayTable {
    #[serde(rename = "type")]
    kind: PlaySecurityType,
    key1: Key,
    key2: Key,
    range: u64,
    rule: String,
    rule2: String,
    ts_part: String,
    ts_base: i64,
    sign_part: String,
    gap_duration: u64,
}

#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct AddressTable {
    only: Vec<String>,
    not: Vec<String>,
}

#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct RefererTable {
    only: Vec<String>,
    not: Vec<String>,
    must_be_told: bool,
}

impl HubTable {
    pub(super) fn name(&self) -> &str {
        &self.name
    }

    /// Who is told of publishes, if somebody is.
    pub(super) fn callbacks(
        &mut self,
        accounts: &[Credentials],
    ) -> Result<Option<HubCallbacks>, ConfigError> {
        const DELAY: Duration = Duration::from_secs(30);
        let member = |member: &str| format!("hubs.{}.{member}", self.name);
        let of_all = self.callback.take();
        let config = |name: &str, own: Option<CallbackTable>| {
            let table = own.or_else(|| of_all.as_deref().map(CallbackTable::of_all));
            table.map_or_else(|| Ok(Default::default()), |table| table.config(&member(name)))
        };
        let connect = config("connect_callback", self.connect_callback.take())?;
        let disconnect = config("disconnect_callback", self.disconnect_callback.take())?;
        if [&connect, &disconnect].iter().all(|config| config.kind == CallbackType::Off) {
            return Ok(None);
        }
        let delay = self.disconnect_delay.map_or(DELAY, Duration::from_secs);
        if delay > Duration::from_secs(60) {
            return Err(ConfigError::new(member("disconnect_delay"), "must be 0 to 60"));
        }
        let none = || ConfigError::new(member("callback"), "needs an account to sign it: add [[accounts]]");
        let account = accounts.first().ok_or_else(none)?.clone();
        Ok(Some(HubCallbacks { connect, disconnect, delay, account }))
    }

    pub(super) fn policy(self, accounts: &[Credentials]) -> Result<(String, HubPolicy), ConfigError> {
        let wrong = |error| ConfigError::new(format_args!("hubs.{}.name", self.name), error);
        HubName::new(&*self.name).map_err(wrong)?;
        let hub = self.name;
        let member = |member: &str| format!("hubs.{hub}.{member}");
        let policy = HubPolicy {
            publish: self.publish.demand(&member("publish"), accounts)?,
            play: self.play.demand(&member("play"))?,
            publishers: self.publishers.limit(&member("publishers"))?,
            players: self.players.limit(&member("players"))?,
            referers: self.referers.limit(),
            relays: blocks(&member("relays"), &self.relays)?,
            streams: streams(self.streams, &member("streams"), accounts)?,
        };
        Ok((hub, policy))
    }
}

fn streams(
    tables: Vec<StreamTable>,
    member: &str,
    accounts: &[Credentials],
) -> Result<HashMap<String, StreamPolicy>, ConfigError> {
    let mut streams = HashMap::new();
    for table in tables {
        StreamKey::new(&*table.key).map_err(|error| ConfigError::new(member, error))?;
        let member = format!("{member}.{}", table.key);
        let policy = StreamPolicy {
            publish: table
                .publish
                .map(|rule| rule.demand(&format!("{member}.publish"), accounts))
                .transpose()?,
            play: table.play.map(|rule| rule.demand(&format!("{member}.play"))).transpose()?,
            disabled: table.disabled_till,
        };
        if streams.insert(table.key, policy).is_some() {
            return Err(ConfigError::new(member, "is there twice"));
        }
    }
    Ok(streams)
}

impl PublishTable {
    fn demand(self, member: &str, accounts: &[Credentials]) -> Result<PublishDemand, ConfigError> {
        let wrong = |rule: &str| Err(ConfigError::new(member, rule));
        let keys = || self.keys.iter().map(|key| PublishKey::from(&**key)).collect::<Vec<_>>();
        let is_of_keys =
            matches!(self.rule, PublishSecurity::Static | PublishSecurity::Expiry | PublishSecurity::Dynamic);
        if self.keys.iter().any(|key| key.is_empty()) || (is_of_keys && self.keys.is_empty()) {
            return wrong("`keys` must not be empty for this rule, nor any of them");
        }
        if !is_of_keys && !self.keys.is_empty() {
            return wrong("this rule knows no `keys`: `expiry_sk` goes by `accounts`");
        }
        Ok(PublishDemand::Rule(match self.rule {
            PublishSecurity::None => PublishRule::None,
            PublishSecurity::Static => PublishRule::Static(keys()),
            PublishSecurity::Expiry => PublishRule::Expiry(keys()),
            PublishSecurity::Dynamic => PublishRule::Dynamic(keys()),
            PublishSecurity::ExpirySk if accounts.is_empty() => {
                return wrong("`expiry_sk` needs an account: add [[accounts]]");
            }
            PublishSecurity::ExpirySk => PublishRule::ExpirySk(accounts.to_vec()),
            _ => return wrong("`rule` must be none, static, expiry, expiry_sk or dynamic"),
        }))
    }
}

impl PlayTable {
    fn demand(self, member: &str) -> Result<PlayDemand, ConfigError> {
        let says_nothing = matches!(self.kind, PlaySecurityType::Unset | PlaySecurityType::None);
        if says_nothing && !(self.key1.is_empty() && self.key2.is_empty()) {
            return Err(ConfigError::new(member, "has a key, and no `type` that asks for it"));
        }
        let security = PlaySecurity {
            kind: self.kind,
            key1: self.key1,
            key2: self.key2,
            rule: self.rule,
            rule2: self.rule2,
            ts_part: self.ts_part,
            sign_part: self.sign_part,
            ts_base: self.ts_base,
            range: Duration::from_secs(self.range),
            gap_duration: Duration::from_secs(self.gap_duration),
        };
        PlayDemand::of(&security).map_err(|error| ConfigError::new(member, error))
    }
}

impl AddressTable {
    fn limit(&self, member: &str) -> Result<AddressLimit, ConfigError> {
        let list = |name: &str, texts: &[String]| blocks(&format!("{member}.{name}"), texts);
        Ok(AddressLimit { only: list("only", &self.only)?, not: list("not", &self.not)? })
    }
}

impl RefererTable {
    fn limit(self) -> RefererLimit {
        let Self { only, not, must_be_told } = self;
        RefererLimit { only, not, must_be_told }
    }
}
