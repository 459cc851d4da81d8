/// Defines an enum of the texts of a wire that stays open: what the service adds later is kept as the text it is.
///
/// Texts are told apart as they are, or by a function of two texts: `Name by str::eq_ignore_ascii_case { .. }`.
#[doc(hidden)]
#[macro_export]
macro_rules! open_enum {
    ($(#[$about:meta])* $name:ident { $($variants:tt)+ }) => {
        $crate::open_enum! { $(#[$about])* $name by str::eq { $($variants)+ } }
    };
    ($(#[$about:meta])* $name:ident by $same:path {
        $($(#[$attribute:meta])* $variant:ident = $text:literal,)+
    }) => {
        $(#[$about])*
        #[derive(Clone, Debug, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
        #[serde(from = "String", into = "String")]
        #[non_exhaustive]
        pub enum $name {
            $($(#[$attribute])* $variant,)+
            /// One that this version does not know.
            Other(String),
        }

        impl $name {
            /// The text on the wire:
            ///
            /// | | text |
            /// |---|---|
            $(#[doc = concat!("| [`", stringify!($variant), "`](Self::", stringify!($variant), ") | `\"", $text, "\"` |")])+
            /// | [`Other`](Self::Other) | what it holds |
            pub fn as_str(&self) -> &str {
                match self {
                    $(Self::$variant => $text,)+
                    Self::Other(text) => text,
                }
            }
        }

        impl From<&str> for $name {
            fn from(text: &str) -> Self {
                $(if $same(text, $text) {
                    return Self::$variant;
                })+
                Self::Other(text.to_owned())
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

#[cfg(test)]
mod tests {
    open_enum! {
        /// How far something is.
        #[derive(Default)]
        Status {
            /// It runs.
            #[default]
            Started = "started",
            /// It ended.
            Stopped = "stopped",
        }
    }

    open_enum! {
        /// The same in any case.
        Loose by str::eq_ignore_ascii_case {
            /// It runs.
            Started = "Started",
        }
    }

    #[test]
    fn a_text_that_is_not_known_is_kept_as_it_is() {
        assert_eq!(Status::default(), Status::Started);
        for (text, status) in [
            (r#""stopped""#, Status::Stopped),
            (r#""Stopped""#, Status::Other("Stopped".to_owned())),
            ("\"\"", Status::Other(String::new())),
        ] {
            assert_eq!(serde_json::from_str::<Status>(text).unwrap(), status);
            assert_eq!(serde_json::to_string(&status).unwrap(), text);
        }
    }

    #[test]
    fn texts_are_told_apart_by_the_function_that_is_given() {
        assert_eq!(Loose::from("STARTED"), Loose::Started);
        assert_eq!(Loose::Started.to_string(), "Started");
        assert_eq!(Loose::from("else").as_str(), "else");
    }
}
