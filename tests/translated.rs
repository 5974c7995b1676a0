//! What the build script makes of the files that the program reads at each start says what they say.

use serde_json::Value;

/// Each file, and what was made of it.
macro_rules! both {
    ($($folder:literal / $name:literal),*) => {
        [$((
            $name,
            include_str!(concat!("../", $folder, "/", $name, ".toml")),
            include_str!(concat!(env!("OUT_DIR"), "/", $name, ".json")),
        )),*]
    };
}

/// The same without notes that an expression is sound: it stands behind a null.
fn plain(value: Value) -> Value {
    match value {
        Value::Array(list) => match <[Value; 2]>::try_from(list) {
            Ok([Value::Null, pattern]) => pattern,
            Ok(two) => Value::Array(two.into_iter().map(plain).collect()),
            Err(list) => Value::Array(list.into_iter().map(plain).collect()),
        },
        Value::Object(table) => Value::Object(table.into_iter().map(|(key, value)| (key, plain(value))).collect()),
        other => other,
    }
}

#[test]
fn what_is_read_at_each_start_is_what_the_files_say() {
    let files = both!(
        "src/form" / "2019",
        "src/form" / "2021",
        "src/form" / "phrases",
        "src/form" / "words",
        "src/published" / "site",
        "src/report/title" / "vocabulary",
        "templates" / "wording"
    );
    for (name, toml, json) in files {
        let declared: toml::Table = toml::from_str(toml).unwrap();
        let read: Value = serde_json::from_str(json).unwrap();
        assert_eq!(plain(read), serde_json::to_value(declared).unwrap(), "{name}");
    }
}
