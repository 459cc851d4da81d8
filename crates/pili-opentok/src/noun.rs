use std::fmt;

use pili_core::{Endpoint, Result, Url};

/// A noun with a path of its own.
pub trait Noun: Clone + fmt::Debug + Eq + 'static {
    /// Its path.
    fn url(&self, endpoint: &Endpoint) -> Result<Url>;
}
