use bytes::Bytes;
use http::{HeaderName, HeaderValue, Request};
use pili_auth::{
    Signer, VerifyError,
    opentok::{ApplicationJwt, ApplicationVerifier, CallbackSigner, CallbackVerifier, ProjectJwt, Refusal},
    oss::{OssResource, OssV1, OssV4},
    qiniu::{self, FirstGen, QBox},
    rsa::PrivateKey,
};

use crate::stage::{PEM, application, get, keys, new_year, qiniu};

const ONCE: [&str; 5] = ["Authorization", "X-OPENTOK-AUTH", "Date", "x-oss-date", "X-Qiniu-Date"];

type Verify = Box<dyn Fn(&Request<Bytes>) -> Result<(), String>>;

/// Every signer with what verifies it; a verifier names the header of a refused duplicate.
fn verifiers() -> Vec<(Box<dyn Signer>, Verify)> {
    let plain = |error| match error {
        VerifyError::Duplicate(name) => name.to_owned(),
        other => other.to_string(),
    };
    let of_token = |refusal| match refusal {
        Refusal::Duplicate(name) => name.to_owned(),
        other => other.to_string(),
    };
    let public_key = PrivateKey::from_pem(PEM).unwrap().public_key();
    let of_application = ApplicationVerifier::new(application().id().clone(), public_key);
    let (v1, v4) = (OssV1::new(keys()), OssV4::new(keys(), "cn-hangzhou"));
    let jwt = ProjectJwt::new(keys());
    vec![
        (Box::new(qiniu().dated()), Box::new(move |request| qiniu().verify(request).map_err(plain))),
        (Box::new(FirstGen::new(keys())), Box::new(move |r| FirstGen::new(keys()).verify(r).map_err(plain))),
        (Box::new(QBox::new(keys())), Box::new(move |r| QBox::new(keys()).verify(r).map_err(plain))),
        (
            Box::new(qiniu()),
            Box::new(move |request| {
                qiniu::CallbackVerifier::new(keys())
                    .verify(request)
                    .map_err(|refusal| plain(refusal.error().clone()))
            }),
        ),
        (Box::new(v1.clone()), Box::new(move |request| v1.verify(request, new_year()).map_err(plain))),
        (Box::new(v4.clone()), Box::new(move |request| v4.verify(request, new_year()).map_err(plain))),
        (Box::new(jwt.clone()), Box::new(move |request| jwt.verify(request, new_year()).map_err(of_token))),
        (
            Box::new(ApplicationJwt::new(application())),
            Box::new(move |request| of_application.verify(request, new_year()).map_err(of_token)),
        ),
        (
            Box::new(CallbackSigner::new("secret")),
            Box::new(move |request| {
                CallbackVerifier::new("secret").verify(request, new_year()).map(drop).map_err(of_token)
            }),
        ),
    ]
}

fn signed(signer: &dyn Signer) -> Request<Bytes> {
    let mut request = get();
    request.extensions_mut().insert(OssResource::new("bucket", "channel"));
    signer.sign(&mut request, new_year()).unwrap();
    request
}

#[test]
fn a_second_credential_or_date_is_refused_by_name_even_if_it_is_the_same_again() {
    for (signer, verify) in verifiers() {
        assert_eq!(verify(&signed(&*signer)), Ok(()), "{signer:?}");
        for name in ONCE {
            let header: HeaderName = name.parse().unwrap();
            for values in [["same"; 2], ["one", "other"]] {
                let mut request = signed(&*signer);
                let first = request.headers().get(&header).cloned();
                let first = first.unwrap_or(HeaderValue::from_static(values[0]));
                request.headers_mut().insert(header.clone(), first.clone());
                let second = if values[0] == values[1] { first } else { HeaderValue::from_static(values[1]) };
                request.headers_mut().append(header.clone(), second);
                assert_eq!(verify(&request), Err(name.to_owned()), "{signer:?}");
            }
        }
    }
}

#[test]
fn a_refused_duplicate_says_what_to_do() {
    let text = VerifyError::Duplicate("Date").to_string();
    assert_eq!(text, "the request has more than one `Date` header: send one");
    assert_eq!(Refusal::Duplicate("Date").to_string(), "there is more than one `Date` header: send one");
}
