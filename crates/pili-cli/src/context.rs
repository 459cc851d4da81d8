//! What a command has at hand.

use pili::auth::Secret;

use crate::{
    args::Global,
    calls::Calls,
    config::Config,
    environment,
    failure::Result,
    output::{Format, Output},
    target::{self, Flags, Limits, Served, Target},
};

/// What a command has at hand: where it writes, and where its calls go.
#[derive(Debug)]
pub(crate) struct Context {
    pub(crate) output: Output,
    global: Global,
}

impl Context {
    pub(crate) fn new(global: Global) -> Self {
        let format = match (global.json, global.jsonl) {
            (true, _) => Format::Json,
            (_, true) => Format::JsonLines,
            _ => Format::Text,
        };
        Self { output: Output::new(format, global.quiet, global.color.into()), global }
    }

    pub(crate) fn is_verbose(&self) -> bool {
        self.global.verbose
    }

    /// Where calls go, and with which keys.
    pub(crate) fn target(&self) -> Result<Target> {
        target::resolve(self.flags()?, environment::variable, &Config::read()?)
    }

    /// The same, but the local service unless a flag names another.
    pub(crate) fn target_or_local(&self) -> Result<Target> {
        let mut flags = self.flags()?;
        if flags.endpoint.is_none() {
            flags.local.get_or_insert_with(|| target::LOCAL.to_owned());
        }
        target::resolve(flags, environment::variable, &Config::read()?)
    }

    /// Where calls of a product go, and what shows their answers.
    pub(crate) fn calls<A: Served>(&self) -> Result<(Calls<A>, Target)> {
        let target = self.target()?;
        Ok((Calls::new(&target, self.output)?, target))
    }

    /// The profile that flags or environment name, to change it.
    pub(crate) fn profile_name(&self) -> Option<String> {
        self.global.profile.clone().or_else(|| environment::variable("PILI_PROFILE"))
    }

    /// A secret for a setting: from standard input, or from the keyboard.
    pub(crate) fn secret(&self, name: &str) -> Result<Secret> {
        target::from_stdin_or_prompt(name)
    }

    /// Whether the secret key is to be read from standard input.
    pub(crate) fn secret_stdin(&self) -> bool {
        self.global.secret_stdin
    }

    fn flags(&self) -> Result<Flags> {
        let Global { profile, local, endpoint, access_key, secret_stdin, timeout, verbose, .. } =
            &self.global;
        let Global { application, private_key_file, .. } = &self.global;
        let secret_key = secret_stdin.then(|| target::from_stdin("secret key")).transpose()?;
        Ok(Flags {
            profile: profile.clone(),
            local: local.clone(),
            endpoint: endpoint.clone(),
            access_key: access_key.clone(),
            secret_key,
            application: application.clone(),
            private_key_file: private_key_file.clone(),
            limits: Limits { timeout: *timeout, is_verbose: *verbose },
        })
    }
}
