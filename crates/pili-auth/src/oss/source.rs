use std::{borrow::Cow, fmt, sync::Arc};

use crate::Credentials;

/// Where the credentials of a signer come from; asked once a signature.
#[derive(Clone)]
pub(super) enum Source {
    Fixed(Credentials),
    Rotating(Arc<dyn Fn() -> Credentials + Send + Sync>),
}

impl Source {
    pub(super) fn rotating(credentials: impl Fn() -> Credentials + Send + Sync + 'static) -> Self {
        Self::Rotating(Arc::new(credentials))
    }

    /// The credentials that hold now.
    pub(super) fn current(&self) -> Cow<'_, Credentials> {
        match self {
            Self::Fixed(credentials) => Cow::Borrowed(credentials),
            Self::Rotating(credentials) => Cow::Owned(credentials()),
        }
    }
}

impl fmt::Debug for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Fixed(credentials) => credentials.fmt(f),
            Self::Rotating(_) => f.write_str("Rotating(..)"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn debug_text_shows_who_signs_where_that_is_fixed_and_no_secret() {
        let keys = || Credentials::new("access", "hush");
        let (fixed, rotating) = (Source::Fixed(keys()), Source::rotating(keys));
        let shown = format!("{fixed:?}");
        assert!(shown.contains("access") && !shown.contains("hush"), "{shown}");
        assert_eq!(format!("{rotating:?}"), "Rotating(..)");
    }
}
