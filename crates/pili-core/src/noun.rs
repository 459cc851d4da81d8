//! What the vendors' nouns share: names that are checked when an operation is encoded.

use pili_auth::names::NameError;

use crate::Result;

/// A name as the caller gave it: right, or the error that every operation built on it will return.
///
/// Example: [`named`].
pub type Named<T> = Result<T, NameError>;

/// Checks a name now and reports later, so that nouns can be built without a `?`.
///
/// ```
/// use pili_core::{auth::names::HubName, noun::{Named, checked, named}};
/// let hub: Named<HubName> = named("demo/hub");
/// assert_eq!(checked(&hub).unwrap_err().field(), Some("hub"));
/// ```
pub fn named<T, E: Into<NameError>>(name: impl TryInto<T, Error = E>) -> Named<T> {
    name.try_into().map_err(Into::into)
}

/// A checked name, or its error.
///
/// Example: [`named`].
///
/// # Errors
/// [`ErrorKind::Invalid`](crate::ErrorKind::Invalid), naming the field and the rule it breaks.
pub fn checked<T>(name: &Named<T>) -> Result<&T> {
    name.as_ref().map_err(|error| error.clone().into())
}
