use std::collections::BTreeMap;

use serde_json::{Map, Value};

/// What a form body says, as the JSON body that a call should have had; Python's SDK sends forms.
///
/// A name that comes more than once stands for an object whose values the SDK lost; it says nothing.
pub(super) fn as_json(form: &str) -> Value {
    let mut pairs: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (name, value) in form_urlencoded::parse(form.as_bytes()) {
        pairs.entry(name.into_owned()).or_default().push(value.into_owned());
    }
    let single = pairs.into_iter().filter(|(_, values)| values.len() == 1);
    Value::Object(single.map(|(name, values)| (name, typed(&values.concat()))).collect::<Map<_, _>>())
}

fn typed(value: &str) -> Value {
    match value {
        "True" | "true" => true.into(),
        "False" | "false" => false.into(),
        text => text.parse::<i64>().map_or_else(|_| text.into(), Value::from),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    #[test]
    fn a_form_is_read_with_the_types_its_values_seem_to_have() {
        let form = "title=t+1&maxUsers=10&noAutoKickUser=True&lost=a&lost=b";
        assert_eq!(super::as_json(form), json!({"title": "t 1", "maxUsers": 10, "noAutoKickUser": true}));
    }
}
