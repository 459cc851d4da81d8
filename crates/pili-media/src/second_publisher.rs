/// What becomes of a publisher who comes while another publishes the same stream.
///
/// One who sends nothing any more gives way in either case: see [`Limits::frozen`](crate::Limits::frozen).
///
/// ```
/// use pili_media::{Admission, Gate, Publish, Refusal, SecondPublisher, StreamId};
///
/// /// Whose encoder comes back before its old connection is missed goes on with the new one.
/// struct Studio;
///
/// impl Gate for Studio {
///     fn second_publisher(&self, _: &Publish) -> SecondPublisher {
///         SecondPublisher::TakesOver
///     }
///     // …
/// #     fn admit_publish(&self, asked: &Admission) -> Result<StreamId, Refusal> { self.admit_play(asked) }
/// #     fn admit_play(&self, asked: &Admission) -> Result<StreamId, Refusal> { Ok(StreamId::new(&asked.app, &asked.name)) }
/// }
/// assert_eq!(SecondPublisher::default(), SecondPublisher::Refused);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum SecondPublisher {
    /// It is refused.
    #[default]
    Refused,
    /// It takes the place of the one before, who is told so; viewers go on with what it sends.
    TakesOver,
}
