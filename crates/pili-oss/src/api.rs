mod error_body;

use http::HeaderMap;
use pili_core::{Api, ApiError, Endpoint, Response, Vendor};

use self::error_body::ErrorBody;
use crate::{body, code, time};

/// The API of OSS.
///
/// An error's [`details`](ApiError::details) hold all elements of its body by name (`HostId`, `EC`,
/// `ArgumentName` …), and the header `x-oss-ec` under that name, where there is one.
///
/// Example: [`Code`](crate::Code).
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub enum Oss {}

impl Api for Oss {
    type Vendor = Self;
    const NAME: &'static str = "oss";
    const ENDPOINT: Endpoint = ENDPOINT;
}

impl Vendor for Oss {
    fn is_answer(response: &Response) -> bool {
        body::is_answer(response.body())
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
        error.server_time = detail("ServerTime").and_then(|time| time::parse(&time));
        error.string_to_sign = detail("StringToSign");
        error.details.extend(header(headers, "x-oss-ec").map(|ec| ("x-oss-ec".to_owned(), ec)));
        error
    }
}

/// A client of OSS.
///
/// Example: [`Bucket::channels`](crate::Bucket::channels).
pub type Client<S = pili_core::BoxTransport> = pili_core::Client<Oss, S>;

/// Where the region `cn-hangzhou` is served, that of the vendor's own examples; [`Region`](crate::Region) knows the
/// others.
pub const ENDPOINT: Endpoint = Endpoint::from_static("https://oss-cn-hangzhou.aliyuncs.com");

/// A client of the standard stack for a region and its credentials, temporary ones included: its public endpoint, V4
/// signatures, retries and limits. For another endpoint, V1 signatures or credentials that rotate, see
/// [`Client::builder`](pili_core::Client::builder), [`OssV1`](crate::OssV1) and [`OssV4`](crate::OssV4).
///
/// # Errors
/// When the region is none, the platform has no root certificates, or TLS is not compiled in.
#[cfg(feature = "hyper")]
pub fn client<R>(region: R, credentials: pili_core::auth::Credentials) -> pili_core::Result<Client>
where
    R: TryInto<crate::Region, Error: Into<pili_core::auth::names::NameError>>,
{
    let region = region.try_into().map_err(Into::into)?;
    Client::builder(region.endpoint()).signer(crate::OssV4::new(credentials, region)).build()
}

fn header(headers: &HeaderMap, name: &str) -> Option<String> {
    headers.get(name)?.to_str().ok().map(str::to_owned)
}
