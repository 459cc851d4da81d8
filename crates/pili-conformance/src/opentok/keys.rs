//! Keys in PEM: what is taken, and what the others are said to be.

use std::fmt::Debug;

use pili_auth::{
    jwt,
    rsa::{KeyError, PrivateKey, PublicKey, Rs256Key as _},
};

use crate::{
    case::Case,
    outcome::{Difference, Outcome, holds, same},
};

pub(super) fn check(case: Case<'_>) -> Outcome {
    let pem = case.text("/pem")?;
    if let Some(key) = taken("private", case.text("/as_private")?, PrivateKey::from_pem(pem))? {
        signs(case, &key)?;
    }
    if let Some(key) = taken("public", case.text("/as_public")?, PublicKey::from_pem(pem))? {
        holds(key.verify(text(case)?, &signature(case)?), || {
            "does not verify OpenSSL's signature".to_owned()
        })?;
    }
    Ok(())
}

/// RS256 is deterministic: ours are the signature and the token of others.
fn signs(case: Case<'_>, key: &PrivateKey) -> Outcome {
    let signed = key.sign(text(case)?)? == signature(case)?;
    holds(signed, || "signs otherwise than OpenSSL".to_owned())?;
    let token = jwt::encode_rs256(case.at("/claims")?, key)?;
    same("token", case.text("/token")?, token.as_str())?;
    jwt::verify_rs256(&token, &key.public_key())?;
    Ok(())
}

fn taken<K: Debug>(half: &str, expected: &str, read: Result<K, KeyError>) -> Outcome<Option<K>> {
    let said = match read {
        Ok(key) if expected == "taken" => return Ok(Some(key)),
        Ok(_) => "taken".to_owned(),
        Err(KeyError::Kind { found, .. }) => format!("{found:?}"),
        Err(KeyError::Rejected(_)) => "Rejected".to_owned(),
        Err(error) => format!("{error:?}"),
    };
    same(half, expected, said.as_str())?;
    Ok(None)
}

fn text<'a>(case: Case<'a>) -> Outcome<&'a [u8]> {
    let text = case.file["text"].as_str().map(str::as_bytes);
    text.ok_or_else(|| Difference::new("the file has no `text`"))
}

fn signature(case: Case<'_>) -> Outcome<Vec<u8>> {
    let hex = case.text("/signature_hex")?;
    let byte = |at: usize| hex.get(at..at + 2).and_then(|digits| u8::from_str_radix(digits, 16).ok());
    let bytes: Option<Vec<u8>> = (0..hex.len()).step_by(2).map(byte).collect();
    bytes.ok_or_else(|| Difference::new("`signature_hex` is no hex"))
}
