/// An MD5 in lower-case hex.
pub(crate) fn hex(digest: md5::Digest) -> String {
    let mut text = String::with_capacity(32);
    let digits = digest.0.iter().flat_map(|byte| [byte >> 4, byte & 0xf]);
    text.extend(digits.map(|digit| char::from_digit(digit.into(), 16).unwrap_or_default()));
    text
}
