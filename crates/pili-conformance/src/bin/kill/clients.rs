use std::time::{Duration, SystemTime};

use bytes::Bytes;
use pili_auth::{Clock, Credentials, oss::OssV4, qiniu::QiniuV2};
use pili_conformance::Addresses;
use pili_core::{Endpoint, HyperTransport, RetryPolicy};
use pili_live::{Hub, stream::Format};
use pili_opentok::ProjectJwt;
use pili_urls::{oss_rtmp::PublishUrl, publish::PublishAuth};
use tower::ServiceExt as _;

use crate::{
    Outcome,
    service::{ACCESS_KEY, SECRET_KEY},
};

pub(crate) const HUB: &str = "demo";
pub(crate) const BUCKET: &str = "demo-bucket";
/// The status that says so.
const NO_DATA: u16 = 619;

/// Clients of a service, of every product. None repeats a call.
#[derive(Clone, Debug)]
pub(crate) struct Clients {
    pub(crate) pili: pili_live::Client,
    pub(crate) oss: pili_oss::Client,
    pub(crate) rtc: pili_rtc::Client,
    pub(crate) opentok: pili_opentok::Client,
    transport: HyperTransport,
    addresses: Addresses,
}

pub(crate) fn credentials() -> Credentials {
    Credentials::new(ACCESS_KEY, SECRET_KEY)
}

pub(crate) fn now() -> SystemTime {
    Clock::system().now()
}

impl Clients {
    pub(crate) fn of(addresses: Addresses) -> Outcome<Self> {
        let endpoint = Endpoint::parse(&format!("http://{}", addresses.http))?;
        let transport = HyperTransport::new(&endpoint)?;
        let (keys, over) = (credentials(), transport.clone());
        let pili: pili_live::Client = pili_live::Client::builder(endpoint.clone())
            .signer(QiniuV2::new(keys.clone()))
            .retry(RetryPolicy::repeats(0))
            .transport(over.clone());
        Ok(Self {
            oss: pili_oss::Client::builder(endpoint.clone())
                .signer(OssV4::new(keys.clone(), "cn-hangzhou"))
                .retry(RetryPolicy::repeats(0))
                .transport(over.clone()),
            opentok: pili_opentok::Client::builder(endpoint.clone())
                .signer(ProjectJwt::new(keys))
                .retry(RetryPolicy::repeats(0))
                .transport(over),
            rtc: pili.clone().for_api(),
            pili,
            transport,
            addresses,
        })
    }

    /// What lies at a path, with its status.
    pub(crate) async fn get(&self, path: &str) -> Outcome<(u16, Bytes)> {
        let url = format!("http://{}/{path}", self.addresses.http);
        let response = self.transport.clone().oneshot(http::Request::get(url).body(Bytes::new())?).await?;
        Ok((response.status().as_u16(), response.into_body()))
    }

    /// Saves what was recorded of a stream of the hub: where the file is, and what is in it; `None` if nothing is held.
    pub(crate) async fn save(&self, key: &str) -> Outcome<Option<(String, Bytes)>> {
        let asked = Hub::new(HUB).stream(key).save_as().format(Format::Flv);
        let saved = match self.pili.send(asked).await {
            Ok(saved) => saved,
            Err(error) if error.status().is_some_and(|status| status == NO_DATA) => return Ok(None),
            Err(error) => return Err(error.into()),
        };
        let path = format!("{HUB}/files/{}", saved.fname);
        match self.get(&path).await? {
            (200, body) => Ok(Some((path, body))),
            (status, _) => Err(format!("{path} is answered with {status}").into()),
        }
    }

    /// What a test does in the place of others: `POST` below `/_local`.
    pub(crate) async fn local(&self, path: &str, body: serde_json::Value) -> Outcome<serde_json::Value> {
        let url = format!("http://{}/_local/{path}", self.addresses.http);
        let request = http::Request::post(url).header("content-type", "application/json");
        let request = request.body(Bytes::from(body.to_string()))?;
        let response = self.transport.clone().oneshot(request).await?;
        match response.status().is_success() {
            true => Ok(serde_json::from_slice(response.body())?),
            false => Err(format!("{path}: {} {:?}", response.status(), response.body()).into()),
        }
    }

    /// Where to publish a stream of the hub.
    pub(crate) fn stream_url(&self, key: &str) -> Outcome<String> {
        let expires_at = now() + Duration::from_secs(600);
        let plain = format!("rtmp://{}/{HUB}/{key}", self.addresses.rtmp);
        Ok(PublishAuth::ExpirySk { credentials: credentials(), expires_at }.sign(&plain)?)
    }

    /// Where to publish to a channel of the bucket.
    pub(crate) fn channel_url(&self, channel: &str) -> Outcome<String> {
        let url = PublishUrl::new(&self.addresses.rtmp.to_string(), BUCKET, channel)?;
        Ok(url.playlist_name("live.m3u8").sign(&credentials(), now() + Duration::from_secs(600))?)
    }
}
