//! What an account does with its projects, and what it is told of them (spec 25.1).
//!
//! Example: [`account`](crate::account).

mod activate;
pub(crate) mod create;
mod delete;
mod info;
mod list;
mod status;
mod suspend;

use std::time::SystemTime;

use pili_core::{
    auth::{Credentials, Secret},
    open_enum,
    time::unix_millis,
};
use serde::Deserialize;

use crate::read::{key, secret};

pub use activate::Activate;
pub use create::Create;
pub use delete::Delete;
pub use info::Info;
pub use list::List;
#[cfg_attr(not(feature = "__wire"), allow(unused_imports, reason = "the local service alone names it"))]
pub use status::StatusBody;
pub use suspend::Suspend;

/// A project of an account.
///
/// Example: [`Account::projects`](crate::account::Account::projects).
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "__wire", derive(serde::Serialize))]
#[serde(rename_all = "camelCase")]
#[cfg_attr(not(feature = "__wire"), non_exhaustive)]
pub struct ProjectInfo {
    /// Its API key.
    #[serde(with = "key")]
    pub id: String,
    /// Its API secret. `Debug` does not show it.
    #[serde(with = "secret")]
    pub secret: Secret,
    /// Whether its calls are taken.
    pub status: ProjectStatus,
    /// The name it was given.
    #[serde(default)]
    pub name: Option<String>,
    /// Where its sessions run.
    #[serde(default)]
    pub environment: Option<Environment>,
    /// When it was created.
    #[serde(default, with = "unix_millis::option")]
    pub created_at: Option<SystemTime>,
}

impl ProjectInfo {
    /// What signs the project's own calls.
    ///
    /// Example: [`account`](crate::account).
    pub fn credentials(&self) -> Credentials {
        Credentials::new(&self.id, self.secret.clone())
    }
}

open_enum! {
    /// Whether a project's calls are taken.
    ///
    /// Example: [`Account::projects`](crate::account::Account::projects).
    ProjectStatus {
        /// They are.
        Active = "ACTIVE",
        /// They are refused until it is made active again.
        Suspended = "SUSPENDED",
    }
}

open_enum! {
    /// Where the sessions of a project run.
    ///
    /// Example: [`Account::projects`](crate::account::Account::projects).
    Environment {
        /// With those of everybody.
        Standard = "standard",
        /// In the environment for enterprises.
        Enterprise = "enterprise",
    }
}
