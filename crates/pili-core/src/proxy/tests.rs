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
fn a_variable_for_one_scheme_leaves_the_other_its_direct_way() {
    let (secure, plain) = ("https://a.example", "http://a.example");
    for (name, through, direct) in [("HTTPS_PROXY", secure, plain), ("HTTP_PROXY", plain, secure)] {
        let proxy = Proxy::from_variables(told(&[(name, "http://p.example")])).unwrap().unwrap();
        assert_eq!(way(&proxy, through).as_deref(), Some("http://p.example/"), "{name}");
        assert_eq!(way(&proxy, direct), None, "{name}");
    }
}

#[cfg(feature = "tls")]
#[test]
fn tls_is_needed_where_one_of_the_proxies_is_reached_over_it() {
    let is_https = |url| Proxy::new(url).unwrap().is_https();
    assert!(is_https("https://p.example") && !is_https("http://p.example") && !is_https("p.example"));
    let variables = [("HTTP_PROXY", "https://p.example"), ("HTTPS_PROXY", "http://p.example")];
    assert!(Proxy::from_variables(told(&variables)).unwrap().unwrap().is_https());
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
