//! Signatures of requests and callbacks (spec 2).

use pili_auth::{
    Signer, StringToSign,
    qiniu::{CallbackVerifier, PathForm, QiniuV2},
};
use serde_json::Value;

use super::{
    request::{credentials, of_signing},
    scheme::{Scheme, Signed},
};
use crate::{
    case::Case,
    outcome::{Outcome, holds, same},
};

/// Text and header byte for byte; our verifier accepts what we signed.
pub(super) fn scheme(case: Case<'_>, word: &str) -> Outcome {
    let scheme = Scheme::of(word, credentials(case.value)?)?;
    let signed = scheme.sign(&of_signing(case)?)?;
    same_text(case, &signed.text)?;
    same("authorization", case.text("/expected/authorization")?, signed.authorization.as_str())?;
    let signature = signed.authorization.rsplit(':').next().unwrap_or_default();
    same("signature", case.text("/expected/signature")?, signature)?;
    Ok(scheme.verify(&signed.request)?)
}

/// `Qiniu`, and the deviations of other SDKs that our switches offer.
pub(super) fn qiniu(case: Case<'_>) -> Outcome {
    scheme(case, "Qiniu")?;
    case.list("/disagree").iter().try_for_each(|other| deviation(case, other))
}

/// A callback is genuine or is not.
pub(super) fn callback(case: Case<'_>) -> Outcome {
    let verifier = CallbackVerifier::new(credentials(case.value)?).accept_qbox();
    let verdict = verifier.verify(&of_signing(case)?);
    let genuine = case.at("/expected/genuine")? == true;
    let refused = verdict.is_err() && case.tagged("contested");
    holds(verdict.is_ok() == genuine || refused, || {
        format!("genuine: expected {genuine}, produced {verdict:?}")
    })
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

fn deviation(case: Case<'_>, other: &Value) -> Outcome {
    let standard = QiniuV2::new(credentials(case.value)?);
    let reason = other["reason"].as_str().unwrap_or_default();
    let Some(signer) = reason.split("; ").try_fold(standard, switched) else {
        return Ok(());
    };
    let expected = other["authorization"].as_str().unwrap_or_default();
    let signed = Signed::by(&signer as &dyn Signer, &of_signing(case)?)?;
    same(&format!("authorization of an SDK that {reason}"), expected, signed.authorization.as_str())
}

/// The signer that deviates so, if we offer that.
fn switched(signer: QiniuV2, reason: &str) -> Option<QiniuV2> {
    match reason {
        "treats a missing Content-Type as application/x-www-form-urlencoded (and sends that header)" => {
            Some(signer.form_by_default())
        }
        "signs the percent-decoded path" => Some(signer.path_form(PathForm::Decoded)),
        "leaves out bodies of 1 MiB or more" => Some(signer.body_limit(1 << 20)),
        _ => None,
    }
}
