//! Secrets from standard input or from the keyboard, never from an argument.

use std::io::{self, IsTerminal as _, Read as _};

use pili::auth::Secret;

use crate::failure::{Failure, Result};

/// Reads standard input to its end; a line break at the end is no part of the secret.
pub(crate) fn from_stdin(name: &str) -> Result<Secret> {
    let mut text = String::new();
    let read = io::stdin().take(64 << 10).read_to_string(&mut text);
    read.map_err(|error| {
        Failure::usage(format_args!("cannot read the {name} from standard input: {error}"))
    })?;
    match text.trim_end_matches(['\r', '\n']) {
        "" => Err(Failure::usage(format_args!("standard input holds no {name}"))),
        secret => Ok(secret.into()),
    }
}

/// Asks a person, if there is one.
pub(super) fn prompt(name: &str) -> Result<Option<Secret>> {
    if !io::stdin().is_terminal() || !io::stderr().is_terminal() {
        return Ok(None);
    }
    let typed = rpassword::prompt_password(format!("{name}: "));
    let typed = typed.map_err(|error| Failure::usage(format_args!("cannot read the {name}: {error}")))?;
    Ok(Some(typed).filter(|typed| !typed.is_empty()).map(Secret::from))
}

/// Reads standard input, or asks a person if that is a terminal.
pub(crate) fn from_stdin_or_prompt(name: &str) -> Result<Secret> {
    match prompt(name)? {
        Some(secret) => Ok(secret),
        None => from_stdin(name),
    }
}
