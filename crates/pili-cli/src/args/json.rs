use serde::de::DeserializeOwned;

/// An argument with the members that the API has.
pub(crate) fn json<T: DeserializeOwned>(text: &str) -> Result<T, String> {
    serde_json::from_str(text).map_err(|error| format!("must be as the API has it: {error}"))
}
