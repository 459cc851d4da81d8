use std::borrow::Cow;

use axum::{
    Extension, Json,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use serde_json::json;

use crate::reply::Refused as Plain;

/// An error answer in the form of the first generation (spec 5.1): a number, whose first three digits are the
/// status, and words.
#[derive(Clone, Debug)]
pub(super) struct Refused {
    code: u32,
    message: Cow<'static, str>,
}

impl Refused {
    pub(super) const NOT_FOUND: Self = Self::fixed(404_001, "not found");
    pub(super) const START_MISSING: Self = Self::fixed(400_013, "starttime is missing");
    pub(super) const END_MISSING: Self = Self::fixed(400_014, "endtime is missing");

    const fn fixed(code: u32, message: &'static str) -> Self {
        Self { code, message: Cow::Borrowed(message) }
    }

    pub(super) fn new(code: u32, message: impl Into<Cow<'static, str>>) -> Self {
        Self { code, message: message.into() }
    }
}

impl From<Plain> for Refused {
    fn from(plain: Plain) -> Self {
        let code = match plain.status() {
            400 => 400_000,
            413 => 413_000,
            612 | 619 => 404_001,
            501 => 501_000,
            _ => 500_000,
        };
        Self::new(code, plain.message().to_owned())
    }
}

impl IntoResponse for Refused {
    fn into_response(self) -> Response {
        let status =
            u16::try_from(self.code / 1000).ok().and_then(|status| StatusCode::from_u16(status).ok());
        let body = Json(json!({ "error": self.code, "message": self.message }));
        let status = status.unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        (status, Extension(Plain::new(status.as_u16(), self.message)), body).into_response()
    }
}
