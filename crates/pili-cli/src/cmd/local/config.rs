//! What the service begins with, from a file.

use std::{fs, path::Path};

use pili_local::{Refused, Seed};

use crate::failure::{Failure, Result};

pub(super) fn read(file: Option<&Path>) -> Result<Option<Seed>> {
    let Some(file) = file else { return Ok(None) };
    let wrong =
        |why: &dyn std::fmt::Display| Failure::usage(format_args!("--config {}: {why}", file.display()));
    let text = fs::read_to_string(file).map_err(|error| wrong(&error))?;
    text.parse().map(Some).map_err(|error: pili_local::SeedError| wrong(&error))
}

pub(super) fn cannot_begin(refused: Refused) -> Failure {
    Failure::usage(format_args!("--config: {}", refused.message()))
}
