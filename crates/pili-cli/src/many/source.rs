//! Where the names come from.

use std::{fs, io, path::Path};

use super::failures;
use crate::{
    args::Chosen,
    failure::{Failure, Result},
};

/// The names that the command line chooses; `list` finds those of a prefix.
pub(crate) async fn names<F>(chosen: Chosen, list: impl FnOnce(String) -> F) -> Result<Vec<String>>
where
    F: Future<Output = Result<Vec<String>>>,
{
    let Chosen { names, prefix, from_file } = chosen;
    match (prefix, from_file) {
        (Some(prefix), _) => list(prefix).await,
        (_, Some(path)) => from_lines(&path),
        _ => Ok(names),
    }
}

fn from_lines(path: &Path) -> Result<Vec<String>> {
    let text = match path == Path::new("-") {
        true => io::read_to_string(io::stdin()),
        false => fs::read_to_string(path),
    };
    let text =
        text.map_err(|error| Failure::usage(format_args!("cannot read {}: {error}", path.display())))?;
    Ok(text.lines().filter_map(failures::name).map(str::to_owned).collect())
}
