use std::{collections::BTreeMap, fmt, time::SystemTime};

use bytes::Bytes;
use http::StatusCode;

use crate::Reason;

/// What the service said when it refused a call.
///
/// `Debug` names the details and measures the body, and shows neither: when a signature is wrong, services send back
/// what they were sent.
///
/// Example: [`Error::api_error`](crate::Error::api_error).
#[derive(Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct ApiError {
    /// The HTTP status, or one of the vendor's own such as 612.
    pub status: StatusCode,
    /// What that means, in words that hold for every vendor.
    pub reason: Reason,
    /// The vendor's own code, where the body has one.
    pub code: Option<String>,
    /// The vendor's words.
    pub message: Option<String>,
    /// The id to quote to the vendor's support.
    pub request_id: Option<String>,
    /// What else the answer told, by the vendor's names.
    pub details: BTreeMap<String, String>,
    /// The service's time, where the body has it: what a wrong clock of the caller's is measured by. The
    /// answer's `Date` header stands in for it.
    pub server_time: Option<SystemTime>,
    /// The text that the service expected to be signed, where it tells on refusing a signature. What was
    /// signed instead is in [`Error::string_to_sign`](crate::Error::string_to_sign).
    pub string_to_sign: Option<String>,
    /// The body as received, at most 4 KiB of it.
    pub body: Bytes,
}

impl ApiError {
    const MOST_BODY: usize = 4096;

    /// An error with nothing but a status and the body it came with. Example: [`Client`](crate::Client).
    pub fn new(status: StatusCode, body: &Bytes) -> Self {
        let body = body.slice(..body.len().min(Self::MOST_BODY));
        Self { status, body, ..Self::default() }
    }
}

impl fmt::Debug for ApiError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { status, reason, code, message, request_id, details, server_time, string_to_sign, body } =
            self;
        f.debug_struct("ApiError")
            .field("status", status)
            .field("reason", reason)
            .field("code", code)
            .field("message", message)
            .field("request_id", request_id)
            .field("details", &details.keys())
            .field("server_time", server_time)
            .field("string_to_sign", string_to_sign)
            .field("body", &format_args!("{} bytes", body.len()))
            .finish()
    }
}

impl fmt::Display for ApiError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.status.as_str())?;
        let code = self.code.as_deref().filter(|code| *code != self.status.as_str());
        for part in code.into_iter().chain(self.message.as_deref()) {
            write!(f, " {}", beginning(part))?;
        }
        if let (None, None) = (&self.code, &self.message) {
            f.write_str(self.status.canonical_reason().map_or("", |_| " "))?;
            f.write_str(self.status.canonical_reason().unwrap_or(" without a message"))?;
        }
        Ok(())
    }
}

/// As much of a text as belongs into a line of a log.
fn beginning(text: &str) -> &str {
    const MOST: usize = 500;
    text.char_indices().nth(MOST).map_or(text, |(end, _)| &text[..end])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_of_any_length_makes_a_line_of_bounded_length() {
        let message = Some("é".repeat(1 << 20));
        let error = ApiError { message, ..ApiError::new(StatusCode::BAD_REQUEST, &Bytes::new()) };
        assert_eq!(error.to_string().chars().count(), 504);
    }

    #[test]
    fn a_code_that_is_the_status_is_said_once() {
        let said = |code: &str| {
            let code = Some(code.to_owned());
            ApiError { code, ..ApiError::new(StatusCode::BAD_REQUEST, &Bytes::new()) }.to_string()
        };
        assert_eq!((said("400").trim(), said("BadName").as_str()), ("400", "400 BadName"));
    }

    #[test]
    fn debug_text_shows_the_refusal_and_neither_its_body_nor_the_values_of_its_details() {
        let mut error = ApiError::new(StatusCode::BAD_REQUEST, &Bytes::from_static(b"hush"));
        error.details.insert("signature".to_owned(), "hush".to_owned());
        let text = format!("{error:?}");
        assert!(text.contains("status: 400") && text.contains(r#"["signature"]"#), "{text}");
        assert!(text.contains("body: 4 bytes") && !text.contains("hush"), "{text}");
    }
}
