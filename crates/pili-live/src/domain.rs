//! Domains of a hub: the noun, and one operation a file (spec 4.5).
//!
//! Example: [`Domain::info`](crate::domain::Domain::info).

pub(crate) mod bind;
pub(crate) mod bind_vod;
mod info;
pub(crate) mod list;
pub(crate) mod set_cert;
mod set_url_rewrite;
mod unbind;

use pili_core::{
    Endpoint, Result, Url,
    auth::names::{DomainName, NameError},
    open_enum,
};

use crate::{
    Hub,
    noun::{Named, checked, named},
};

pub use bind::Bind;
pub use bind_vod::BindVod;
pub use info::{CallbackConfig, CallbackType, DomainInfo, Info, IpLimit, PlaySecurity, PlaySecurityType};
pub use list::{DomainItem, List};
pub use set_cert::SetCert;
pub use set_url_rewrite::{SetUrlRewrite, UrlRewrite, UrlRule};
pub use unbind::Unbind;

/// A domain of a hub, for publishing or playing. Builds operations; holds no client.
///
/// Example: [`Domain::bind`].
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

open_enum! {
    /// What a domain is for.
    ///
    /// Example: [`Domain::bind`].
    DomainType {
        /// Publishing over RTMP.
        PublishRtmp = "publishRtmp",
        /// Playing over RTMP.
        LiveRtmp = "liveRtmp",
        /// Playing HLS.
        LiveHls = "liveHls",
        /// Playing HTTP-FLV.
        LiveHdl = "liveHdl",
    }
}

impl Domain {
    /// `/v2/hubs/{hub}/domains/{domain}`.
    fn url(&self, endpoint: &Endpoint) -> Result<Url> {
        Ok(self.hub.url(endpoint)?.path(["domains", checked(&self.name)?.as_str()]))
    }
}
