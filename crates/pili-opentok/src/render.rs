//! Experience Composers: web pages rendered into sessions (spec 13.1).
//!
//! Example: [`Session::start_render`](crate::session::Session::start_render).

pub(crate) mod start;
mod stop;

use std::{ops::RangeInclusive, time::SystemTime};

use pili_core::{Endpoint, Result, Url, open_enum, time::unix_millis};
use serde::{Deserialize, Serialize};

use crate::{
    Project, Resolution,
    id::Id,
    listed::{self, Listed},
    noun::Noun,
    read::project,
};

pub use start::Start;
pub use stop::Stop;

/// Reads an Experience Composer: `opentok.render.info`.
///
/// Example: [`Session::start_render`](crate::session::Session::start_render).
pub type Info = listed::Info<Render>;
/// Lists Experience Composers: `opentok.render.list`.
///
/// Example: [`Session::start_render`](crate::session::Session::start_render).
pub type List = listed::List<Render>;

/// An Experience Composer. Builds operations; holds no client.
///
/// Example: [`Session::start_render`](crate::session::Session::start_render).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Render {
    pub(crate) project: Project,
    pub(crate) id: Id,
}

impl Render {
    /// Reads the Experience Composer. Example: [`Session::start_render`](crate::session::Session::start_render).
    pub fn info(&self) -> Info {
        listed::Info(self.clone())
    }
}

impl Noun for Render {
    fn url(&self, endpoint: &Endpoint) -> Result<Url> {
        Ok(self.project.url(endpoint)?.path([Self::SEGMENT]).id(self.id.checked()?))
    }
}

impl Listed for Render {
    type Info = RenderInfo;
    const INFO_NAME: &'static str = "opentok.render.info";
    const LIST_NAME: &'static str = "opentok.render.list";
    const SEGMENT: &'static str = "render";
    const COUNTS: RangeInclusive<u64> = 1..=1000;
}

/// An Experience Composer: a web page that is rendered into a session (spec 14.4).
///
/// Example: [`Session::start_render`](crate::session::Session::start_render).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(not(feature = "__wire"), non_exhaustive)]
pub struct RenderInfo {
    /// Its id.
    pub id: String,
    /// The session it publishes into.
    pub session_id: String,
    /// The project's API key or the application's ID.
    #[serde(flatten, with = "project")]
    pub project_id: Option<String>,
    /// When it was started.
    #[serde(default, with = "unix_millis::option", skip_serializing_if = "Option::is_none")]
    pub created_at: Option<SystemTime>,
    /// When it last changed.
    #[serde(default, with = "unix_millis::option", skip_serializing_if = "Option::is_none")]
    pub updated_at: Option<SystemTime>,
    /// Its name, which its stream has too.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The page.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// Its resolution.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub resolution: Option<Resolution>,
    /// How far it is.
    pub status: RenderStatus,
    /// The stream it publishes; none while it starts.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stream_id: Option<String>,
    /// Why it stopped or failed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

open_enum! {
    /// How far an Experience Composer is.
    ///
    /// Example: [`Session::start_render`](crate::session::Session::start_render).
    #[derive(Default)]
    RenderStatus {
        /// It is being set up.
        #[default]
        Starting = "starting",
        /// It publishes.
        Started = "started",
        /// It ended.
        Stopped = "stopped",
        /// It could not start.
        Failed = "failed",
    }
}
