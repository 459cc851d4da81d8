//! When the machine's root certificates are read, in a process that has none.

use std::{env, process::Command};

use pili_core::{ClientBuilder, Endpoint};

use crate::stage::{Client, Test};

const ALONE: &str = "PILI_TEST_WITHOUT_ROOTS";

#[test]
fn roots_are_read_where_tls_is_spoken_and_nowhere_else() {
    if env::var_os(ALONE).is_some() {
        return in_a_process_without_roots();
    }
    let mut test = Command::new(env::current_exe().unwrap());
    test.args(["--exact", "roots::roots_are_read_where_tls_is_spoken_and_nowhere_else", "--nocapture"]);
    let no_certificates = concat!(env!("CARGO_MANIFEST_DIR"), "/Cargo.toml");
    test.env(ALONE, "1").env("SSL_CERT_FILE", no_certificates).env_remove("SSL_CERT_DIR");
    let run = test.output().unwrap();
    assert!(run.status.success(), "{run:?}");
}

fn in_a_process_without_roots() {
    let (plain, secure) = (Endpoint::from_static("http://h"), Endpoint::from_static("https://h"));
    assert!(!reads_roots(Client::builder(plain.clone())));
    assert!(reads_roots(Client::builder(secure.clone())));
    #[cfg(feature = "proxy")]
    for (endpoint, proxy, is_needed) in
        [(&plain, "http://p", false), (&plain, "https://p", true), (&secure, "http://p", true)]
    {
        let proxy = pili_core::Proxy::new(proxy).unwrap();
        assert_eq!(reads_roots(Client::builder(endpoint.clone()).proxy(proxy)), is_needed);
    }
}

/// Whether there is no such client without roots.
fn reads_roots(builder: ClientBuilder<Test>) -> bool {
    match builder.build() {
        Ok(_) => false,
        Err(error) => {
            assert_eq!(error.field(), Some("root certificates"), "{error}");
            true
        }
    }
}
