#[cfg(feature = "tls")]
pub(super) use over_rustls::Tls;
#[cfg(not(feature = "tls"))]
pub(super) use plain::Tls;

#[cfg(feature = "tls")]
mod over_rustls {
    use std::{fmt, sync::Arc};

    use hyper_rustls::{ConfigBuilderExt as _, HttpsConnector};
    use rustls::{ClientConfig, RootCertStore, crypto::ring::default_provider};

    use crate::{Error, Result};

    /// TLS over any connection, where the URL asks for it.
    #[derive(Clone)]
    pub(in crate::transport) struct Tls(Arc<ClientConfig>);

    impl Tls {
        /// The provider is passed, never installed, so no process-wide default is needed or touched. Where TLS is
        /// not needed, a machine without certificates will do.
        pub(in crate::transport) fn new(is_needed: bool) -> Result<Self> {
            let config = ClientConfig::builder_with_provider(default_provider().into());
            let config = config.with_safe_default_protocol_versions().map_err(Error::roots)?;
            let config = if is_needed {
                config.with_native_roots().map_err(Error::roots)?
            } else {
                config.with_root_certificates(RootCertStore::empty())
            };
            Ok(Self(config.with_no_client_auth().into()))
        }

        pub(in crate::transport) fn over<C>(&self, connector: C) -> HttpsConnector<C> {
            HttpsConnector::from((connector, self.0.clone()))
        }
    }

    impl fmt::Debug for Tls {
        fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("Tls(..)")
        }
    }
}

#[cfg(not(feature = "tls"))]
mod plain {
    use crate::{Error, Result};

    /// No TLS, which is not compiled in.
    #[derive(Clone, Debug)]
    pub(in crate::transport) struct Tls;

    impl Tls {
        pub(in crate::transport) fn new(is_needed: bool) -> Result<Self> {
            if is_needed {
                return Err(Error::invalid("endpoint", "must be http: the feature `tls` is not enabled"));
            }
            Ok(Self)
        }

        pub(in crate::transport) fn over<C>(&self, connector: C) -> C {
            connector
        }
    }
}
