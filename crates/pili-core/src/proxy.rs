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
    /// `http://user:password@host:port`. Example: [`Proxy`].
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
    /// all hosts. Example: [`Proxy`].
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
mod tests;
