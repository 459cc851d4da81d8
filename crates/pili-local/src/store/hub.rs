use std::time::SystemTime;

use pili_auth::Credentials;
use pili_live::{
    Key, PublishSecurity,
    domain::DomainInfo,
    hub::{AccessLog, DefaultDomain, HubDomain, HubInfo, Nrop},
    names::DomainName,
    stream::Disabled,
};
use pili_urls::publish::{PublishKey, PublishRule};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::{Stream, files::Files};
use crate::data::{Changes, Data, Row, Table, plain_rows};

/// A hub: its settings, domains and streams.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Hub {
    /// All that the API tells of it but its domains, which are below.
    pub(crate) info: HubInfo,
    pub(crate) publish_key: Key,
    #[serde(skip)]
    pub(crate) domains: Table<String, DomainInfo>,
    /// How publishers are treated who come by none of them.
    #[serde(skip)]
    pub(crate) no_domain: Option<DomainInfo>,
    #[serde(skip)]
    pub(crate) streams: Table<String, Stream>,
    #[serde(skip)]
    pub(crate) files: Files,
}

impl Row for Hub {
    const HAS_TABLES: bool = true;

    fn open(&mut self, data: &Data, within: &str) {
        self.domains = data.table(format!("{within}domains"));
        self.streams = data.table(format!("{within}streams"));
        self.files = Files::of(data, format!("{within}files"));
    }

    fn keep(&mut self, changes: &mut Changes) {
        let Self { info: _, publish_key: _, domains, no_domain: _, streams, files: _ } = self;
        domains.keep(changes);
        streams.keep(changes);
    }
}

plain_rows!(DomainInfo);

impl Hub {
    pub(crate) fn new(name: &str, created_at: SystemTime) -> Self {
        Self {
            info: settings(name, created_at),
            publish_key: Key::default(),
            domains: Table::default(),
            no_domain: None,
            streams: Table::default(),
            files: Files::default(),
        }
    }

    /// Its settings, with its domains. The first domain of a type is the default one.
    pub(crate) fn info(&self) -> HubInfo {
        let mut info = self.info.clone();
        info.domains = self.domains.values().map(bound).collect();
        for domain in self.domains.values() {
            if !info.default_domains.iter().any(|default| default.purpose == domain.purpose) {
                info.default_domains.push(default_domain(domain));
            }
        }
        info
    }

    /// As a console shows it.
    pub(crate) fn shown(&self) -> Value {
        let streams = self.streams.iter().map(|(key, stream)| {
            json!({
                "key": key,
                "disabled": stream.disabled != Disabled::No,
                "publish_rule": stream.rule.as_ref().map(|rule| rule.security.to_string()),
            })
        });
        let domains = self.domains.values();
        json!({
            "name": self.info.hub_name,
            "publish_rule": self.info.publish_security.to_string(),
            "domains": domains.map(|domain| json!({ "name": domain.domain, "type": domain.purpose.to_string() })).collect::<Vec<_>>(),
            "streams": streams.collect::<Vec<_>>(),
            "files": self.files.list().into_iter().map(|(name, bytes)| json!({ "name": name, "bytes": bytes })).collect::<Vec<_>>(),
        })
    }

    /// The rule for publishers of a stream, and its key: the stream's own, or else the hub's.
    pub(crate) fn security(&self, key: &str) -> (PublishSecurity, Key) {
        let own = self.streams.get(key).and_then(|stream| stream.rule.as_ref());
        match own {
            Some(rule) => (rule.security.clone(), rule.key.clone()),
            None => (self.info.publish_security.clone(), self.publish_key.clone()),
        }
    }

    /// What publishers of a stream must bring.
    pub(crate) fn publish_rule(&self, key: &str, credentials: &Credentials) -> PublishRule {
        let (security, publish_key) = self.security(key);
        let keys = || vec![PublishKey::new(publish_key.to_string())];
        match security {
            PublishSecurity::None => PublishRule::None,
            PublishSecurity::Static => PublishRule::Static(keys()),
            PublishSecurity::Expiry => PublishRule::Expiry(keys()),
            PublishSecurity::Dynamic => PublishRule::Dynamic(keys()),
            _ => PublishRule::ExpirySk(vec![credentials.clone()]),
        }
    }
}

fn settings(name: &str, created_at: SystemTime) -> HubInfo {
    HubInfo {
        hub_name: name.to_owned(),
        created_at: Some(created_at),
        updated_at: Some(created_at),
        domains: Vec::new(),
        default_domains: Vec::new(),
        storage_bucket: String::new(),
        live_data_expire_days: 0,
        publish_security: PublishSecurity::ExpirySk,
        nrop: Nrop::default(),
        passive_codec_profiles: Vec::new(),
        converts: Vec::new(),
        hls_plus: false,
        vod_domain: String::new(),
        access_log: AccessLog::default(),
        snapshot_interval: None,
    }
}

fn bound(domain: &DomainInfo) -> HubDomain {
    let name = DomainName::unchecked(&domain.domain);
    HubDomain { purpose: domain.purpose.clone(), domain: name, cname: domain.cname.clone() }
}

fn default_domain(domain: &DomainInfo) -> DefaultDomain {
    DefaultDomain { purpose: domain.purpose.clone(), domain: DomainName::unchecked(&domain.domain) }
}
