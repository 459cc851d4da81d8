use http::{HeaderMap, StatusCode};
use pili_core::{ApiError, Idempotency, Response, Vendor};

use crate::{code, error_body};

/// How the APIs of Qiniu answer, of live streaming and of RTC, in every generation.
///
/// ```
/// use pili_core::{Reason, Response, Vendor};
/// use pili_qiniu::Qiniu;
///
/// let mut refused = Response::new(r#"{"error":"stream existed"}"#.into());
/// *refused.status_mut() = http::StatusCode::from_u16(614)?;
/// let error = Qiniu::error(&refused);
/// assert_eq!((error.reason, error.message.as_deref()), (Reason::AlreadyExists, Some("stream existed")));
/// # Ok::<(), http::status::InvalidStatusCode>(())
/// ```
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub enum Qiniu {}

impl Vendor for Qiniu {
    /// A body that is empty or a JSON object, array or `null`.
    fn is_answer(response: &Response) -> bool {
        let body = response.body().trim_ascii();
        matches!(body, b"" | b"null" | [b'{', .., b'}'] | [b'[', .., b']'])
    }

    fn error(response: &Response) -> ApiError {
        let mut error = ApiError::new(response.status(), response.body());
        error.request_id = Self::request_id(response.headers()).map(str::to_owned);
        error_body::read(response.body(), &mut error);
        error.reason = code::reason(&error);
        error
    }

    /// The first `X-Reqid`: it may occur twice or hold a comma list.
    fn request_id(headers: &HeaderMap) -> Option<&str> {
        let value = headers.get("x-reqid")?.to_str().ok()?;
        value.split(',').next().map(str::trim)
    }

    /// 573 is Qiniu's 429.
    fn is_passing(status: StatusCode, idempotency: Idempotency) -> bool {
        match status.as_u16() {
            429 | 500 | 502..=504 | 573 => true,
            408 | 425 => idempotency == Idempotency::Idempotent,
            _ => false,
        }
    }

    /// Qiniu refuses with 6xx too; 579 and 599 come after the effect.
    fn is_refusal(status: StatusCode) -> bool {
        matches!(status.as_u16(), 400..=499 | 573 | 600..=699)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn response(status: u16, body: &'static str) -> Response {
        let response =
            http::Response::builder().status(status).header("x-reqid", "abc, def").header("x-reqid", "ghi");
        response.body(body.into()).unwrap()
    }

    fn read(status: u16, body: &'static str) -> ApiError {
        Qiniu::error(&response(status, body))
    }

    #[test]
    fn errors_of_every_generation_are_read() {
        let v2 = read(612, r#"{"error":"stream not found"}"#);
        assert_eq!((v2.code, v2.message.as_deref()), (None, Some("stream not found")));
        let v1 = read(404, r#"{"error":"not found","message":"no such stream","errno":404001}"#);
        assert_eq!((v1.code.as_deref(), v1.message.as_deref()), (Some("404001"), Some("no such stream")));
        let first = read(400, r#"{"error":400002,"message":"empty","details":{"name":{"error":400002}}}"#);
        assert_eq!((first.code.as_deref(), first.message.as_deref()), (Some("400002"), Some("empty")));
        assert_eq!(first.details["details"], r#"{"name":{"error":400002}}"#);
    }

    #[test]
    fn an_error_that_states_its_code_by_several_names_is_read_all_the_same() {
        let error = read(401, r#"{"error":"bad token","errno":401001,"error_code":"BadToken","code":401}"#);
        assert_eq!((error.code.as_deref(), error.message.as_deref()), (Some("401001"), Some("bad token")));
    }

    #[test]
    fn a_body_that_is_no_json_is_kept_as_the_message() {
        let error = read(502, "<html>bad gateway</html>\n");
        assert_eq!(error.message.as_deref(), Some("<html>bad gateway</html>"));
        assert_eq!(error.request_id.as_deref(), Some("abc"));
    }

    #[test]
    fn a_page_put_in_between_is_no_answer() {
        for body in ["", " \n", "null", "{}", "[]", "{\"a\":1}\n", "[1]"] {
            assert!(Qiniu::is_answer(&response(200, body)), "{body}");
        }
        for body in ["<html></html>", "OK", "{", "}", "please log in", "{<html>"] {
            assert!(!Qiniu::is_answer(&response(200, body)), "{body}");
        }
    }
}
