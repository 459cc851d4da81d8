use serde::{Deserialize, Serialize};

/// What is demanded of publishers (spec 3.2).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum PublishSecurity {
    /// Empty: what the hub demands; on a hub, nothing was set.
    #[default]
    #[serde(rename = "")]
    Inherit,
    /// Nothing.
    None,
    /// The publish key in the open.
    Static,
    /// A time and a token of the publish key.
    Expiry,
    /// A time and a token of the account's secret key.
    ExpirySk,
    /// A growing number and a token of the publish key.
    Dynamic,
    /// One that this version does not know.
    #[serde(untagged)]
    Other(String),
}
