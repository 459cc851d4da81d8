//! Domains of a hub: the noun, and one operation a file (spec 4.5).

mod bind;
mod bind_vod;
mod cert;
mod info;
mod list;
mod unbind;
mod url_rewrite;

use pili_core::{
    Endpoint, Result, Url,
    auth::names::{DomainName, NameError},
};

use crate::{
    Hub,
    noun::{Named, checked, named},
};

pub use bind::Bind;
pub use bind_vod::BindVod;
pub use cert::Cert;
pub use info::Info;
pub use list::List;
pub use unbind::Unbind;
pub use url_rewrite::Rewrite;

/// A domain of a hub, for publishing or playing. Builds operations; holds no client.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Domain {
    hub: Hub,
    name: Named<DomainName>,
}

impl Hub {
    /// The domain of a name: a text, checked, or a [`DomainName`], as it is.
    pub fn domain<N: TryInto<DomainName, Error: Into<NameError>>>(&self, name: N) -> Domain {
        Domain { hub: self.clone(), name: named(name) }
    }
}

impl Domain {
    /// `/v2/hubs/{hub}/domains/{domain}`.
    fn url(&self, endpoint: &Endpoint) -> Result<Url> {
        Ok(self.hub.url(endpoint)?.path(["domains", checked(&self.name)?.as_str()]))
    }
}
