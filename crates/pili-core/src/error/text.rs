//! The one line that an error prints.

use std::{
    fmt::{self, Write as _},
    time::Duration,
};

use super::{CallFacts, Error, ErrorKind, Facts, Limit, Skew};
use crate::Idempotency;

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (f, facts) = (&mut OneLine(f), &*self.0);
        if let Some(call) = &facts.call {
            head(call, facts.kind, f)?;
        }
        what(facts, f)?;
        if let Some(id) = &facts.request_id {
            write!(f, "; request id {id}")?;
        }
        signature(facts, f)?;
        if let Some(skew) = facts.skew {
            write!(f, "{skew}")?;
        }
        effect(self, f)
    }
}

/// Where what was signed and what the service expected part. The texts themselves may hold a body.
fn signature(facts: &Facts, f: &mut impl fmt::Write) -> fmt::Result {
    let expected = facts.api.as_ref().and_then(|api| api.string_to_sign.as_deref());
    let (Some(signed), Some(expected)) = (&facts.signed, expected) else { return Ok(()) };
    let signed = signed.text.as_bytes();
    if signed == expected.as_bytes() {
        return f.write_str("; the text signed is the one expected, so the secret key is another one");
    }
    let same = signed.iter().zip(expected.as_bytes()).take_while(|(left, right)| left == right).count();
    write!(f, "; the text signed and the one expected part at byte {same}: see Error::string_to_sign")
}

fn head(call: &CallFacts, kind: ErrorKind, f: &mut impl fmt::Write) -> fmt::Result {
    f.write_str(call.operation)?;
    if let Some(line) = &call.request_line {
        let line = if asks_where(kind) { line.whole() } else { line.short() };
        write!(f, " ({line})")?;
    }
    match call.attempts {
        0 | 1 => f.write_str(": "),
        many => write!(f, ", {many} attempts: "),
    }
}

/// Whether the first question is what was talked to, because the API did not answer there.
fn asks_where(kind: ErrorKind) -> bool {
    matches!(kind, ErrorKind::Connect | ErrorKind::Transport | ErrorKind::Timeout | ErrorKind::Decode)
}

/// Keeps the words of services and layers from starting a line of their own.
struct OneLine<'a, 'f>(&'a mut fmt::Formatter<'f>);

impl fmt::Write for OneLine<'_, '_> {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        text.split_inclusive(char::is_control).try_for_each(|part| {
            self.0.write_str(part.trim_end_matches(char::is_control))?;
            if part.ends_with(char::is_control) { self.0.write_str(" ") } else { Ok(()) }
        })
    }
}

fn what(facts: &Facts, f: &mut impl fmt::Write) -> fmt::Result {
    if let Some(field) = &facts.field {
        write!(f, "{field} ")?;
    }
    f.write_str(&facts.message)?;
    let mut source = facts.source.as_deref().map(|source| source as &dyn std::error::Error);
    let mut said = !facts.message.is_empty();
    while let Some(error) = source {
        write!(f, "{}{error}", if said { ": " } else { "" })?;
        said = true;
        source = error.source();
    }
    Ok(())
}

impl fmt::Display for Skew {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Self::Behind(by) if by > Self::LEAST => {
                write!(f, "; this machine's clock is {} behind the service's", Length(by))
            }
            Self::Ahead(by) if by > Self::LEAST => {
                write!(f, "; this machine's clock is {} ahead of the service's", Length(by))
            }
            _ => Ok(()),
        }
    }
}

fn effect(error: &Error, f: &mut impl fmt::Write) -> fmt::Result {
    let Some(call) = error.0.call.as_ref().filter(|_| error.may_have_taken_effect()) else { return Ok(()) };
    f.write_str(match call.idempotency {
        Idempotency::Idempotent => "; the call may have taken effect, and repeating it is safe",
        Idempotency::NonIdempotent => "; the call may have taken effect: look before you repeat it",
    })
}

impl fmt::Display for Limit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (limit, of) = match *self {
            Self::Connect(limit) => (limit, "connecting"),
            Self::Attempt(limit) => (limit, "one attempt"),
            Self::Call(limit) => (limit, "the whole call"),
        };
        write!(f, "the limit of {} on {of} was reached", Length(limit))
    }
}

/// A length of time in the unit a person would use.
struct Length(Duration);

impl fmt::Display for Length {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0.as_secs() {
            0 => write!(f, "{} ms", self.0.as_millis()),
            seconds @ 1..=179 => write!(f, "{seconds} s"),
            seconds @ 180..=7199 => write!(f, "{} min", seconds / 60),
            seconds => write!(f, "{} h", seconds / 3600),
        }
    }
}
