use http::StatusCode;
use pili_core::{Api, ApiError, Endpoint, Error, Response, Result};
use serde::Deserialize;
use serde_json::Value;

const HOST: &str = "https://pili.qiniuapi.com";
const IAM_HOST: &str = "https://pili-iam.qiniuapi.com";

/// The API of Pili, all versions.
#[derive(Clone, Copy, Debug)]
pub struct Pili;

impl Api for Pili {
    fn error(response: &Response) -> ApiError {
        let mut error = ApiError::new(response.status(), response.body());
        error.request_id = request_id(response);
        match serde_json::from_slice::<ErrorBody>(response.body()) {
            Ok(body) => body.tell(&mut error),
            Err(_) => error.message = text(response.body()),
        }
        error
    }
}

/// Where the API is served for an access key: keys of IAM sub-accounts (`IAM-`, 44 characters) have a host of
/// their own (spec 1; vendor page 9885).
///
/// # Errors
/// None at present; the signature leaves room for keys that name a region.
pub fn endpoint(access_key: &str) -> Result<Endpoint> {
    let iam = access_key.starts_with("IAM-") && access_key.len() == 44;
    Endpoint::parse(if iam { IAM_HOST } else { HOST })
}

/// A client of the standard stack for a key pair: the right host, signatures, retries and limits.
///
/// # Errors
/// When the platform has no root certificates, or TLS is not compiled in.
#[cfg(feature = "hyper")]
pub fn client(credentials: pili_core::auth::Credentials) -> Result<pili_core::Client> {
    let endpoint = endpoint(credentials.access_key())?;
    let signer = pili_core::auth::qiniu::QiniuV2::new(credentials);
    pili_core::Client::builder(endpoint).signer(signer).build()
}

/// What Pili's own status codes mean (spec 5.2).
///
/// ```
/// # use pili_live::{Code, core::{ApiError, Error, Response}};
/// # let error = Error::api(ApiError::default(), &Response::default());
/// if Code::of(&error) == Some(Code::AlreadyExists) { /* somebody was faster */ }
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Code {
    /// 612, or 404: no such stream, hub or app.
    NotFound,
    /// 614: the stream already exists.
    AlreadyExists,
    /// 615: the room is not active.
    RoomNotActive,
    /// 616: the hub does not belong to the account.
    HubMismatch,
    /// 619: the stream is not live, or has no data in the span.
    NoData,
    /// 401: bad token; [`Error::string_to_sign`] has what was signed.
    Unauthorized,
    /// 573 or 429: too many calls.
    TooManyCalls,
}

impl Code {
    /// The meaning of an error's status, if it is one of these.
    pub fn of(error: &Error) -> Option<Self> {
        error.api_error().and_then(|error| Self::of_status(error.status))
    }

    pub(crate) fn of_status(status: StatusCode) -> Option<Self> {
        Some(match status.as_u16() {
            404 | 612 => Self::NotFound,
            614 => Self::AlreadyExists,
            615 => Self::RoomNotActive,
            616 => Self::HubMismatch,
            619 => Self::NoData,
            401 => Self::Unauthorized,
            429 | 573 => Self::TooManyCalls,
            _ => return None,
        })
    }
}

/// The members that any generation's error body may have (spec 5.1). `error` is a text or a number.
#[derive(Deserialize)]
struct ErrorBody {
    error: Option<Value>,
    message: Option<Value>,
    #[serde(alias = "error_code", alias = "code")]
    errno: Option<Value>,
    details: Option<Value>,
    key: Option<Value>,
}

impl ErrorBody {
    fn tell(self, error: &mut ApiError) {
        let (number, words) = match self.error {
            Some(Value::String(words)) => (None, Some(words)),
            other => (other, None),
        };
        error.code = number.or(self.errno).as_ref().map(plain);
        error.message = self.message.as_ref().map(plain).or(words);
        for (name, value) in [("details", self.details), ("key", self.key)] {
            error.details.extend(value.map(|value| (name.to_owned(), plain(&value))));
        }
    }
}

fn plain(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

/// Some proxies and old servers answer in plain text.
fn text(body: &[u8]) -> Option<String> {
    let text = String::from_utf8_lossy(body.get(..256).unwrap_or(body));
    let text = text.trim();
    (!text.is_empty()).then(|| text.to_owned())
}

/// The first `X-Reqid`: it may occur twice or hold a comma list.
fn request_id(response: &Response) -> Option<String> {
    let value = response.headers().get("x-reqid")?.to_str().ok()?;
    value.split(',').next().map(|id| id.trim().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn error(status: u16, body: &'static str) -> ApiError {
        let response =
            http::Response::builder().status(status).header("x-reqid", "abc, def").header("x-reqid", "ghi");
        Pili::error(&response.body(body.into()).unwrap())
    }

    #[test]
    fn errors_of_every_generation_are_read() {
        let v2 = error(612, r#"{"error":"stream not found"}"#);
        assert_eq!((v2.code, v2.message.as_deref()), (None, Some("stream not found")));
        let v1 = error(404, r#"{"error":"not found","message":"no such stream","errno":404001}"#);
        assert_eq!((v1.code.as_deref(), v1.message.as_deref()), (Some("404001"), Some("no such stream")));
        let first = error(400, r#"{"error":400002,"message":"empty","details":{"name":{"error":400002}}}"#);
        assert_eq!((first.code.as_deref(), first.message.as_deref()), (Some("400002"), Some("empty")));
        assert_eq!(first.details["details"], r#"{"name":{"error":400002}}"#);
    }

    #[test]
    fn a_body_that_is_no_json_is_kept_as_the_message() {
        let error = error(502, "<html>bad gateway</html>\n");
        assert_eq!(error.message.as_deref(), Some("<html>bad gateway</html>"));
        assert_eq!(error.request_id.as_deref(), Some("abc"));
    }

    #[test]
    fn keys_of_sub_accounts_have_a_host_of_their_own() {
        let iam = format!("IAM-{}", "x".repeat(40));
        assert_eq!(endpoint(&iam).unwrap().host(), "pili-iam.qiniuapi.com");
        assert_eq!(endpoint("IAM-short").unwrap().host(), "pili.qiniuapi.com");
    }
}
