use pili_core::ApiError;
use serde::Deserialize;
use serde_json::Value;

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

/// Adds what a body tells to an error.
pub(crate) fn read(body: &[u8], error: &mut ApiError) {
    match serde_json::from_slice::<ErrorBody>(body) {
        Ok(body) => body.tell(error),
        Err(_) => error.message = text(body),
    }
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
