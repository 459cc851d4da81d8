use serde::Serialize;
use serde_json::Value;

use crate::{
    clock,
    exit::Exit,
    failure::{Failure, Result},
};

/// How things of one kind are shown: which members come first in a text, and which are times.
///
/// Members keep the names that the API gives them. The API writes times as numbers; here they are RFC 3339, and
/// `null` where the number says that there is none.
#[derive(Debug)]
pub(crate) struct Shape {
    pub(super) columns: &'static [&'static str],
    seconds: &'static [&'static str],
    millis: &'static [&'static str],
}

impl Shape {
    /// The columns of a list, or the first members of one thing; all members, if there are none.
    pub(crate) const fn new(columns: &'static [&'static str]) -> Self {
        Self { columns, seconds: &[], millis: &[] }
    }

    /// The members that are Unix seconds on the wire.
    pub(crate) const fn seconds(self, members: &'static [&'static str]) -> Self {
        Self { seconds: members, ..self }
    }

    /// The members that are Unix milliseconds on the wire.
    #[allow(dead_code, reason = "for answers of OpenTok")]
    pub(crate) const fn millis(self, members: &'static [&'static str]) -> Self {
        Self { millis: members, ..self }
    }

    /// A thing as it is written in JSON.
    pub(super) fn apply(&self, item: &impl Serialize) -> Result<Value> {
        let mut value = serde_json::to_value(item).map_err(|error| Failure::new(Exit::Failed, error))?;
        self.seconds.iter().for_each(|name| in_rfc3339(&mut value, name, 1000));
        self.millis.iter().for_each(|name| in_rfc3339(&mut value, name, 1));
        Ok(value)
    }

    pub(super) fn is_time(&self, name: &str) -> bool {
        self.seconds.contains(&name) || self.millis.contains(&name)
    }
}

fn in_rfc3339(value: &mut Value, name: &str, millis: i64) {
    let Some(member) = value.get_mut(name) else { return };
    *member = match member.as_i64() {
        None => return,
        Some(0) => Value::Null,
        Some(-1) => "forever".into(),
        Some(number) => match jiff::Timestamp::from_millisecond(number.saturating_mul(millis)) {
            Ok(time) => clock::rfc3339(time.into()).into(),
            Err(_) => return,
        },
    };
}
