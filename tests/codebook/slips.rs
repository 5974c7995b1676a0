//! Single wrong characters in sentences that no word was counted in: how many are found.

use std::collections::{BTreeSet, HashMap};

use toml::{Table, Value};

use super::marked::{found, in_section};
use crate::support::root;

/// Parts that the lexicon was not counted from.
const HELD_BACK: &[&str] = &["reports-i", "reports-j"];

/// Slips that are tried.
const TRIED: usize = 300;

/// Every text of some values.
fn texts<'t>(value: &'t Value, all: &mut Vec<&'t str>) {
    match value {
        Value::String(text) => all.push(text),
        Value::Array(values) => values.iter().for_each(|value| texts(value, all)),
        Value::Table(table) => table.values().for_each(|value| texts(value, all)),
        _ => {}
    }
}

/// Sentences of the reports that were held back.
fn sentences() -> BTreeSet<String> {
    let mut sentences = BTreeSet::new();
    for folder in HELD_BACK {
        for file in std::fs::read_dir(root().join("tests/codebook").join(folder)).unwrap() {
            let path = file.unwrap().path();
            if path.ends_with("defects.toml") {
                continue;
            }
            let report: Table = std::fs::read_to_string(&path).unwrap().parse().unwrap();
            let report = Value::Table(report);
            let mut all = Vec::new();
            texts(&report, &mut all);
            let whole = |sentence: &&str| sentence.chars().count() >= 12 && !sentence.contains(['{', '}', '\'', '|']);
            let split = all.iter().flat_map(|text| text.split_inclusive(['。', '\n'])).map(str::trim).filter(whole);
            sentences.extend(split.map(str::to_owned));
        }
    }
    sentences
}

/// Characters that sound or look alike, of those that reports have.
fn alike() -> HashMap<char, Vec<char>> {
    let known: BTreeSet<char> = [include_str!("sentences-a.toml"), include_str!("sentences-c.toml")]
        .iter()
        .flat_map(|text| text.chars())
        .collect();
    let words: Table = include_str!("../../src/form/words.toml").parse().unwrap();
    let mut alike: HashMap<char, Vec<char>> = HashMap::new();
    for group in words["fixed"]["alike"].as_array().unwrap() {
        let group: Vec<char> = group.as_str().unwrap().chars().filter(|c| known.contains(c)).collect();
        for c in &group {
            alike.entry(*c).or_default().extend(group.iter().filter(|other| *other != c));
        }
    }
    alike
}

#[test]
fn single_wrong_characters_are_found() {
    let sentences: Vec<String> = sentences().into_iter().collect();
    let alike = alike();
    let list = std::env::var_os("NIANBAO_CODEBOOK").is_some();
    let mut seed: usize = 13;
    let mut next = |below: usize| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (seed >> 33) % below
    };
    let (mut tried, mut seen) = (0, 0);
    while tried < TRIED {
        let sentence = &sentences[next(sentences.len())];
        let places: Vec<(usize, char)> = sentence.char_indices().filter(|(_, c)| alike.contains_key(c)).collect();
        let Some((at, right)) = places.get(next(places.len().max(1))) else { continue };
        let others = &alike[right];
        if others.is_empty() {
            continue;
        }
        let wrong = others[next(others.len())];
        let slip = format!("{}{wrong}{}", &sentence[..*at], &sentence[at + right.len_utf8()..]);
        let before = found(&in_section(sentence), 20..28).len();
        let is_seen = found(&in_section(&slip), 20..28).len() > before;
        tried += 1;
        seen += usize::from(is_seen);
        if list && !is_seen {
            println!("miss {right}→{wrong} {slip}");
        }
    }
    println!("slips: {seen} of {tried} found");
    assert!(seen * 100 >= tried * 55);
}
