//! Requests as bytes: `METHOD URL`, headers a line each, an empty line, the body.

use bytes::Bytes;
use http::{HeaderName, HeaderValue, Method, Request, Uri};

pub(crate) fn to_bytes(request: &Request<Bytes>) -> Vec<u8> {
    let mut bytes = format!("{} {}\n", request.method(), request.uri()).into_bytes();
    for (name, value) in request.headers() {
        bytes.extend([name.as_str().as_bytes(), b": ", value.as_bytes(), b"\n"].concat());
    }
    bytes.extend(b"\n");
    bytes.extend(request.body());
    bytes
}

/// As a server reads it: space around a header's value is no part of it.
pub(crate) fn parse(bytes: &[u8]) -> Option<Request<Bytes>> {
    let head_ends = bytes.windows(2).position(|pair| pair == b"\n\n")?;
    let (head, body) = (&bytes[..head_ends], &bytes[head_ends + 2..]);
    let mut lines = head.split(|byte| *byte == b'\n');
    let first = lines.next()?;
    let space = first.iter().position(|byte| *byte == b' ')?;
    let mut request = Request::new(Bytes::copy_from_slice(body));
    *request.method_mut() = Method::from_bytes(&first[..space]).ok()?;
    *request.uri_mut() = Uri::try_from(&first[space + 1..]).ok()?;
    for line in lines {
        let colon = line.windows(2).position(|pair| pair == b": ")?;
        let name = HeaderName::from_bytes(&line[..colon]).ok()?;
        let value = line[colon + 2..].trim_ascii();
        request.headers_mut().append(name, HeaderValue::from_bytes(value).ok()?);
    }
    Some(request)
}
