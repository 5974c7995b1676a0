//! Puts what the program reads at each start into the form that is read quickest.
//!
//! Declarations and words are TOML, as people write and change them. Read anew by every process they would cost more
//! than all checks of a report: so they become JSON here, and what follows from their expressions is worked out.
//!
//! ```text
//! *.toml ─→ OUT_DIR/*.json     words.toml ─expressions→ phrasings.json     phrases.toml ─expressions→ ties.json
//!                              words.toml ─terms, idioms→ terms.json, idioms.json
//! ```

// The files that it shares with the program, of which it needs a part.
#![allow(dead_code, unreachable_pub, unused_imports)]

#[path = "form/words/alike.rs"]
mod alike;
mod bigrams;
mod expression;
#[path = "form/words/idioms.rs"]
mod idioms;
#[path = "form/phrases/marks.rs"]
mod marks;
mod numbered;
mod packed;
#[path = "form/words/terms.rs"]
mod terms;

use std::error::Error;
use std::path::Path;

use expression::{Regex, WordIndex};
use marks::PhraseMarks;
use serde::Serialize;
use serde_json::{Value, json};

/// What may go wrong: then the program is not built.
type Built<T> = Result<T, Box<dyn Error>>;

/// The files that are put into another form, by folder and name.
const FILES: [(&str, &str); 7] = [
    ("src/form", "2019"),
    ("src/form", "2021"),
    ("src/form", "phrases"),
    ("src/form", "words"),
    ("src/published", "site"),
    ("src/report/title", "vocabulary"),
    ("templates", "wording"),
];

fn main() -> Built<()> {
    for (folder, name) in FILES {
        let path = Path::new(folder).join(name).with_extension("toml");
        println!("cargo::rerun-if-changed={}", path.display());
        let table: toml::Table = toml::from_str(&std::fs::read_to_string(path)?)?;
        let mut value = serde_json::to_value(table)?;
        match name {
            "phrases" => write("ties", &index_of_ties(&value)?)?,
            "words" => {
                write("phrasings", &index_of_phrasings(&mut value)?)?;
                write("terms", &terms::halves_of_terms(texts(&value["fixed"]["terms"])))?;
                write("idioms", &idioms::parts_of_idioms(texts(&value["fixed"]["idioms"])))?;
            }
            _ => {}
        }
        write(name, &value)?;
    }
    Ok(())
}

/// Writes what the program reads.
fn write(name: &str, value: &impl Serialize) -> Built<()> {
    let folder = std::env::var("OUT_DIR")?;
    Ok(std::fs::write(Path::new(&folder).join(name).with_extension("json"), serde_json::to_string(value)?)?)
}

/// The words that the phrases of the ties need.
fn index_of_ties(phrases: &Value) -> Built<WordIndex> {
    let counters = |value: &Value| value["counters"].as_str().map(PhraseMarks::of);
    let usual = counters(phrases).ok_or("no counters")?;
    let expressions = |tie: &Value| -> Built<Vec<Regex>> {
        let own = counters(tie);
        let marks = own.as_ref().unwrap_or(&usual).all();
        texts(&tie["phrases"]).map(|text| Ok(Regex::with_marks(text, marks)?)).collect()
    };
    let ties = phrases["ties"].as_array().into_iter().flatten().map(expressions);
    let ties: Vec<Vec<Regex>> = ties.collect::<Built<_>>()?;
    Ok(WordIndex::of(ties.iter().flatten()))
}

/// The words that phrasings need; the expressions are known to be sound from then on.
fn index_of_phrasings(words: &mut Value) -> Built<WordIndex> {
    let phrasings = words["phrasings"]["words"].as_array_mut().ok_or("no phrasings")?;
    let mut expressions = Vec::new();
    for pattern in phrasings.iter_mut().map(|phrasing| &mut phrasing["pattern"]) {
        expressions.push(Regex::new(pattern.as_str().ok_or("no pattern")?)?);
        // TOML knows no null: what is brought is never taken for sound.
        *pattern = json!([null, pattern.take()]);
    }
    Ok(WordIndex::of(&expressions))
}

/// The texts of a list.
fn texts(list: &Value) -> impl Iterator<Item = &str> {
    list.as_array().into_iter().flatten().filter_map(Value::as_str)
}
