use std::time::Duration;

use pili::{
    Client,
    core::{Api, Proxy},
};
use tower::Layer as _;

use super::{Product, Target, verbose::Verbose};
use crate::{environment, failure::Result};

/// What holds for every call.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Limits {
    /// On the whole call; the client's own unless it is set.
    pub(crate) timeout: Option<Duration>,
    /// Whether requests and answers are told on standard error.
    pub(crate) is_verbose: bool,
}

impl Target {
    /// A client of a product's API.
    pub(crate) fn client<A: Api>(&self, product: Product) -> Result<Client<A>> {
        let endpoint = product.endpoint(self)?.value;
        let builder = Client::builder(endpoint).signer(product.signer(self)?).proxy(self.proxy()?);
        let client = match self.limits.is_verbose {
            false => builder.build()?,
            true => {
                let transport = Verbose.layer(builder.hyper_transport()?);
                builder.transport(transport)
            }
        };
        Ok(match self.limits.timeout {
            Some(timeout) => client.with_timeout(timeout),
            None => client,
        })
    }

    /// The proxy that the environment names. None stands between this machine and itself.
    pub(crate) fn proxy(&self) -> Result<Option<Proxy>> {
        if self.is_local {
            return Ok(None);
        }
        Ok(Proxy::from_variables(environment::variable)?)
    }
}
