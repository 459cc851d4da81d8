//! Refusals of the service, by category, code and message.

use pili_core::Error;
use pili_opentok::Category;
use serde_json::Value;

use super::interpret::{Answer, interpret};
use crate::{
    case::Case,
    outcome::{Difference, Outcome, same, same_json},
};

pub(super) fn check(case: Case<'_>) -> Outcome {
    let operation = case.text("/operation")?;
    let error = match case.get("/http") {
        None => Error::connect("connection refused"),
        Some(http) => match interpret(operation, http)? {
            Answer::Refused(error) => error,
            // Nobody ever joined the session: that is an answer (section 9).
            Answer::Read(_) if operation == "stream.list" && http["status"] == 404 => return Ok(()),
            Answer::Read(answer) => return Err(Difference::new(format!("read as {answer}"))),
        },
    };
    same("category", case.text("/recommended/category")?, Category::of(&error).as_str())?;
    let api = error.api_error();
    let code = api.and_then(|api| api.code.as_ref()?.parse::<i64>().ok()).map_or(Value::Null, Value::from);
    same_json("code", &case.value["recommended"]["code"], &code)?;
    let message = api.and_then(|api| api.message.clone()).map_or(Value::Null, Value::from);
    same_json("message", &case.value["recommended"]["message"], &message)
}
