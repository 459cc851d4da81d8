use pili::{Endpoint, auth::Secret};
use pili_local::{DEMO_ACCESS_KEY, DEMO_SECRET_KEY};

use super::{Application, Found, Limits, Source, Target};
use crate::{
    config::{Config, Profile, Setting},
    failure::{Failure, Result},
};

/// Where `pili local` listens unless it is told otherwise.
pub(crate) const LOCAL: &str = "http://127.0.0.1:8935";

/// What the command line says about the target.
#[derive(Debug, Default)]
pub(crate) struct Flags {
    pub(crate) profile: Option<String>,
    pub(crate) local: Option<String>,
    pub(crate) endpoint: Option<String>,
    pub(crate) access_key: Option<String>,
    /// Read from standard input.
    pub(crate) secret_key: Option<Secret>,
    pub(crate) application: Option<String>,
    pub(crate) private_key_file: Option<String>,
    pub(crate) limits: Limits,
}

/// Decides by the flags, the environment and the configuration file, in this order.
pub(crate) fn resolve(
    flags: Flags,
    variable: impl Fn(&str) -> Option<String>,
    config: &Config,
) -> Result<Target> {
    let profile = profile(&flags, &variable, config)?;
    let told = Told { profile: profile.as_ref().map(|profile| &profile.value), variable: &variable };
    let local = found(flags.local, "--local").or_else(|| told.by_profile(Setting::Local));
    // With an endpoint of its own a call leaves this machine, whatever the profile says of a local service.
    let local = local.filter(|_| flags.endpoint.is_none());
    let is_local = local.is_some();
    let told = Told { variable: &|name| variable(name).filter(|_| !is_local), ..told };
    let endpoint = found(flags.endpoint, "--endpoint").or(local);
    let endpoint = endpoint.or_else(|| told.otherwise("PILI_ENDPOINT", Setting::Endpoint));
    let endpoint = endpoint.map(|text| text.try_map(|text| Endpoint::parse(&text))).transpose()?;
    // Whoever gives the key of a project on the command line means that, whatever else is set.
    let is_project = flags.access_key.is_some();
    let application = found(flags.application, "--application");
    let application = application.or_else(|| told.application().filter(|_| !is_project));
    let application = application.map(|id| told.with_key_file(id, flags.private_key_file));
    let access_key = found(flags.access_key, "--access-key");
    let access_key = access_key.or_else(|| told.otherwise("PILI_ACCESS_KEY", Setting::AccessKey));
    let demo = |value: &str| is_local.then(|| Found::new(value.to_owned(), Source::Demo));
    let access_key = access_key.or_else(|| demo(DEMO_ACCESS_KEY));
    let secret_key = flags.secret_key.map(|secret| Found::new(secret, Source::StandardInput));
    let secret_key = secret_key.or_else(|| told.secret_key_of(&access_key.as_ref()?.value));
    Ok(Target { profile, endpoint, access_key, secret_key, application, is_local, limits: flags.limits })
}

/// What the environment and the profile say.
struct Told<'a> {
    profile: Option<&'a Profile>,
    variable: &'a dyn Fn(&str) -> Option<String>,
}

impl Told<'_> {
    fn otherwise(&self, variable: &'static str, setting: Setting) -> Option<Found<String>> {
        let environment =
            (self.variable)(variable).map(|value| Found::new(value, Source::Variable(variable)));
        environment.or_else(|| self.by_profile(setting))
    }

    fn by_profile(&self, setting: Setting) -> Option<Found<String>> {
        let profile = self.profile?;
        Some(Found::new(profile.text(setting)?.to_owned(), Source::Profile(profile.name().to_owned())))
    }

    fn application(&self) -> Option<Found<String>> {
        self.otherwise("PILI_APPLICATION", Setting::Application)
    }

    /// The file of the profile belongs to the application of the profile alone.
    fn with_key_file(&self, id: Found<String>, flag: Option<String>) -> Application {
        let variable = "PILI_PRIVATE_KEY_FILE";
        let key_file = found(flag, "--private-key-file");
        let key_file =
            key_file.or_else(|| Some(Found::new((self.variable)(variable)?, Source::Variable(variable))));
        let is_own =
            self.profile.is_some_and(|profile| profile.text(Setting::Application) == Some(&id.value));
        let of_profile = || self.by_profile(Setting::PrivateKeyFile).filter(|_| is_own);
        Application { key_file: key_file.or_else(of_profile), id }
    }

    /// The environment's belongs to whatever key is used; that of a profile, or of the demo, to its own key alone.
    fn secret_key_of(&self, access_key: &str) -> Option<Found<Secret>> {
        let variable = "PILI_SECRET_KEY";
        if let Some(secret) = (self.variable)(variable) {
            return Some(Found::new(secret.into(), Source::Variable(variable)));
        }
        let profile = self.profile.filter(|profile| profile.text(Setting::AccessKey) == Some(access_key));
        if let Some((profile, secret)) = profile.and_then(|p| Some((p, p.secret(Setting::SecretKey)?))) {
            return Some(Found::new(secret.clone(), Source::Profile(profile.name().to_owned())));
        }
        (access_key == DEMO_ACCESS_KEY).then(|| Found::new(DEMO_SECRET_KEY.into(), Source::Demo))
    }
}

/// The profile that is named, or the one in use. `--local` takes only one that a flag names.
fn profile(
    flags: &Flags,
    variable: impl Fn(&str) -> Option<String>,
    config: &Config,
) -> Result<Option<Found<Profile>>> {
    let named = found(flags.profile.clone(), "--profile");
    let otherwise = || {
        let variable =
            variable("PILI_PROFILE").map(|name| Found::new(name, Source::Variable("PILI_PROFILE")));
        variable.or_else(|| Some(Found::new(config.in_use()?.to_owned(), Source::InUse)))
    };
    let named = named.or_else(|| if flags.local.is_some() { None } else { otherwise() });
    let Some(Found { value: name, source }) = named else { return Ok(None) };
    let profile = config.profile(&name).ok_or_else(|| {
        let what =
            format!("there is no profile `{name}` in {}, which the {source} names", config.path().display());
        Failure::usage(what).advise("`pili config list` lists the profiles")
    })?;
    Ok(Some(Found::new(profile, source)))
}

fn found(value: Option<String>, flag: &'static str) -> Option<Found<String>> {
    value.map(|value| Found::new(value, Source::Flag(flag)))
}

#[cfg(test)]
mod tests;
