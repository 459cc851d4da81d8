//! What is asked: who wants to publish or play which stream, and by which URL.

use std::{fmt, net::IpAddr};

use pili_urls::{SignError, publish::PublishRequest};

/// What somebody wants of a stream.
///
/// Example: [`Ask::of_url`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Action {
    /// To feed it.
    Publish,
    /// To watch it.
    Play,
}

impl Action {
    /// `publish` or `play`. Example: [`Ask::new`].
    pub fn name(self) -> &'static str {
        match self {
            Self::Publish => "publish",
            Self::Play => "play",
        }
    }
}

/// When it is asked.
///
/// Example: [`Ask::new`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Moment {
    /// Before it begins: all is checked.
    #[default]
    Start,
    /// While it goes on. Its URL was checked before, and may expire meanwhile; what was forbidden since is looked at.
    GoingOn,
}

/// How a stream is carried.
///
/// Example: [`Ask::of_url`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Protocol {
    /// RTMP, with TLS or without.
    #[default]
    Rtmp,
    /// SRT.
    Srt,
    /// RTSP.
    Rtsp,
    /// WebRTC, WHIP and WHEP.
    WebRtc,
    /// HLS, of low latency too.
    Hls,
    /// FLV over HTTP or WebSocket.
    HttpFlv,
    /// Another.
    Other,
}

impl Protocol {
    /// `rtmp`, `srt`, `rtsp`, `webrtc`, `hls`, `flv` or `other`. Example: [`Ask::new`].
    pub fn name(self) -> &'static str {
        match self {
            Self::Rtmp => "rtmp",
            Self::Srt => "srt",
            Self::Rtsp => "rtsp",
            Self::WebRtc => "webrtc",
            Self::Hls => "hls",
            Self::HttpFlv => "flv",
            Self::Other => "other",
        }
    }

    /// What a signed URL of a player may have behind the stream key: the vendor's extension, or nothing.
    pub(crate) fn endings(self) -> Vec<String> {
        let vendors = match self {
            Self::Hls => Some(".m3u8"),
            Self::HttpFlv => Some(".flv"),
            _ => None,
        };
        vendors.into_iter().chain([""]).map(str::to_owned).collect()
    }
}

/// A publish or a play that is asked for.
///
/// `Debug` leaves the query out, which holds a token or a publish key.
///
/// Example: [`Ask::of_url`].
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Ask {
    /// What is wanted.
    pub action: Action,
    /// Whether it begins or goes on.
    pub moment: Moment,
    /// How the stream is carried.
    pub protocol: Protocol,
    /// `host[:port]` of the URL; empty where it is not known.
    pub domain: String,
    /// The hub: the application, for RTMP.
    pub hub: String,
    /// The stream key, decoded.
    pub key: String,
    /// What may stand behind the key in the path that a player's URL is signed for: `.m3u8`, or nothing. A URL that is
    /// signed for one of them is good.
    pub endings: Vec<String>,
    /// What follows the `?`, byte for byte.
    pub query: Option<String>,
    /// The query as it may have been before an engine changed it: tried where the first one is refused.
    pub other_query: Option<String>,
    /// The client's address, where it is known.
    pub address: Option<IpAddr>,
    /// The page that a player stands in, where it is known.
    pub referer: Option<String>,
    /// The engine's name for the connection: who asks twice by one connection asks once.
    pub session: Option<String>,
    /// Whether the engine itself asks, which carries the stream from or to another as its own settings say.
    pub is_relay: bool,
    /// The virtual host that the client chose by its query, which no play URL's signature covers.
    pub chosen_host: Option<String>,
    /// What the engine may have done to the URL: told with a refusal of its signature.
    pub hint: Option<&'static str>,
}

impl Ask {
    /// An ask for the stream of a hub that says nothing else.
    ///
    /// ```
    /// use pili_gate::{Action, Ask, Moment, Protocol};
    ///
    /// let ask = Ask::new(Action::Publish, "shows", "evening").by(Protocol::Rtmp);
    /// assert_eq!((ask.path().as_str(), ask.moment), ("/shows/evening", Moment::Start));
    /// assert_eq!((ask.action.name(), ask.protocol.name()), ("publish", "rtmp"));
    /// assert_eq!(ask.publish_request().path(), "/shows/evening");
    /// ```
    pub fn new(action: Action, hub: impl Into<String>, key: impl Into<String>) -> Self {
        Self {
            action,
            moment: Moment::default(),
            protocol: Protocol::default(),
            domain: String::new(),
            hub: hub.into(),
            key: key.into(),
            endings: Protocol::default().endings(),
            query: None,
            other_query: None,
            address: None,
            referer: None,
            session: None,
            is_relay: false,
            chosen_host: None,
            hint: None,
        }
    }

    /// What a client asks for by a URL. A player's may have an extension behind the stream key.
    ///
    /// # Errors
    /// When the text is no URL of a stream.
    ///
    /// ```
    /// use pili_gate::{Action, Ask, Protocol};
    /// let ask = Ask::of_url(Action::Play, "http://live.example.com/shows/evening.m3u8?t=1")?;
    /// assert_eq!((ask.path().as_str(), ask.protocol, ask.query()), ("/shows/evening", Protocol::Hls, "t=1"));
    /// # Ok::<(), pili_urls::SignError>(())
    /// ```
    pub fn of_url(action: Action, url: &str) -> Result<Self, SignError> {
        let asked = PublishRequest::parse(url)?;
        let names = asked.path().trim_start_matches('/').split_once('/');
        let (hub, name) = names.ok_or(SignError::new("path", "must name a hub and a stream"))?;
        let dot = if action == Action::Play { name.find('.') } else { None };
        let (key, ending) = name.split_at(dot.unwrap_or(name.len()));
        let mut ask = Self::new(action, hub, key).by(match ending {
            ".m3u8" => Protocol::Hls,
            ".flv" => Protocol::HttpFlv,
            "" => Protocol::Rtmp,
            _ => Protocol::Other,
        });
        if !ask.endings.iter().any(|known| known == ending) {
            ask.endings.insert(0, ending.to_owned());
        }
        ask.query = Some(asked.query().to_owned()).filter(|query| !query.is_empty());
        Ok(ask)
    }

    /// By this protocol, with the endings that are usual for it. Example: [`Ask::new`].
    pub fn by(self, protocol: Protocol) -> Self {
        Self { protocol, endings: protocol.endings(), ..self }
    }

    /// The query, which may be empty. Example: [`Ask::of_url`].
    pub fn query(&self) -> &str {
        self.query.as_deref().unwrap_or_default()
    }

    /// `/<hub>/<stream key>`. Example: [`Ask::of_url`].
    pub fn path(&self) -> String {
        format!("/{}/{}", self.hub, self.key)
    }

    /// The publish that it asks for. Example: [`Ask::new`].
    pub fn publish_request(&self) -> PublishRequest {
        let plain = || PublishRequest::new(&self.path(), self.query());
        match self.protocol {
            Protocol::Srt => PublishRequest::srt(&self.stream_id()).unwrap_or_else(|_| plain()),
            _ => plain(),
        }
    }

    /// The stream id of SRT, whose items the query has.
    fn stream_id(&self) -> String {
        let items = self.query().split('&').filter(|item| !item.is_empty());
        items.fold(format!("#!::h={}/{}", self.hub, self.key), |id, item| format!("{id},{item}"))
    }

    /// The URL at `domain` that it asks for, with what stands behind the key.
    pub(crate) fn url(&self, domain: &str, ending: &str) -> String {
        let scheme = match self.protocol {
            Protocol::Rtmp => "rtmp",
            Protocol::Srt => "srt",
            _ => "http",
        };
        let query = self.query.as_ref().map(|query| format!("?{query}")).unwrap_or_default();
        format!("{scheme}://{domain}{}{ending}{query}", self.path())
    }

    /// The same with the other query, if there is one.
    pub(crate) fn otherwise(&self) -> Option<Self> {
        let other = self.other_query.clone()?;
        Some(Self { query: Some(other), other_query: None, ..self.clone() })
    }
}

impl fmt::Debug for Ask {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Ask")
            .field("action", &self.action)
            .field("moment", &self.moment)
            .field("protocol", &self.protocol)
            .field("hub", &self.hub)
            .field("key", &self.key)
            .field("address", &self.address)
            .field("session", &self.session)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, UNIX_EPOCH};

    use pili_urls::publish::{PublishAuth, PublishRule, SrtSignature};

    use super::*;

    #[test]
    fn over_srt_the_items_of_the_stream_id_are_signed_with_the_domain_or_without() {
        let expires_at = UNIX_EPOCH + Duration::from_secs(1_700_000_000);
        let auth = PublishAuth::Expiry { key: "key".into(), expires_at };
        let url = "srt://a.test?streamid=#!::h=hub/key,m=publish,domain=a.test";
        for signature in [SrtSignature::WithDomain, SrtSignature::RtmpEquivalent] {
            let signed = auth.sign_srt(url, signature).unwrap();
            let items =
                signed.split_once("h=hub/key,").unwrap().1.split(',').filter(|item| *item != "m=publish");
            let mut ask = Ask::new(Action::Publish, "hub", "key").by(Protocol::Srt);
            ask.query = Some(items.collect::<Vec<_>>().join("&"));
            let rule = PublishRule::Expiry(vec!["key".into()]);
            assert!(rule.verify(&ask.publish_request(), UNIX_EPOCH).is_ok(), "{signature:?}");
            ask.key = "other".to_owned();
            assert!(rule.verify(&ask.publish_request(), UNIX_EPOCH).is_err(), "{signature:?}");
        }
    }
}
