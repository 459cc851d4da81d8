use std::time::SystemTime;

use percent_encoding::percent_decode_str;
use pili_auth::{Credentials, SignError, names::split_port, oss};

use super::{
    ACCESS_KEY, Addressing, EXPIRES, Mistake, PLAYLIST, Parameter, SIGNATURE,
    signed_text::{but_token, signed_text},
};
use crate::{
    Refusal, Verified,
    parts::UrlParts,
    query::raw_pairs,
    received::{Received, in_time},
};

/// A publish request as a server sees it.
///
/// Example: [`oss_rtmp`](crate::oss_rtmp).
#[derive(Clone, PartialEq, Eq)]
pub struct PublishRequest {
    bucket: String,
    channel: String,
    query: String,
}

impl PublishRequest {
    /// From a whole URL. The bucket is what stands before `live` in the path or, failing that, the first label
    /// of the host; for a custom domain, name it with [`with_bucket`](Self::with_bucket).
    /// Example: [`oss_rtmp`](crate::oss_rtmp).
    ///
    /// # Errors
    /// When the text is no URL, or its path is not `/live/<channel>` or `/<bucket>/live/<channel>`.
    pub fn parse(url: &str) -> Result<Self, SignError> {
        let parts = UrlParts::parse(url)?;
        let (application, channel) = parts.path.rsplit_once('/').unwrap_or_default();
        Self::of(Some(parts.authority), application, channel, parts.query)
    }

    /// From what RTMP brings: the host that was called, the application (`live` or `<bucket>/live`), and the
    /// stream name with its query.
    ///
    /// Encoders differ in where they part the two; that does not matter.
    ///
    /// ```
    /// use std::time::{Duration, UNIX_EPOCH};
    /// use pili_urls::oss_rtmp::PublishRequest;
    /// let request = PublishRequest::rtmp(Some("media.example.com"), "live", "door?Expires=1700003600")?;
    /// let request = request.with_bucket("examplebucket");
    /// assert_eq!((request.bucket(), request.channel()), ("examplebucket", "door"));
    /// assert_eq!((request.access_key(), request.playlist_name()), (None, None));
    /// assert_eq!(request.string_to_sign(), "1700003600\n/examplebucket/door");
    /// # Ok::<(), pili_urls::SignError>(())
    /// ```
    ///
    /// # Errors
    /// When the application is another one.
    pub fn rtmp(host: Option<&str>, application: &str, stream_name: &str) -> Result<Self, SignError> {
        let (name, query) = stream_name.split_once('?').unwrap_or((stream_name, ""));
        let path = format!("{application}/{name}");
        let (application, channel) = path.rsplit_once('/').unwrap_or_default();
        Self::of(host, application, &decoded(channel), query)
    }

    fn of(host: Option<&str>, application: &str, channel: &str, query: &str) -> Result<Self, SignError> {
        let bucket = match application.trim_matches('/') {
            "live" => bucket_of_host(host.unwrap_or_default()),
            path => path
                .strip_suffix("/live")
                .ok_or(SignError::new("path", "must be `/live/<channel>` or `/<bucket>/live/<channel>`"))?,
        };
        if channel.is_empty() {
            return Err(SignError::new("channel", "must not be empty"));
        }
        Ok(Self { bucket: bucket.to_owned(), channel: channel.to_owned(), query: query.to_owned() })
    }

    /// The same request to another bucket: the one that a custom domain is bound to. Example: [`PublishRequest::rtmp`].
    pub fn with_bucket(self, bucket: impl Into<String>) -> Self {
        Self { bucket: bucket.into(), ..self }
    }

    /// The bucket; empty when the URL does not tell. Example: [`PublishRequest::rtmp`].
    pub fn bucket(&self) -> &str {
        &self.bucket
    }

    /// The channel. Example: [`PublishRequest::rtmp`].
    pub fn channel(&self) -> &str {
        &self.channel
    }

    /// The index file's name, where the URL sets one. Example: [`oss_rtmp`](crate::oss_rtmp).
    pub fn playlist_name(&self) -> Option<String> {
        self.value(PLAYLIST)
    }

    /// The access key that the URL names. Example: [`PublishRequest::rtmp`].
    pub fn access_key(&self) -> Option<String> {
        self.value(ACCESS_KEY)
    }

    /// Checks the signature, in constant time, and the expiry. The token of temporary credentials may be
    /// signed or not (spec 10, X4). Example: [`oss_rtmp`](crate::oss_rtmp).
    ///
    /// # Errors
    /// A [`Refusal`] that says which part is wrong.
    pub fn verify(&self, credentials: &Credentials, now: SystemTime) -> Result<Verified, Refusal> {
        let received = Received { query: &self.query, rule: "OSS RTMP" };
        let access_key = received.parameter(ACCESS_KEY)?;
        let expires_at = received.number(EXPIRES, 10)?;
        let signature = received.parameter(SIGNATURE)?;
        if access_key != credentials.access_key() {
            return Err(Refusal::UnknownAccessKey(access_key));
        }
        if !self.is_signed(credentials, &signature) {
            let mistake = Mistake::find(self, credentials, &signature);
            return Err(Refusal::SignatureDiffers { signed: self.string_to_sign(), mistake });
        }
        let expires_at = Some(in_time(expires_at, now)?);
        Ok(Verified { access_key: Some(access_key), expires_at, nonce: None })
    }

    /// The text that should have been signed. It holds the token of temporary credentials, if there is one.
    /// Example: [`PublishRequest::rtmp`].
    pub fn string_to_sign(&self) -> String {
        self.text(&self.parameters(), &self.bucket)
    }

    fn is_signed(&self, credentials: &Credentials, signature: &str) -> bool {
        let parameters = self.parameters();
        let whole = self.text(&parameters, &self.bucket);
        let without = self.text(but_token(&parameters), &self.bucket);
        let matches = |text: String| oss::signature_matches(credentials.secret_key(), text, signature);
        !credentials.secret_key().is_empty() && (matches(whole) | matches(without))
    }

    pub(super) fn text<'a>(
        &self,
        parameters: impl IntoIterator<Item = &'a Parameter>,
        bucket: &str,
    ) -> String {
        let expires = self.value(EXPIRES).unwrap_or_default();
        signed_text(&expires, parameters, bucket, &self.channel)
    }

    /// Names and values, decoded.
    pub(super) fn parameters(&self) -> Vec<Parameter> {
        raw_pairs(&self.query).map(|(name, value)| (decoded(name), decoded(value))).collect()
    }

    fn value(&self, name: &str) -> Option<String> {
        self.parameters().into_iter().find(|(other, _)| other == name).map(|(_, value)| value)
    }
}

/// Shows no signature and no token.
impl std::fmt::Debug for PublishRequest {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { bucket, channel, .. } = self;
        f.debug_struct("PublishRequest")
            .field("bucket", bucket)
            .field("channel", channel)
            .finish_non_exhaustive()
    }
}

/// The first label of a virtual host.
fn bucket_of_host(host: &str) -> &str {
    let name = split_port(host).0;
    match name.split_once('.') {
        Some((bucket, _)) if Addressing::VirtualHost.at(name) == Addressing::VirtualHost => bucket,
        _ => "",
    }
}

/// `+` stays: names and values are written with `%20`.
fn decoded(text: &str) -> String {
    percent_decode_str(text).decode_utf8_lossy().into_owned()
}
