use pili_core::{Api, ApiError, Endpoint, Response, Result};
use serde::Deserialize;
use serde_json::Value;

const HOST: &str = "https://api.opentok.com";

/// The API of OpenTok.
#[derive(Clone, Copy, Debug)]
pub struct OpenTok;

impl Api for OpenTok {
    fn error(response: &Response) -> ApiError {
        let mut error = ApiError::new(response.status(), response.body());
        if let Some(body) = ErrorBody::of(response.body()) {
            error.code = body.code.as_ref().map(plain);
            let mut words = [body.message, body.description].into_iter().flatten().map(|words| plain(&words));
            error.message = words.find(|words| !words.is_empty());
        }
        error
    }
}

/// Where the API is served.
///
/// # Errors
/// None.
pub fn endpoint() -> Result<Endpoint> {
    Endpoint::parse(HOST)
}

/// A client of the standard stack for a project's API key and secret: signatures, retries and limits.
///
/// # Errors
/// When the platform has no root certificates, or TLS is not compiled in.
#[cfg(feature = "hyper")]
pub fn client(project: pili_core::auth::Credentials) -> Result<pili_core::Client> {
    let signer = pili_core::auth::opentok::ProjectJwt::new(project);
    pili_core::Client::builder(endpoint()?).signer(signer).build()
}

/// The body of a refusal, JSON or XML (spec 16.1). What proxies answer is neither.
#[derive(Debug, Deserialize)]
struct ErrorBody {
    code: Option<Value>,
    message: Option<Value>,
    description: Option<Value>,
}

#[derive(Deserialize)]
#[serde(rename = "errorPayload")]
struct ErrorPayload {
    code: Option<String>,
    message: Option<String>,
    description: Option<String>,
}

impl ErrorBody {
    fn of(body: &[u8]) -> Option<Self> {
        serde_json::from_slice(body).ok().or_else(|| Self::of_xml(std::str::from_utf8(body).ok()?))
    }

    fn of_xml(body: &str) -> Option<Self> {
        if !body.contains("<errorPayload") {
            return None;
        }
        let ErrorPayload { code, message, description } = quick_xml::de::from_str(body).ok()?;
        let [code, message, description] = [code, message, description].map(|text| text.map(Value::String));
        Some(Self { code, message, description })
    }
}

fn plain(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}
