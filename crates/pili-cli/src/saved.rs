//! Requests that were saved: as they were sent, or as a command line of curl.

mod curl;
mod raw;

use std::{
    fs,
    io::{self, Read as _},
    path::Path,
};

use pili::core::Request;

use crate::{
    args::Saved,
    failure::{Failure, Result},
};

/// Reads the request that the command line names.
pub(crate) fn read(saved: &Saved) -> Result<Request> {
    if !saved.curl.is_empty() {
        return curl::parse(&saved.curl);
    }
    let bytes = bytes_of(&saved.file)?;
    match std::str::from_utf8(&bytes).map(str::trim) {
        Ok(text) if text.starts_with("curl ") => curl::parse_line(text),
        _ => raw::parse(&bytes),
    }
}

/// What is in a file; in standard input for `-`.
pub(crate) fn bytes_of(path: &Path) -> Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let read = match path == Path::new("-") {
        true => io::stdin().read_to_end(&mut bytes).map(|_| bytes),
        false => fs::read(path),
    };
    read.map_err(|error| Failure::usage(format_args!("cannot read {}: {error}", path.display())))
}
