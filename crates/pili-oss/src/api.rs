mod error_body;

use http::HeaderMap;
use pili_core::{Api, ApiError, Endpoint, Response, Result};

use self::error_body::ErrorBody;
use crate::{code, wire::parse_time, xml};

/// The API of OSS.
///
/// An error's [`details`](ApiError::details) hold all elements of its body by name (`HostId`, `EC`,
/// `ArgumentName` …), and the header `x-oss-ec` under that name, where there is one.
#[derive(Clone, Copy, Debug)]
pub enum Oss {}

impl Api for Oss {
    const NAME: &'static str = "oss";
    /// The region of the vendor's own examples; see [`endpoint`] for others.
    const ENDPOINT: Endpoint = Endpoint::from_static("https://oss-cn-hangzhou.aliyuncs.com");

    fn is_answer(response: &Response) -> bool {
        let body = response.body().trim_ascii();
        body.is_empty() || body.starts_with(b"#EXTM3U") || xml::is_document(body)
    }

    fn request_id(headers: &HeaderMap) -> Option<&str> {
        headers.get("x-oss-request-id")?.to_str().ok()
    }

    fn error(response: &Response) -> ApiError {
        let mut error = ApiError::new(response.status(), response.body());
        let headers = response.headers();
        error.details = ErrorBody::of(response).into_details();
        let detail = |name: &str| error.details.get(name).filter(|text| !text.is_empty()).cloned();
        error.request_id = header(headers, "x-oss-request-id").or_else(|| detail("RequestId"));
        error.code = detail("Code");
        error.reason = code::reason(error.code.as_deref(), response.status());
        error.message = detail("Message");
        error.server_time = detail("ServerTime").and_then(|time| parse_time(&time));
        error.string_to_sign = detail("StringToSign");
        error.details.extend(header(headers, "x-oss-ec").map(|ec| ("x-oss-ec".to_owned(), ec)));
        error
    }
}

/// A client of OSS.
pub type Client<S = pili_core::BoxTransport> = pili_core::Client<Oss, S>;

/// Where a region is served publicly: `https://oss-<region>.aliyuncs.com`.
///
/// # Errors
/// When the region is no part of a host name.
pub fn endpoint(region: &str) -> Result<Endpoint> {
    Endpoint::parse(&format!("https://oss-{region}.aliyuncs.com"))
}

/// A client of the standard stack for a region and a key pair: its public endpoint, V4 signatures, retries and
/// limits. For another endpoint, V1 signatures or temporary credentials, see
/// [`Client::builder`](pili_core::Client::builder), [`OssV1`](crate::OssV1) and [`OssV4`](crate::OssV4).
///
/// # Errors
/// When the region is no part of a host name, the platform has no root certificates, or TLS is not compiled in.
#[cfg(feature = "hyper")]
pub fn client(region: &str, credentials: pili_core::auth::Credentials) -> Result<Client> {
    Client::builder(endpoint(region)?).signer(crate::OssV4::new(credentials, region)).build()
}

fn header(headers: &HeaderMap, name: &str) -> Option<String> {
    headers.get(name)?.to_str().ok().map(str::to_owned)
}
