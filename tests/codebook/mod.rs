//! The code book against sentences that were written for it: how many defects it finds, and how often it is wrong.
//!
//! Part a was written before the rules, part b after them by another hand; `NIANBAO_CODEBOOK=1` lists every miss and
//! every false alarm.

#![allow(clippy::print_stdout, reason = "recall and precision are what the tests are for")]

mod breakdowns;
mod clauses;
mod figures;
mod language;
mod leaks;
mod marked;
mod names;
mod once;

mod reports;
mod slips;
mod unfinished;

use std::collections::BTreeMap;

use serde::Deserialize;
use toml::{Table, Value};

use crate::support::examine;

/// A file of sentences.
#[derive(Deserialize)]
struct Corpus {
    case: Vec<Sentence>,
}

/// Some sentences in a report, with or without a defect.
#[derive(Deserialize)]
struct Sentence {
    id: String,
    family: String,
    text: String,
    section: String,
    agency: Option<String>,
    #[serde(default)]
    figures: BTreeMap<String, Value>,
    defect: bool,
    what: String,
    why: String,
}

/// The report that the sentences stand in.
fn world() -> Table {
    include_str!("world.toml").parse().unwrap()
}

/// Puts a value at a dotted key of the input; a row's total as the figure of its first applicant.
fn put(report: &mut Table, key: &str, value: &Value) {
    let mut path: Vec<&str> = key.split('.').filter(|part| *part != "total").collect();
    if key.ends_with("results.total.total") || key.ends_with("results.total") {
        path = vec!["applications", "results", "total"];
    }
    let columns = [
        ("issued", 0),
        ("repealed", 1),
        ("in_force", 2),
        ("individual", 0),
        ("commercial", 1),
        ("research", 2),
        ("nonprofit", 3),
        ("legal", 4),
        ("other", 5),
        ("upheld", 0),
        ("corrected", 1),
        ("otherwise", 2),
        ("pending", 3),
    ];
    let column = columns.iter().find(|(name, _)| path.len() > 2 && path.last() == Some(name)).map(|(_, at)| *at);
    if column.is_some() {
        path.pop();
    }
    if path == ["disclosure", "licensing", "decisions"]
        || path == ["disclosure", "penalties", "decisions"]
        || path == ["disclosure", "coercion", "decisions"]
        || path == ["disclosure", "fees", "amount"]
    {
        path.pop();
    }
    let last = path.pop().unwrap();
    let mut table = report;
    for part in path {
        table = table.entry(part).or_insert_with(|| Value::Table(Table::new())).as_table_mut().unwrap();
    }
    match (table.get_mut(last), column) {
        (Some(Value::Array(row)), Some(column)) => row[column] = value.clone(),
        (Some(Value::Array(row)), None) => {
            // What the total is more than the other parts stands in the first column; a part may be put after it.
            let total = value.as_integer().unwrap();
            let others: i64 = row[1..].iter().filter_map(Value::as_integer).sum();
            if others > total {
                row[1..].fill(Value::Integer(0));
            }
            let others: i64 = row[1..].iter().filter_map(Value::as_integer).sum();
            row[0] = Value::Integer(total - others);
        }
        (None, _) if last == "total" || last == "carried_out" => {
            let zero = Value::Integer(0);
            let row = [value.clone(), zero.clone(), zero.clone(), zero.clone(), zero.clone(), zero];
            table.insert(last.into(), Value::Array(row.to_vec()));
        }
        _ => drop(table.insert(last.into(), value.clone())),
    }
}

/// What stands before a paragraph that is the second of its section.
fn first_of(text: &str) -> &'static str {
    if text.starts_with("（二）") { "（一）主动公开情况。按时更新栏目。\n\n" } else { "" }
}

/// Codes and messages of what is found in the text of a sentence.
fn found(sentence: &Sentence) -> Vec<String> {
    let (mut report, mut before) = (world(), world());
    before.insert("year".into(), Value::Integer(2024));
    before.remove("prior");
    for (key, value) in [
        ("applications.new.total", 10),
        ("applications.carried_in.total", 1),
        ("applications.results.granted", 8),
        ("applications.results.partial", 0),
        ("applications.results.refused.third_party", 0),
        ("applications.results.refused.internal", 0),
        ("applications.results.unable.not_held", 0),
        ("applications.results.rejected.petition", 0),
        ("disputes.reconsideration", 2),
        ("disputes.litigation.direct", 0),
        ("disclosure.licensing", 200),
    ] {
        put(&mut before, key, &Value::Integer(value));
    }
    put(&mut before, "disclosure.normative.issued", &Value::Integer(3));
    put(&mut before, "disclosure.normative.in_force", &Value::Integer(15));
    // Totals before their parts; then once more, so that what is left of a total stands in its first column.
    let mut figures: Vec<_> = sentence.figures.iter().collect();
    figures.sort_by_key(|(key, _)| !key.ends_with(".total"));
    let first = |key: &str| ["individual", "upheld"].iter().any(|column| key.ends_with(column));
    let totals: Vec<_> = figures.iter().copied().filter(|(key, _)| key.ends_with(".total")).collect();
    let open = totals.into_iter().filter(|(key, _)| {
        let row = key.trim_end_matches("total");
        !figures.iter().any(|(other, _)| other.starts_with(row) && first(other))
    });
    for (key, value) in figures.iter().copied().chain(open.collect::<Vec<_>>()) {
        match key.strip_prefix("prior.") {
            Some(key) => put(&mut before, key, value),
            None => put(&mut report, key, value),
        }
    }
    if let Some(agency) = &sentence.agency {
        report["agency"]["name"] = Value::String(agency.clone());
        before["agency"]["name"] = Value::String(agency.clone());
    }
    let own = ["applications", "disputes", "disclosure"].contains(&sentence.section.as_str());
    let sections = report["sections"].as_table_mut().unwrap();
    let section = sections.entry(&sentence.section).or_insert_with(|| Value::Table(Table::new()));
    let field = if own { "after" } else { "text" };
    section.as_table_mut().unwrap().insert(field.into(), Value::String("@TEXT@".into()));
    let prose = format!("'''{}{}'''", first_of(&sentence.text), sentence.text);
    let text = report.to_string().replace("\"@TEXT@\"", &prose);
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("report.toml"), &text).unwrap();
    std::fs::write(folder.path().join("上年.toml"), before.to_string()).unwrap();
    let (input, examined) = examine(&folder.path().join("report.toml"));
    let source = input.sources.get(input.filing.source).text.clone();
    let start = source.find(&sentence.text).unwrap_or_else(|| panic!("{}: {text}", sentence.id));
    let inside = start..start + sentence.text.len();
    let here = examined.findings.iter().filter(|finding| {
        finding.marks.first().is_some_and(|mark| inside.contains(&mark.at.start))
            && !["PRO007", "PRO008", "STR010"].contains(&finding.rule.code)
    });
    here.map(|finding| format!("{} {}", finding.rule.code, finding.message)).collect()
}

/// How a part fares: defects, found ones, false alarms.
#[derive(Default, Clone, Copy)]
struct Score {
    defects: usize,
    found: usize,
    sound: usize,
    alarms: usize,
}

impl Score {
    /// Found defects of all.
    fn recall(self) -> f64 {
        self.found as f64 / self.defects.max(1) as f64
    }

    /// Right findings of all.
    fn precision(self) -> f64 {
        self.found as f64 / (self.found + self.alarms).max(1) as f64
    }
}

/// Kinds of defects that are looked for: figures told otherwise than in the tables, sums and percentages, the fee;
/// language, and what leaks in from elsewhere.
const LOOKED_FOR: &[&str] = &["figures", "sums", "fee", "language", "leak"];

/// Runs a part, tells how it fares by family, and gives the whole score.
fn score(name: &str, text: &str) -> Score {
    let corpus: Corpus = toml::from_str(text).unwrap();
    let list = std::env::var_os("NIANBAO_CODEBOOK").is_some();
    let mut families: BTreeMap<&str, Score> = BTreeMap::new();
    for sentence in &corpus.case {
        let findings = found(sentence);
        let score = families.entry(&sentence.family).or_default();
        match sentence.defect {
            true => {
                score.defects += 1;
                score.found += usize::from(!findings.is_empty());
            }
            false => {
                score.sound += 1;
                score.alarms += usize::from(!findings.is_empty());
            }
        }
        if list && sentence.defect == findings.is_empty() {
            let kind = if sentence.defect { "miss" } else { "FALSE" };
            println!(
                "{kind} {} [{} {}] {}\n     {}\n     {}",
                sentence.id,
                sentence.family,
                sentence.what,
                sentence.text,
                sentence.why,
                findings.join("\n     ")
            );
        }
    }
    let mut all = Score::default();
    for (family, score) in families.into_iter().filter(|(family, _)| LOOKED_FOR.contains(family)) {
        println!(
            "{name} {family:<9} defects {:>3} found {:>3} recall {:.2}  sound {:>3} alarms {:>2} precision {:.3}",
            score.defects,
            score.found,
            score.recall(),
            score.sound,
            score.alarms,
            score.precision()
        );
        all.defects += score.defects;
        all.found += score.found;
        all.sound += score.sound;
        all.alarms += score.alarms;
    }
    println!("{name} all: recall {:.3}, precision {:.3}", all.recall(), all.precision());
    all
}

/// Holds the least recall and precision of a part.
fn holds(name: &str, text: &str, recall: f64, precision: f64) {
    let score = score(name, text);
    assert!(score.recall() >= recall && score.precision() >= precision);
}

#[test]
fn sentences_written_before_the_rules() {
    holds("a", include_str!("sentences-a.toml"), 0.85, 0.97);
}

#[test]
fn sentences_written_after_the_rules() {
    holds("b", include_str!("sentences-b.toml"), 0.85, 0.97);
}

#[test]
fn sentences_after_published_reports() {
    holds("c", include_str!("sentences-c.toml"), 0.80, 0.97);
}

#[test]
fn sentences_by_kinds_of_defects() {
    holds("d", include_str!("sentences-d.toml"), 0.95, 0.98);
}

#[test]
fn sentences_after_two_more_batches_of_published_reports() {
    holds("e", include_str!("sentences-e.toml"), 0.95, 0.98);
}

#[test]
fn sentences_after_batches_of_other_agencies() {
    holds("f", include_str!("sentences-f.toml"), 0.95, 0.98);
}

#[test]
fn sentences_by_kinds_of_two_more_batches() {
    holds("g", include_str!("sentences-g.toml"), 0.95, 0.98);
}

#[test]
fn sentences_in_pairs_of_what_one_reviewer_sends_back() {
    holds("h", include_str!("sentences-h.toml"), 0.95, 0.98);
}

#[test]
fn sentences_in_pairs_of_trades_and_nouns_that_were_lost() {
    holds("i", include_str!("sentences-i.toml"), 0.90, 0.98);
}

#[test]
fn sentences_in_groups_of_clauses_cut_short_counts_and_slips() {
    holds("k", include_str!("sentences-k.toml"), 0.85, 0.98);
}

#[test]
fn sentences_of_the_same_kinds_that_were_written_after_the_rules() {
    holds("l", include_str!("sentences-l.toml"), 0.85, 0.98);
}

#[test]
fn sentences_by_what_reports_of_bureaus_and_townships_had_before_and_after_the_rules() {
    holds("m", include_str!("sentences-m.toml"), 0.9, 0.98);
    holds("n", include_str!("sentences-n.toml"), 0.9, 0.98);
}

#[test]
fn sentences_that_lost_a_word_or_have_one_that_does_not_go_with_it() {
    holds("o", include_str!("sentences-o.toml"), 0.95, 0.99);
}

#[test]
fn sentences_that_were_wrongly_told_and_slips_beside_them() {
    holds("p", include_str!("sentences-p.toml"), 0.95, 1.0);
}

#[test]
fn sentences_of_names_and_of_two_ways_of_saying_that_are_mixed() {
    holds("q", include_str!("sentences-q.toml"), 0.95, 1.0);
}

#[test]
fn sentences_as_reviewers_strike_them_out() {
    holds("r", include_str!("sentences-r.toml"), 0.9, 1.0);
}

#[test]
fn sentences_as_reviewers_strike_them_out_once_more() {
    holds("s", include_str!("sentences-s.toml"), 0.9, 1.0);
}

#[test]
fn sentences_with_the_slips_of_published_openings() {
    holds("t", include_str!("sentences-t.toml"), 0.95, 1.0);
}

#[test]
fn sentences_with_the_slips_of_openings_of_departments() {
    holds("u", include_str!("sentences-u.toml"), 0.95, 1.0);
}

#[test]
fn sentences_with_the_slips_of_openings_of_towns_and_governments() {
    holds("v", include_str!("sentences-v.toml"), 0.95, 1.0);
}

#[test]
fn sentences_with_the_slips_of_whole_reports() {
    holds("w", include_str!("sentences-w.toml"), 0.95, 1.0);
}

#[test]
fn sentences_with_the_kinds_of_three_more_lots_of_whole_reports() {
    holds("y", include_str!("sentences-y.toml"), 0.95, 1.0);
}

#[test]
fn sentences_with_the_kinds_of_two_more_lots_of_whole_reports() {
    holds("x", include_str!("sentences-x.toml"), 0.95, 1.0);
}
