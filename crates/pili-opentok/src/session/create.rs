use std::{net::Ipv4Addr, time::SystemTime};

use form_urlencoded::Serializer;
use pili_core::{
    ApiError, Endpoint, Error, Idempotency, Operation, Request, Response, Result, Vendor, decode_json,
};
use serde::{Deserialize, Serialize};

use super::{date, xml};
use crate::{
    OpenTok, Project, Resolution,
    limits::check_resolution,
    read::{project, text},
    request,
};

impl Project {
    /// Creates a session: recorded on demand, and relayed for a project or routed for an application, unless it is
    /// told otherwise.
    ///
    /// ```no_run
    /// # async fn run(client: pili_opentok::Client) -> pili_opentok::core::Result<()> {
    /// # use pili_opentok::{MediaMode, Project};
    /// let made = client.send(Project::new("45678123").create_session().media_mode(MediaMode::Routed)).await?;
    /// println!("{}", made.session_id);
    /// # Ok(()) }
    /// ```
    pub fn create_session(&self) -> Create {
        Create {
            project: self.clone(),
            media_mode: self.media_mode(),
            archive: None,
            location: None,
            encrypted: false,
        }
    }
}

/// Creates a session: `POST /session/create` (spec 4).
///
/// The mode is always sent, because defaults differ: that of the service is routed, that of OpenTok's SDKs relayed,
/// that of Vonage's routed. Ours are the SDKs'; name the mode in a program that serves both.
///
/// Example: [`Project::create_session`].
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use = "an operation does nothing until a client sends it"]
pub struct Create {
    project: Project,
    media_mode: MediaMode,
    archive: Option<AutoArchive>,
    location: Option<Ipv4Addr>,
    encrypted: bool,
}

/// How media goes between the clients of a session.
///
/// Example: [`Code`](crate::Code).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum MediaMode {
    /// From client to client where that works. The default of a project's sessions.
    Relayed,
    /// Relayed as older releases of Vonage's SDK for Python asked for it, with `always`, where all others say `enabled`.
    /// What the service makes of the difference is not documented.
    AlwaysRelayed,
    /// Through the service, which archives, broadcasts and SIP need. The default of an application's sessions.
    Routed,
}

impl MediaMode {
    fn preference(self) -> &'static str {
        match self {
            Self::Relayed => "enabled",
            Self::AlwaysRelayed => "always",
            Self::Routed => "disabled",
        }
    }
}

/// How a session is recorded from its first moment on.
///
/// Example: [`Create::always_archive`].
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[must_use = "it does nothing until a session is created with it"]
pub struct AutoArchive {
    name: Option<String>,
    resolution: Option<Resolution>,
}

impl AutoArchive {
    /// Recorded under no name, in 640x480. Example: [`Create::always_archive`].
    pub fn new() -> Self {
        Self::default()
    }

    /// The archives' name, 1 to 80 characters. The service turns `~`, `-` and `_` into `:`.
    /// Example: [`Create::always_archive`].
    pub fn name(self, name: impl Into<String>) -> Self {
        Self { name: Some(name.into()), ..self }
    }

    /// The archives' resolution. Example: [`Create::always_archive`].
    pub fn resolution(self, resolution: Resolution) -> Self {
        Self { resolution: Some(resolution), ..self }
    }

    fn check(&self) -> Result<()> {
        check_resolution(self.resolution.as_ref())?;
        match self.name.as_ref().map(|name| name.chars().count()) {
            Some(length) if !(1..=80).contains(&length) => {
                Err(Error::invalid("archive name", "must be 1 to 80 characters"))
            }
            _ => Ok(()),
        }
    }
}

impl Create {
    /// How media goes between the clients; without it relayed for a project, and routed for an application.
    /// Example: [`Project::create_session`].
    pub fn media_mode(self, media_mode: MediaMode) -> Self {
        Self { media_mode, ..self }
    }

    /// Records the session from its first moment on; without it when an archive is started. Needs
    /// [`MediaMode::Routed`].
    ///
    /// ```no_run
    /// # async fn run(client: pili_opentok::Client) -> pili_opentok::core::Result<()> {
    /// use std::net::Ipv4Addr;
    /// use pili_opentok::{Project, Resolution, session::{AutoArchive, MediaMode}};
    ///
    /// let create = Project::new("45678123")
    ///     .create_session()
    ///     .media_mode(MediaMode::Routed)
    ///     .location(Ipv4Addr::new(192, 0, 2, 7))
    ///     .always_archive(AutoArchive::new().name("all of it").resolution(Resolution::Hd));
    /// println!("{}", client.send(create).await?.session_id);
    ///
    /// let secret = Project::new("45678123").create_session().media_mode(MediaMode::Routed).end_to_end_encryption();
    /// println!("{}", client.send(secret).await?.session_id);
    /// # Ok(()) }
    /// ```
    pub fn always_archive(self, archive: AutoArchive) -> Self {
        Self { archive: Some(archive), ..self }
    }

    /// Places the session near this address. Example: [`Create::always_archive`].
    pub fn location(self, location: Ipv4Addr) -> Self {
        Self { location: Some(location), ..self }
    }

    /// Encrypts media from end to end. Needs [`MediaMode::Routed`], and cannot be recorded always.
    /// Example: [`Create::always_archive`].
    pub fn end_to_end_encryption(self) -> Self {
        Self { encrypted: true, ..self }
    }

    fn check(&self) -> Result<()> {
        let relayed = self.media_mode != MediaMode::Routed;
        if self.archive.is_some() && relayed {
            return Err(Error::invalid("media mode", "must be routed for a session that is always archived"));
        }
        if self.encrypted && relayed {
            return Err(Error::invalid("media mode", "must be routed for end-to-end encryption"));
        }
        if self.encrypted && self.archive.is_some() {
            let rule = "must not be combined with a session that is always archived";
            return Err(Error::invalid("end-to-end encryption", rule));
        }
        self.archive.as_ref().map_or(Ok(()), AutoArchive::check)
    }

    fn form(&self) -> String {
        let mut form = Serializer::new(String::new());
        form.append_pair("p2p.preference", self.media_mode.preference());
        form.append_pair("archiveMode", if self.archive.is_some() { "always" } else { "manual" });
        let archive = self.archive.as_ref();
        if let Some(name) = archive.and_then(|archive| archive.name.as_ref()) {
            form.append_pair("archiveName", name);
        }
        if let Some(resolution) = archive.and_then(|archive| archive.resolution.as_ref()) {
            form.append_pair("archiveResolution", resolution.as_str());
        }
        if let Some(location) = self.location {
            form.append_pair("location", &location.to_string());
        }
        if self.encrypted {
            form.append_pair("e2ee", "true");
        }
        form.finish()
    }
}

impl Operation for Create {
    type Output = SessionInfo;
    type Api = OpenTok;
    const NAME: &'static str = "opentok.session.create";
    const IDEMPOTENCY: Idempotency = Idempotency::NonIdempotent;

    fn encode(&self, endpoint: &Endpoint) -> Result<Request> {
        self.project.check_id()?;
        self.check()?;
        request::form(endpoint.url().path(["session", "create"]), self.form())
    }

    /// An error may stand where the session should, in JSON as in XML (spec 16.1).
    fn decode(&self, response: &Response) -> Result<SessionInfo> {
        first(response).map_err(|unread| match OpenTok::error(response) {
            ApiError { code: None, message: None, .. } => unread,
            told => Error::api::<OpenTok>(told, response),
        })
    }
}

/// XML is the answer of a service that was not asked for JSON, or does not heed it.
fn first(response: &Response) -> Result<SessionInfo> {
    let sessions: Vec<_> = if xml::is_answer(response.body()) {
        xml::sessions(response.body())?
    } else {
        decode_json(response)?
    };
    sessions.into_iter().next().ok_or_else(|| Error::decode("the answer holds no session"))
}

/// A session that was created (spec 4).
///
/// Example: [`Project::create_session`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "Told", into = "Told")]
#[cfg_attr(not(feature = "__wire"), non_exhaustive)]
pub struct SessionInfo {
    /// Its id.
    pub session_id: String,
    /// The project's API key or the application's ID.
    pub project_id: Option<String>,
    /// The API key under its former name.
    pub partner_id: Option<String>,
    /// When it was created, to the second.
    pub created_at: Option<SystemTime>,
}

/// A session as answers tell it. XML cannot hold [`project`]'s two names for one member.
#[derive(Clone, Serialize, Deserialize)]
struct Told {
    session_id: String,
    #[serde(default, with = "text", skip_serializing_if = "Option::is_none")]
    application_id: Option<String>,
    #[serde(default, with = "text", skip_serializing_if = "Option::is_none")]
    project_id: Option<String>,
    #[serde(default, with = "text", skip_serializing_if = "Option::is_none")]
    partner_id: Option<String>,
    #[serde(rename = "create_dt", default, with = "date", skip_serializing_if = "Option::is_none")]
    created_at: Option<SystemTime>,
}

impl From<Told> for SessionInfo {
    fn from(told: Told) -> Self {
        let Told { session_id, application_id, project_id, partner_id, created_at } = told;
        Self { session_id, project_id: application_id.or(project_id), partner_id, created_at }
    }
}

impl From<SessionInfo> for Told {
    fn from(info: SessionInfo) -> Self {
        let SessionInfo { session_id, project_id, partner_id, created_at } = info;
        let project::Owner { application_id, project_id } = project_id.into();
        Self { session_id, application_id, project_id, partner_id, created_at }
    }
}
