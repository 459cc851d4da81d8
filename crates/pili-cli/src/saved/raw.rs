//! A request as it was sent: request line, headers, an empty line, body.

use bytes::Bytes;
use http::header::CONTENT_LENGTH;
use pili::core::Request;

use crate::failure::{Failure, Result};

/// Reads it; lines may end as in a text file, and begin with `> ` as curl's `-v` tells them.
pub(super) fn parse(bytes: &[u8]) -> Result<Request> {
    let (head, body) = split(bytes);
    let head = std::str::from_utf8(head).map_err(|_| wrong("its head is no text"))?;
    let mut lines = head.lines().map(|line| line.strip_prefix("> ").unwrap_or(line));
    let mut words = lines.next().unwrap_or_default().split_whitespace();
    let (Some(method), Some(target)) = (words.next(), words.next()) else {
        return Err(wrong("its first line must be `GET /path HTTP/1.1`"));
    };
    let mut request = Request::new(Bytes::new());
    *request.method_mut() = method.parse().map_err(|_| wrong(format_args!("`{method}` is no method")))?;
    *request.uri_mut() = target.parse().map_err(|_| wrong(format_args!("`{target}` is no path or URL")))?;
    for line in lines.filter(|line| !line.trim().is_empty() && *line != ">") {
        let no_header =
            || wrong(format_args!("`{}` is no header", line.split(':').next().unwrap_or_default()));
        let (name, value) = line.split_once(':').ok_or_else(no_header)?;
        let (name, value) = (name.trim().parse::<http::HeaderName>(), value.trim().parse());
        request.headers_mut().append(name.map_err(|_| no_header())?, value.map_err(|_| no_header())?);
    }
    *request.body_mut() = Bytes::copy_from_slice(as_long_as_told(&request, body));
    Ok(request)
}

/// Head and body, parted by the first empty line.
fn split(bytes: &[u8]) -> (&[u8], &[u8]) {
    let empty_lines = [&b"\r\n\r\n"[..], b"\n\n"].map(|line| (find(bytes, line), line.len()));
    let first = empty_lines.into_iter().filter_map(|(at, length)| Some((at?, length))).min();
    first.map_or((bytes, &[]), |(at, length)| (&bytes[..at], &bytes[at + length..]))
}

fn find(bytes: &[u8], wanted: &[u8]) -> Option<usize> {
    bytes.windows(wanted.len()).position(|window| window == wanted)
}

/// An editor may have put a line break behind the body.
fn as_long_as_told<'a>(request: &Request, body: &'a [u8]) -> &'a [u8] {
    let told = request.headers().get(CONTENT_LENGTH).and_then(|value| value.to_str().ok()?.parse().ok());
    match told {
        Some(length) => match body.split_at_checked(length) {
            Some((told, b"\n" | b"\r\n")) => told,
            _ => body,
        },
        None => body,
    }
}

fn wrong(what: impl std::fmt::Display) -> Failure {
    Failure::usage(format_args!("this is no saved request: {what}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_request_reads_alike_with_either_line_end_and_as_curl_tells_it() {
        let sent = "POST /a?b=c HTTP/1.1\r\nHost: example.com\r\nContent-Length: 2\r\n\r\nxy";
        let text = sent.replace("\r\n", "\n") + "\n";
        let told = "> POST /a?b=c HTTP/1.1\n> Host: example.com\n> Content-Length: 2\n\nxy";
        for saved in [sent, &text, told] {
            let request = parse(saved.as_bytes()).unwrap();
            assert_eq!((request.method().as_str(), request.uri().to_string()), ("POST", "/a?b=c".to_owned()));
            assert_eq!(
                (&request.headers()["host"], &request.body()[..]),
                (&"example.com".parse().unwrap(), &b"xy"[..])
            );
        }
    }

    #[test]
    fn what_is_no_request_says_where_it_stops_being_one() {
        for (text, named) in [
            ("", "first line"),
            ("GET", "first line"),
            ("G@T / HTTP/1.1", "`G@T` is no method"),
            ("GET ht^tp://[ HTTP/1.1", "no path or URL"),
            ("GET / HTTP/1.1\nno header", "`no header` is no header"),
        ] {
            let line = parse(text.as_bytes()).unwrap_err().line();
            assert!(line.contains(named), "{line}");
        }
    }
}
