//! Reading a body: by the name of its event, or, since status changes have none that is documented, by its members.

use bytes::Bytes;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::{Event, EventKind, WebhookError, envelope::Envelope};

type Result<T> = std::result::Result<T, WebhookError>;

pub(super) fn event(body: Bytes) -> Result<Event> {
    let members = Members::of(&body)?;
    let name = members.name()?;
    let kind = kind(name, &members)?;
    // What is not known may have other forms of what is.
    let envelope = match kind {
        EventKind::Other(_) => members.read().unwrap_or_default(),
        _ => members.read::<Envelope>()?,
    };
    let Envelope { session_id, project_id, application_id, reason, timestamp } = envelope;
    if session_id.is_none() && !matches!(kind, EventKind::Other(_)) {
        return Err(WebhookError::missing("sessionId"));
    }
    let reason = reason.filter(|reason| !reason.as_str().is_empty());
    let name = name.map(str::to_owned);
    Ok(Event { kind, session_id, project_id, application_id, timestamp, reason, signature: None, name, body })
}

fn kind(name: Option<&str>, members: &Members) -> Result<EventKind> {
    Ok(match (name, Shape::of(members)) {
        (Some("sessionCreated"), _) => EventKind::SessionCreated,
        (Some("sessionDestroyed"), _) => EventKind::SessionDestroyed,
        (Some("sessionNotification"), _) => EventKind::SessionNotification,
        (Some("connectionCreated"), _) => EventKind::ConnectionCreated(members.member("connection")?),
        (Some("connectionDestroyed"), _) => EventKind::ConnectionDestroyed(members.member("connection")?),
        (Some("streamCreated"), _) => EventKind::StreamCreated(members.member("stream")?),
        (Some("streamDestroyed"), _) => EventKind::StreamDestroyed(members.member("stream")?),
        (Some("callCreated"), _) => EventKind::CallCreated(members.perhaps("call")?),
        (Some("callUpdated"), _) => EventKind::CallUpdated(members.perhaps("call")?),
        (Some("callDestroyed"), _) => EventKind::CallDestroyed(members.perhaps("call")?),
        (Some("archive"), _) => Shape::Archive.read(members)?,
        (Some("broadcast"), _) => Shape::Broadcast.read(members)?,
        (Some(name), Some(shape)) => {
            shape.read(members).unwrap_or_else(|_| EventKind::Other(name.to_owned()))
        }
        (None, Some(shape)) => shape.read(members)?,
        (Some(name), None) => EventKind::Other(name.to_owned()),
        (None, None) => return Err(WebhookError::missing("event")),
    })
}

/// What has a status.
#[derive(Clone, Copy)]
enum Shape {
    Archive,
    Broadcast,
    Render,
    Captions,
}

impl Shape {
    /// By members that the others have not (spec 24.3).
    fn of(members: &Members) -> Option<Self> {
        let has = |names: &[&str]| names.iter().any(|name| members.get(name).is_some());
        [
            (Self::Captions, ["captionsId", "captionId"]),
            (Self::Archive, ["size", "outputMode"]),
            (Self::Broadcast, ["broadcastUrls", "multiBroadcastTag"]),
            (Self::Render, ["streamId", "resolution"]),
        ]
        .into_iter()
        .find_map(|(shape, names)| (has(&["status"]) && has(&names)).then_some(shape))
    }

    fn read(self, members: &Members) -> Result<EventKind> {
        Ok(match self {
            Self::Archive => EventKind::Archive(members.read()?),
            Self::Broadcast => EventKind::Broadcast(members.read()?),
            Self::Render => EventKind::Render(members.read()?),
            Self::Captions => EventKind::Captions(members.read()?),
        })
    }
}

/// The members of a body.
struct Members(Value);

impl Members {
    fn of(body: &[u8]) -> Result<Self> {
        match serde_json::from_slice(body) {
            Ok(members @ Value::Object(_)) => Ok(Self(members)),
            Ok(_) => Err(WebhookError::NotAnObject("it is another JSON value".to_owned())),
            Err(error) => Err(WebhookError::NotAnObject(error.to_string())),
        }
    }

    fn get(&self, name: &str) -> Option<&Value> {
        self.0.get(name)
    }

    fn name(&self) -> Result<Option<&str>> {
        match self.get("event") {
            None | Some(Value::Null) => Ok(None),
            Some(Value::String(name)) if !name.is_empty() => Ok(Some(name)),
            Some(_) => Err(WebhookError::field("event", "must be a text that is not empty")),
        }
    }

    /// All of them.
    fn read<T: DeserializeOwned>(&self) -> Result<T> {
        read("", &self.0)
    }

    /// One that must be there.
    fn member<T: DeserializeOwned>(&self, name: &str) -> Result<T> {
        self.get(name).map_or_else(|| Err(WebhookError::missing(name)), |value| read(name, value))
    }

    fn perhaps<T: DeserializeOwned + Default>(&self, name: &str) -> Result<T> {
        match self.get(name) {
            None | Some(Value::Null) => Ok(T::default()),
            Some(value) => read(name, value),
        }
    }
}

fn read<T: DeserializeOwned>(at: &str, value: &Value) -> Result<T> {
    serde_path_to_error::deserialize(value).map_err(|error| {
        let within = error.path().to_string();
        let problem = error.into_inner().to_string();
        // An absent member is none of the path that leads to where it is missing.
        let missing = problem.strip_prefix("missing field `").and_then(|rest| rest.strip_suffix('`'));
        let path = [at, if within == "." { "" } else { &within }, missing.unwrap_or_default()];
        let name = path.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(".");
        match missing {
            Some(_) => WebhookError::missing(name),
            None => WebhookError::field(name, format!("cannot be read: {problem}")),
        }
    })
}
