use std::borrow::Cow;

use axum::http::StatusCode;
use bytes::Bytes;
use http::HeaderValue;
use quick_xml::escape::escape;

use super::answer::{DECLARATION, typed};
use crate::{events::Explained, media::Refusal, reply};

/// An error answer in the vendor's form.
#[derive(Clone, Debug)]
pub(super) struct Refused {
    status: u16,
    code: &'static str,
    message: Cow<'static, str>,
    ec: Option<&'static str>,
    details: Vec<(&'static str, String)>,
    explained: Option<Box<Explained>>,
}

impl Refused {
    pub(super) fn new(status: u16, code: &'static str, message: impl Into<Cow<'static, str>>) -> Self {
        Self { status, code, message: message.into(), ec: None, details: Vec::new(), explained: None }
    }

    /// 400 `InvalidArgument`.
    pub(super) fn argument(message: impl Into<Cow<'static, str>>) -> Self {
        Self::new(400, "InvalidArgument", message)
    }

    /// The fine-grained code.
    pub(super) fn ec(self, ec: &'static str) -> Self {
        Self { ec: Some(ec), ..self }
    }

    /// A further element.
    pub(super) fn with(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.details.push((name, value.into()));
        self
    }

    /// What is wrong with the signature, for those who look into it.
    pub(super) fn explained(self, explained: Explained) -> Self {
        Self { explained: Some(Box::new(explained)), ..self }
    }

    /// The same, for a publisher.
    pub(super) fn into_refusal(self) -> Refusal {
        Refusal::new(format!("{}: {}", self.code, self.message))
    }

    pub(super) fn into_response(self, id: &str, host: &str) -> http::Response<Bytes> {
        tracing::debug!(code = self.code, reason = %self.message, id, "refused a call to a bucket");
        let mut response = typed("application/xml", self.document(id, host).into());
        *response.status_mut() = StatusCode::from_u16(self.status).unwrap_or(StatusCode::BAD_REQUEST);
        let reason = format!("{}: {}", self.code, self.message);
        response.extensions_mut().insert(reply::Refused::new(self.status, reason));
        if let Some(explained) = self.explained {
            response.extensions_mut().insert(*explained);
        }
        if let Some(ec) = self.ec {
            response.headers_mut().insert("x-oss-ec", HeaderValue::from_static(ec));
        }
        response
    }

    fn document(&self, id: &str, host: &str) -> String {
        let fixed = [("Code", self.code), ("Message", &*self.message), ("RequestId", id), ("HostId", host)];
        let ec = self.ec.map(|ec| ("EC", ec));
        let details = self.details.iter().map(|(name, value)| (*name, value.as_str()));
        let elements = fixed.into_iter().chain(ec).chain(details);
        let elements: String =
            elements.map(|(name, value)| format!("<{name}>{}</{name}>", escape(value))).collect();
        format!("{DECLARATION}<Error>{elements}</Error>")
    }
}
