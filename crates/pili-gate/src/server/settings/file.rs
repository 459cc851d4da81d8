//! The file as it is written.

use std::{
    collections::{BTreeMap, HashMap},
    fmt,
    net::SocketAddr,
    sync::Arc,
};

use pili_auth::{Credentials, Secret};
use pili_live::{Endpoint, Key};
use serde::Deserialize;

use super::{ConfigError, EngineSettings, Settings, WhenUnsure, hub::HubTable, redis::RedisTable};
use crate::{
    Cidr, Engine,
    server::{
        Callers,
        control::{Api, Login},
    },
};

#[derive(Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct File {
    listen: SocketAddr,
    when_unsure: WhenUnsure,
    accounts: Vec<Account>,
    hubs: Vec<HubTable>,
    engines: BTreeMap<String, EngineTable>,
    redis: Option<RedisTable>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Account {
    access_key: String,
    secret_key: Key,
}

#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct EngineTable {
    callers: Option<Vec<String>>,
    secret: Option<Key>,
    signature_key: Option<Key>,
    api: Vec<String>,
    api_user: String,
    api_password: Key,
}

impl Default for File {
    fn default() -> Self {
        let (when_unsure, accounts, hubs, engines, redis) = Default::default();
        Self { listen: Settings::LISTEN, when_unsure, accounts, hubs, engines, redis }
    }
}

impl File {
    pub(super) fn settings(self) -> Result<Settings, ConfigError> {
        let accounts = self.accounts.into_iter().map(Account::credentials).collect::<Result<Vec<_>, _>>()?;
        let (mut hubs, mut callbacks) = (BTreeMap::new(), HashMap::new());
        for mut table in self.hubs {
            if let Some(told) = table.callbacks(&accounts)? {
                callbacks.insert(table.name().to_owned(), Arc::new(told));
            }
            let (name, hub) = table.policy(&accounts)?;
            if hubs.insert(name.clone(), hub).is_some() {
                return Err(ConfigError::new(format_args!("hubs.{name}"), "is there twice"));
            }
        }
        let mut apis = Vec::new();
        for (name, table) in &self.engines {
            apis.extend(table.apis(name)?);
        }
        let engines = self.engines.into_iter().map(|(name, table)| table.settings(&name));
        Ok(Settings {
            listen: self.listen,
            policy: hubs.into_iter().collect(),
            when_unsure: self.when_unsure,
            accounts,
            apis: apis.into_iter().collect(),
            redis: self.redis.map(RedisTable::redis).transpose()?.map(Arc::new),
            callbacks,
            engines: engines.collect::<Result<_, _>>()?,
        })
    }
}

impl Account {
    fn credentials(self) -> Result<Credentials, ConfigError> {
        let member = format!("accounts.{}", self.access_key);
        let credentials = Credentials::new(self.access_key, &*self.secret_key);
        credentials.check().map_err(|error| ConfigError::new(member, error))?;
        Ok(credentials)
    }
}

fn engine_of(name: &str) -> Result<Engine, ConfigError> {
    Engine::named(name).ok_or_else(|| {
        let known = Engine::ALL.map(Engine::name).join(", ");
        ConfigError::new(format_args!("engines.{name}"), format_args!("must be one of {known}"))
    })
}

impl EngineTable {
    fn apis(&self, name: &str) -> Result<Vec<Api>, ConfigError> {
        let engine = engine_of(name)?;
        let wrong = |rule: &dyn fmt::Display| ConfigError::new(format_args!("engines.{name}.api"), rule);
        if !self.api.is_empty() && !Api::ENGINES.contains(&engine) {
            let known = Api::ENGINES.map(Engine::name).join(", ");
            return Err(wrong(&format_args!("is known of {known} alone")));
        }
        let login = || {
            let password = Secret::from(&*self.api_password);
            Some(Login { user: self.api_user.clone(), password }).filter(|login| !login.user.is_empty())
        };
        let api = |url: &String| {
            let endpoint = Endpoint::parse(url).map_err(|error| wrong(&error))?;
            Ok(Api { engine, endpoint, login: login() })
        };
        self.api.iter().map(api).collect()
    }

    fn settings(self, name: &str) -> Result<(Engine, EngineSettings), ConfigError> {
        let engine = engine_of(name)?;
        let member = |member: &str| format!("engines.{name}.{member}");
        let usual = Callers::default();
        let addresses = match self.callers {
            Some(texts) => blocks(&member("callers"), &texts)?,
            None => usual.addresses,
        };
        let secret = secret_of(&member("secret"), self.secret)?;
        if secret.as_ref().is_some_and(|secret| secret.expose().contains(&b'/')) {
            return Err(ConfigError::new(member("secret"), "must have no `/`: it is one segment of a path"));
        }
        let signature_key = secret_of(&member("signature_key"), self.signature_key)?;
        if signature_key.is_some() && engine != Engine::OvenMediaEngine {
            return Err(ConfigError::new(member("signature_key"), "this engine signs nothing: set `secret`"));
        }
        Ok((engine, EngineSettings { callers: Callers { addresses, secret, signature_key } }))
    }
}

fn secret_of(member: &str, key: Option<Key>) -> Result<Option<Secret>, ConfigError> {
    match key {
        Some(key) if key.is_empty() => Err(ConfigError::new(member, "must not be empty")),
        key => Ok(key.map(|key| Secret::from(&*key))),
    }
}

/// Blocks of addresses.
pub(super) fn blocks(member: &str, texts: &[String]) -> Result<Vec<Cidr>, ConfigError> {
    let block = |text: &String| {
        text.parse().map_err(|rule| ConfigError::new(member, format_args!("`{text}` {rule}")))
    };
    texts.iter().map(block).collect()
}

/// A message that says what stands where something else was expected, without it.
pub(super) fn without_text(message: &str) -> String {
    match (message.split_once("string \""), message.rfind("\", expected")) {
        (Some((before, _)), Some(end)) => {
            format!("{before}text{}", message.get(end + 1..).unwrap_or_default())
        }
        _ => message.to_owned(),
    }
}
