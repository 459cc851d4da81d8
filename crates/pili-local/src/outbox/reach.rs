use http::Uri;

use crate::host::is_loopback;

/// A URL that came with a call is called only on this machine, over http: calls of a test are to reach nobody else.
pub(crate) fn of_this_machine(url: &str) -> Option<Uri> {
    let asked: Option<Uri> = url.parse().ok().filter(is_ours);
    if asked.is_none() {
        tracing::warn!("a URL that came with a call is not called: it is not one of this machine over http");
    }
    asked
}

fn is_ours(url: &Uri) -> bool {
    let has_user = url.authority().is_some_and(|authority| authority.as_str().contains('@'));
    url.scheme_str() == Some("http") && !has_user && url.host().is_some_and(is_loopback)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_this_machine_answers_over_http_is_called() {
        assert!(of_this_machine("http://127.0.0.1:8000/done?a=1").is_some());
        assert!(of_this_machine("http://localhost/").is_some());
        for url in [
            "https://localhost/",
            "http://example.com/",
            "http://u:p@localhost/",
            "localhost:80",
            "",
            "/done",
        ] {
            assert_eq!(of_this_machine(url), None, "{url}");
        }
    }
}
