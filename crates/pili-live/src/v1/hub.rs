use pili_core::auth::names::{HubName, NameError};

use crate::noun::{Named, named};

/// A hub of the 2015 API. Builds operations; holds no client.
///
/// Example: [`Hub::create`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hub {
    pub(super) name: Named<HubName>,
}

impl Hub {
    /// The hub of a name: a text, checked, or a [`HubName`], as it is.
    pub fn new<N: TryInto<HubName, Error: Into<NameError>>>(name: N) -> Self {
        Self { name: named(name) }
    }
}
