//! The format `T1==`: Base64 of `partner_id=…&sig=…:` and the signed form (spec 5.1).

use std::str::Utf8Error;

use percent_encoding::percent_decode_str;

use crate::{Credentials, Secret, mac, verify};

pub(super) const PREFIX: &str = "T1==";

/// Signs `data` and wraps the two.
pub(super) fn encode(project: &Credentials, data: &str) -> String {
    let signature = signature(project.secret_key(), data);
    let text = format!("partner_id={}&sig={signature}:{data}", project.access_key());
    let mut token = String::with_capacity(PREFIX.len() + text.len().div_ceil(3) * 4);
    token.push_str(PREFIX);
    mac::push_base64(text.as_bytes(), &mut token);
    token
}

/// A token taken apart.
#[derive(Debug)]
pub(super) struct Parts {
    pub(super) api_key: String,
    signature: String,
    data: String,
}

impl Parts {
    /// Takes a token apart, whichever SDK made it: any order of fields, both Base64 alphabets.
    pub(super) fn of(token: &str) -> Option<Self> {
        let bytes = mac::from_any_base64(token.strip_prefix(PREFIX)?)?;
        let text = String::from_utf8(bytes).ok()?;
        let (head, data) = text.split_once(':')?;
        let named = |name| value(head, name).ok().flatten();
        let (api_key, signature) = (named("partner_id")?, named("sig")?);
        Some(Self { api_key, signature, data: data.to_owned() })
    }

    /// A field of the signed form, if it is there; one without a value is empty.
    pub(super) fn value(&self, name: &str) -> Result<Option<String>, Utf8Error> {
        value(&self.data, name)
    }

    /// Whether the signature is that of the data as received. An empty secret signs nothing.
    pub(super) fn is_signed_with(&self, secret: &Secret) -> bool {
        !secret.is_empty() && verify::same(signature(secret, &self.data), self.signature.to_ascii_lowercase())
    }
}

fn signature(secret: &Secret, data: &str) -> String {
    mac::hex(&mac::hmac_sha1(secret, data.as_bytes()))
}

fn value(form: &str, name: &str) -> Result<Option<String>, Utf8Error> {
    let mut pairs = form.split('&').map(|pair| pair.split_once('=').unwrap_or((pair, "")));
    let Some((_, value)) = pairs.find(|(key, _)| *key == name) else { return Ok(None) };
    let value = value.replace('+', " ");
    Ok(Some(percent_decode_str(&value).decode_utf8()?.into_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::form;

    #[test]
    fn what_anybody_can_sign_with_an_empty_secret_is_not_signed() {
        let project = Credentials::new("1", "");
        let token = encode(&project, &form::encode(&[("session_id", "1_s")]));
        assert!(!Parts::of(&token).unwrap().is_signed_with(project.secret_key()));
    }

    #[test]
    fn a_token_in_the_other_base64_alphabet_is_read_all_the_same() {
        let project = Credentials::new("1", "secret");
        let token = encode(&project, &form::encode(&[("connection_data", "?>?>~~ÿÿ")]));
        let other = format!("T1=={}", token["T1==".len()..].replace('+', "-").replace('/', "_"));
        for token in [token, other] {
            let parts = Parts::of(&token).unwrap();
            assert!(parts.is_signed_with(project.secret_key()));
            assert_eq!(parts.value("connection_data"), Ok(Some("?>?>~~ÿÿ".to_owned())));
        }
    }
}
