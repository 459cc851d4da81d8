use std::fmt;

use super::Metric;

/// A kind of usage statistics. Sealed: there are the six below.
///
/// Example: [`downflow`](crate::statd::downflow).
pub trait Kind: Clone + fmt::Debug + PartialEq + Eq + Send + Sync + sealed::Sealed + 'static {
    /// What it can be filtered and grouped by.
    type By: Copy + fmt::Debug + Into<&'static str>;
    #[doc(hidden)]
    const PATH: &'static str;
    #[doc(hidden)]
    const NAME: &'static str;
    #[doc(hidden)]
    const GROUP_NAME: &'static str;
    /// Its figures:
    ///
    /// ```
    /// use pili_live::statd::{Kind, Metric, Upflow};
    ///
    /// assert_eq!(Upflow::METRICS, [Metric::Flow]);
    /// ```
    const METRICS: &'static [Metric];
}

mod sealed {
    pub trait Sealed {}
}

/// The statistics of traffic from publishers.
///
/// Example: [`statd`](crate::statd).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Upflow;

impl sealed::Sealed for Upflow {}

impl Kind for Upflow {
    type By = FlowBy;
    const PATH: &'static str = "upflow";
    const NAME: &'static str = "pili.statd.upflow";
    const GROUP_NAME: &'static str = "pili.statd.upflow_group";
    const METRICS: &'static [Metric] = &[Metric::Flow];
}

/// The statistics of traffic to viewers.
///
/// Example: [`downflow`](crate::statd::downflow).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Downflow;

impl sealed::Sealed for Downflow {}

impl Kind for Downflow {
    type By = FlowBy;
    const PATH: &'static str = "downflow";
    const NAME: &'static str = "pili.statd.downflow";
    const GROUP_NAME: &'static str = "pili.statd.downflow_group";
    const METRICS: &'static [Metric] = &[Metric::Flow];
}

/// The statistics of transcoding.
///
/// Example: [`downflow`](crate::statd::downflow).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Codec;

impl sealed::Sealed for Codec {}

impl Kind for Codec {
    type By = CodecBy;
    const PATH: &'static str = "codec";
    const NAME: &'static str = "pili.statd.codec";
    const GROUP_NAME: &'static str = "pili.statd.codec_group";
    const METRICS: &'static [Metric] = &[Metric::Duration];
}

/// The statistics of content checks.
///
/// Example: [`downflow`](crate::statd::downflow).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Nrop;

impl sealed::Sealed for Nrop {}

impl Kind for Nrop {
    type By = NropBy;
    const PATH: &'static str = "nrop";
    const NAME: &'static str = "pili.statd.nrop";
    const GROUP_NAME: &'static str = "pili.statd.nrop_group";
    const METRICS: &'static [Metric] = &[Metric::Count];
}

/// The statistics of directors.
///
/// Example: [`downflow`](crate::statd::downflow).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Caster;

impl sealed::Sealed for Caster {}

impl Kind for Caster {
    type By = CasterBy;
    const PATH: &'static str = "caster";
    const NAME: &'static str = "pili.statd.caster";
    const GROUP_NAME: &'static str = "pili.statd.caster_group";
    const METRICS: &'static [Metric] = &[Metric::Upflow, Metric::Downflow, Metric::Duration];
}

/// The statistics of streams published onward.
///
/// Example: [`downflow`](crate::statd::downflow).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Publish;

impl sealed::Sealed for Publish {}

impl Kind for Publish {
    type By = PublishBy;
    const PATH: &'static str = "pub";
    const NAME: &'static str = "pili.statd.publish";
    const GROUP_NAME: &'static str = "pili.statd.publish_group";
    const METRICS: &'static [Metric] = &[Metric::Count, Metric::Duration];
}

/// What traffic can be filtered and grouped by.
///
/// Example: [`statd`](crate::statd).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum FlowBy {
    /// The hub.
    Hub,
    /// The domain.
    Domain,
    /// The [`Area`](super::Area).
    Area,
}

impl From<FlowBy> for &'static str {
    fn from(by: FlowBy) -> Self {
        match by {
            FlowBy::Hub => "hub",
            FlowBy::Domain => "domain",
            FlowBy::Area => "area",
        }
    }
}

/// What transcoding can be filtered and grouped by.
///
/// ```
/// use pili_live::statd::{self, CodecBy, Granularity};
/// let query = statd::codec("20231101".."20231201", Granularity::Day).group_by(CodecBy::Profile);
/// # drop(query);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum CodecBy {
    /// The hub.
    Hub,
    /// The transcoding profile, `720p` and the like.
    Profile,
}

impl From<CodecBy> for &'static str {
    fn from(by: CodecBy) -> Self {
        match by {
            CodecBy::Hub => "hub",
            CodecBy::Profile => "profile",
        }
    }
}

/// What content checks can be filtered and grouped by.
///
/// ```
/// use pili_live::statd::{self, Granularity, NropBy};
/// let query = statd::nrop("20231101".."20231201", Granularity::Day).group_by(NropBy::Hub);
/// # drop(query);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum NropBy {
    /// The hub.
    Hub,
    /// Whether the verdict is certain: `true` or `false`.
    Assured,
}

impl From<NropBy> for &'static str {
    fn from(by: NropBy) -> Self {
        match by {
            NropBy::Hub => "hub",
            NropBy::Assured => "assured",
        }
    }
}

/// What directors can be filtered and grouped by.
///
/// ```
/// use pili_live::statd::{self, CasterBy, Granularity};
/// let query = statd::caster("20231101".."20231201", Granularity::Day).group_by(CasterBy::Resolution);
/// # drop(query);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum CasterBy {
    /// The director.
    Container,
    /// The resolution.
    Resolution,
}

impl From<CasterBy> for &'static str {
    fn from(by: CasterBy) -> Self {
        match by {
            CasterBy::Container => "container",
            CasterBy::Resolution => "resolution",
        }
    }
}

/// What streams published onward can be filtered and grouped by.
///
/// ```
/// use pili_live::statd::{self, Granularity, PublishBy};
/// let query = statd::publish("20231101".."20231201", Granularity::Day).group_by(PublishBy::Tp);
/// # drop(query);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum PublishBy {
    /// `tp`: the kind of target.
    Tp,
}

impl From<PublishBy> for &'static str {
    fn from(by: PublishBy) -> Self {
        match by {
            PublishBy::Tp => "tp",
        }
    }
}
