use std::time::SystemTime;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use pili_auth::{Credentials, SignError, names::NameError, oss, unix_seconds};

use super::{
    ACCESS_KEY, Addressing, BucketName, ChannelName, EXPIRES, PLAYLIST, Parameter, SECURITY_TOKEN, SIGNATURE,
    signed_text::{but_token, signed_text},
};
use crate::Domain;

const ESCAPED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'_').remove(b'.').remove(b'~');

/// A publish URL in the making: `rtmp://<bucket>.<endpoint>/live/<channel>?<parameters>`.
///
/// Example: [`oss_rtmp`](crate::oss_rtmp).
#[derive(Clone, PartialEq, Eq)]
pub struct PublishUrl {
    host: Domain,
    addressing: Addressing,
    bucket: BucketName,
    channel: ChannelName,
    parameters: Vec<Parameter>,
    token_unsigned: bool,
}

impl PublishUrl {
    /// The URL of a channel at an endpoint, which is a host; `http://` or `https://` before it is dropped.
    /// Example: [`oss_rtmp`](crate::oss_rtmp).
    ///
    /// # Errors
    /// When a name breaks its rule, or the endpoint is no host with an optional port.
    pub fn new<B, C>(endpoint: &str, bucket: B, channel: C) -> Result<Self, NameError>
    where
        B: TryInto<BucketName, Error: Into<NameError>>,
        C: TryInto<ChannelName, Error: Into<NameError>>,
    {
        let host = endpoint.split_once("://").map_or(endpoint, |(_, host)| host).trim_end_matches('/');
        Ok(Self {
            host: Domain::new(host)?,
            addressing: Addressing::VirtualHost,
            bucket: bucket.try_into().map_err(Into::into)?,
            channel: channel.try_into().map_err(Into::into)?,
            parameters: Vec::new(),
            token_unsigned: false,
        })
    }

    /// Where the URL names the bucket: in the host by default, in the path for an IP address or `localhost`.
    /// The path form is unverified against the service (spec 10, X5).
    ///
    /// ```
    /// use std::time::{Duration, UNIX_EPOCH};
    /// use pili_urls::oss_rtmp::{Addressing, PublishUrl};
    /// let url = PublishUrl::new("oss.example.com", "examplebucket", "door")?
    ///     .addressing(Addressing::Path)
    ///     .parameter("tag", "front");
    /// assert_eq!(url.unsigned(), "rtmp://oss.example.com/examplebucket/live/door?tag=front");
    /// let text = url.string_to_sign(UNIX_EPOCH + Duration::from_secs(1_700_003_600));
    /// assert_eq!(text, "1700003600\ntag:front\n/examplebucket/door");
    /// # Ok::<(), pili_urls::NameError>(())
    /// ```
    pub fn addressing(self, addressing: Addressing) -> Self {
        Self { addressing, ..self }
    }

    /// The name of the index file, which takes the place of the channel's own; empty leaves it at that.
    /// Example: [`oss_rtmp`](crate::oss_rtmp).
    pub fn playlist_name(self, name: impl Into<String>) -> Self {
        match name.into() {
            name if name.is_empty() => self,
            name => self.parameter(PLAYLIST, name),
        }
    }

    /// A further parameter, sent and signed. Each name counts once: a later value replaces an earlier one.
    /// Example: [`PublishUrl::addressing`].
    pub fn parameter(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        set(&mut self.parameters, name.into(), value.into());
        self
    }

    /// The token of temporary credentials (STS), sent and signed as the vendor's SDKs for Python and Java do.
    ///
    /// ```
    /// use std::time::UNIX_EPOCH;
    /// use pili_urls::oss_rtmp::PublishUrl;
    /// let url = PublishUrl::new("oss.example.com", "examplebucket", "door")?;
    /// assert!(url.clone().security_token("token").string_to_sign(UNIX_EPOCH).contains("security-token:token"));
    /// assert!(!url.unsigned_security_token("token").string_to_sign(UNIX_EPOCH).contains("token"));
    /// # Ok::<(), pili_urls::NameError>(())
    /// ```
    pub fn security_token(self, token: impl Into<String>) -> Self {
        Self { token_unsigned: false, ..self.parameter(SECURITY_TOKEN, token) }
    }

    /// The token of temporary credentials, sent but not signed, as the vendor's SDK for Go does. Which of the
    /// two the service accepts is not verified (spec 10, X4). Example: [`PublishUrl::security_token`].
    pub fn unsigned_security_token(self, token: impl Into<String>) -> Self {
        Self { token_unsigned: true, ..self.parameter(SECURITY_TOKEN, token) }
    }

    /// The URL without a signature, for buckets that everybody may write to. Example: [`PublishUrl::addressing`].
    pub fn unsigned(&self) -> String {
        self.with(&self.parameters)
    }

    /// The URL, signed to be good for connections until `expires_at`; whole seconds count. A stream that runs
    /// by then is not cut. The token of temporary credentials is sent and signed, unless one was set.
    /// Example: [`oss_rtmp`](crate::oss_rtmp).
    ///
    /// # Errors
    /// When a key is empty or the time is not after 1970.
    pub fn sign(&self, credentials: &Credentials, expires_at: SystemTime) -> Result<String, SignError> {
        if credentials.access_key().is_empty() {
            return Err(SignError::new("access key", "must not be empty"));
        }
        if credentials.secret_key().is_empty() {
            return Err(SignError::new("secret key", "must not be empty"));
        }
        if unix_seconds(expires_at) < 1 {
            return Err(SignError::new("expiry", "must be after 1970"));
        }
        let url = self.clone().and_token_of(credentials)?;
        let signature = oss::signature(credentials.secret_key(), url.string_to_sign(expires_at));
        let mut parameters = url.parameters;
        set(&mut parameters, ACCESS_KEY.to_owned(), credentials.access_key().to_owned());
        set(&mut parameters, EXPIRES.to_owned(), unix_seconds(expires_at).to_string());
        set(&mut parameters, SIGNATURE.to_owned(), signature);
        Ok(self.with(&parameters))
    }

    /// The text that is signed. Example: [`PublishUrl::addressing`].
    pub fn string_to_sign(&self, expires_at: SystemTime) -> String {
        let expires = unix_seconds(expires_at).to_string();
        let (bucket, channel) = (self.bucket.as_str(), self.channel.as_str());
        if self.token_unsigned {
            signed_text(&expires, but_token(&self.parameters), bucket, channel)
        } else {
            signed_text(&expires, &self.parameters, bucket, channel)
        }
    }

    fn and_token_of(self, credentials: &Credentials) -> Result<Self, SignError> {
        let has_one = self.parameters.iter().any(|(name, _)| name == SECURITY_TOKEN);
        let Some(token) = credentials.security_token().filter(|_| !has_one) else { return Ok(self) };
        let token = std::str::from_utf8(token.expose());
        Ok(self.security_token(token.map_err(|_| SignError::new("security token", "must be UTF-8"))?))
    }

    fn with(&self, parameters: &[Parameter]) -> String {
        let (host, bucket) = (&self.host, &self.bucket);
        let place = match self.addressing.at(host.as_str()) {
            Addressing::Path => format!("{host}/{bucket}"),
            Addressing::CustomDomain => host.to_string(),
            _ => format!("{bucket}.{host}"),
        };
        let query: Vec<_> = parameters.iter().map(written).collect();
        let separator = if query.is_empty() { "" } else { "?" };
        format!("rtmp://{place}/live/{}{separator}{}", escaped(self.channel.as_str()), query.join("&"))
    }
}

/// Shows no token.
impl std::fmt::Debug for PublishUrl {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { host, addressing, bucket, channel, .. } = self;
        let names: Vec<_> = self.parameters.iter().map(|(name, _)| name).collect();
        f.debug_struct("PublishUrl")
            .field("host", host)
            .field("addressing", addressing)
            .field("bucket", bucket)
            .field("channel", channel)
            .field("parameters", &names)
            .finish_non_exhaustive()
    }
}

fn set(parameters: &mut Vec<Parameter>, name: String, value: String) {
    parameters.retain(|(other, _)| *other != name);
    parameters.push((name, value));
}

fn written((name, value): &Parameter) -> String {
    match value.as_str() {
        "" => escaped(name),
        value => format!("{}={}", escaped(name), escaped(value)),
    }
}

fn escaped(text: &str) -> String {
    utf8_percent_encode(text, ESCAPED).to_string()
}
