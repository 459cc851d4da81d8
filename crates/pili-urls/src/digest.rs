/// An MD5 in lower-case hex.
pub(crate) fn hex(digest: md5::Digest) -> String {
    format!("{:032x}", u128::from_be_bytes(digest.0))
}
