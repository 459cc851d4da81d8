use serde::Serialize;
use serde_json::Value;

use crate::{
    clock,
    exit::Exit,
    failure::{Failure, Result},
};

/// How things of one kind are shown: which members come first in a text, which are times, and which are keys.
///
/// Members keep the names that the API gives them; one of a member is called by both names, `fps.video`. The API
/// writes times as numbers; here they are RFC 3339, and `null` where the number says that there is none.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Shape {
    pub(super) columns: &'static [&'static str],
    seconds: &'static [&'static str],
    millis: &'static [&'static str],
    times: &'static [&'static str],
    keys: &'static [&'static str],
}

impl Shape {
    /// The columns of a list, or the first members of one thing; all members, if there are none.
    pub(crate) const fn new(columns: &'static [&'static str]) -> Self {
        Self { columns, seconds: &[], millis: &[], times: &[], keys: &[] }
    }

    /// The members that are Unix seconds on the wire.
    pub(crate) const fn seconds(self, members: &'static [&'static str]) -> Self {
        Self { seconds: members, ..self }
    }

    /// The members that are Unix milliseconds on the wire.
    pub(crate) const fn millis(self, members: &'static [&'static str]) -> Self {
        Self { millis: members, ..self }
    }

    /// The members that are times and texts on the wire.
    pub(crate) const fn times(self, members: &'static [&'static str]) -> Self {
        Self { times: members, ..self }
    }

    /// The members that are keys, which are not shown unless they are asked for.
    pub(crate) const fn keys(self, members: &'static [&'static str]) -> Self {
        Self { keys: members, ..self }
    }

    /// The same, where the keys were asked for or were not.
    pub(crate) const fn with_keys(self, are_asked_for: bool) -> Self {
        if are_asked_for { self.keys(&[]) } else { self }
    }

    /// A thing as it is written in JSON.
    pub(crate) fn apply(&self, item: &impl Serialize) -> Result<Value> {
        let mut value = serde_json::to_value(item).map_err(|error| Failure::new(Exit::Failed, error))?;
        self.seconds.iter().for_each(|name| in_rfc3339(&mut value, name, 1000));
        self.millis.iter().for_each(|name| in_rfc3339(&mut value, name, 1));
        self.keys.iter().for_each(|name| hidden(&mut value, name));
        Ok(value)
    }

    pub(super) fn is_time(&self, name: &str) -> bool {
        [self.seconds, self.millis, self.times].iter().any(|members| members.contains(&name))
    }
}

/// Where a member of a member stands.
pub(super) fn pointer(name: &str) -> String {
    format!("/{}", name.replace('.', "/"))
}

fn in_rfc3339(value: &mut Value, name: &str, millis: i64) {
    let Some(member) = value.pointer_mut(&pointer(name)) else { return };
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

fn hidden(value: &mut Value, name: &str) {
    let member =
        value.pointer_mut(&pointer(name)).filter(|member| member.as_str().is_some_and(|it| !it.is_empty()));
    if let Some(member) = member {
        *member = "(set, not shown)".into();
    }
}
