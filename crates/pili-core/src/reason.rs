/// Why a service refused, in words that hold for every vendor: what
/// [`Error::reason`](crate::Error::reason) answers. What is truly a vendor's own, its own codes tell.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Reason {
    /// What the call is about does not exist.
    NotFound,
    /// What the call creates exists already.
    AlreadyExists,
    /// What the call is about is in a state that does not allow it.
    Conflict,
    /// Not signed rightly, or not allowed.
    Denied,
    /// Too many calls: wait.
    TooManyCalls,
    /// It exists, but there is nothing to tell or to save: not live, nothing published in the span.
    NoData,
    /// The service is overloaded or out of order for now.
    Busy,
    /// None of these: [`Error::api_error`](crate::Error::api_error) has the service's words.
    #[default]
    Other,
}
