use std::{net::SocketAddr, time::Duration};

use bytes::Bytes;
use pili_auth::{Clock, Credentials};
use pili_core::{Endpoint, RetryPolicy};
use pili_live::Client;
use pili_local::{DEMO_ACCESS_KEY, DEMO_HUB, DEMO_SECRET_KEY};
use pili_urls::publish::PublishAuth;

use crate::{
    Outcome,
    service::{Addresses, Service},
};

/// Where everything happens, and who is let in.
#[derive(Debug)]
pub(crate) struct Field {
    pub(crate) http: SocketAddr,
    pub(crate) rtmp: SocketAddr,
    pub(crate) srt: SocketAddr,
}

/// The stream that plays throughout.
pub(crate) const GOOD: &str = "good";

impl Field {
    pub(crate) fn new(service: &Service) -> Self {
        let Addresses { http, rtmp, srt } = service.addresses;
        Self { http, rtmp, srt }
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
        let expires_at = Clock::system().now() + Duration::from_secs(3_600);
        let plain = format!("rtmp://{}/{DEMO_HUB}/{key}", self.rtmp);
        Ok(PublishAuth::ExpirySk { credentials: credentials(), expires_at }.sign(&plain)?)
    }

    pub(crate) fn path(&self, key: &str, kind: &str) -> String {
        format!("/{DEMO_HUB}/{key}.{kind}")
    }
}

fn credentials() -> Credentials {
    Credentials::new(DEMO_ACCESS_KEY, DEMO_SECRET_KEY)
}

/// A picture as H.264 lays it out; nobody decodes it.
pub(crate) fn picture(is_key: bool, size: usize) -> Bytes {
    let mut body = if is_key { vec![0x17, 1, 0, 0, 0] } else { vec![0x27, 1, 0, 0, 0] };
    body.extend(((size - 9) as u32).to_be_bytes());
    body.push(if is_key { 0x65 } else { 0x41 });
    body.resize(size, 0x5A);
    body.into()
}

/// Of H.264: baseline, 320×240.
pub(crate) const CONFIGURATION: &[u8] = &[
    0x17, 0, 0, 0, 0, 1, 0x42, 0xC0, 0x0D, 0xFF, 0xE1, 0, 8, 0x67, 0x42, 0xC0, 0x0D, 0xDA, 0x05, 0x07, 0xE4,
    1, 0, 4, 0x68, 0xCE, 0x3C, 0x80,
];
