use std::fmt;

use http::Uri;
use hyper_util::client::proxy::matcher::{Intercept, Matcher};
use pili_auth::Secret;

use crate::{Endpoint, Error, Result};

/// The proxies that calls go through, for [`ClientBuilder::proxy`](crate::ClientBuilder::proxy).
///
/// ```
/// let proxy = pili_core::Proxy::new("http://user:password@proxy.example:3128")?;
/// let proxy = proxy.except(["localhost", ".internal.example", "10.0.0.0/8"]);
/// assert!(!format!("{proxy:?}").contains("password"));
/// # Ok::<(), pili_core::Error>(())
/// ```
///
/// Through an `http` or `https` proxy, calls to an https endpoint go in a tunnel (`CONNECT`), so that the proxy learns
/// the host and nothing else; those to an http endpoint are forwarded by it. A `socks5` proxy (`socks5h` is the same)
/// makes a connection for both, and looks the name up.
#[derive(Clone)]
pub struct Proxy {
    http: Option<Hop>,
    https: Option<Hop>,
    except: Vec<String>,
}

impl Proxy {
    /// One proxy for all calls: `http://host:port`, `https://host:port` or `socks5://host:port`, where http and
    /// port 80, 443 or 1080 need not be said. User and password stand before the host, percent-encoded:
    /// `http://user:password@host:port`.
    ///
    /// # Errors
    /// [`ErrorKind::Invalid`](crate::ErrorKind::Invalid) for anything else. The URL is not repeated, as it may hold a
    /// password.
    pub fn new(url: &str) -> Result<Self> {
        let hop = Hop::parse("proxy", url)?;
        Ok(Self { http: Some(hop.clone()), https: Some(hop), except: Vec::new() })
    }

    /// Reads what command line tools are told by their environment: `HTTPS_PROXY` and `HTTP_PROXY` for endpoints of
    /// these schemes, `ALL_PROXY` for those that are left, and the list `NO_PROXY`; each in small letters too. `None`
    /// if no proxy is named, or an empty one.
    ///
    /// The values come from `value`, since no library here reads the environment by itself; a program passes
    /// `|name| std::env::var(name).ok()`. Where there is a `REQUEST_METHOD`, as for CGI programs, `HTTP_PROXY` is left
    /// alone: there it holds a header that a visitor sends.
    ///
    /// ```
    /// use pili_core::Proxy;
    /// let told = |name: &str| (name == "HTTPS_PROXY").then(|| "http://proxy.example:3128".to_owned());
    /// assert!(Proxy::from_variables(told)?.is_some());
    /// assert!(Proxy::from_variables(|_| None)?.is_none());
    /// # Ok::<(), pili_core::Error>(())
    /// ```
    ///
    /// # Errors
    /// As [`new`](Self::new), naming the variable.
    pub fn from_variables(value: impl Fn(&str) -> Option<String>) -> Result<Option<Self>> {
        let said = |name: &'static str| {
            let text = value(name).filter(|text| !text.is_empty())?;
            Some((name, text))
        };
        let either = |name, small| said(name).or_else(|| said(small));
        let hop = |(name, url): (&'static str, String)| Hop::parse(name, &url);

        let is_cgi = value("REQUEST_METHOD").is_some();
        let http = if is_cgi { said("http_proxy") } else { either("HTTP_PROXY", "http_proxy") };
        let all = either("ALL_PROXY", "all_proxy");
        let http = http.or_else(|| all.clone()).map(hop).transpose()?;
        let https = either("HTTPS_PROXY", "https_proxy").or(all).map(hop).transpose()?;
        if http.is_none() && https.is_none() {
            return Ok(None);
        }
        let except = either("NO_PROXY", "no_proxy").map(|(_, hosts)| hosts);
        Ok(Some(Self { http, https, except: except.into_iter().collect() }))
    }

    /// Calls these hosts directly, besides those named before. A name stands for itself and all names below it,
    /// with or without a leading dot; `10.0.0.1` and `10.0.0.0/8` for addresses, where the endpoint is one; `*` for
    /// all hosts.
    pub fn except<H: Into<String>>(mut self, hosts: impl IntoIterator<Item = H>) -> Self {
        self.except.extend(hosts.into_iter().map(Into::into));
        self
    }

    /// Whether TLS is spoken with one of them.
    pub(crate) fn is_https(&self) -> bool {
        [&self.http, &self.https].into_iter().flatten().any(|hop| hop.shown.starts_with("https://"))
    }

    pub(crate) fn matcher(&self) -> Matcher {
        let url = |hop: &Option<Hop>| hop.as_ref().map_or_else(String::new, Hop::url);
        Matcher::builder().http(url(&self.http)).https(url(&self.https)).no(self.except.join(",")).build()
    }
}

impl fmt::Debug for Proxy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let shown = |hop: &Option<Hop>| hop.as_ref().map(|hop| hop.shown.clone());
        f.debug_struct("Proxy")
            .field("http", &shown(&self.http))
            .field("https", &shown(&self.https))
            .field("except", &self.except)
            .finish()
    }
}

/// One proxy.
#[derive(Clone)]
struct Hop {
    /// With user and password.
    url: Secret,
    /// Without.
    shown: String,
}

impl Hop {
    fn parse(field: &'static str, url: &str) -> Result<Self> {
        let rule = "must be http://host:port, https://host:port or socks5://host:port, with user:password@ before the \
                    host if the proxy asks for them, percent-encoded";
        let invalid = || Error::invalid(field, rule);
        let proxy = read(url).ok_or_else(invalid)?;
        let scheme = proxy.scheme_str().unwrap_or_default();
        let authority = proxy.authority().ok_or_else(invalid)?;
        Endpoint::parse(&format!("http://{authority}")).map_err(|_| invalid())?;
        if scheme == "https" && cfg!(not(feature = "tls")) {
            return Err(Error::invalid(field, "must be no https proxy: the feature `tls` is not enabled"));
        }
        Ok(Self { url: Secret::new(url), shown: format!("{scheme}://{authority}") })
    }

    fn url(&self) -> String {
        String::from_utf8_lossy(self.url.expose()).into_owned()
    }
}

/// The URL of a proxy without user and password, if it is one: read by what will read it then.
fn read(url: &str) -> Option<Uri> {
    let parsed: Uri = url.parse().ok()?;
    let is_bare = matches!(parsed.path(), "" | "/") && parsed.query().is_none();
    let one_user = parsed.authority()?.as_str().matches('@').count() <= 1;
    let intercept = Matcher::builder().all(url).build().intercept(&Uri::from_static("http://example.com"));
    let proxy = intercept.as_ref().map(Intercept::uri).filter(|_| is_bare && one_user)?;
    matches!(proxy.scheme_str(), Some("http" | "https" | "socks5" | "socks5h")).then(|| proxy.clone())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(url: &str) -> String {
        Proxy::new(url).unwrap().https.unwrap().shown
    }

    /// Where a call to `url` goes.
    fn way(proxy: &Proxy, url: &'static str) -> Option<String> {
        proxy.matcher().intercept(&Uri::from_static(url)).map(|hop| hop.uri().to_string())
    }

    fn told<'a>(variables: &'a [(&str, &str)]) -> impl Fn(&str) -> Option<String> + 'a {
        let find = |name: &str| variables.iter().find(|(known, _)| *known == name);
        move |name| find(name).map(|(_, value)| (*value).to_owned())
    }

    #[test]
    fn a_proxy_is_a_scheme_and_a_host_and_shows_no_password() {
        assert_eq!(shown("http://user:pass%40word@proxy.example:3128/"), "http://proxy.example:3128");
        assert_eq!(shown("proxy.example:3128"), "http://proxy.example:3128");
        assert_eq!(shown("socks5://[::1]:1080"), "socks5://[::1]:1080");
        let proxy = Proxy::new("http://user:hush@proxy.example").unwrap().except(["a.example"]);
        assert_eq!(
            format!("{proxy:?}"),
            r#"Proxy { http: Some("http://proxy.example"), https: Some("http://proxy.example"), except: ["a.example"] }"#
        );
    }

    #[test]
    fn whatever_is_no_proxy_is_refused_without_repeating_a_password() {
        for url in [
            "",
            "ftp://u:hush@proxy.example",
            "socks4://u:hush@proxy.example",
            "http://u:hush@",
            "http://u:hush@proxy.example/path",
            "http://u:hush@proxy.example?query",
            "http://u:hush@x@proxy.example",
            "http://u:hu/sh@proxy.example",
            "http://u:hu#sh@proxy.example",
            "http://u:hush@proxy.example:0",
            "http://u:hush@proxy.example:99999",
            "proxy example",
        ] {
            let error = Proxy::new(url).expect_err(url);
            assert_eq!(error.field(), Some("proxy"), "{url}: {error}");
            assert!(!error.to_string().contains("hu"), "{url}: {error}");
        }
    }

    #[test]
    fn hosts_that_are_excepted_are_called_directly() {
        let proxy = Proxy::new("http://p.example").unwrap().except(["a.example", ".b.example"]);
        let proxy = proxy.except(["10.0.0.0/8"]);
        for direct in ["https://a.example", "http://x.a.example", "https://x.b.example", "http://10.1.2.3"] {
            assert_eq!(way(&proxy, direct), None, "{direct}");
        }
        for through in ["https://ba.example", "http://11.1.2.3", "https://c.example:8443"] {
            assert_eq!(way(&proxy, through).as_deref(), Some("http://p.example/"), "{through}");
        }
    }

    #[test]
    fn variables_tell_a_proxy_for_each_scheme_and_the_exceptions() {
        let variables = [
            ("https_proxy", "http://secure.example"),
            ("HTTP_PROXY", ""),
            ("ALL_PROXY", "http://all.example"),
            ("NO_PROXY", "localhost, .internal.example"),
        ];
        let proxy = Proxy::from_variables(told(&variables)).unwrap().unwrap();
        assert_eq!(way(&proxy, "https://a.example").as_deref(), Some("http://secure.example/"));
        assert_eq!(way(&proxy, "http://a.example").as_deref(), Some("http://all.example/"));
        assert_eq!(way(&proxy, "https://x.internal.example"), None);
    }

    #[test]
    fn variables_that_name_no_proxy_mean_none_and_a_wrong_one_is_named() {
        for variables in [[("NO_PROXY", "a.example")], [("HTTPS_PROXY", "")]] {
            assert!(Proxy::from_variables(told(&variables)).unwrap().is_none());
        }
        let error = Proxy::from_variables(told(&[("all_proxy", "gopher://p.example")])).unwrap_err();
        assert_eq!(error.field(), Some("all_proxy"));
    }

    #[test]
    fn a_header_of_a_visitor_to_a_cgi_program_names_no_proxy() {
        let variables = [("REQUEST_METHOD", "GET"), ("HTTP_PROXY", "http://evil.example")];
        assert!(Proxy::from_variables(told(&variables)).unwrap().is_none());
    }

    #[cfg(not(feature = "tls"))]
    #[test]
    fn a_proxy_over_tls_is_refused_where_tls_is_not_compiled_in() {
        assert!(Proxy::new("https://p.example").unwrap_err().to_string().contains("feature `tls`"));
    }
}
