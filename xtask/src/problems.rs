//! What a check found wrong, all of it, so that one run shows everything there is to mend.

use crate::Result;

/// Fails with one line per problem, or passes when there is none.
pub(crate) fn none(what: &str, problems: &[String]) -> Result {
    if problems.is_empty() {
        return Ok(());
    }
    Err(format!("{what}:\n  {}", problems.join("\n  ")).into())
}
