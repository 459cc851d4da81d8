//! Objects, read by anybody.

use http::{HeaderMap, HeaderValue, header};

use super::{answer::Answer, call::Call, refused::Refused};
use crate::part::Part;

pub(super) async fn get(call: &Call<'_>) -> Answer {
    let file = call.oss.buckets.bucket(call.bucket(), |bucket| bucket.objects.get(call.key()))?;
    let file = file.ok_or_else(|| {
        Refused::new(404, "NoSuchKey", "there is no object of this name").with("Key", call.key())
    })?;
    let file = file.read().await.map_err(|error| Refused::new(500, "InternalError", error.to_string()))?;
    let part = match Part::asked(call.headers(), &file) {
        Part::Of { is_cut: true, .. } | Part::Behind if !is_standard(call.headers()) => Part::Whole,
        Part::Behind => {
            let told = Refused::new(416, "InvalidRange", "the range begins behind the object's end");
            return Err(told.with("ActualObjectSize", file.body.len().to_string()));
        }
        part => part,
    };
    let mut response = part.answer(&file);
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    Ok(response)
}

/// Without this header OSS gives the whole object where a range reaches beyond it.
fn is_standard(headers: &HeaderMap) -> bool {
    headers.get("x-oss-range-behavior").is_some_and(|value| value == "standard")
}
