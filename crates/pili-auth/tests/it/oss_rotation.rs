//! Credentials that change while a signer lives.

use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering},
};

use pili_auth::{
    Credentials, Signer,
    oss::{Authorization, OssResource, OssV1, OssV4},
    qiniu,
};

use crate::stage::{get, new_year};

/// The first, the second …, and from the third on a permanent pair.
fn rotating() -> impl Fn() -> Credentials + Send + Sync + 'static {
    let asked = Arc::new(AtomicUsize::new(1));
    move || match asked.fetch_add(1, Ordering::Relaxed) {
        at @ 1..=2 => {
            Credentials::temporary(format!("id{at}"), format!("hush{at}"), format!("hush-token{at}"))
        }
        _ => Credentials::new("permanent", "hush"),
    }
}

/// The header of three signatures of one request by a signer.
fn thrice(signer: &dyn Signer) -> [(String, Option<String>); 3] {
    let mut request = get();
    request.extensions_mut().insert(OssResource::new("bucket", "channel"));
    [(); 3].map(|()| {
        signer.sign(&mut request, new_year()).unwrap();
        let key = match qiniu::Authorization::of(request.headers()) {
            Ok(v1) if v1.scheme == "OSS" => v1.access_key.to_owned(),
            _ => Authorization::of(request.headers()).unwrap().access_key.to_owned(),
        };
        let token = request.headers().get("x-oss-security-token");
        (key, token.map(|token| token.to_str().unwrap().to_owned()))
    })
}

#[test]
fn each_signature_has_the_credentials_of_its_time_and_their_token() {
    let signers: [Box<dyn Signer>; 2] =
        [Box::new(OssV1::rotating(rotating())), Box::new(OssV4::rotating(rotating(), "cn-hangzhou"))];
    for signer in signers {
        let expected = [
            ("id1".to_owned(), Some("hush-token1".to_owned())),
            ("id2".to_owned(), Some("hush-token2".to_owned())),
            ("permanent".to_owned(), None),
        ];
        assert_eq!(thrice(&*signer), expected, "{signer:?}");
        assert!(!format!("{signer:?}").contains("hush"));
    }
}

#[test]
fn what_was_signed_with_temporary_credentials_is_accepted_with_them() {
    let keys = Credentials::temporary("id", "hush", "hush-token");
    let of_time = keys.clone();
    let signer = OssV4::rotating(move || of_time.clone(), "cn-hangzhou");
    let mut request = get();
    request.extensions_mut().insert(OssResource::new("bucket", "channel"));
    signer.sign(&mut request, new_year()).unwrap();
    assert_eq!(OssV4::new(keys, "cn-hangzhou").verify(&request, new_year()), Ok(()));
    assert_eq!(signer.verify(&request, new_year()), Ok(()));
}
