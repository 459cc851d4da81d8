//! `pili config`: the file of profiles.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::{
    args,
    config::{self, Config, Profile, Setting},
    context::Context,
    failure::{Failure, Result},
    output::Shape,
};

const PROFILES: Shape = Shape::new(&["profile", "inUse", "setting", "value"]);
const VALUE: Shape = Shape::new(&["profile", "setting", "value"]);
const PATH: Shape = Shape::new(&["path"]);

/// The profile that is made when none is named and none is there.
const FIRST: &str = "default";

pub(super) fn run(command: args::Config, context: &Context) -> Result {
    match command {
        args::Config::Set { setting, value } => set(setting, value, context),
        args::Config::Unset { setting } => unset(setting, context),
        args::Config::Get { setting } => get(setting, context),
        args::Config::List => list(context),
        args::Config::Path => {
            let path = config::path()?.display().to_string();
            context.output.essence(&path, &json!({ "path": path }), &PATH)
        }
        args::Config::Use { name } => use_profile(&name, context),
    }
}

fn set(setting: Setting, value: Option<String>, context: &Context) -> Result {
    let mut config = Config::read()?;
    let profile = profile_name(&config, context);
    let value = match (value, setting.is_secret()) {
        (Some(_), true) => {
            let failure = Failure::usage(format_args!(
                "{} is a secret, which an argument would show to others of this machine",
                setting.name()
            ));
            return Err(failure.advise("leave the value out: it is asked for, or read from standard input"));
        }
        (None, true) => text_of(context.secret(&setting.name())?.expose())?,
        (Some(value), false) if !value.trim().is_empty() => value,
        (_, false) => return Err(Failure::usage(format_args!("{} needs a value", setting.name()))),
    };
    if matches!(setting, Setting::Endpoint | Setting::Local) {
        pili::Endpoint::parse(&value)?;
    }
    config.set(&profile, setting, &value);
    config.write()?;
    context.output.note(format_args!(
        "set {} of profile {profile} in {}",
        setting.name(),
        config.path().display()
    ));
    Ok(())
}

fn unset(setting: Setting, context: &Context) -> Result {
    let mut config = Config::read()?;
    let profile = profile_name(&config, context);
    if !config.unset(&profile, setting) {
        return Err(not_set(&profile, setting));
    }
    config.write()
}

fn get(setting: Setting, context: &Context) -> Result {
    let config = Config::read()?;
    let name = profile_name(&config, context);
    let profile = config.profile(&name);
    if setting.is_secret() {
        return Err(Failure::usage(format_args!("{} is a secret, which is not shown", setting.name())));
    }
    let value = profile.as_ref().and_then(|profile| profile.text(setting));
    let value = value.ok_or_else(|| not_set(&name, setting))?;
    let told = json!({ "profile": name, "setting": setting.name(), "value": value });
    context.output.essence(value, &told, &VALUE)
}

fn list(context: &Context) -> Result {
    let config = Config::read()?;
    let mut list = context.output.list(&PROFILES);
    for profile in config.profiles() {
        let is_in_use = config.in_use() == Some(profile.name());
        for (setting, value) in settings(&profile) {
            list.push(&json!({
                "profile": profile.name(),
                "inUse": is_in_use,
                "setting": setting,
                "value": value,
            }))?;
        }
    }
    list.end()
}

/// The settings by name, secrets without their value.
fn settings(profile: &Profile) -> BTreeMap<String, Value> {
    let value = |setting| profile.text(setting).map_or_else(|| "(set, not shown)".into(), Value::from);
    profile.settings().map(|setting| (setting.name(), value(setting))).collect()
}

fn use_profile(name: &str, context: &Context) -> Result {
    let mut config = Config::read()?;
    if config.profile(name).is_none() {
        let failure =
            Failure::usage(format_args!("there is no profile `{name}` in {}", config.path().display()));
        return Err(failure.advise("`pili config list` lists the profiles"));
    }
    config.use_profile(name);
    config.write()?;
    context.output.note(format_args!("profile {name} is in use"));
    Ok(())
}

fn profile_name(config: &Config, context: &Context) -> String {
    let in_use = || config.in_use().unwrap_or(FIRST).to_owned();
    context.profile_name().unwrap_or_else(in_use)
}

fn not_set(profile: &str, setting: Setting) -> Failure {
    Failure::usage(format_args!("profile `{profile}` has no {}", setting.name()))
}

fn text_of(secret: &[u8]) -> Result<String> {
    let text = std::str::from_utf8(secret).map_err(|_| Failure::usage("the secret is no text"))?;
    Ok(text.to_owned())
}
