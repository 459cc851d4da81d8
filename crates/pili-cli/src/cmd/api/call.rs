use std::marker::PhantomData;

use bytes::Bytes;
use http::{HeaderName, HeaderValue, Method, Uri, header::CONTENT_TYPE};
use pili::{
    Endpoint, Error, Operation,
    auth::oss::{Addressing, OssResource},
    core::{Api, Idempotency, Request, Response, Result},
};

/// A call of any method and path.
#[derive(Debug)]
pub(super) struct Call {
    method: Method,
    path: String,
    headers: Vec<(HeaderName, HeaderValue)>,
    body: Bytes,
    bucket: Option<String>,
}

impl Call {
    pub(super) fn new(
        method: Method,
        path: String,
        headers: Vec<(HeaderName, HeaderValue)>,
        body: Vec<u8>,
        bucket: Option<String>,
    ) -> Self {
        Self { method, path, headers, body: body.into(), bucket }
    }

    /// The call to a product's API.
    pub(super) fn of<A>(self) -> Of<A> {
        Of { call: self, api: PhantomData }
    }
}

/// A call of any method and path to an API.
#[derive(Debug)]
pub(super) struct Of<A> {
    call: Call,
    api: PhantomData<fn() -> A>,
}

impl<A: Api> Operation for Of<A> {
    type Output = Response;
    type Api = A;
    const NAME: &'static str = "api";
    /// What a call does is not known here; only reading is surely safe to repeat.
    const IDEMPOTENCY: Idempotency = Idempotency::NonIdempotent;

    fn idempotency(&self) -> Idempotency {
        match self.call.method.is_safe() {
            true => Idempotency::Idempotent,
            false => Idempotency::NonIdempotent,
        }
    }

    fn encode(&self, endpoint: &Endpoint) -> Result<Request> {
        let call = &self.call;
        if !call.path.starts_with('/') {
            return Err(Error::invalid("path", "must begin with `/`"));
        }
        let (endpoint, path, resource) = match (A::NAME, &call.bucket) {
            ("oss", bucket) => of_bucket(endpoint, bucket.as_deref().unwrap_or_default(), &call.path)?,
            _ => (endpoint.clone(), call.path.clone(), None),
        };
        let uri: Uri = format!("{endpoint}{path}")
            .parse()
            .map_err(|_| Error::invalid("path", "must be a path and a query, percent-encoded"))?;
        let mut request = Request::new(call.body.clone());
        *request.method_mut() = call.method.clone();
        *request.uri_mut() = uri;
        if !call.body.is_empty() && serde_json::from_slice::<serde_json::Value>(&call.body).is_ok() {
            request.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
        }
        for (name, value) in &call.headers {
            request.headers_mut().insert(name, value.clone());
        }
        if let Some(resource) = resource {
            request.extensions_mut().insert(resource);
        }
        Ok(request)
    }

    fn decode(&self, response: &Response) -> Result<Response> {
        Ok(response.clone())
    }
}

/// The host and the path of a key in a bucket, and what OSS signs of them.
fn of_bucket(
    endpoint: &Endpoint,
    bucket: &str,
    path: &str,
) -> Result<(Endpoint, String, Option<OssResource>)> {
    let key = path.split('?').next().unwrap_or_default().trim_start_matches('/');
    let key = percent_encoding::percent_decode_str(key).decode_utf8();
    let key = key.map_err(|_| Error::invalid("path", "must be UTF-8, percent-encoded"))?;
    let resource = Some(OssResource::new(bucket, key));
    match (bucket, Addressing::default().at(endpoint.host())) {
        ("", _) => Ok((endpoint.clone(), path.to_owned(), resource)),
        (_, Addressing::Path) => Ok((endpoint.clone(), format!("/{bucket}{path}"), resource)),
        _ => Ok((endpoint.subdomain(bucket)?, path.to_owned(), resource)),
    }
}
