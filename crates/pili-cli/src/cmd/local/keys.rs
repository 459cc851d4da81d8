//! The keys of the service: those of the caller, or on this machine alone the ones that everybody knows.

use std::net::IpAddr;

use pili::{Credentials, auth::Secret};
use pili_local::{DEMO_ACCESS_KEY, DEMO_PUBLISH_KEY, DEMO_SECRET_KEY};

use super::host::is_of_this_machine;
use crate::{
    args::{self, Rule},
    environment,
    failure::{Failure, Result},
    target,
};

/// The variable that the secret key is in.
const SECRET_KEY: &str = "PILI_LOCAL_SECRET_KEY";
/// The variable that the publish key is in.
const PUBLISH_KEY: &str = "PILI_LOCAL_PUBLISH_KEY";

#[derive(Debug)]
pub(super) struct Keys {
    pub(super) account: Credentials,
    /// Of the hubs, for the rules that have one.
    pub(super) publish_key: String,
}

impl Keys {
    pub(super) fn of(args: &args::Local, host: IpAddr, secret_stdin: bool) -> Result<Self> {
        let secret_key = match environment::variable(SECRET_KEY) {
            _ if secret_stdin => target::from_stdin("secret key")?,
            Some(secret_key) => secret_key.into(),
            None => DEMO_SECRET_KEY.into(),
        };
        let publish_key = environment::variable(PUBLISH_KEY).unwrap_or_else(|| DEMO_PUBLISH_KEY.to_owned());
        if !is_of_this_machine(host) {
            let has_key = matches!(args.publish_rule, Rule::Static | Rule::Expiry | Rule::Dynamic);
            check_own("keys", secret_key != Secret::from(DEMO_SECRET_KEY), args, || {
                format!("give --access-key and {SECRET_KEY} (or --secret-stdin), or leave --host out")
            })?;
            check_own("publish key", !has_key || publish_key != DEMO_PUBLISH_KEY, args, || {
                format!("give {PUBLISH_KEY}, or leave --host out")
            })?;
        }
        Ok(Self { account: Credentials::new(&*args.access_key, secret_key), publish_key })
    }

    /// Whether everybody knows the secret key.
    pub(super) fn are_of_the_demo(&self) -> bool {
        self.account.access_key() == DEMO_ACCESS_KEY && *self.account.secret_key() == DEMO_SECRET_KEY.into()
    }
}

/// Refuses what everybody knows where everybody can come.
fn check_own(what: &str, is_own: bool, args: &args::Local, advice: impl Fn() -> String) -> Result {
    if is_own {
        return Ok(());
    }
    let failure = Failure::usage(format_args!(
        "everybody knows the demo {what}, and --host {} can be reached from elsewhere",
        args.host
    ));
    Err(failure.advise(advice()))
}
