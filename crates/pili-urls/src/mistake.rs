use std::fmt;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use pili_auth::{Secret, qiniu};

use crate::{
    publish::PublishRequest,
    query::{self, Query},
    received::without_token,
};

const PATH: &AsciiSet = &NON_ALPHANUMERIC.remove(b'/').remove(b'-').remove(b'_').remove(b'.').remove(b'~');

/// A known way to sign wrongly: the token would be right if this had been right.
///
/// ```
/// use std::time::UNIX_EPOCH;
/// use pili_urls::{Mistake, Refusal, publish::{PublishRequest, PublishRule}};
///
/// // Signed without the query.
/// let url = "rtmp://pub.example.com/hub/key?expire=1584522520&token=dflCpx6ZhvNGuQ1Jly751nZbrXs=";
/// let rule = PublishRule::Expiry(vec!["12345678".into()]);
/// let refusal = rule.verify(&PublishRequest::parse(url)?, UNIX_EPOCH).unwrap_err();
/// let Refusal::TokenDiffers { mistake, .. } = refusal else { panic!("{refusal}") };
/// assert_eq!(mistake, Some(Mistake::NoQuery));
/// # Ok::<(), pili_urls::SignError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Mistake {
    /// The access key was used in place of the secret key.
    AccessKeyAsSecret,
    /// The token is in standard Base64 (`+`, `/`) in place of the URL-safe one (`-`, `_`).
    StandardBase64,
    /// The path was signed without its leading `/`.
    NoLeadingSlash,
    /// The path was signed percent-encoded.
    EncodedPath,
    /// Only the path was signed, not the query.
    NoQuery,
    /// Only the rule's own parameter was signed, not those before or after it.
    OtherParametersLeftOut,
    /// The query was signed percent-decoded.
    DecodedQuery,
    /// The parameter was signed under the name of another rule (`e`, `expire`, `nonce`).
    OtherParameterName,
    /// The whole URL was signed, scheme and domain included.
    WholeUrl,
    /// A line feed follows the signed text.
    TrailingLineFeed,
    /// The MD5 of a play URL, or of any URL of Miku, is in upper case.
    UpperCase,
    /// The path of a Miku URL was signed as it is, not percent-encoded.
    DecodedPath,
    /// The path of a Miku URL was signed with another protocol's extension, or without the URL's own.
    OtherExtension,
    /// The time of a Miku URL was signed in hexadecimal, as that of a Pili URL is.
    HexadecimalTime,
}

impl Mistake {
    /// The mistake that explains `token`, if one does, and the text that was signed.
    pub(crate) fn find(request: &PublishRequest, secret: &Secret, token: &str) -> Option<(Self, String)> {
        if secret.is_empty() {
            return None;
        }
        let url_safe = token.replace('+', "-").replace([' '], "-").replace('/', "_");
        let right = request.string_to_sign();
        if url_safe != token && qiniu::token_matches(secret, &right, &url_safe) {
            return Some((Self::StandardBase64, right));
        }
        let explains = |(_, text): &(Self, String)| qiniu::token_matches(secret, text, token);
        wrong_texts(request).into_iter().find(explains)
    }
}

impl fmt::Display for Mistake {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::AccessKeyAsSecret => "it was made with the access key in place of the secret key",
            Self::StandardBase64 => "it is in standard Base64: write `-` for `+` and `_` for `/`",
            Self::NoLeadingSlash => "it covers the path without its leading `/`",
            Self::EncodedPath => "it covers the percent-encoded path: sign the decoded one",
            Self::NoQuery => "it covers the path only: sign path, `?` and query",
            Self::OtherParametersLeftOut => "it leaves the other query parameters out: sign the whole query",
            Self::DecodedQuery => "it covers the percent-decoded query: sign the query as sent",
            Self::OtherParameterName => "it covers the parameter under the name of another rule",
            Self::WholeUrl => "it covers the whole URL: sign from the path on, without scheme and domain",
            Self::TrailingLineFeed => "it covers a line feed at the end",
            Self::UpperCase => "it is in upper case: write it in lower case",
            Self::DecodedPath => {
                "it covers the decoded path: sign the percent-encoded one, `/` left as it is"
            }
            Self::OtherExtension => {
                "it covers the path with another extension: sign each protocol's URL for itself"
            }
            Self::HexadecimalTime => "it covers the time in hexadecimal, as for Pili: sign the decimal one",
        })
    }
}

fn wrong_texts(request: &PublishRequest) -> Vec<(Mistake, String)> {
    let path = request.path();
    let query = without_token(request.query());
    let mut texts = vec![
        (Mistake::NoLeadingSlash, format!("{}?{query}", path.trim_start_matches('/'))),
        (Mistake::EncodedPath, format!("{}?{query}", utf8_percent_encode(path, PATH))),
        (Mistake::NoQuery, path.to_owned()),
        (Mistake::DecodedQuery, format!("{path}?{}", query::text(&query))),
        (Mistake::TrailingLineFeed, format!("{path}?{query}\n")),
    ];
    texts.extend(own_parameter(&query).map(|own| (Mistake::OtherParametersLeftOut, format!("{path}?{own}"))));
    texts.extend(renamed(&query).map(|query| (Mistake::OtherParameterName, format!("{path}?{query}"))));
    texts.extend(request.origin().map(|origin| (Mistake::WholeUrl, format!("{origin}{path}?{query}"))));
    texts
}

/// Each parameter that belongs to a rule, alone.
fn own_parameter(query: &str) -> impl Iterator<Item = String> {
    own_pairs(query).map(|(name, value)| format!("{name}={value}"))
}

/// The query with the rule's parameter under the names of the other rules.
fn renamed(query: &str) -> impl Iterator<Item = String> {
    own_pairs(query).flat_map(move |(name, value)| {
        RULES.into_iter().filter(move |other| *other != name).map(move |other| {
            let mut renamed = Query::parse(query);
            renamed.remove(name);
            renamed.set(other, value.as_bytes());
            renamed.encode()
        })
    })
}

/// What belongs to a rule. A name that is there more than once was not signed by one, and would be tried as often.
fn own_pairs(query: &str) -> impl Iterator<Item = (&str, &str)> {
    RULES.into_iter().filter_map(move |rule| {
        let mut named = query::raw_pairs(query).filter(|(name, _)| *name == rule);
        named.next().filter(|_| named.next().is_none())
    })
}

const RULES: [&str; 3] = ["e", "expire", "nonce"];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_parameter_that_is_there_a_thousand_times_gives_no_more_texts_to_try() {
        let texts = |times| wrong_texts(&PublishRequest::new("/hub/key", &"e=17&x=1&".repeat(times))).len();
        assert_eq!(texts(1_000), texts(2));
        assert!(texts(1) > texts(2), "one that is there once was signed by a rule, perhaps another");
    }
}
