use pili_urls::Refusal as UrlRefusal;

use crate::{media::Refusal, reply::Refused};

/// What is wrong with a publish or a play.
#[derive(Debug)]
pub(super) enum Wrong {
    /// Its URL.
    Url(UrlRefusal),
    /// Something else.
    Other(Refusal),
}

impl From<UrlRefusal> for Wrong {
    fn from(refusal: UrlRefusal) -> Self {
        Self::Url(refusal)
    }
}

impl From<Refusal> for Wrong {
    fn from(refusal: Refusal) -> Self {
        Self::Other(refusal)
    }
}

impl From<Refused> for Wrong {
    fn from(refused: Refused) -> Self {
        Self::Other(refused.into())
    }
}

impl From<Wrong> for Refusal {
    fn from(wrong: Wrong) -> Self {
        match wrong {
            Wrong::Url(refusal) => Self::new(refusal.to_string()),
            Wrong::Other(refusal) => refusal,
        }
    }
}
