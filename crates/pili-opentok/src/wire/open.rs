//! Enums that stay open: what the service adds later is kept as the text it is.

/// Defines an enum of texts with a case for any other text.
macro_rules! open_enum {
    ($(#[$doc:meta])* $name:ident { $($(#[$attribute:meta])* $variant:ident = $text:literal,)+ }) => {
        $(#[$doc])*
        #[derive(Clone, Debug, Default, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
        #[serde(from = "String", into = "String")]
        #[non_exhaustive]
        pub enum $name {
            $($(#[$attribute])* $variant,)+
            /// A value that this version does not know.
            Unknown(String),
        }

        impl $name {
            /// The value on the wire.
            pub fn as_str(&self) -> &str {
                match self {
                    $(Self::$variant => $text,)+
                    Self::Unknown(text) => text,
                }
            }
        }

        impl From<&str> for $name {
            fn from(text: &str) -> Self {
                match text {
                    $($text => Self::$variant,)+
                    other => Self::Unknown(other.to_owned()),
                }
            }
        }

        impl From<String> for $name {
            fn from(text: String) -> Self {
                Self::from(text.as_str())
            }
        }

        impl From<$name> for String {
            fn from(value: $name) -> Self {
                value.as_str().to_owned()
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.as_str())
            }
        }
    };
}

pub(super) use open_enum;

open_enum! {
    /// Width and height in pixels.
    Resolution {
        /// Standard definition, landscape.
        #[default]
        Sd = "640x480",
        /// Standard definition, portrait.
        SdPortrait = "480x640",
        /// High definition, landscape.
        Hd = "1280x720",
        /// High definition, portrait.
        HdPortrait = "720x1280",
        /// Full high definition, landscape.
        FullHd = "1920x1080",
        /// Full high definition, portrait.
        FullHdPortrait = "1080x1920",
    }
}

open_enum! {
    /// Whether an archive is one file or one per stream.
    OutputMode {
        /// One file of all streams.
        #[default]
        Composed = "composed",
        /// A file per stream.
        Individual = "individual",
    }
}

open_enum! {
    /// How the streams of an archive or broadcast are picked.
    StreamMode {
        /// All that there are.
        #[default]
        Auto = "auto",
        /// Those that are added.
        Manual = "manual",
    }
}

open_enum! {
    /// What a stream's video shows.
    VideoType {
        /// A camera.
        #[default]
        Camera = "camera",
        /// A screen.
        Screen = "screen",
        /// What a client draws itself.
        Custom = "custom",
    }
}

open_enum! {
    /// The kinds of [`Layout`](crate::Layout).
    LayoutType {
        /// As they fit best.
        #[default]
        BestFit = "bestFit",
        /// A small picture in a big one.
        Pip = "pip",
        /// One big stream, the others in a column.
        VerticalPresentation = "verticalPresentation",
        /// One big stream, the others in a row.
        HorizontalPresentation = "horizontalPresentation",
        /// As a stylesheet says.
        Custom = "custom",
    }
}
