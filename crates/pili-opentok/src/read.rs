//! How members are read and written that come in several forms.

use pili_core::{Error, Result as Checked, auth::Secret};
use serde::{Deserialize, Deserializer, de::DeserializeOwned};
use serde_json::Value;

/// A text that some answers write as a number.
pub(crate) mod text {
    use serde::{Deserialize as _, Deserializer, Serialize as _, Serializer};
    use serde_json::Value;

    pub(crate) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Option<String>, D::Error> {
        Ok(match Option::<Value>::deserialize(from)? {
            Some(Value::String(text)) => Some(text),
            Some(Value::Number(number)) => Some(number.to_string()),
            _ => None,
        })
    }

    pub(crate) fn serialize<S: Serializer>(text: &Option<String>, to: S) -> Result<S::Ok, S::Error> {
        text.serialize(to)
    }
}

/// An API key that must be there, and that some answers write as a number.
pub(crate) mod key {
    use serde::{Deserializer, de::Error};
    #[cfg(feature = "__wire")]
    use serde::{Serialize as _, Serializer};

    use super::text;

    pub(crate) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<String, D::Error> {
        text::deserialize(from)?.ok_or_else(|| D::Error::custom("an API key is a text or a number"))
    }

    #[cfg(feature = "__wire")]
    pub(crate) fn serialize<S: Serializer>(key: &str, to: S) -> Result<S::Ok, S::Error> {
        key.serialize(to)
    }
}

/// An API key that is written as a number, as some answers do; as a text, if it would not be the same key.
pub(crate) mod number {
    use serde::{Serialize as _, Serializer};

    pub(crate) use super::text::deserialize;

    pub(crate) fn serialize<S: Serializer>(key: &Option<String>, to: S) -> Result<S::Ok, S::Error> {
        let number = key.as_ref().and_then(|key| key.parse::<u64>().ok().filter(|it| it.to_string() == *key));
        match number {
            Some(number) => number.serialize(to),
            None => key.serialize(to),
        }
    }
}

/// A secret, which is written to the wire and nowhere else.
pub(crate) mod secret {
    use pili_core::auth::Secret;
    use serde::{Deserialize as _, Deserializer, Serialize as _, Serializer, ser::Error};

    pub(crate) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Secret, D::Error> {
        String::deserialize(from).map(Secret::from)
    }

    pub(crate) fn serialize<S: Serializer>(secret: &Secret, to: S) -> Result<S::Ok, S::Error> {
        let text = std::str::from_utf8(secret.expose()).map_err(|_| S::Error::custom("no text"))?;
        text.serialize(to)
    }
}

/// Refuses a secret that is none, or cannot be written as text.
pub(crate) fn check_secret(field: &'static str, secret: &Secret) -> Checked<()> {
    match std::str::from_utf8(secret.expose()) {
        Ok(text) if !text.is_empty() => Ok(()),
        _ => Err(Error::invalid(field, "must be a text, and not empty")),
    }
}

/// A time in milliseconds since 1970 that some answers write as a text. A text of anything else tells no time.
pub(crate) mod millis_or_text {
    use std::time::SystemTime;

    use pili_core::time::unix_millis;
    use serde::{Deserialize as _, Deserializer, Serializer, de::Error};
    use serde_json::Value;

    pub(crate) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Option<SystemTime>, D::Error> {
        let number = match Value::deserialize(from)? {
            Value::String(text) => text.parse::<i64>().map_or(Value::Null, Value::from),
            value => value,
        };
        unix_millis::option::deserialize(number).map_err(D::Error::custom)
    }

    pub(crate) fn serialize<S: Serializer>(time: &Option<SystemTime>, to: S) -> Result<S::Ok, S::Error> {
        unix_millis::option::serialize(time, to)
    }
}

/// Whose something is: answers have `projectId` for a project of OpenTok, and `applicationId` for an application of
/// Vonage (spec 23.1). A member that is flattened.
pub(crate) mod project {
    use pili_core::auth::opentok::ApplicationId;
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    /// The two names, of which one is written.
    #[doc(hidden)]
    #[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
    #[serde(rename_all = "camelCase", default)]
    pub struct Owner {
        #[serde(with = "super::text", skip_serializing_if = "Option::is_none")]
        pub application_id: Option<String>,
        #[serde(with = "super::text", skip_serializing_if = "Option::is_none")]
        pub project_id: Option<String>,
    }

    impl From<Option<String>> for Owner {
        fn from(id: Option<String>) -> Self {
            match id.as_deref().map(ApplicationId::new) {
                Some(Ok(_)) => Self { application_id: id, project_id: None },
                _ => Self { application_id: None, project_id: id },
            }
        }
    }

    pub(crate) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Option<String>, D::Error> {
        let Owner { application_id, project_id } = Owner::deserialize(from)?;
        Ok(application_id.or(project_id))
    }

    pub(crate) fn serialize<S: Serializer>(id: &Option<String>, to: S) -> Result<S::Ok, S::Error> {
        Owner::from(id.clone()).serialize(to)
    }

    /// The same, with API keys as numbers.
    pub(crate) mod number {
        use super::{Owner, Serialize, Serializer};

        pub(crate) use super::deserialize;

        #[derive(Serialize)]
        #[serde(rename_all = "camelCase")]
        struct Numbered {
            #[serde(with = "super::super::number", skip_serializing_if = "Option::is_none")]
            project_id: Option<String>,
        }

        pub(crate) fn serialize<S: Serializer>(id: &Option<String>, to: S) -> Result<S::Ok, S::Error> {
            match Owner::from(id.clone()) {
                Owner { application_id: None, project_id } => Numbered { project_id }.serialize(to),
                application => application.serialize(to),
            }
        }
    }
}

/// A length of time in whole seconds; `null` counts as none.
pub(crate) mod seconds {
    use std::time::Duration;

    use serde::{Deserializer, Serializer};

    pub(crate) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Duration, D::Error> {
        Ok(option::deserialize(from)?.unwrap_or_default())
    }

    pub(crate) fn serialize<S: Serializer>(length: &Duration, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_u64(length.as_secs())
    }

    /// One that may be missing.
    pub(crate) mod option {
        use super::{Deserializer, Duration, Serializer};
        use serde::{Deserialize as _, Serialize as _};

        pub(crate) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Option<Duration>, D::Error> {
            Ok(Option::deserialize(from)?.map(Duration::from_secs))
        }

        pub(crate) fn serialize<S: Serializer>(length: &Option<Duration>, to: S) -> Result<S::Ok, S::Error> {
            length.map(|length| length.as_secs()).serialize(to)
        }
    }
}

/// True unless it says otherwise.
pub(crate) fn or_true<'de, D: Deserializer<'de>>(value: D) -> Result<bool, D::Error> {
    Option::deserialize(value).map(|value| value.unwrap_or(true))
}

pub(crate) fn yes() -> bool {
    true
}

/// A list, or a map whose keys become the entries' `id`.
pub(crate) fn list_or_map<'de, T, D>(value: D) -> Result<Vec<T>, D::Error>
where
    T: DeserializeOwned,
    D: Deserializer<'de>,
{
    let entries = match Option::<Value>::deserialize(value)? {
        Some(Value::Array(entries)) => entries,
        Some(Value::Object(map)) => map.into_iter().map(|(id, entry)| with_id(id, entry)).collect(),
        _ => Vec::new(),
    };
    let read = entries.into_iter().map(serde_json::from_value);
    read.collect::<Result<_, _>>().map_err(serde::de::Error::custom)
}

fn with_id(id: String, mut entry: Value) -> Value {
    if let Some(entry) = entry.as_object_mut() {
        entry.insert("id".to_owned(), Value::String(id));
    }
    entry
}
