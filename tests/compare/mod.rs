//! `compare`: years beside each other, agencies that were merged or divided, two drafts.

mod drafts;
mod reviewed;
mod years;

use std::path::Path;

use serde_json::Value;

use crate::book::schema::faults;
use crate::support::{run, told};

/// What a comparison prints; it must succeed.
fn compared(folder: &Path, arguments: &[&str]) -> String {
    let output = run(folder, &[&["compare"], arguments].concat());
    assert_eq!(output.status.code(), Some(0), "{}", told(&output));
    String::from_utf8(output.stdout).expect("it is text")
}

/// A comparison as JSON, held against the schema that the program prints.
fn as_json(folder: &Path, arguments: &[&str]) -> Value {
    let schema: Value = serde_json::from_str(&compared(folder, &["--schema"])).expect("it is JSON");
    let text = compared(folder, &[arguments, &["--format", "json"]].concat());
    let value: Value = serde_json::from_str(&text).expect("it is JSON");
    let wrong = faults(&value, &schema, &schema, "");
    let wrong: Vec<String> = wrong.iter().map(|fault| fault.chars().take(300).collect()).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    value
}
