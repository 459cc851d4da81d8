use std::time::SystemTime;

use serde_json::Value;

use crate::{
    outcome::{Difference, Outcome},
    time,
};

/// One case of a vector file, or one recorded exchange. Members nobody asks for are ignored.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Case<'a> {
    /// The whole file, for what its cases share.
    pub(crate) file: &'a Value,
    pub(crate) value: &'a Value,
}

impl<'a> Case<'a> {
    /// The member at a JSON pointer, unless it is absent or null.
    pub(crate) fn get(&self, pointer: &str) -> Option<&'a Value> {
        self.value.pointer(pointer).filter(|value| !value.is_null())
    }

    /// The member at a JSON pointer.
    pub(crate) fn at(&self, pointer: &str) -> Outcome<&'a Value> {
        self.get(pointer).ok_or_else(|| missing(pointer))
    }

    /// The text at a JSON pointer.
    pub(crate) fn text(&self, pointer: &str) -> Outcome<&'a str> {
        self.get(pointer).and_then(Value::as_str).ok_or_else(|| missing(pointer))
    }

    /// The whole number at a JSON pointer.
    pub(crate) fn number(&self, pointer: &str) -> Outcome<i64> {
        self.get(pointer).and_then(Value::as_i64).ok_or_else(|| missing(pointer))
    }

    /// The time in whole Unix seconds at a JSON pointer.
    pub(crate) fn time(&self, pointer: &str) -> Outcome<SystemTime> {
        time::seconds(self.at(pointer)?).map_err(|difference| difference.within(pointer))
    }

    /// The members of the list at a JSON pointer; none when there is no list.
    pub(crate) fn list(&self, pointer: &str) -> &'a [Value] {
        self.get(pointer).and_then(Value::as_array).map_or(&[], Vec::as_slice)
    }

    /// The operation that is recorded, of the case or of the whole file.
    pub(crate) fn operation(&self) -> Outcome<&'a str> {
        let operation = self.get("/operation").or_else(|| self.file.get("operation"));
        operation.and_then(Value::as_str).ok_or_else(|| missing("/operation"))
    }

    /// Whether the case has a tag.
    pub(crate) fn tagged(&self, tag: &str) -> bool {
        self.list("/tags").iter().any(|given| given == tag)
    }
}

fn missing(pointer: &str) -> Difference {
    Difference::new(format!("the case has no usable `{pointer}`"))
}
