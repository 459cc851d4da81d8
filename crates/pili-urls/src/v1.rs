//! URLs of the 2015 API (v1), whose streams name their hosts (spec 3.5).
//!
//! Publish URLs are those of [`publish`](crate::publish), with the stream's title for the stream key:
//!
//! ```
//! use pili_urls::{Domain, StreamPath, publish::{self, PublishAuth}};
//! let host = Domain::new("ec2s3f5.publish.z1.pili.qiniup.com")?; // `hosts.publish.rtmp`
//! let plain = publish::rtmp(&host, &StreamPath::new("hub1", "stream_title")?);
//! let auth = PublishAuth::Dynamic { key: "some_secret_words".into(), nonce: 1_440_379_848 };
//! assert!(auth.sign(&plain)?.ends_with("?nonce=1440379848&token=MigJWeswuoN9ZgEYi98dr-oJQn8="));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

use std::collections::BTreeMap;

use crate::{Domain, NameError, Profile, StreamPath, play};

/// The profile name of the stream as published.
///
/// Example: [`LiveHosts::urls`].
pub const ORIGIN: &str = "ORIGIN";

/// The play hosts of a stream: its `hosts.live`.
///
/// Example: [`LiveHosts::urls`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LiveHosts {
    rtmp: Domain,
    hls: Domain,
    hdl: Domain,
}

/// The play URLs of a stream by profile; the stream as published is [`ORIGIN`].
///
/// Example: [`LiveHosts::urls`].
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LiveUrls {
    rtmp: BTreeMap<String, String>,
    hls: BTreeMap<String, String>,
    hdl: BTreeMap<String, String>,
}

impl LiveHosts {
    /// `hosts.live.rtmp`, `hosts.live.hls` and `hosts.live.hdl`. Example: [`LiveHosts::urls`].
    ///
    /// # Errors
    /// When one is no host.
    pub fn new(rtmp: &str, hls: &str, hdl: &str) -> Result<Self, NameError> {
        Ok(Self { rtmp: Domain::new(rtmp)?, hls: Domain::new(hls)?, hdl: Domain::new(hdl)? })
    }

    /// The URLs of a stream and of its transcoded forms.
    ///
    /// ```
    /// use pili_urls::{Profile, StreamPath, v1::LiveHosts};
    /// let hosts = LiveHosts::new("rtmp.example.com", "hls.example.com", "hdl.example.com")?;
    /// let urls = hosts.urls(&StreamPath::new("hub1", "stream_title")?, &[Profile::new("720p")?]);
    /// assert_eq!(urls.hls()["ORIGIN"], "http://hls.example.com/hub1/stream_title.m3u8");
    /// assert_eq!(urls.hdl()["720p"], "http://hdl.example.com/hub1/stream_title@720p.flv");
    /// # Ok::<(), pili_urls::NameError>(())
    /// ```
    pub fn urls(&self, stream: &StreamPath, profiles: &[Profile]) -> LiveUrls {
        let mut urls = LiveUrls::default();
        urls.add(self, ORIGIN, stream);
        for profile in profiles {
            urls.add(self, profile.as_str(), &stream.with_profile(profile.clone()));
        }
        urls
    }
}

impl LiveUrls {
    /// RTMP.
    ///
    /// Example: [`LiveHosts::urls`].
    pub fn rtmp(&self) -> &BTreeMap<String, String> {
        &self.rtmp
    }

    /// HLS. Example: [`LiveHosts::urls`].
    pub fn hls(&self) -> &BTreeMap<String, String> {
        &self.hls
    }

    /// HTTP-FLV. Example: [`LiveHosts::urls`].
    pub fn hdl(&self) -> &BTreeMap<String, String> {
        &self.hdl
    }

    fn add(&mut self, hosts: &LiveHosts, profile: &str, stream: &StreamPath) {
        self.rtmp.insert(profile.to_owned(), play::rtmp(&hosts.rtmp, stream));
        self.hls.insert(profile.to_owned(), play::hls(&hosts.hls, stream));
        self.hdl.insert(profile.to_owned(), play::hdl(&hosts.hdl, stream));
    }
}
