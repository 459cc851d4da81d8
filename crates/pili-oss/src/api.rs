mod error_body;

use http::HeaderMap;
use pili_core::{Api, ApiError, Endpoint, Response, Result};

use self::error_body::ErrorBody;
use crate::wire::parse_time;

/// The API of OSS.
///
/// An error's [`details`](ApiError::details) hold all elements of its body by name (`HostId`, `EC`,
/// `ArgumentName` …), and the header `x-oss-ec` under that name, where there is one.
#[derive(Clone, Copy, Debug)]
pub struct Oss;

impl Api for Oss {
    fn error(response: &Response) -> ApiError {
        let mut error = ApiError::new(response.status(), response.body());
        let headers = response.headers();
        error.details = ErrorBody::of(response).into_details();
        let detail = |name: &str| error.details.get(name).filter(|text| !text.is_empty()).cloned();
        error.request_id = header(headers, "x-oss-request-id").or_else(|| detail("RequestId"));
        error.code = detail("Code");
        error.message = detail("Message");
        error.server_time = detail("ServerTime").and_then(|time| parse_time(&time));
        error.string_to_sign = detail("StringToSign");
        error.details.extend(header(headers, "x-oss-ec").map(|ec| ("x-oss-ec".to_owned(), ec)));
        error
    }
}

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
pub fn client(region: &str, credentials: pili_core::auth::Credentials) -> Result<pili_core::Client> {
    pili_core::Client::builder(endpoint(region)?).signer(crate::OssV4::new(credentials, region)).build()
}

fn header(headers: &HeaderMap, name: &str) -> Option<String> {
    headers.get(name)?.to_str().ok().map(str::to_owned)
}
