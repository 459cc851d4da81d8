/// What becomes of a publisher who comes while another publishes the same stream.
///
/// One who sends nothing any more gives way in either case: see [`Limits::frozen`](crate::Limits::frozen).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum SecondPublisher {
    /// It is refused.
    #[default]
    Refused,
    /// It takes the place of the one before, who is told so; viewers go on with what it sends.
    TakesOver,
}
