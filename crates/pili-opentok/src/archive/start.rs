use http::Method;
use pili_core::{Endpoint, Error, Idempotency, Operation, Request, Response, Result, decode_object};
use serde::{Deserialize, Serialize};

use super::{ArchiveInfo, TranscriptionProperties};
use crate::{
    Layout, OpenTok, OutputMode, Resolution, Session, StreamMode, Tracks,
    composed::layout::LayoutBody,
    limits::{check_bitrate, check_resolution},
    request,
};

impl Session {
    /// Starts recording the session: its audio and video in one file, unless it is told otherwise.
    ///
    /// ```no_run
    /// # async fn run(client: pili_opentok::Client) -> pili_opentok::core::Result<()> {
    /// # use pili_opentok::Project;
    /// # let session_id = "1_MX4";
    /// let project = Project::new("45678123");
    /// let archive = client.send(project.session(session_id).start_archive().name("evening")).await?;
    /// client.send(project.archive(archive.id).stop()).await?;
    /// # Ok(()) }
    /// ```
    pub fn start_archive(&self) -> Start {
        Start { session: self.clone(), layout: None, body: ArchiveStart::default() }
    }
}

/// Starts an archive: `POST /archive` (spec 7.1).
///
/// The session must be routed, or it fails with [`Code::NotRouted`](crate::Code::NotRouted), and have a client
/// connected, or it fails with [`Reason::NotFound`](pili_core::Reason::NotFound); documents say 400 of that (spec 16.3).
///
/// Example: [`Session::start_archive`].
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use = "an operation does nothing until a client sends it"]
pub struct Start {
    session: Session,
    layout: Option<Layout>,
    body: ArchiveStart,
}

impl Start {
    /// The archive's name.
    ///
    /// ```no_run
    /// # async fn run(client: pili_opentok::Client) -> pili_opentok::core::Result<()> {
    /// use pili_opentok::{Project, Resolution, Tracks, archive::OutputMode, composed::{Layout, StreamMode}};
    ///
    /// let start = Project::new("45678123")
    ///     .session("session-id")
    ///     .start_archive()
    ///     .name("the evening")
    ///     .output_mode(OutputMode::Composed)
    ///     .stream_mode(StreamMode::Auto)
    ///     .tracks(Tracks::Both)
    ///     .resolution(Resolution::Hd)
    ///     .layout(Layout::custom("stream { left: 0; }"))
    ///     .multi_archive_tag("second")
    ///     .max_bitrate(2_000_000)
    ///     .transcription()
    ///     .transcription_language("en-US")
    ///     .transcription_summary(true);
    /// println!("{:?}", client.send(start).await?.transcription());
    /// # Ok(()) }
    /// ```
    pub fn name(mut self, name: impl Into<String>) -> Self {
        self.body.name = Some(name.into());
        self
    }

    /// Which tracks are recorded; without it both. Example: [`Start::name`].
    pub fn tracks(mut self, tracks: Tracks) -> Self {
        self.body.has_audio = tracks.no_audio();
        self.body.has_video = tracks.no_video();
        self
    }

    /// One file or one per stream; without it one. Example: [`Start::name`].
    pub fn output_mode(mut self, mode: OutputMode) -> Self {
        self.body.output_mode = Some(mode);
        self
    }

    /// Whether all streams are recorded or those that are added; without it all. Example: [`Start::name`].
    pub fn stream_mode(mut self, mode: StreamMode) -> Self {
        self.body.stream_mode = Some(mode);
        self
    }

    /// The resolution of a composed archive; without it 640x480. Example: [`Start::name`].
    pub fn resolution(mut self, resolution: Resolution) -> Self {
        self.body.resolution = Some(resolution);
        self
    }

    /// The layout of a composed archive; without it the best fit. Example: [`Start::name`].
    pub fn layout(self, layout: Layout) -> Self {
        Self { layout: Some(layout), ..self }
    }

    /// What tells it from other archives of the session that run at the same time. Example: [`Start::name`].
    pub fn multi_archive_tag(mut self, tag: impl Into<String>) -> Self {
        self.body.multi_archive_tag = Some(tag.into());
        self
    }

    /// Most bits per second of a composed archive, 100 000 to 6 000 000. Example: [`Start::name`].
    pub fn max_bitrate(mut self, bits_per_second: u64) -> Self {
        self.body.max_bitrate = Some(bits_per_second);
        self
    }

    /// Constant quality instead of a bit rate: 15, the best, to 40. Example: [`Start::name`].
    pub fn quantization_parameter(mut self, parameter: u64) -> Self {
        self.body.quantization_parameter = Some(parameter);
        self
    }

    /// Transcribes what is said. Needs [`OutputMode::Individual`] and audio. Example: [`Start::name`].
    pub fn transcription(mut self) -> Self {
        self.body.has_transcription = Some(true);
        self
    }

    /// The language that is spoken (BCP 47, such as `en-US`); transcribes it too. Example: [`Start::name`].
    pub fn transcription_language(self, code: impl Into<String>) -> Self {
        self.transcribed(|properties| properties.primary_language_code = Some(code.into()))
    }

    /// Whether a summary is made of the transcription; transcribes too. Example: [`Start::name`].
    pub fn transcription_summary(self, summary: bool) -> Self {
        self.transcribed(|properties| properties.has_summary = Some(summary))
    }

    fn transcribed(mut self, set: impl FnOnce(&mut TranscriptionProperties)) -> Self {
        set(self.body.transcription_properties.get_or_insert_default());
        self.transcription()
    }

    fn check(&self) -> Result<()> {
        check_bitrate(self.body.max_bitrate)?;
        check_resolution(self.body.resolution.as_ref())?;
        check_quantization(&self.body)?;
        check_transcription(&self.body)?;
        match self.body.output_mode {
            Some(OutputMode::Individual) => self.check_individual(),
            Some(OutputMode::Other(_)) => {
                Err(Error::invalid("output mode", "must be composed or individual"))
            }
            _ => Ok(()),
        }
    }

    fn check_individual(&self) -> Result<()> {
        let composed_only = [
            ("resolution", self.body.resolution.is_some()),
            ("layout", self.layout.is_some()),
            ("max bitrate", self.body.max_bitrate.is_some()),
        ];
        match composed_only.into_iter().find(|(_, set)| *set) {
            Some((field, _)) => Err(Error::invalid(field, "must not be set for an individual archive")),
            None => Ok(()),
        }
    }
}

/// Only the files of single streams are transcribed.
fn check_transcription(body: &ArchiveStart) -> Result<()> {
    if body.has_transcription != Some(true) {
        return Ok(());
    }
    if body.output_mode != Some(OutputMode::Individual) {
        return Err(Error::invalid("transcription", "must be of an individual archive"));
    }
    if body.has_audio == Some(false) {
        return Err(Error::invalid("transcription", "must be of an archive with audio"));
    }
    Ok(())
}

fn check_quantization(body: &ArchiveStart) -> Result<()> {
    match body.quantization_parameter {
        Some(parameter) if !(15..=40).contains(&parameter) => {
            Err(Error::invalid("quantization parameter", "must be 15 to 40"))
        }
        Some(_) if body.max_bitrate.is_some() => {
            Err(Error::invalid("quantization parameter", "must not be combined with a max bitrate"))
        }
        _ => Ok(()),
    }
}

impl Operation for Start {
    type Output = ArchiveInfo;
    type Api = OpenTok;
    const NAME: &'static str = "opentok.archive.start";
    const IDEMPOTENCY: Idempotency = Idempotency::NonIdempotent;

    fn encode(&self, endpoint: &Endpoint) -> Result<Request> {
        self.check()?;
        let layout = self.layout.as_ref().map(Layout::body).transpose()?;
        let body = ArchiveStart { session_id: self.session.id()?.to_owned(), layout, ..self.body.clone() };
        request::json(Method::POST, self.session.project.url(endpoint)?.path(["archive"]), &body)
    }

    fn decode(&self, response: &Response) -> Result<ArchiveInfo> {
        decode_object(response)
    }
}

/// The body that starts an archive; members that are not set are not sent.
#[doc(hidden)]
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct ArchiveStart {
    pub session_id: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub has_audio: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub has_video: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub output_mode: Option<OutputMode>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stream_mode: Option<StreamMode>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub resolution: Option<Resolution>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub layout: Option<LayoutBody>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub multi_archive_tag: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_bitrate: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub quantization_parameter: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub has_transcription: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub transcription_properties: Option<TranscriptionProperties>,
}
