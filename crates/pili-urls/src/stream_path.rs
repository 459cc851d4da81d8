use std::fmt;

use pili_auth::names::{HubName, NameError, StreamKey, checked_name};

checked_name! {
    /// The name of a transcoding profile, such as `720p`: not empty, printable ASCII, none of `/`, `?`, `#`, `@`, `%`
    /// and `,`.
    ///
    /// ```
    /// use pili_urls::Profile;
    /// assert_eq!(Profile::new("720p")?.as_str(), "720p");
    /// assert!(Profile::new("720/p").is_err());
    /// # Ok::<(), pili_urls::NameError>(())
    /// ```
    Profile, "profile", "must be printable ASCII without `/`, `?`, `#`, `@`, `%` or `,`", is_profile
}

/// The path `/<hub>/<stream key>` of a stream's URLs, with `@<profile>` for a transcoded one.
///
/// ```
/// use pili_urls::StreamPath;
/// let stream = StreamPath::new("demo-hub", "evening")?;
/// assert_eq!(stream.to_string(), "/demo-hub/evening");
/// assert_eq!(stream.profile("720p")?.to_string(), "/demo-hub/evening@720p");
/// # Ok::<(), pili_urls::NameError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct StreamPath {
    hub: HubName,
    key: StreamKey,
    profile: Option<Profile>,
}

impl StreamPath {
    /// The path of a stream; takes texts, which are checked, or checked names. Example: [`StreamPath`].
    ///
    /// # Errors
    /// When a name does not fit: names are refused, never escaped (spec 6).
    pub fn new<H, K>(hub: H, key: K) -> Result<Self, NameError>
    where
        H: TryInto<HubName>,
        K: TryInto<StreamKey>,
        NameError: From<H::Error> + From<K::Error>,
    {
        Ok(Self { hub: hub.try_into()?, key: key.try_into()?, profile: None })
    }

    /// Reads `/<hub>/<stream key>`, also with `@<profile>` or without the leading `/`.
    ///
    /// ```
    /// use pili_urls::StreamPath;
    /// let stream = StreamPath::parse("/demo-hub/evening@720p")?;
    /// assert_eq!((stream.hub().as_str(), stream.key().as_str()), ("demo-hub", "evening"));
    /// # Ok::<(), pili_urls::NameError>(())
    /// ```
    ///
    /// # Errors
    /// When there is no stream key, or a name does not fit.
    pub fn parse(path: &str) -> Result<Self, NameError> {
        let path = path.strip_prefix('/').unwrap_or(path);
        let (hub, name) = path.split_once('/').unwrap_or((path, ""));
        match name.split_once('@') {
            Some((key, profile)) => Self::new(hub, key)?.profile(profile),
            None => Self::new(hub, name),
        }
    }

    /// The stream transcoded with a profile. Example: [`StreamPath`].
    ///
    /// # Errors
    /// When the profile's name does not fit.
    pub fn profile<P>(self, profile: P) -> Result<Self, NameError>
    where
        P: TryInto<Profile>,
        NameError: From<P::Error>,
    {
        Ok(Self { profile: Some(profile.try_into()?), ..self })
    }

    /// The stream without B-frames, `@zerolatency`, for low-latency play over WebRTC, whose players know no B-frames
    /// (spec 3.1; vendor pages 7730, 7731). The vendor enables it per domain, on request.
    ///
    /// ```
    /// use pili_urls::StreamPath;
    /// let stream = StreamPath::new("demo-hub", "evening")?.zero_latency();
    /// assert_eq!(stream.to_string(), "/demo-hub/evening@zerolatency");
    /// # Ok::<(), pili_urls::NameError>(())
    /// ```
    #[must_use]
    pub fn zero_latency(self) -> Self {
        self.with_profile(Profile::unchecked("zerolatency"))
    }

    pub(crate) fn with_profile(&self, profile: Profile) -> Self {
        Self { profile: Some(profile), ..self.clone() }
    }

    /// Writes the path behind what stands in a URL.
    pub(crate) fn append_to(&self, url: &mut String) {
        let profile = self.profile.iter().flat_map(|profile| ["@", profile.as_str()]);
        url.extend(["/", self.hub.as_str(), "/", self.key.as_str()].into_iter().chain(profile));
    }

    /// The hub. Example: [`StreamPath::parse`].
    pub fn hub(&self) -> &HubName {
        &self.hub
    }

    /// The stream key. Example: [`StreamPath::parse`].
    pub fn key(&self) -> &StreamKey {
        &self.key
    }
}

impl fmt::Display for StreamPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "/{}/{}", self.hub, self.key)?;
        self.profile.iter().try_for_each(|profile| write!(f, "@{profile}"))
    }
}

fn is_profile(name: &str) -> bool {
    !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_graphic() && !b"/?#@%,".contains(&byte))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_read_as_they_are_written() {
        for path in ["/demo-hub/evening", "/demo-hub/evening@720p"] {
            assert_eq!(StreamPath::parse(path).unwrap().to_string(), path);
        }
        for (path, field) in
            [("/", "hub"), ("/hub", "stream key"), ("/h/a/b", "stream key"), ("/h/a@", "profile")]
        {
            assert_eq!(StreamPath::parse(path).unwrap_err().field(), field, "{path}");
        }
    }

    #[test]
    fn a_profile_is_of_characters_that_stand_in_a_path_as_they_are() {
        let of = |profile: &str| StreamPath::new("hub", "evening").unwrap().profile(profile);
        assert!(of("720p").is_ok() && of("a\"b^c").is_ok());
        for profile in ["", "7 20p", "720p,", "a/b", "7é", "é"] {
            assert!(of(profile).is_err(), "{profile}");
        }
    }
}
