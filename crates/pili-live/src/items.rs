use pili_core::{Response, Result, decode_object, null_as_default};
use serde::{Deserialize, Serialize, de::DeserializeOwned};

/// A list under the name `items`, which no answer lacks; `null` is empty.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Items<T> {
    /// The entries.
    #[serde(deserialize_with = "null_as_default", bound(deserialize = "T: Deserialize<'de>"))]
    pub items: Vec<T>,
}

/// Reads the entries of such a list.
pub(crate) fn decode_items<T: DeserializeOwned>(response: &Response) -> Result<Vec<T>> {
    decode_object::<Items<T>>(response).map(|list| list.items)
}
