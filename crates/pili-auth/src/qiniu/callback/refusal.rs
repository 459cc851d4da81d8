use std::{error::Error, fmt};

use super::CallbackMistake;
use crate::{StringToSign, VerifyError};

/// Why a callback is refused, and what helps to find out. `Display` says in one line what to do next. No key is
/// ever shown, nor a query or body: they may hold the token of a publish URL.
///
/// ```
/// use pili_auth::{Credentials, VerifyError, qiniu::CallbackVerifier};
/// let request = http::Request::get("https://hooks.example.com/live").header("authorization", "Qiniu ak:forged");
/// let verifier = CallbackVerifier::new(Credentials::new("ak", "sk"));
/// let refusal = verifier.verify(&request.body(bytes::Bytes::new())?).unwrap_err();
/// assert_eq!(refusal.error(), &VerifyError::Mismatch);
/// let text = refusal.string_to_sign().unwrap().to_text();
/// assert_eq!(text, "GET /live\nHost: hooks.example.com\n\n");
/// # Ok::<(), http::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CallbackRefusal {
    pub(super) error: VerifyError,
    pub(super) string_to_sign: Option<StringToSign>,
    pub(super) mistake: Option<CallbackMistake>,
}

impl CallbackRefusal {
    pub(super) fn of(error: VerifyError) -> Self {
        Self { error, string_to_sign: None, mistake: None }
    }

    /// Which part is wrong. Example: [`CallbackRefusal`].
    pub fn error(&self) -> &VerifyError {
        &self.error
    }

    /// The text that the signature should cover, if the request can be described. It holds query and body, so
    /// log it with care. Example: [`CallbackRefusal`].
    pub fn string_to_sign(&self) -> Option<&StringToSign> {
        self.string_to_sign.as_ref()
    }

    /// What is likely to have gone wrong on the way. Example: [`CallbackMistake`].
    pub fn mistake(&self) -> Option<&CallbackMistake> {
        self.mistake.as_ref()
    }
}

impl fmt::Display for CallbackRefusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.error.fmt(f)?;
        match (&self.mistake, &self.error) {
            (Some(mistake), _) => write!(f, ": {mistake}")?,
            (None, VerifyError::Mismatch) => f.write_str(
                ": if host, path, query, content type and body are as they were sent, the key is another one; if \
                 the host is not that of the callback's URL, name that with `public_host`",
            )?,
            _ => return Ok(()),
        }
        match &self.string_to_sign {
            Some(text) => write!(f, ". The text to sign begins `{}`", head(&text.to_text()).escape_debug()),
            None => Ok(()),
        }
    }
}

impl Error for CallbackRefusal {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        Some(&self.error)
    }
}

/// What stands before query and body: of `Qiniu` the lines up to the empty one, of `QBox` the path.
fn head(text: &str) -> String {
    let end = if text.starts_with('/') { "\n" } else { "\n\n" };
    let head = text.split_once(end).map_or(text, |(head, _)| head);
    let (target, lines) = head.split_once('\n').unwrap_or((head, ""));
    let target = target.split_once('?').map_or(target.to_owned(), |(path, _)| format!("{path}?…"));
    if lines.is_empty() { target } else { format!("{target}\n{lines}") }
}

#[cfg(test)]
mod tests {
    use super::head;

    #[test]
    fn neither_query_nor_body_belongs_to_the_head_of_either_scheme() {
        let qiniu = "POST /live?token=secret\nHost: a\nContent-Type: application/json\n\n{\"secret\":\n\n1}";
        assert_eq!(head(qiniu), "POST /live?…\nHost: a\nContent-Type: application/json");
        assert_eq!(head("/live?token=secret\nbody=secret\n\n"), "/live?…");
        assert_eq!(head("/live\n"), "/live");
    }
}
