//! What stands in a URL, whether it is good or not.

use crate::args::Rule;

/// The rule that a URL seems to be made for, by the parameters that give each away.
pub(super) fn rule_of(url: &str) -> Rule {
    let has = |name: &str| value(url, name).is_some();
    match () {
        () if has("OSSAccessKeyId") || has("Signature") => Rule::Oss,
        () if has("e") => Rule::ExpirySk,
        () if has("expire") => Rule::Expiry,
        () if has("nonce") => Rule::Dynamic,
        () if has("sign") && is_decimal_time(value(url, "t")) => Rule::Miku,
        () if has("sign") => Rule::TsExpireMd5,
        () if has("key") => Rule::Static,
        () => Rule::None,
    }
}

/// The signature itself, by the rule's name for it.
pub(super) fn signature(url: &str, rule: Rule, sign_part: &str) -> Option<String> {
    let name = match rule {
        Rule::Oss => "Signature",
        Rule::Miku => "sign",
        Rule::TsExpireMd5 | Rule::TsStartMd5 => sign_part,
        Rule::Static | Rule::None => return None,
        _ => "token",
    };
    value(url, name).map(|value| format!("{name}={value}"))
}

/// The URL without what another rule put there.
pub(super) fn without_rules(url: &str) -> String {
    const OF_RULES: [&str; 5] = ["e", "expire", "nonce", "key", "token"];
    let Some((place, query)) = url.split_once('?').filter(|_| !url.starts_with("srt://")) else {
        return url.to_owned();
    };
    let is_other = |pair: &&str| !OF_RULES.contains(&pair.split('=').next().unwrap_or_default());
    let others: Vec<&str> = query.split('&').filter(is_other).collect();
    if others.is_empty() { place.to_owned() } else { format!("{place}?{}", others.join("&")) }
}

/// The hub and the stream, as they stand in the URL.
pub(super) fn path(url: &str) -> String {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    if let Some(path) = rest.split_once("::h=").and_then(|(_, items)| items.split(',').next()) {
        return format!("/{path}");
    }
    let place = rest.split(['?', '#']).next().unwrap_or_default();
    place.find('/').map_or_else(String::new, |slash| place[slash..].to_owned())
}

/// A number among the parameters.
pub(super) fn number(url: &str, name: &str, base: u32) -> Option<u64> {
    u64::from_str_radix(value(url, name)?, base).ok()
}

fn is_decimal_time(time: Option<&str>) -> bool {
    time.is_some_and(|time| time.len() >= 10 && time.bytes().all(|digit| digit.is_ascii_digit()))
}

/// Parameters stand behind `?` and `&`, or behind the commas of an SRT stream id.
fn value<'a>(url: &'a str, name: &str) -> Option<&'a str> {
    let query = url.split_once('?')?.1;
    let pairs = query.split(['&', ',']).filter_map(|pair| pair.split_once('='));
    pairs.into_iter().find(|(other, _)| *other == name).map(|(_, value)| value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rule_is_told_by_its_parameters() {
        for (query, rule) in [
            ("e=1&token=ak:x", Rule::ExpirySk),
            ("expire=1&token=x", Rule::Expiry),
            ("nonce=1&token=x", Rule::Dynamic),
            ("key=x", Rule::Static),
            ("sign=x&t=61703d00", Rule::TsExpireMd5),
            ("sign=x&t=1761739200", Rule::Miku),
            ("OSSAccessKeyId=ak&Expires=1&Signature=x", Rule::Oss),
            ("a=b", Rule::None),
        ] {
            assert_eq!(rule_of(&format!("rtmp://a.example/hub/key?{query}")), rule, "{query}");
        }
        assert_eq!(
            rule_of("srt://a.example:1935?streamid=#!::h=hub/key,m=publish,e=1,token=x"),
            Rule::ExpirySk
        );
        assert_eq!(rule_of("rtmp://a.example/hub/key"), Rule::None);
    }

    #[test]
    fn the_path_is_found_in_either_form() {
        assert_eq!(path("rtmp://a.example/hub/key?e=1"), "/hub/key");
        assert_eq!(path("srt://a.example:1935?streamid=#!::h=hub/key,m=publish"), "/hub/key");
        assert_eq!(path("nonsense"), "");
    }

    #[test]
    fn what_other_rules_put_there_goes_and_the_rest_stays() {
        assert_eq!(without_rules("rtmp://a.example/h/k?e=1&a=b&token=x"), "rtmp://a.example/h/k?a=b");
        assert_eq!(without_rules("rtmp://a.example/h/k?e=1"), "rtmp://a.example/h/k");
    }
}
