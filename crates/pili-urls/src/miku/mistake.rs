use super::{AntiLeech, Request, extension, signed_text::signed_text};
use crate::{Mistake, parts::split_extension};

/// The mistake that explains the MD5, if one does.
pub(super) fn find(leech: &AntiLeech, request: &Request, time: &str, sign: &str) -> Option<Mistake> {
    let right = signed_text(request.path(), time);
    if leech.key_of(&right, &sign.to_ascii_lowercase()).is_some() {
        return Some(Mistake::UpperCase);
    }
    let explains = |(_, text): &(Mistake, String)| leech.key_of(text, sign).is_some();
    wrong_texts(request, time, &right).into_iter().find(explains).map(|(mistake, _)| mistake)
}

fn wrong_texts(request: &Request, time: &str, right: &str) -> Vec<(Mistake, String)> {
    let path = request.path();
    let mut texts = vec![
        (Mistake::NoLeadingSlash, right.trim_start_matches('/').to_owned()),
        (Mistake::DecodedPath, format!("{path}{time}")),
        (Mistake::TrailingLineFeed, format!("{right}\n")),
    ];
    let other_extension = |other| signed_text(&format!("{}{other}", split_extension(path).0), time);
    texts.extend(extension::ALL.map(|other| (Mistake::OtherExtension, other_extension(other))));
    texts.extend(in_hexadecimal(time).map(|time| (Mistake::HexadecimalTime, signed_text(path, &time))));
    texts.extend(request.origin().map(|origin| (Mistake::WholeUrl, format!("{origin}{right}"))));
    texts
}

fn in_hexadecimal(time: &str) -> Option<String> {
    time.parse::<u64>().ok().map(|seconds| format!("{seconds:x}"))
}
