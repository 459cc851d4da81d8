/// Which tracks of the streams are taken. One of them at least: the service has no use for none.
///
/// Example: [`Start::name`](crate::archive::Start::name).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Tracks {
    /// Audio and video. The default.
    #[default]
    Both,
    /// Audio only.
    AudioOnly,
    /// Video only.
    VideoOnly,
}

impl Tracks {
    pub(crate) fn has_audio(self) -> bool {
        self != Self::VideoOnly
    }

    pub(crate) fn has_video(self) -> bool {
        self != Self::AudioOnly
    }

    /// `hasAudio` where it is not the default.
    pub(crate) fn no_audio(self) -> Option<bool> {
        (!self.has_audio()).then_some(false)
    }

    /// `hasVideo` where it is not the default.
    pub(crate) fn no_video(self) -> Option<bool> {
        (!self.has_video()).then_some(false)
    }
}
