//! An event as one line for a person.

use std::{
    fmt::{self, Write as _},
    time::Duration,
};

use super::{Call, Event, EventKind, Peer};

impl fmt::Display for Event {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:<9} ", self.kind.word())?;
        match &self.call {
            Some(call) => self.call(f, call)?,
            None => Shown(&self.subject).fmt(f)?,
        }
        if let Some(rest) = self.kind.rest() {
            write!(f, " {rest}")?;
        }
        if let Some(file) = &self.file {
            write!(f, " as {}", Shown(file))?;
        }
        if let Some(peer) = &self.peer {
            peer.fmt(f)?;
        }
        match &self.reason {
            Some(reason) => write!(f, ": {}", Shown(reason)),
            None => Ok(()),
        }
    }
}

impl Event {
    fn call(&self, f: &mut fmt::Formatter<'_>, call: &Call) -> fmt::Result {
        let Call { method, path, operation, status, took, request_id, client: _ } = call;
        write!(f, "{} {} {status}", Shown(method), Shown(path))?;
        if let Some(operation) = operation {
            write!(f, " {operation}")?;
        }
        write!(f, " {} {request_id}", Length(*took))
    }
}

impl EventKind {
    /// What a line begins with.
    fn word(self) -> &'static str {
        match self {
            Self::PublishBegan | Self::PublishEnded => "publish",
            Self::PlayBegan | Self::PlayEnded => "play",
            Self::PublishRefused | Self::PlayRefused => "refused",
            Self::Segment => "segment",
            Self::Saved => "saved",
            Self::Snapshot => "snapshot",
            Self::Call => "call",
            Self::CallbackSent | Self::CallbackFailed => "callback",
            Self::FaultInjected | Self::FaultMet => "fault",
            Self::ClockMoved => "clock",
            Self::Reset => "reset",
            Self::Seeded => "seeded",
            Self::NotDoneHere => "not done",
        }
    }

    /// What follows the subject.
    fn rest(self) -> Option<&'static str> {
        Some(match self {
            Self::PublishBegan | Self::PlayBegan => "began",
            Self::PublishEnded | Self::PlayEnded => "ended",
            Self::PublishRefused => "publish",
            Self::PlayRefused => "play",
            Self::CallbackSent => "accepted",
            Self::CallbackFailed => "failed",
            Self::FaultInjected => "waits",
            Self::FaultMet => "met",
            _ => return None,
        })
    }
}

impl fmt::Display for Peer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { address, protocol, domain: _, lasted, bytes } = self;
        write!(f, ", {protocol} {address}")?;
        if let Some(lasted) = lasted {
            write!(f, ", {}", Length(*lasted))?;
        }
        match bytes {
            Some(bytes) => write!(f, ", {bytes} bytes"),
            None => Ok(()),
        }
    }
}

/// As exact as a person wants it.
struct Length(Duration);

impl fmt::Display for Length {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            length if length < Duration::from_secs(1) => write!(f, "{} ms", length.as_millis()),
            length => write!(f, "{:.1} s", length.as_secs_f64()),
        }
    }
}

/// Text of a client's: what would move the cursor or turn the line round is written as its number.
struct Shown<'a>(&'a str);

impl fmt::Display for Shown<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.chars().try_for_each(|one| match one {
            one if one.is_control() || is_format(one) => write!(f, "{}", one.escape_unicode()),
            one => f.write_char(one),
        })
    }
}

/// Unseen, and changes how the rest is shown.
fn is_format(one: char) -> bool {
    matches!(one, '\u{ad}' | '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
}
