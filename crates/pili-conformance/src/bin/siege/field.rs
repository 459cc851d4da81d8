use std::net::SocketAddr;

use pili_auth::Credentials;
use pili_conformance::{Addresses, Service};
use pili_core::{Endpoint, RetryPolicy};
use pili_live::Client;
use pili_local::{DEMO_ACCESS_KEY, DEMO_HUB, DEMO_SECRET_KEY};

use crate::Outcome;

/// Where everything happens, and who is let in.
#[derive(Debug)]
pub(crate) struct Field {
    addresses: Addresses,
    pub(crate) http: SocketAddr,
    pub(crate) rtmp: SocketAddr,
    pub(crate) srt: SocketAddr,
}

/// The stream that plays throughout.
pub(crate) const GOOD: &str = "good";

impl Field {
    pub(crate) fn new(service: &Service) -> Outcome<Self> {
        let addresses @ Addresses { http, rtmp, srt } = service.addresses;
        Ok(Self { addresses, http, rtmp, srt: srt.ok_or("it does not listen for SRT")? })
    }

    pub(crate) fn client(&self) -> Outcome<Client> {
        let at = Endpoint::parse(&format!("http://{}", self.http))?;
        Ok(pili_live::builder(credentials()).endpoint(at).build()?)
    }

    /// One that says what it was told at once.
    pub(crate) fn hasty_client(&self) -> Outcome<Client> {
        let at = Endpoint::parse(&format!("http://{}", self.http))?;
        Ok(pili_live::builder(credentials()).endpoint(at).retry(RetryPolicy::repeats(0)).build()?)
    }

    pub(crate) fn publish_url(&self, key: &str) -> Outcome<String> {
        Ok(self.addresses.publish_url(key)?)
    }

    pub(crate) fn path(&self, key: &str, kind: &str) -> String {
        format!("/{DEMO_HUB}/{key}.{kind}")
    }
}

fn credentials() -> Credentials {
    Credentials::new(DEMO_ACCESS_KEY, DEMO_SECRET_KEY)
}
