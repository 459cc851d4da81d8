//! What is refused before anything is sent, and what is not.

use super::{
    build::{Unsaid, build},
    call::Call,
    tokens,
};
use crate::{
    case::Case,
    outcome::{Difference, Outcome, holds},
};

pub(super) fn check(case: Case<'_>) -> Outcome {
    let call = Call::of(case)?;
    let verdict = match call.operation.as_str() {
        "token" => tokens::validate(case.file, &call)?,
        _ => Verdict::of(build(case.file["api_key"].as_str().unwrap_or_default(), &call))?,
    };
    let fits = match case.text("/recommended")? {
        "accept" => matches!(verdict, Verdict::Accepted),
        // What cannot be said cannot be sent either.
        "reject" => !matches!(verdict, Verdict::Accepted),
        "not-expressible" => matches!(verdict, Verdict::NotExpressible(_)),
        other => return Err(Difference::new(format!("`{other}` is not known"))),
    };
    holds(fits, || format!("{}, produced {verdict:?}", case.text("/recommended").unwrap_or_default()))
}

#[derive(Debug)]
#[allow(dead_code, reason = "the texts are for the report")]
pub(super) enum Verdict {
    Accepted,
    Refused(String),
    NotExpressible(String),
}

impl Verdict {
    fn of<T>(built: Result<T, Unsaid>) -> Outcome<Self> {
        match built {
            Ok(_) => Ok(Self::Accepted),
            Err(Unsaid::Refused(error)) => Ok(Self::Refused(error.to_string())),
            Err(Unsaid::NoSuchValue(what)) => Ok(Self::NotExpressible(what)),
            Err(Unsaid::ByDesign(what)) => Ok(Self::NotExpressible(what.to_owned())),
            Err(Unsaid::Unknown(what)) => Err(Difference::new(what)),
        }
    }
}
