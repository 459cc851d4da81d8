use pili_auth::qiniu::Token;

/// The value of `token`: the token itself, behind the access key where an account's key pair signs.
pub(super) struct Signature<'a> {
    pub(super) access_key: Option<&'a str>,
    pub(super) token: Token,
}

impl Signature<'_> {
    /// Writes `token=` and the value behind what stands in a URL.
    pub(super) fn append_to(&self, url: &mut String) {
        url.push_str("token=");
        if let Some(access_key) = self.access_key {
            url.push_str(access_key);
            url.push(':');
        }
        url.push_str(self.token.as_str());
    }
}
