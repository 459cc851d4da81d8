//! Why a command failed: one line with what to do, and what `-v` adds.

use std::{borrow::Cow, error::Error as StdError, fmt::Display, io};

use pili::{
    Error,
    auth::{SignError, names::NameError},
    core::{ErrorKind, Reason},
};

use crate::{exit::Exit, output};

/// What a command returns.
pub(crate) type Result<T = ()> = std::result::Result<T, Failure>;

/// Why a command ended before its end, or with a verdict.
#[derive(Debug)]
pub(crate) struct Failure {
    exit: Exit,
    what: Option<String>,
    advice: Option<Cow<'static, str>>,
    details: Vec<String>,
    /// Whether the same would befall every other call too.
    is_of_all: bool,
    /// Whether there was nothing to do it with.
    is_of_nothing: bool,
}

impl Failure {
    pub(crate) fn new(exit: Exit, what: impl Display) -> Self {
        Self { what: Some(what.to_string()), ..Self::verdict(exit) }
    }

    /// The command line or the configuration is wrong.
    pub(crate) fn usage(what: impl Display) -> Self {
        Self::new(Exit::Usage, what)
    }

    /// All is said; only the exit code is left.
    pub(crate) fn verdict(exit: Exit) -> Self {
        Self { exit, what: None, advice: None, details: Vec::new(), is_of_all: false, is_of_nothing: false }
    }

    /// Nobody reads the output any more, which is no reason to complain.
    pub(crate) fn output(error: &io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::BrokenPipe => Self::verdict(Exit::Ok),
            _ => Self::new(Exit::Failed, format_args!("cannot write the output: {error}")),
        }
    }

    /// What to do about it.
    pub(crate) fn advise(self, advice: impl Into<Cow<'static, str>>) -> Self {
        Self { advice: Some(advice.into()), ..self }
    }

    pub(crate) fn exit(&self) -> Exit {
        self.exit
    }

    pub(crate) fn is_of_all(&self) -> bool {
        self.is_of_all
    }

    pub(crate) fn is_of_nothing(&self) -> bool {
        self.is_of_nothing
    }

    /// What failed, and what to do, in one line.
    pub(crate) fn line(&self) -> String {
        let parts = [self.what.as_deref(), self.advice.as_deref()];
        parts.into_iter().flatten().collect::<Vec<_>>().join("; ")
    }

    /// Tells it on standard error.
    pub(crate) fn tell(&self, verbose: bool) {
        if self.what.is_some() {
            output::complain(self.line());
        }
        if verbose {
            self.details.iter().for_each(output::say);
        }
    }
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        let is_of_all = matches!(error.kind(), ErrorKind::Sign) || error.reason() == Reason::Denied;
        Self {
            exit: Exit::of(&error),
            what: Some(error.to_string()),
            advice: advice(&error).map(Cow::Borrowed),
            details: details(&error),
            is_of_all,
            is_of_nothing: is_of_nothing(&error),
        }
    }
}

impl From<SignError> for Failure {
    fn from(error: SignError) -> Self {
        Self::usage(error)
    }
}

impl From<NameError> for Failure {
    fn from(error: NameError) -> Self {
        Self::usage(error)
    }
}

/// Whether nothing was published: a service that holds no longer what was says more.
fn is_of_nothing(error: &Error) -> bool {
    let message = error.api_error().and_then(|error| error.message.as_deref());
    error.reason() == Reason::NoData && message.is_none_or(|message| message == "no data")
}

fn advice(error: &Error) -> Option<&'static str> {
    match (error.kind(), error.reason()) {
        (ErrorKind::Connect, _) => Some("`pili whoami` says where calls go"),
        (ErrorKind::Timeout, _) => Some("--timeout gives it longer"),
        (ErrorKind::Sign, _) => Some("`pili whoami` says where the keys come from"),
        (_, Reason::NotFound) => Some("is the name right? `pili whoami` says whose account it is"),
        (_, Reason::NoData) if is_of_nothing(error) => {
            Some("nothing was published then: see `pili stream history`")
        }
        (_, Reason::Denied) => Some("`pili whoami` says whose keys signed, and -v what was signed"),
        (_, Reason::TooManyCalls | Reason::Busy) => Some("try again in a moment"),
        _ => None,
    }
}

/// The causes, one a line, and the text that was signed if it was refused.
fn details(error: &Error) -> Vec<String> {
    let causes = std::iter::successors(StdError::source(error), |cause| (*cause).source());
    let mut details: Vec<_> = causes.map(|cause| format!("  because: {cause}")).collect();
    if let Some(text) = error.string_to_sign() {
        details.push(format!("  signed: {}", text.to_text().replace('\n', "\n          ")));
    }
    details
}
