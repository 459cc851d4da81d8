use percent_encoding::percent_decode_str;
use pili_auth::{SignError, names::Authority};

use super::{PublishAuth, signature::Signature};
use crate::{
    plain::SRT_PORT,
    query::{Query, form},
};

/// What the signature of an SRT URL covers, where the vendor's code and page differ (spec 3.3).
///
/// Example: [`PublishAuth::sign_srt`](super::PublishAuth::sign_srt).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum SrtSignature {
    /// Every item of the stream id but `h` and `m`, so `domain` too: the vendor's code.
    #[default]
    WithDomain,
    /// What the RTMP URL of the same stream would have signed, so not `domain`: the vendor's page 8170.
    RtmpEquivalent,
}

/// An SRT publish URL taken apart: `srt://authority?streamid=#!::h=<path>,<items>`.
pub(super) struct SrtParts {
    authority: String,
    path: String,
    /// All items but `h` and `m`.
    items: Query<'static>,
}

impl SrtParts {
    /// The authority and stream id of a URL, if it is an SRT one.
    pub(super) fn split(url: &str) -> Option<(&str, &str)> {
        let (_, rest) = url.split_once("://").filter(|(scheme, _)| scheme.eq_ignore_ascii_case("srt"))?;
        let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
        let id = rest.find('#').unwrap_or(rest.len());
        Some((rest.get(..end)?, rest.get(id..)?))
    }

    pub(super) fn parse(url: &str) -> Result<Self, SignError> {
        let (authority, stream_id) =
            Self::split(url).ok_or(SignError::new("URL", "must begin with `srt://`"))?;
        let named = Authority::parse(authority).ok_or(SignError::new("domain", Authority::RULE))?;
        let decoded = percent_decode_str(stream_id).decode_utf8();
        let decoded = decoded.map_err(|_| SignError::new("stream id", "must be UTF-8"))?;
        let (path, pairs) = items(&decoded)?;
        let mut items = Query::default();
        for (name, value) in pairs {
            items.set(name.to_owned(), value.as_bytes().to_owned());
        }
        Ok(Self { authority: with_port(named), path, items })
    }

    /// Path and query of a stream id as received, its items in their order.
    pub(super) fn received(stream_id: &str) -> Result<(String, String), SignError> {
        let (path, pairs) = items(stream_id)?;
        let query: Vec<_> = pairs.into_iter().map(|(name, value)| format!("{name}={value}")).collect();
        Ok((path, query.join("&")))
    }

    pub(super) fn sign(self, auth: &PublishAuth, signature: SrtSignature) -> String {
        let Self { authority, path, items } = self;
        let mut items: Query<'_> = items;
        auth.set(&mut items);
        let signed = |items: &Query<'_>| auth.signature(&format!("{path}?{}", items.encode()));
        let items = match signature {
            SrtSignature::WithDomain => {
                let token = signed(&items);
                items.set("m", b"publish".as_slice());
                join(&items, token)
            }
            SrtSignature::RtmpEquivalent => {
                let domain = items.first("domain").map(|domain| format!("domain={},", form(domain)));
                items.remove("domain");
                format!("m=publish,{}{}", domain.unwrap_or_default(), join(&items, signed(&items)))
            }
        };
        format!("srt://{authority}?streamid=#!::h={},{items}", path.strip_prefix('/').unwrap_or(&path))
    }
}

type Pairs<'a> = Vec<(&'a str, &'a str)>;

/// The path of a stream id, and its other items but the mode.
fn items(stream_id: &str) -> Result<(String, Pairs<'_>), SignError> {
    let wrong = |rule| SignError::new("stream id", rule);
    let items = stream_id.strip_prefix("#!::").ok_or(wrong("must begin with `#!::`"))?;
    let pairs = items.split(',').map(|item| item.split_once('='));
    let mut pairs =
        pairs.collect::<Option<Vec<_>>>().ok_or(wrong("must have items `name=value`"))?.into_iter();
    match pairs.next() {
        Some(("h", path)) if !path.is_empty() => {
            Ok((format!("/{path}"), pairs.filter(|(name, _)| *name != "m").collect()))
        }
        _ => Err(wrong("must begin with `#!::h=<hub>/<stream key>`")),
    }
}

fn with_port(Authority { host, port }: Authority<'_>) -> String {
    format!("{host}:{}", port.unwrap_or(SRT_PORT))
}

/// The query as items, the signature last.
fn join(items: &Query<'_>, signature: Option<Signature<'_>>) -> String {
    let mut text = items.encode().replace('&', ",");
    if let Some(signature) = signature {
        text.push(',');
        signature.append_to(&mut text);
    }
    text
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, UNIX_EPOCH};

    use super::*;
    use crate::publish::{PublishRequest, PublishRule};

    const URL: &str = "srt://publish.example.com?streamid=#!::h=demo-hub/evening,m=publish,domain=publish.example.com,z=a b";

    fn auth() -> PublishAuth {
        PublishAuth::Expiry { key: "key".into(), expires_at: UNIX_EPOCH + Duration::from_secs(1_700_003_600) }
    }

    #[test]
    fn both_signatures_verify_and_differ() {
        let rule = PublishRule::Expiry(vec!["key".into()]);
        let urls = [SrtSignature::WithDomain, SrtSignature::RtmpEquivalent]
            .map(|s| auth().sign_srt(URL, s).unwrap());
        assert_ne!(urls[0], urls[1]);
        for url in urls {
            rule.verify(&PublishRequest::parse(&url).unwrap(), UNIX_EPOCH).unwrap();
        }
    }

    #[test]
    fn the_rtmp_equivalent_carries_the_token_of_the_rtmp_url() {
        let srt = auth().sign_srt(URL, SrtSignature::RtmpEquivalent).unwrap();
        let rtmp = auth().sign("rtmp://publish.example.com/demo-hub/evening?z=a+b").unwrap();
        let query = rtmp.split_once('?').unwrap().1.replace('&', ",");
        let start = "srt://publish.example.com:1935?streamid=#!::h=demo-hub/evening,m=publish,";
        assert_eq!(srt, format!("{start}domain=publish.example.com,{query}"));
    }

    #[test]
    fn a_url_without_a_whole_stream_id_is_refused() {
        for id in ["", "?streamid=", "#!::", "#!::m=publish,h=a/b", "#!::h=a/b,m", "#!::h=", "#h=a/b"] {
            let error = auth().sign(&format!("srt://publish.example.com{id}")).unwrap_err();
            assert_eq!(error.field(), "stream id", "{id}");
        }
    }
}
