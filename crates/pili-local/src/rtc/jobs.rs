use std::collections::BTreeMap;

use axum::Json;
use pili_rtc::job::{Report, Status};
use serde::{Deserialize, Serialize};

use crate::reply::Refused;

/// The running jobs of a kind, by id.
#[derive(Debug, Serialize, Deserialize)]
#[serde(transparent)]
pub(super) struct Jobs<J>(BTreeMap<String, J>);

impl<J> Jobs<J> {
    pub(super) fn start(&mut self, id: &str, job: J) -> Result<Json<Report>, Refused> {
        if self.0.contains_key(id) {
            return Err(Refused::new(614, "job already exists"));
        }
        self.0.insert(id.to_owned(), job);
        Ok(started(id))
    }

    pub(super) fn running(&mut self, id: &str) -> Result<&mut J, Refused> {
        self.0.get_mut(id).ok_or(Refused::not_found("job not found"))
    }

    pub(super) fn stop(&mut self, id: &str) -> Result<Json<Report>, Refused> {
        self.running(id)?;
        self.0.remove(id);
        Ok(started(id))
    }
}

impl<J> Default for Jobs<J> {
    fn default() -> Self {
        Self(BTreeMap::new())
    }
}

pub(super) fn started(id: &str) -> Json<Report> {
    Json(Report { id: Some(id.to_owned()), status: Some(Status::Ok) })
}
