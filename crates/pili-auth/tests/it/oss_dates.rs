use std::time::{Duration, UNIX_EPOCH};

use pili_auth::{
    Credentials, VerifyError,
    oss::{OssResource, OssV1, OssV4},
};

use crate::stage::{get, keys, new_year, signed};

const MINUTE: Duration = Duration::from_secs(60);

fn request() -> http::Request<bytes::Bytes> {
    let mut request = get();
    request.extensions_mut().insert(OssResource::new("bucket", "channel"));
    request
}

#[test]
fn a_date_further_off_than_a_quarter_of_an_hour_is_refused_in_either_direction() {
    let v1 = OssV1::new(keys());
    let v4 = OssV4::new(keys(), "cn-hangzhou");
    let (by_v1, by_v4) = (signed(&v1, request()), signed(&v4, request()));
    for now in [new_year() + 14 * MINUTE, new_year() - 14 * MINUTE] {
        v1.verify(&by_v1, now).unwrap();
        v4.verify(&by_v4, now).unwrap();
    }
    for now in [new_year() + 16 * MINUTE, new_year() - 16 * MINUTE] {
        assert_eq!(v1.verify(&by_v1, now), Err(VerifyError::Skewed(16 * MINUTE)));
        assert_eq!(v4.verify(&by_v4, now), Err(VerifyError::Skewed(16 * MINUTE)));
    }
    let text = v1.verify(&by_v1, new_year() + 16 * MINUTE).unwrap_err().to_string();
    assert_eq!(text, "the request's date is 16 min away from the service's time");
}

#[test]
fn a_request_without_its_date_is_refused_as_missing_it() {
    let v1 = OssV1::new(keys());
    let mut request = signed(&v1, request());
    request.headers_mut().remove("date");
    request.headers_mut().remove("x-oss-date");
    assert_eq!(v1.verify(&request, new_year()), Err(VerifyError::Date));
}

/// Signed by the steps of the vendor's SDK for Go 3.0.2, which sends `Date` alone.
const GO: &str = "OSS4-HMAC-SHA256 Credential=ak/20231114/cn-hangzhou/oss/aliyun_v4_request,\
                  Signature=07e4f373315a00f1893422aa56cd38860f5aa7fbb222af166735d7cc14cbe320";
const GO_DATE: &str = "Tue, 14 Nov 2023 22:13:20 GMT";

fn by_go() -> http::Request<bytes::Bytes> {
    let request =
        http::Request::get("https://examplebucket.oss-cn-hangzhou.aliyuncs.com/channel?comp=stat&live");
    let request = request.header("date", GO_DATE).header("x-oss-content-sha256", "UNSIGNED-PAYLOAD");
    let mut request = request.header("authorization", GO).body(bytes::Bytes::new()).unwrap();
    request.extensions_mut().insert(OssResource::new("examplebucket", "channel"));
    request
}

#[test]
fn v4_takes_the_date_of_http_where_there_is_no_other_and_signs_it_as_it_stands() {
    let v4 = OssV4::new(Credentials::new("ak", "sk"), "cn-hangzhou");
    let now = UNIX_EPOCH + Duration::from_secs(1_700_000_000);
    let request = by_go();
    let text = v4.string_to_sign(&request).unwrap().to_text().into_owned();
    let head = format!("OSS4-HMAC-SHA256\n{GO_DATE}\n20231114/cn-hangzhou/oss/aliyun_v4_request\n");
    assert!(text.starts_with(&head), "{text}");
    assert_eq!(v4.verify(&request, now), Ok(()));
    assert_eq!(v4.verify(&request, now + 16 * MINUTE), Err(VerifyError::Skewed(16 * MINUTE)));
}

#[test]
fn v4_refuses_another_date_than_the_one_signed() {
    let v4 = OssV4::new(Credentials::new("ak", "sk"), "cn-hangzhou");
    let now = UNIX_EPOCH + Duration::from_secs(1_700_000_000);
    let with = |name: &'static str, value: &'static str| {
        let mut request = by_go();
        request.headers_mut().insert(name, http::HeaderValue::from_static(value));
        v4.verify(&request, now)
    };
    assert_eq!(with("date", "Tue, 14 Nov 2023 22:13:21 GMT"), Err(VerifyError::Mismatch));
    assert_eq!(with("x-oss-date", "20231114T221320Z"), Err(VerifyError::Mismatch), "it comes before `Date`");
    assert_eq!(with("x-oss-date", ""), Err(VerifyError::Date), "an empty date is one, and unreadable");
    assert_eq!(with("date", "yesterday"), Err(VerifyError::Date));
    let mut undated = by_go();
    undated.headers_mut().remove("date");
    assert_eq!(v4.verify(&undated, now), Err(VerifyError::Date));
}
