//! Objects, read by anybody.

use http::{HeaderValue, header};

use super::{
    answer::{Answer, typed},
    call::Call,
    refused::Refused,
};

pub(super) async fn get(call: &Call<'_>) -> Answer {
    let file = call.oss.buckets.bucket(call.bucket(), |bucket| bucket.objects.get(call.key()))?;
    let file = file.ok_or_else(|| {
        Refused::new(404, "NoSuchKey", "there is no object of this name").with("Key", call.key())
    })?;
    let content_type = file.content_type.clone();
    let body = file.read().await.map_err(|error| Refused::new(500, "InternalError", error.to_string()))?;
    let mut response = typed(content_type, body);
    let headers = response.headers_mut();
    headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    Ok(response)
}
