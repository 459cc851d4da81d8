use std::fmt;

/// Where traffic goes or comes from.
///
/// Example: [`statd`](crate::statd).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Area {
    /// `cn`: mainland China.
    China,
    /// `hk`: Hong Kong.
    HongKong,
    /// `tw`: Taiwan.
    Taiwan,
    /// `apac`: the rest of Asia and the Pacific.
    AsiaPacific,
    /// `am`: the Americas.
    Americas,
    /// `emea`: Europe, the Middle East and Africa.
    Emea,
}

impl fmt::Display for Area {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::China => "cn",
            Self::HongKong => "hk",
            Self::Taiwan => "tw",
            Self::AsiaPacific => "apac",
            Self::Americas => "am",
            Self::Emea => "emea",
        })
    }
}
