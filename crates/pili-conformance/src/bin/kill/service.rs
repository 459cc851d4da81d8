use std::{path::Path, process::Command};

use pili_conformance::Service;

use crate::Outcome;

/// Digits, as keys of OpenTok's projects are.
pub(crate) const ACCESS_KEY: &str = "45678123";
pub(crate) const SECRET_KEY: &str = "9f0c4e1b7a2d5c8e3f60718293a4b5c6d7e8f901";

pub(crate) fn start(data: &Path) -> Outcome<Service> {
    with(Service::command()?, data)
}

/// One whose files may not grow beyond so many blocks of 512 bytes.
pub(crate) fn start_with_room(data: &Path, blocks: u32) -> Outcome<Service> {
    with(Service::command_with_room(blocks)?, data)
}

fn with(mut command: Command, data: &Path) -> Outcome<Service> {
    command.args(["--access-key", ACCESS_KEY, "--data"]).arg(data);
    Ok(Service::start(command.env("PILI_LOCAL_SECRET_KEY", SECRET_KEY))?)
}
