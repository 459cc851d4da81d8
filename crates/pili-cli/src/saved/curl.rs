//! A command line of curl, as far as it says what is sent.

use std::{collections::VecDeque, path::Path};

use bytes::Bytes;
use http::{
    HeaderValue, Method,
    header::{ACCEPT, CONTENT_TYPE},
};
use pili::core::Request;

use super::bytes_of;
use crate::failure::{Failure, Result};

/// Options that change nothing of what is signed, and take no value.
const ALONE: [&str; 22] = [
    "-s",
    "--silent",
    "-S",
    "--show-error",
    "-v",
    "--verbose",
    "-i",
    "--include",
    "-L",
    "--location",
    "-k",
    "--insecure",
    "-f",
    "--fail",
    "--compressed",
    "-g",
    "--globoff",
    "--http1.1",
    "--http2",
    "-N",
    "--no-buffer",
    "--path-as-is",
];
/// Options that change nothing of what is signed, and take a value.
const WITH_VALUE: [&str; 12] = [
    "-o",
    "--output",
    "-m",
    "--max-time",
    "--connect-timeout",
    "--retry",
    "-A",
    "--user-agent",
    "-x",
    "--proxy",
    "--resolve",
    "-w",
];

/// A command line as a shell would take it apart.
pub(super) fn parse_line(text: &str) -> Result<Request> {
    let text = text.replace("\\\r\n", " ").replace("\\\n", " ");
    let words = shlex::split(&text)
        .ok_or_else(|| Failure::usage("a quote of the curl command line is not closed"))?;
    parse(&words)
}

/// A command line in words; the first is `curl`.
pub(super) fn parse(words: &[String]) -> Result<Request> {
    let mut curl = Curl::default();
    let mut words: VecDeque<String> = words.iter().skip_while(|word| *word == "curl").cloned().collect();
    while let Some(word) = words.pop_front() {
        match parted(&word) {
            (Some(option), attached) if ALONE.contains(&option) => {
                if let Some(others) = attached {
                    words.push_front(format!("-{others}"));
                }
            }
            (Some(option), attached) => {
                let mut value = || {
                    let next = attached.map(str::to_owned).or_else(|| words.pop_front());
                    next.ok_or_else(|| Failure::usage(format_args!("curl's {option} needs a value")))
                };
                curl.option(option, &mut value)?;
            }
            (None, _) => curl.url = Some(word),
        }
    }
    curl.request()
}

/// An option, and what is written behind its letter: the value of `-XPOST`, the next option of `-sS`.
fn parted(word: &str) -> (Option<&str>, Option<&str>) {
    match word.split_at_checked(2) {
        Some(("--", _)) => (Some(word), None),
        Some((option, "")) if option.starts_with('-') => (Some(option), None),
        Some((option, value)) if option.starts_with('-') => (Some(option), Some(value)),
        _ => (None, None),
    }
}

#[derive(Default)]
struct Curl {
    url: Option<String>,
    method: Option<String>,
    headers: Vec<String>,
    data: Option<Vec<u8>>,
    is_json: bool,
}

impl Curl {
    fn option(&mut self, option: &str, value: &mut dyn FnMut() -> Result<String>) -> Result {
        match option {
            "-X" | "--request" => self.method = Some(value()?),
            "-H" | "--header" => self.headers.push(value()?),
            "--url" => self.url = Some(value()?),
            "-d" | "--data" | "--data-ascii" => self.append(of_file_or(&value()?, true)?),
            "--data-raw" => self.append(value()?.into_bytes()),
            "--data-binary" => self.append(of_file_or(&value()?, false)?),
            "--json" => {
                self.is_json = true;
                self.append(of_file_or(&value()?, false)?);
            }
            "-I" | "--head" => self.method = Some("HEAD".to_owned()),
            option if WITH_VALUE.contains(&option) => drop(value()?),
            option => {
                let failure = Failure::usage(format_args!("curl's {option} is not understood here"));
                return Err(failure.advise("leave it out, or save the request as it is sent"));
            }
        }
        Ok(())
    }

    /// curl joins several with `&`, but for JSON.
    fn append(&mut self, more: Vec<u8>) {
        let is_json = self.is_json;
        let data = self.data.get_or_insert_default();
        if !data.is_empty() && !is_json {
            data.push(b'&');
        }
        data.extend(more);
    }

    fn request(self) -> Result<Request> {
        let url = self.url.ok_or_else(|| Failure::usage("the curl command line has no URL"))?;
        let url = if url.contains("://") { url } else { format!("http://{url}") };
        let body = self.data;
        let method = self.method.as_deref().unwrap_or(if body.is_some() { "POST" } else { "GET" });
        let mut request = Request::new(Bytes::new());
        *request.method_mut() = Method::from_bytes(method.as_bytes())
            .map_err(|_| Failure::usage(format_args!("`{method}` is no method")))?;
        *request.uri_mut() = url.parse().map_err(|_| Failure::usage(format_args!("`{url}` is no URL")))?;
        let headers = request.headers_mut();
        if body.is_some() {
            let form = "application/x-www-form-urlencoded";
            let kind = if self.is_json { "application/json" } else { form };
            headers.insert(CONTENT_TYPE, HeaderValue::from_static(kind));
        }
        headers
            .insert(ACCEPT, HeaderValue::from_static(if self.is_json { "application/json" } else { "*/*" }));
        let mut given = http::HeaderMap::new();
        for header in self.headers {
            set(headers, &mut given, &header)?;
        }
        headers.extend(given);
        *request.body_mut() = body.unwrap_or_default().into();
        Ok(request)
    }
}

/// `Name: value`; `Name:` takes curl's own away. One that is given twice is sent twice.
fn set(own: &mut http::HeaderMap, given: &mut http::HeaderMap, header: &str) -> Result {
    let wrong =
        || Failure::usage(format_args!("`{}` is no header", header.split(':').next().unwrap_or_default()));
    let (name, value) = header.split_once(':').ok_or_else(wrong)?;
    let name: http::HeaderName = name.trim().parse().map_err(|_| wrong())?;
    own.remove(&name);
    if !value.trim().is_empty() {
        given.append(name, value.trim().parse().map_err(|_| wrong())?);
    }
    Ok(())
}

/// `@file` is what is in the file; curl's `-d` takes line breaks out of it.
fn of_file_or(value: &str, without_breaks: bool) -> Result<Vec<u8>> {
    let Some(path) = value.strip_prefix('@') else { return Ok(value.as_bytes().to_vec()) };
    let mut bytes = bytes_of(Path::new(path))?;
    if without_breaks {
        bytes.retain(|byte| !matches!(byte, b'\r' | b'\n'));
    }
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn header<'a>(request: &'a Request, name: &str) -> Option<&'a str> {
        request.headers().get(name)?.to_str().ok()
    }

    #[test]
    fn a_command_line_reads_as_what_curl_sends() {
        let request = parse_line(
            "curl -sS -XPUT 'https://example.com/a?b=c' \\\n -H 'Content-Type: application/json' \\\n \
             -H \"Authorization: Qiniu ak:x\" --data-raw '{\"key\": 1}' -o out.json",
        )
        .unwrap();
        assert_eq!((request.method().as_str(), request.uri().path()), ("PUT", "/a"));
        assert_eq!(header(&request, "content-type"), Some("application/json"));
        assert_eq!(header(&request, "authorization"), Some("Qiniu ak:x"));
        assert_eq!(&request.body()[..], b"{\"key\": 1}");
    }

    #[test]
    fn the_method_and_the_content_type_are_those_that_curl_takes_by_itself() {
        let form = parse_line("curl example.com -d a=1 -d b=2").unwrap();
        assert_eq!((form.method().as_str(), &form.body()[..]), ("POST", &b"a=1&b=2"[..]));
        assert_eq!(header(&form, "content-type"), Some("application/x-www-form-urlencoded"));
        let json = parse_line("curl example.com --json '{}'").unwrap();
        assert_eq!(header(&json, "content-type"), Some("application/json"));
        let none = parse_line("curl example.com -d a -H content-type:").unwrap();
        assert_eq!(header(&none, "content-type"), None);
    }

    #[test]
    fn what_would_change_the_request_unseen_is_refused() {
        for (line, named) in [
            ("curl example.com -F a=b", "-F"),
            ("curl example.com --data-urlencode a", "--data-urlencode"),
            ("curl -X", "-X needs a value"),
            ("curl", "no URL"),
            ("curl 'a", "quote"),
        ] {
            let told = parse_line(line).unwrap_err().line();
            assert!(told.contains(named), "{told}");
        }
    }
}
