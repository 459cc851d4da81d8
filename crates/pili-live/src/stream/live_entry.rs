use std::borrow::Cow;

use pili_core::auth::names::StreamKey;
use serde::{
    Deserialize, Deserializer, Serialize,
    de::{
        DeserializeSeed, Error, IntoDeserializer, MapAccess, Visitor,
        value::{CowStrDeserializer, MapAccessDeserializer},
    },
};

use super::LiveStatus;

/// The status of one stream among several.
///
/// Example: [`Hub::live_statuses`](crate::hub::Hub::live_statuses).
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(not(feature = "__wire"), non_exhaustive)]
pub struct LiveEntry {
    /// The stream key.
    #[serde(with = "crate::noun::stream_key")]
    pub key: StreamKey,
    /// Its status.
    #[serde(flatten)]
    pub status: LiveStatus,
}

/// Takes `key` out on the way, where serde's own `flatten` would hold every member twice.
impl<'de> Deserialize<'de> for LiveEntry {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_map(Entry)
    }
}

struct Entry;

impl<'de> Visitor<'de> for Entry {
    type Value = LiveEntry;

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("a stream's live status with its key")
    }

    fn visit_map<A: MapAccess<'de>>(self, members: A) -> Result<LiveEntry, A::Error> {
        let mut keyed = Keyed { members, key: None };
        let status = LiveStatus::deserialize(MapAccessDeserializer::new(&mut keyed))?;
        let key = keyed.key.ok_or_else(|| A::Error::missing_field("key"))?;
        Ok(LiveEntry { key: StreamKey::unchecked(key), status })
    }
}

/// The members of an object but `key`, which is kept.
struct Keyed<A> {
    members: A,
    key: Option<String>,
}

#[derive(Deserialize)]
struct Name<'a>(#[serde(borrow)] Cow<'a, str>);

impl<'de, A: MapAccess<'de>> MapAccess<'de> for &mut Keyed<A> {
    type Error = A::Error;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, A::Error> {
        while let Some(Name(name)) = self.members.next_key()? {
            if name != "key" {
                let name: CowStrDeserializer<'_, A::Error> = name.into_deserializer();
                return seed.deserialize(name).map(Some);
            }
            self.key = Some(self.members.next_value()?);
        }
        Ok(None)
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, A::Error> {
        self.members.next_value_seed(seed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> serde_json::Result<LiveEntry> {
        serde_json::from_str(text)
    }

    #[test]
    fn the_key_may_stand_anywhere_among_the_members() {
        let expected = read(r#"{"key":"a","startAt":7,"bps":5}"#).unwrap();
        assert_eq!((expected.key.as_str(), expected.status.bps), ("a", 5));
        for text in
            [r#"{"startAt":7,"key":"a","bps":5}"#, r#"{"startAt":7,"new":{"key":"b"},"bps":5,"key":"a"}"#]
        {
            assert_eq!(read(text).unwrap(), expected);
        }
        assert_eq!(read(&serde_json::to_string(&expected).unwrap()).unwrap(), expected);
    }

    #[test]
    fn neither_key_nor_start_may_be_missing() {
        assert!(read(r#"{"startAt":7}"#).unwrap_err().to_string().contains("`key`"));
        assert!(read(r#"{"key":"a"}"#).unwrap_err().to_string().contains("`startAt`"));
    }
}
