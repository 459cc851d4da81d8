use std::collections::BTreeMap;

use pili_auth::Credentials;
use pili_urls::publish::{PublishKey, PublishRule};

use super::{Stream, files::Files};

/// A hub and its streams.
#[derive(Debug)]
pub(crate) struct Hub {
    pub(crate) created_at: i64,
    pub(crate) security: PublishSecurity,
    pub(crate) publish_key: String,
    pub(crate) streams: BTreeMap<String, Stream>,
    pub(crate) files: Files,
}

/// The publish rule of a hub, without its keys.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum PublishSecurity {
    None,
    Static,
    Expiry,
    #[default]
    ExpirySk,
    Dynamic,
}

impl Hub {
    pub(crate) fn new(created_at: i64) -> Self {
        let (security, publish_key) = Default::default();
        Self { created_at, security, publish_key, streams: BTreeMap::new(), files: Files::default() }
    }

    /// What publishers must bring.
    pub(crate) fn publish_rule(&self, credentials: &Credentials) -> PublishRule {
        let keys = || vec![PublishKey::new(self.publish_key.clone())];
        match self.security {
            PublishSecurity::None => PublishRule::None,
            PublishSecurity::Static => PublishRule::Static(keys()),
            PublishSecurity::Expiry => PublishRule::Expiry(keys()),
            PublishSecurity::ExpirySk => PublishRule::ExpirySk(vec![credentials.clone()]),
            PublishSecurity::Dynamic => PublishRule::Dynamic(keys()),
        }
    }
}
