/// What a message or a tag holds.
///
/// Example: [the crate's page](crate).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum TagKind {
    /// Sound.
    Audio,
    /// Pictures.
    Video,
    /// Script data, such as `onMetaData`.
    Script,
}

impl TagKind {
    /// As FLV and RTMP write it.
    pub(crate) fn byte(self) -> u8 {
        match self {
            Self::Audio => 8,
            Self::Video => 9,
            Self::Script => 18,
        }
    }

    pub(crate) fn from_byte(byte: u8) -> Option<Self> {
        [Self::Audio, Self::Video, Self::Script].into_iter().find(|kind| kind.byte() == byte)
    }
}
