//! What Qiniu's APIs have in common on the wire: error bodies and status codes (spec 5).

mod code;

use serde::Deserialize;
use serde_json::Value;

use crate::{Api, ApiError, Response};

pub use code::Code;

/// The APIs of Qiniu: Pili, all versions, and RTC.
#[derive(Clone, Copy, Debug)]
pub struct Qiniu;

impl Api for Qiniu {
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

/// The members that any generation's error body may have (spec 5.1). `error` is a text or a number.
#[derive(Deserialize)]
struct ErrorBody {
    error: Option<Value>,
    message: Option<Value>,
    errno: Option<Value>,
    error_code: Option<Value>,
    code: Option<Value>,
    details: Option<Value>,
    key: Option<Value>,
    /// The local service's.
    string_to_sign: Option<String>,
}

impl ErrorBody {
    fn tell(self, error: &mut ApiError) {
        let (number, words) = match self.error {
            Some(Value::String(words)) => (None, Some(words)),
            other => (other, None),
        };
        error.code = number.or(self.errno).or(self.error_code).or(self.code).as_ref().map(plain);
        error.message = self.message.as_ref().map(plain).or(words);
        error.string_to_sign = self.string_to_sign;
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
        Qiniu::error(&response.body(body.into()).unwrap())
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
    fn an_error_that_states_its_code_by_several_names_is_read_all_the_same() {
        let body = r#"{"error":"bad token","errno":401001,"error_code":"BadToken","code":401}"#;
        let error = error(401, body);
        assert_eq!((error.code.as_deref(), error.message.as_deref()), (Some("401001"), Some("bad token")));
    }

    #[test]
    fn a_body_that_is_no_json_is_kept_as_the_message() {
        let error = error(502, "<html>bad gateway</html>\n");
        assert_eq!(error.message.as_deref(), Some("<html>bad gateway</html>"));
        assert_eq!(error.request_id.as_deref(), Some("abc"));
    }
}
