use std::fmt;

/// A value, and who said so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Found<T> {
    pub(crate) value: T,
    pub(crate) source: Source,
}

impl<T> Found<T> {
    pub(crate) fn new(value: T, source: Source) -> Self {
        Self { value, source }
    }

    /// A text that stands for the value, from the same source.
    pub(crate) fn as_text(&self, text: &str) -> Found<String> {
        Found::new(text.to_owned(), self.source.clone())
    }

    pub(crate) fn try_map<U, E>(self, change: impl FnOnce(T) -> Result<U, E>) -> Result<Found<U>, E> {
        Ok(Found { value: change(self.value)?, source: self.source })
    }
}

/// Where a value comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Source {
    Flag(&'static str),
    Variable(&'static str),
    StandardInput,
    Profile(String),
    /// The profile that the configuration file uses unless another one is named.
    InUse,
    /// The demo keys of the local service.
    Demo,
    /// The product's own.
    Product(&'static str),
}

impl fmt::Display for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Flag(name) => write!(f, "flag {name}"),
            Self::Variable(name) => write!(f, "environment {name}"),
            Self::StandardInput => f.write_str("standard input"),
            Self::Profile(name) => write!(f, "profile {name}"),
            Self::InUse => f.write_str("configuration file"),
            Self::Demo => f.write_str("demo keys of pili local"),
            Self::Product(name) => write!(f, "host of {name}"),
        }
    }
}
