use http::Method;

use crate::Request;

/// Which request failed: its method, and where it went. Without the query and user info, which may hold
/// secrets.
#[derive(Debug)]
pub(crate) struct RequestLine {
    method: Method,
    /// `scheme://host[:port]`.
    origin: String,
    path: String,
}

impl RequestLine {
    pub(crate) fn of(request: &Request) -> Self {
        let uri = request.uri();
        let origin = match (uri.scheme(), uri.authority()) {
            (Some(scheme), Some(authority)) => {
                let host = authority.as_str().rsplit('@').next().unwrap_or_default();
                format!("{scheme}://{host}")
            }
            _ => String::new(),
        };
        Self { method: request.method().clone(), origin, path: uri.path().to_owned() }
    }

    /// `GET /path`.
    pub(super) fn short(&self) -> String {
        format!("{} {}", self.method, self.path)
    }

    /// `GET https://host/path`.
    pub(super) fn whole(&self) -> String {
        format!("{} {}{}", self.method, self.origin, self.path)
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
