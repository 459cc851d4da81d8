use std::time::Duration;

use pili_auth::{
    VerifyError,
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
