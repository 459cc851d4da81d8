//! What nouns share: names that are checked when an operation is encoded and read back from answers, and spans.

use pili_core::{Error, Result, Span, Url, auth::unix_seconds};

pub(crate) use pili_core::noun::{Named, checked, named};

/// The ends of a span as Unix seconds.
pub(crate) fn add_span(url: Url, span: Span) -> Result<Url> {
    check_span(span)?;
    let seconds = |time: Option<_>| time.map(unix_seconds);
    Ok(url.query_some("start", seconds(span.start())).query_some("end", seconds(span.end())))
}

/// Checks a span as the service reads it.
pub(crate) fn check_span(span: Span) -> Result<()> {
    span.check()?;
    if span.end().is_some_and(|end| unix_seconds(end) == 0) {
        return Err(Error::invalid("span", "must not end at 1970, which the service reads as open"));
    }
    Ok(())
}

/// Defines a module for `#[serde(with = "…")]` of a name that the service gave: taken as it is.
macro_rules! given_name {
    ($module:ident, $name:ty) => {
        pub(crate) mod $module {
            use serde::{Deserialize as _, Deserializer, Serializer};

            pub(crate) fn serialize<S: Serializer>(name: &$name, to: S) -> Result<S::Ok, S::Error> {
                to.serialize_str(name.as_str())
            }

            pub(crate) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<$name, D::Error> {
                String::deserialize(from).map(<$name>::unchecked)
            }
        }
    };
}

given_name!(hub_name, pili_core::auth::names::HubName);
given_name!(stream_key, pili_core::auth::names::StreamKey);
given_name!(domain_name, pili_core::auth::names::DomainName);
given_name!(task_id, crate::task::TaskId);
#[cfg(feature = "legacy")]
given_name!(v1_id, crate::v1::StreamId);
#[cfg(feature = "legacy")]
given_name!(first_id, crate::first::StreamId);
