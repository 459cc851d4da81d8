//! Signatures of the management credential (spec 2).

use std::time::UNIX_EPOCH;

use http::header::AUTHORIZATION;
use pili_auth::{Signer as _, StringToSign, qiniu::QiniuV2};

use super::request::{credentials, of_signing};
use crate::{
    case::Case,
    outcome::{Outcome, same},
};

/// `Qiniu`: the text and the header byte for byte, and our verifier accepts what we signed.
pub(super) fn qiniu(case: Case<'_>) -> Outcome {
    let signer = QiniuV2::new(credentials(case.value)?);
    let mut request = of_signing(case)?;
    same_text(case, &signer.string_to_sign(&request)?)?;
    signer.sign(&mut request, UNIX_EPOCH)?;
    let authorization = request.headers()[AUTHORIZATION].to_str()?;
    same("authorization", case.text("/expected/authorization")?, authorization)?;
    Ok(signer.verify(&request)?)
}

/// Of long texts the files keep what stands before the body, and the length.
fn same_text(case: Case<'_>, text: &StringToSign) -> Outcome {
    let produced = text.to_text();
    let Some(head) = case.get("/expected/string_to_sign_before_body") else {
        return same("string_to_sign", case.text("/expected/string_to_sign")?, &*produced);
    };
    let head = head.as_str().unwrap_or_default();
    same("string_to_sign before the body", head, produced.get(..head.len()).unwrap_or(&produced))?;
    let length: usize = case.number("/expected/string_to_sign_length")?.try_into()?;
    same("length of string_to_sign", length, text.as_bytes().len())
}
