//! The published schema of findings: as much of JSON Schema as it uses.

use serde_json::Value;

use super::printed;

/// The schema as the program prints it.
pub(super) fn schema() -> Value {
    serde_json::from_str(&printed(&["rules", "--schema"])).expect("it is JSON")
}

/// What of a value is not as a schema says; `place` is where it stands.
pub fn faults(value: &Value, schema: &Value, whole: &Value, place: &str) -> Vec<String> {
    if let Some(reference) = schema["$ref"].as_str() {
        let target = whole.pointer(reference.trim_start_matches('#')).expect("references lead somewhere");
        return faults(value, target, whole, place);
    }
    let mut wrong = Vec::new();
    if let Some(choices) = schema["oneOf"].as_array() {
        let fitting = choices.iter().filter(|choice| faults(value, choice, whole, place).is_empty()).count();
        if fitting != 1 {
            wrong.push(format!("{place}: fits {fitting} of the choices: {value}"));
        }
    }
    let types = match &schema["type"] {
        Value::String(name) => vec![name.as_str()],
        names => names.as_array().map(|names| names.iter().filter_map(Value::as_str).collect()).unwrap_or_default(),
    };
    if !types.is_empty() && !types.contains(&type_of(value)) {
        wrong.push(format!("{place}: {value} is no {types:?}"));
    }
    if schema["enum"].as_array().is_some_and(|all| !all.contains(value)) {
        wrong.push(format!("{place}: {value} is none of the values"));
    }
    if schema["minimum"].as_i64().is_some_and(|least| value.as_i64().is_some_and(|number| number < least)) {
        wrong.push(format!("{place}: {value} is too small"));
    }
    if let (Some(pattern), Some(text)) = (schema["pattern"].as_str(), value.as_str())
        && !regex::Regex::new(pattern).unwrap().is_match(text)
    {
        wrong.push(format!("{place}: {text} does not fit {pattern}"));
    }
    for key in schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str) {
        if value.get(key).is_none() {
            wrong.push(format!("{place}: no {key}"));
        }
    }
    for (key, inner) in value.as_object().into_iter().flatten() {
        let place = format!("{place}.{key}");
        match (schema["properties"].get(key), &schema["additionalProperties"]) {
            (Some(of_key), _) => wrong.extend(faults(inner, of_key, whole, &place)),
            (None, Value::Bool(false)) => wrong.push(format!("{place}: unknown")),
            (None, Value::Null) => {}
            (None, others) => wrong.extend(faults(inner, others, whole, &place)),
        }
    }
    for (number, inner) in value.as_array().into_iter().flatten().enumerate() {
        if let Some(of_items) = schema.get("items") {
            wrong.extend(faults(inner, of_items, whole, &format!("{place}[{number}]")));
        }
    }
    wrong
}

/// What JSON Schema calls the type of a value.
fn type_of(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(number) if number.is_i64() || number.is_u64() => "integer",
        Value::Number(_) => "number",
        Value::String(_) => "string",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
    }
}

#[test]
fn what_does_not_fit_is_found() {
    let schema = schema();
    let with = |finding: &str| {
        let text = format!(
            "{{\"program\": \"x\", \"reports\": [{{\"file\": \"a\", \"summary\": {finding}, \"findings\": []}}]}}"
        );
        faults(&serde_json::from_str(&text).unwrap(), &schema, &schema, "").len()
    };
    assert_eq!(with("{\"errors\": 0, \"warnings\": 0, \"hints\": 0, \"accepted\": 0}"), 0);
    assert_eq!(with("{\"errors\": -1, \"warnings\": \"0\", \"hints\": 0, \"more\": 0}"), 4);
}
