//! How URLs are signed, in the terms of the settings of hubs and domains.

use clap::{
    ValueEnum,
    builder::{PossibleValuesParser, TypedValueParser},
};
use pili::live::PublishSecurity;

/// How a publish or play URL is signed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Rule {
    /// Publish: until a time, with the account's keys; the usual one
    #[value(name = "expiry_sk", alias = "expiry-sk")]
    ExpirySk,
    /// Publish: until a time, with the publish key
    Expiry,
    /// Publish: the publish key itself, in the open
    Static,
    /// Publish: for one publish, with the publish key
    Dynamic,
    /// Unsigned
    None,
    /// Play: until a time, with the play key
    #[value(name = "tsExpireMD5")]
    TsExpireMd5,
    /// Play: from a time on, for the domain's range, with the play key
    #[value(name = "tsStartMD5")]
    TsStartMd5,
    /// Miku's, with the key of the domain
    Miku,
    /// OSS's, with the account's keys
    Oss,
}

impl Rule {
    /// Those of the settings of a hub.
    pub(crate) const OF_HUBS: &[Self] =
        &[Self::ExpirySk, Self::Expiry, Self::Static, Self::Dynamic, Self::None];
    /// Those of URLs to publish to a hub.
    pub(crate) const TO_PUBLISH: &[Self] =
        &[Self::ExpirySk, Self::Expiry, Self::Static, Self::Dynamic, Self::None, Self::Miku];
    /// Those of URLs to play.
    pub(crate) const TO_PLAY: &[Self] = &[Self::None, Self::TsExpireMd5, Self::TsStartMd5, Self::Miku];

    /// Takes these alone.
    pub(crate) fn of(rules: &'static [Self]) -> impl TypedValueParser<Value = Self> {
        let names = rules.iter().filter_map(ValueEnum::to_possible_value);
        PossibleValuesParser::new(names).try_map(|name| Self::from_str(&name, false))
    }

    /// As the settings of a hub say it.
    pub(crate) fn security(self) -> PublishSecurity {
        match self {
            Self::ExpirySk => PublishSecurity::ExpirySk,
            Self::Expiry => PublishSecurity::Expiry,
            Self::Static => PublishSecurity::Static,
            Self::Dynamic => PublishSecurity::Dynamic,
            Self::None => PublishSecurity::None,
            other => PublishSecurity::Other(super::choice::name(other)),
        }
    }
}
