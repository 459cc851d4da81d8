use axum::body::Body;
use bytes::Bytes;
use http::{HeaderMap, Method, header::AUTHORIZATION};
use pili_auth::oss::{BucketName, ChannelName};

use super::{
    answer::Answer,
    objects,
    operations::{self, Asked},
    refused::Refused,
    signature,
    state::Oss,
    target::Target,
};
use crate::{body, media::StreamId};

/// The largest body of a call, in bytes.
const MOST_BODY: usize = 1 << 20;

/// A call to a bucket: what it addresses, and its parameters. Its signature was checked.
pub(super) struct Call<'a> {
    pub(super) oss: &'a Oss,
    pub(super) target: Target,
    pub(super) body: Bytes,
    is_signed: bool,
    method: Method,
    headers: HeaderMap,
    parameters: Vec<(String, String)>,
}

impl<'a> Call<'a> {
    /// Takes a request without its body apart and checks its signature; that of an object's reader may be missing.
    pub(super) fn receive(oss: &'a Oss, mut request: http::Request<Bytes>) -> Result<Self, Refused> {
        let target = Target::of(&oss.buckets, &request);
        let bucket = target.resource.bucket().to_owned();
        request.extensions_mut().insert(target.resource.clone());
        let parameters = operations::parameters(&request);
        let is_signed = request.headers().contains_key(AUTHORIZATION);
        let method = request.method().clone();
        let headers = request.headers().clone();
        let call = Self { oss, target, body: Bytes::new(), is_signed, method, headers, parameters };
        if is_signed || !call.is_read_of_object() {
            signature::check(&request, &oss.ground.credentials, oss.ground.clock.now())?;
        }
        if BucketName::new(&*bucket).is_err() || !oss.buckets.has(&bucket) {
            return Err(Refused::new(404, "NoSuchBucket", "there is no bucket of this name")
                .with("BucketName", bucket));
        }
        Ok(call)
    }

    /// Reads the body, which no signature of OSS covers; what needs no signature has none.
    pub(super) async fn with_body(mut self, body: Body) -> Result<Self, Refused> {
        if self.is_signed {
            let body = body::bytes(body, MOST_BODY).await;
            self.body =
                body.map_err(|refused| Refused::new(400, "InvalidArgument", refused.message().to_owned()))?;
        }
        Ok(self)
    }

    pub(super) async fn answer(self) -> Answer {
        let asked = Asked { method: &self.method, key: self.key(), parameters: &self.parameters };
        match asked.operation() {
            Some(operation) => (operation.answer)(&self),
            None if self.is_read_of_object() => objects::get(&self).await,
            None => {
                let call = format!("not implemented by pili-local: {} of this resource", self.method);
                Err(Refused::new(501, "NotImplemented", call))
            }
        }
    }

    /// The first value of a parameter.
    pub(super) fn parameter(&self, name: &str) -> Option<&str> {
        self.parameters.iter().find(|(other, _)| other == name).map(|(_, value)| value.as_str())
    }

    pub(super) fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    pub(super) fn bucket(&self) -> &str {
        self.target.resource.bucket()
    }

    pub(super) fn key(&self) -> &str {
        self.target.resource.key()
    }

    /// The channel that the key names.
    pub(super) fn channel(&self) -> Result<StreamId, Refused> {
        self.named(self.key())
    }

    /// A channel of the bucket, its name checked.
    pub(super) fn named(&self, channel: &str) -> Result<StreamId, Refused> {
        let name = ChannelName::new(channel);
        let name = name.map_err(|error| Refused::new(400, "InvalidChannelName", error.to_string()))?;
        Ok(super::gate::stream_id(self.bucket(), name.as_str()))
    }

    fn is_read_of_object(&self) -> bool {
        let reads = matches!(self.method, Method::GET | Method::HEAD);
        reads && !self.key().is_empty() && self.parameter("live").or(self.parameter("vod")).is_none()
    }
}
