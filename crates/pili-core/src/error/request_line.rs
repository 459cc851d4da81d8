use http::{Method, Uri};

use crate::Request;

/// Which request failed: its method, and where it went. Shown without the query and user info, which may hold
/// secrets.
#[derive(Debug)]
pub(crate) struct RequestLine {
    method: Method,
    uri: Uri,
}

impl RequestLine {
    pub(crate) fn of(request: &Request) -> Self {
        Self { method: request.method().clone(), uri: request.uri().clone() }
    }

    /// `GET /path`.
    pub(super) fn short(&self) -> String {
        format!("{} {}", self.method, self.uri.path())
    }

    /// `GET https://host/path`.
    pub(super) fn whole(&self) -> String {
        format!("{} {}{}", self.method, self.origin(), self.uri.path())
    }

    fn origin(&self) -> String {
        let (Some(scheme), Some(authority)) = (self.uri.scheme(), self.uri.authority()) else {
            return String::new();
        };
        format!("{scheme}://{}", authority.as_str().rsplit('@').next().unwrap_or_default())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(uri: &str) -> String {
        RequestLine::of(&http::Request::get(uri).body(bytes::Bytes::new()).unwrap()).whole()
    }

    #[test]
    fn the_port_stays_and_the_query_and_user_info_go() {
        assert_eq!(line("http://127.0.0.1:8935/a/b?token=secret"), "GET http://127.0.0.1:8935/a/b");
        assert_eq!(line("https://me:secret@[::1]:9000/"), "GET https://[::1]:9000/");
        assert_eq!(line("https://a.example"), "GET https://a.example/");
        assert_eq!(line("/a"), "GET /a");
    }
}
