use axum::{
    Extension, Json,
    body::Bytes,
    extract::{FromRequest, Request},
    http::StatusCode,
    response::{IntoResponse, Response},
};
use serde::{Serialize, de::DeserializeOwned};

use crate::{loose, reply};

/// An error answer in the vendor's form (spec 16.1).
#[derive(Clone, Debug)]
pub(crate) struct Refused {
    status: StatusCode,
    code: i64,
    message: String,
}

pub(crate) type Answer<T> = Result<T, Refused>;

impl Refused {
    pub(super) fn new(status: u16, message: impl Into<String>) -> Self {
        let status = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        Self { status, code: status.as_u16().into(), message: message.into() }
    }

    pub(super) fn coded(self, code: i64) -> Self {
        Self { code, ..self }
    }

    pub(super) fn bad(message: impl Into<String>) -> Self {
        Self::new(400, message)
    }

    pub(super) fn not_found(what: &str) -> Self {
        Self::new(404, format!("Not found. There is no such {what}."))
    }

    pub(super) fn nobody() -> Self {
        Self::new(404, "Not found. No clients are actively connected to the OpenTok session.")
    }

    pub(super) fn not_routed(what: &str) -> Self {
        Self::new(409, format!("Only routed sessions are allowed to {what}.")).coded(15008)
    }
}

impl From<Refused> for reply::Refused {
    fn from(refused: Refused) -> Self {
        Self::new(refused.status.as_u16(), refused.message)
    }
}

/// The body of an error. The platform says the same twice.
#[derive(Debug, Serialize)]
#[serde(rename = "errorPayload")]
pub(super) struct Payload<'a> {
    code: i64,
    message: &'a str,
    description: &'a str,
}

impl Refused {
    pub(crate) fn message(&self) -> &str {
        &self.message
    }

    pub(super) fn payload(&self) -> Payload<'_> {
        Payload { code: self.code, message: &self.message, description: &self.message }
    }
}

impl IntoResponse for Refused {
    fn into_response(self) -> Response {
        (self.status, Extension(self.clone()), Json(self.payload())).into_response()
    }
}

/// The JSON of a request, whatever its content type.
#[derive(Debug)]
pub(super) struct Body<T>(pub(super) T);

impl<S: Send + Sync, T: DeserializeOwned> FromRequest<S> for Body<T> {
    type Rejection = Refused;

    async fn from_request(request: Request, state: &S) -> Result<Self, Refused> {
        let body = Bytes::from_request(request, state).await;
        let body = body.map_err(|_| Refused::bad("Invalid request: the body cannot be read"))?;
        let value = loose::json(&body);
        value.map(Self).map_err(|error| Refused::bad(format!("Invalid request: {error}")))
    }
}
