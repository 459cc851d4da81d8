//! Values as SDKs represent them: absent text is empty or null, and a number may be a text.

use serde_json::Value;

use crate::{
    case::Case,
    outcome::{Outcome, holds},
};

/// Compares the members of `expected` with ours; a member may also have a value that the case accepts.
pub(super) fn compare(case: Case<'_>, expected: &Value, ours: &Value) -> Outcome {
    for (name, value) in expected.as_object().into_iter().flatten() {
        let produced = &ours[name];
        let fits = is_same(value, produced) || accepted(case, name).any(|other| is_same(other, produced));
        holds(fits, || format!("{name}: expected {value}, produced {produced}"))?;
    }
    Ok(())
}

/// The further values that the case accepts for a member.
pub(super) fn accepted<'a>(case: Case<'a>, name: &str) -> impl Iterator<Item = &'a Value> {
    let places = [case.get("/accept"), case.get("/expected/accept")];
    let given = places.into_iter().flatten().filter_map({
        let name = name.to_owned();
        move |accept| accept.get(&name)
    });
    given.flat_map(|values| match values {
        Value::Array(values) => values.as_slice(),
        value => std::slice::from_ref(value),
    })
}

fn is_same(expected: &Value, ours: &Value) -> bool {
    match (expected, ours) {
        (Value::Object(members), Value::Object(_)) => {
            members.iter().all(|(name, value)| is_same(value, &ours[name]))
        }
        (Value::Array(left), Value::Array(right)) => {
            left.len() == right.len() && left.iter().zip(right).all(|(left, right)| is_same(left, right))
        }
        _ => text(expected) == text(ours),
    }
}

fn text(value: &Value) -> Option<String> {
    match value {
        Value::Null => Some(String::new()),
        Value::String(text) => Some(text.clone()),
        Value::Number(_) | Value::Bool(_) => Some(value.to_string()),
        Value::Array(_) | Value::Object(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn check(expected: &Value, ours: &Value, accept: &Value) -> Outcome {
        let value = json!({ "accept": accept });
        compare(Case { file: &Value::Null, value: &value }, expected, ours)
    }

    #[test]
    fn absent_text_is_empty_or_null() {
        assert!(check(&json!({"a": "", "b": null}), &json!({"a": null}), &Value::Null).is_ok());
        assert!(check(&json!({"a": ""}), &json!({"a": "x"}), &Value::Null).is_err());
    }

    #[test]
    fn a_structure_is_not_the_same_as_none() {
        assert!(check(&json!({"a": {"b": 1}}), &json!({"a": null}), &Value::Null).is_err());
        assert!(check(&json!({"a": null}), &json!({"a": {"b": 1}}), &Value::Null).is_err());
    }

    #[test]
    fn an_accepted_value_counts_as_expected() {
        assert!(check(&json!({"a": ""}), &json!({"a": "x"}), &json!({"a": ["", "x"]})).is_ok());
        assert!(check(&json!({"a": ""}), &json!({"a": "y"}), &json!({"a": ["", "x"]})).is_err());
    }
}
