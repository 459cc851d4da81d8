//! Header signatures: the text that is signed, the signature, and every header that is added.

use bytes::Bytes;
use http::{HeaderValue, Request, header::AUTHORIZATION};
use pili_core::{
    Endpoint,
    auth::{
        Signer, StringToSign, VerifyError,
        oss::{Authorization, OssResource, OssV4},
        qiniu,
    },
};
use pili_oss::Bucket;

use super::{
    call::call,
    input::{Keys, pairs},
    query,
};
use crate::{
    case::Case,
    outcome::{Outcome, holds, same},
};

pub(super) fn v1(case: Case<'_>) -> Outcome {
    let keys = Keys::of(case, "/input")?;
    let signer = keys.v1();
    let request = signed(case, &signer, &keys)?;
    let authorization = qiniu::Authorization::of(request.headers())?;
    same("signature", case.text("/expected/signature")?, authorization.signature)?;
    let header = request.headers()[AUTHORIZATION].to_str()?;
    same("authorization", case.text("/expected/authorization")?, header)?;
    added(case, &request)?;
    accepted(case, signer.verify(&request, keys.now))?;
    operation(case, &signer, &keys)
}

pub(super) fn v4(case: Case<'_>) -> Outcome {
    let keys = Keys::of(case, "/input")?;
    let signer = v4_signer(case, &keys)?;
    let request = signed(case, &signer, &keys)?;
    let canonical = signer.canonical_request(&request)?;
    same("canonical request", case.text("/expected/canonical_request")?, canonical.as_str())?;
    let authorization = Authorization::of(request.headers())?;
    let credential = format!("{}/{}", authorization.access_key, authorization.scope);
    same("signature", case.text("/expected/signature")?, authorization.signature)?;
    same("credential", case.text("/expected/credential")?, credential.as_str())?;
    let names = case.get("/expected/additional_headers").and_then(|names| names.as_str()).unwrap_or_default();
    same("additional headers", names, authorization.additional_headers.join(";").as_str())?;
    added(case, &request)?;
    accepted(case, signer.verify(&request, keys.now))?;
    operation(case, &signer, &keys)
}

fn v4_signer(case: Case<'_>, keys: &Keys) -> Outcome<OssV4> {
    let names = case.list("/input/additional_headers").iter().filter_map(|name| name.as_str());
    let signer = keys.v4(case.text("/input/region")?).additional_headers(names);
    Ok(match case.text("/input/cloudbox_id") {
        Ok(id) => signer.cloud_box(id),
        Err(_) => signer,
    })
}

/// The case's request, signed; the signed text is compared on the way.
fn signed(case: Case<'_>, signer: &dyn Signer, keys: &Keys) -> Outcome<Request<Bytes>> {
    let mut request = request(case)?;
    signer.sign(&mut request, keys.now)?;
    let text = request.extensions().get::<StringToSign>().map(|text| text.to_text().into_owned());
    same("string to sign", case.text("/expected/string_to_sign")?, text.unwrap_or_default().as_str())?;
    Ok(request)
}

fn request(case: Case<'_>) -> Outcome<Request<Bytes>> {
    let key = case.text("/input/key").unwrap_or_default();
    let query = form_urlencoded::Serializer::new(String::new())
        .extend_pairs(pairs(case.list("/input/query")))
        .finish();
    let method = case.text("/input/method")?;
    let mut request = Request::builder().method(method).uri(format!("http://oss.example.com/?{query}"));
    for (name, value) in case.get("/input/headers").and_then(|list| list.as_object()).into_iter().flatten() {
        request =
            request.header(name, HeaderValue::from_bytes(value.as_str().unwrap_or_default().as_bytes())?);
    }
    let mut request = request.body(Bytes::new())?;
    request.extensions_mut().insert(OssResource::new(case.text("/input/bucket").unwrap_or_default(), key));
    Ok(request)
}

/// Every header that oss2 added is there; `Authorization` is compared by field.
fn added(case: Case<'_>, request: &Request<Bytes>) -> Outcome {
    let expected = case.at("/expected/headers_added")?.as_object().into_iter().flatten();
    for (name, value) in expected.filter(|(name, _)| *name != "authorization") {
        let ours = request.headers().get(name).map(|value| value.to_str()).transpose()?;
        same(name, value.as_str().unwrap_or_default(), ours.unwrap_or_default())?;
    }
    Ok(())
}

/// Our verifier accepts what was signed, unless the caller chose a date of its own.
fn accepted(case: Case<'_>, verdict: Result<(), VerifyError>) -> Outcome {
    match verdict {
        Err(VerifyError::Skewed(_)) if case.get("/input/headers/x-oss-date").is_some() => Ok(()),
        verdict => Ok(verdict?),
    }
}

/// Where a method of oss2 was called, our operation sends the same and signs alike.
fn operation(case: Case<'_>, signer: &dyn Signer, keys: &Keys) -> Outcome {
    let Ok(method) = case.text("/input/operation") else { return Ok(()) };
    let call = call(&Bucket::new(case.text("/input/bucket")?), method, case.at("/input/args")?)?;
    let mut request = call.encode(&Endpoint::parse("http://oss.example.com")?)?;
    same("method", case.text("/input/method")?, request.method().as_str())?;
    let expected = pairs(case.list("/input/query"));
    let ours = request.uri().query().unwrap_or_default().to_owned();
    query::compare(expected.clone(), &ours)?;
    signer.sign(&mut request, keys.now)?;
    let text = request.extensions().get::<StringToSign>().map(|text| text.to_text().into_owned());
    let same = text.as_deref() == Some(case.text("/expected/string_to_sign")?);
    holds(same || !query::same(&expected, &ours), || "our operation signs another text".to_owned())
}
