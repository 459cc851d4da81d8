//! The environment of the program, read here and nowhere else.

use std::env;

/// A variable that is set, and not to nothing.
#[allow(
    clippy::disallowed_methods,
    reason = "a program may read its environment; the libraries below do not"
)]
pub(crate) fn variable(name: &str) -> Option<String> {
    env::var(name).ok().filter(|value| !value.is_empty())
}
