//! Where calls go, and with which keys: flags first, then the environment, then a profile.
//!
//! With `--local` it is a service on this machine, and the environment is left alone: its keys are those of
//! production. Then keys come from flags or from the profile that `--profile` names, else they are the demo keys.

mod application;
mod client;
mod found;
mod product;
mod resolve;
mod secrets;
mod verbose;

use pili::{Credentials, Endpoint, auth::Secret, opentok};

use crate::{
    config::{Profile, Setting},
    environment,
    exit::Exit,
    failure::{Failure, Result},
};

pub(crate) use application::Application;
pub(crate) use client::Limits;
pub(crate) use found::{Found, Source};
pub(crate) use product::{Product, Served};
pub(crate) use resolve::{Flags, LOCAL, resolve};
pub(crate) use secrets::{from_stdin, from_stdin_or_prompt};

/// Where calls go, and with which keys.
#[derive(Debug)]
pub(crate) struct Target {
    pub(crate) profile: Option<Found<Profile>>,
    /// Where all calls go; without it, to each product's own host.
    pub(crate) endpoint: Option<Found<Endpoint>>,
    pub(crate) access_key: Option<Found<String>>,
    pub(crate) secret_key: Option<Found<Secret>>,
    /// Who calls OpenTok; without it, the project of the key pair.
    pub(crate) application: Option<Application>,
    /// Whether that is a service on this machine.
    pub(crate) is_local: bool,
    pub(crate) limits: Limits,
}

impl Target {
    /// The key pair; a person is asked for a secret that is nowhere else.
    pub(crate) fn credentials(&self) -> Result<Credentials> {
        let Some(access_key) = &self.access_key else {
            let failure = Failure::usage("there is no access key");
            return Err(failure.advise(
                "set PILI_ACCESS_KEY and PILI_SECRET_KEY, or a profile with `pili config set`, or use --local",
            ));
        };
        let secret_key = match &self.secret_key {
            Some(secret) => secret.value.clone(),
            None => secrets::prompt(&format!("secret key of {}", access_key.value))?.ok_or_else(|| {
                let failure = Failure::usage(format_args!(
                    "there is no secret key for the access key `{}`",
                    access_key.value
                ));
                failure.advise("set PILI_SECRET_KEY, or pass it on standard input with --secret-stdin")
            })?,
        };
        Ok(Credentials::new(&*access_key.value, secret_key))
    }

    /// Who calls OpenTok: the application, or the project of the key pair.
    pub(crate) fn of_opentok(&self) -> Result<opentok::Credentials> {
        match &self.application {
            Some(application) => application.credentials(),
            None => Ok(self.credentials()?.into()),
        }
    }

    /// The key pair, if it is there without asking.
    pub(crate) fn known_credentials(&self) -> Option<Credentials> {
        let (access_key, secret_key) = (self.access_key.as_ref()?, self.secret_key.as_ref()?);
        Some(Credentials::new(&*access_key.value, secret_key.value.clone()))
    }

    /// The hub: the flag's, else that of the environment, the profile or the local service.
    pub(crate) fn hub(&self, flag: Option<String>) -> Result<String> {
        let local = self.is_local.then_some(pili_local::DEMO_HUB);
        self.setting(flag, Setting::Hub, "PILI_HUB", local).ok_or_else(|| {
            Failure::usage("no hub is named").advise("pass --hub, or set PILI_HUB or a profile's hub")
        })
    }

    /// The RTC app: likewise.
    pub(crate) fn app(&self, flag: Option<String>) -> Result<String> {
        self.setting(flag, Setting::App, "PILI_APP", None).ok_or_else(|| {
            Failure::usage("no app is named").advise("pass --app, or set PILI_APP or a profile's app")
        })
    }

    /// The bucket of OSS: likewise.
    pub(crate) fn bucket(&self, flag: Option<String>) -> Result<String> {
        let local = self.is_local.then_some(pili_local::DEMO_BUCKET);
        self.setting(flag, Setting::Bucket, "PILI_BUCKET", local).ok_or_else(|| {
            Failure::usage("no bucket is named")
                .advise("pass --bucket, or set PILI_BUCKET or a profile's bucket")
        })
    }

    /// A setting that is no secret: the flag's, else that of the environment, the profile, or `otherwise`.
    pub(crate) fn setting(
        &self,
        flag: Option<String>,
        setting: Setting,
        variable: &str,
        otherwise: Option<&str>,
    ) -> Option<String> {
        let environment = || environment::variable(variable).filter(|_| !self.is_local);
        let profile = || self.profile.as_ref().and_then(|profile| profile.value.text(setting));
        flag.or_else(environment).or_else(|| profile().or(otherwise).map(str::to_owned))
    }

    /// A key that is no key of the account: from standard input if so told, else from the environment or the
    /// profile, else a person is asked.
    pub(crate) fn key(&self, from_stdin: bool, setting: Setting, variable: &'static str) -> Result<Secret> {
        let name = setting.name();
        if from_stdin {
            return secrets::from_stdin(&name);
        }
        let known = self.known_key(setting, variable);
        let asked = || secrets::prompt(&name).transpose();
        known.map(Ok).or_else(asked).unwrap_or_else(|| {
            let failure = Failure::new(Exit::Usage, format_args!("there is no {name}"));
            Err(failure.advise(format!("set {variable}, or pass it on standard input with --key-stdin")))
        })
    }

    /// The same, if it is there without asking.
    pub(crate) fn known_key(&self, setting: Setting, variable: &str) -> Option<Secret> {
        let environment = environment::variable(variable).map(Secret::from);
        environment.or_else(|| self.profile.as_ref()?.value.secret(setting).cloned())
    }
}
