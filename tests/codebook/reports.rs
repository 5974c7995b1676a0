//! Whole reports with the defects that were planted in them: how many are found, and what else is told.

use std::path::Path;

use serde::Deserialize;

use crate::support::{examine, root};

/// The defects of a folder of reports.
#[derive(Deserialize)]
struct Defects {
    defect: Vec<Defect>,
}

/// A planted defect: words of the text, or a cell.
#[derive(Deserialize)]
struct Defect {
    file: String,
    cell: Option<String>,
    words: String,
    kind: String,
    why: String,
}

/// Bytes by which the place of a finding may lie beside the words: a clause.
const BESIDE: usize = 90;

/// Rules that look at what a report leaves out, and say nothing of its words.
const LEFT_OUT: &[&str] = &["CAR002", "STR004", "STR005"];

/// Finds what there is in the reports of a folder, and tells how it fares.
fn score(folder: &Path) -> (f64, f64) {
    let text = std::fs::read_to_string(folder.join("defects.toml")).unwrap();
    let Defects { defect: defects } = toml::from_str(&text).unwrap();
    let list = std::env::var_os("NIANBAO_CODEBOOK").is_some();
    let mut files: Vec<String> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| name.ends_with(".toml") && name != "defects.toml" && !name.contains("-2024"))
        .collect();
    files.sort();
    let (mut found, mut alarms) = (0, 0);
    for file in &files {
        let (input, examined) = examine(&folder.join(file));
        let source = &input.sources.get(input.filing.source).text;
        let own: Vec<&Defect> = defects.iter().filter(|defect| defect.file == *file).collect();
        let is_of = |finding: &nianbao::finding::Finding, defect: &Defect| match &defect.cell {
            Some(cell) => {
                let row = cell.strip_suffix(".total").unwrap_or(cell);
                finding.keys.iter().any(|key| key.starts_with(row) || row.starts_with(key.as_str()))
            }
            None => {
                let at = source.find(&defect.words).unwrap_or_else(|| panic!("{file}: {}", defect.words));
                let near = at.saturating_sub(BESIDE)..at + defect.words.len() + BESIDE;
                finding.marks.iter().any(|mark| mark.at.start < near.end && near.start < mark.at.end)
            }
        };
        for defect in &own {
            let is_found = examined.findings.iter().any(|finding| is_of(finding, defect));
            found += usize::from(is_found);
            if list && !is_found {
                println!("miss {file} [{}] {}\n     {}", defect.kind, defect.words, defect.why);
            }
        }
        for finding in &examined.findings {
            if !LEFT_OUT.contains(&finding.rule.code) && !own.iter().any(|defect| is_of(finding, defect)) {
                alarms += 1;
                if list {
                    println!("FALSE {file} {} {}", finding.rule.code, finding.message);
                }
            }
        }
    }
    let (recall, precision) = (found as f64 / defects.len() as f64, found as f64 / (found + alarms) as f64);
    println!(
        "{}: {} reports, {} defects, {found} found, {alarms} false alarms; recall {recall:.3}, precision {precision:.3}",
        folder.file_name().unwrap().to_string_lossy(),
        files.len(),
        defects.len(),
    );
    (recall, precision)
}

#[test]
fn whole_reports_with_planted_defects() {
    let (recall, precision) = score(&root().join("tests/codebook/reports"));
    assert!(recall >= 0.85 && precision >= 0.97);
}

#[test]
fn more_reports_by_another_hand() {
    let (recall, precision) = score(&root().join("tests/codebook/reports-e"));
    assert!(recall >= 0.80 && precision >= 0.97);
}

#[test]
fn reports_that_the_rules_were_not_mended_by() {
    let (recall, precision) = score(&root().join("tests/codebook/reports-f"));
    assert!(recall >= 0.70 && precision >= 0.95);
}

#[test]
fn reports_in_the_manner_of_published_ones() {
    let (recall, precision) = score(&root().join("tests/codebook/reports-g"));
    assert!(recall >= 0.85 && precision >= 0.97);
}

#[test]
fn reports_written_after_those_were_mended_by() {
    for part in ["reports-h", "reports-i"] {
        let (recall, precision) = score(&root().join("tests/codebook").join(part));
        assert!(recall >= 0.85 && precision >= 0.97, "{part}");
    }
}

#[test]
fn reports_with_what_published_ones_have() {
    let (recall, precision) = score(&root().join("tests/codebook/reports-j"));
    assert!(recall >= 0.95 && precision >= 0.97);
}
