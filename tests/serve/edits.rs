//! Values are changed where they stand, however a file is laid out.

use std::path::Path;

use nianbao::serve::{ChangeKind, PageSession};
use nianbao::write::{Start, blank};

use super::client::change;
use crate::support::{built_in, copy, engine, examples};

/// The only report of a folder.
fn session(folder: &Path) -> (PageSession, String) {
    let mut session = PageSession::new(built_in(), folder);
    let id = session.list()[0].id.clone();
    (session, id)
}

/// Changes every cell of a report, and looks at how many lines of the file are others each time.
fn every_cell(folder: &Path, step: usize) {
    let (mut session, id) = session(folder);
    let path = folder.join("report.toml");
    let mut state = session.open(&id).unwrap();
    let keys: Vec<String> = state.cells.keys().step_by(step).cloned().collect();
    for key in keys {
        let before = std::fs::read_to_string(&path).unwrap();
        let was = state.cells[&key].text.clone();
        for (was, text) in [(was.as_str(), "7"), ("7", "8"), ("8", "/"), ("/", "9（其中修订1件）")] {
            let asked = change(ChangeKind::Cell, &key, was, text);
            state = session.change(&id, &asked).unwrap_or_else(|refusal| panic!("{key} {text}: {refusal:?}"));
            assert_eq!(state.cells[&key].text, text, "{key}");
        }
        let after = std::fs::read_to_string(&path).unwrap();
        let lost: Vec<&str> = before.lines().filter(|line| !after.contains(line)).collect();
        assert!(lost.len() <= 1, "{key}: {lost:?}");
    }
}

#[test]
fn every_cell_of_every_example_can_be_changed() {
    for example in examples() {
        let folder = tempfile::tempdir().unwrap();
        copy(example.parent().unwrap(), folder.path());
        every_cell(folder.path(), 17);
    }
}

#[test]
fn every_cell_of_a_file_without_any_can_be_filled_in() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("report.toml"), "year = 2025\n[agency]\nname = \"示例市甲局\"").unwrap();
    every_cell(folder.path(), 9);
}

#[test]
fn a_new_report_is_filled_in_from_the_page_alone() {
    let editions = engine().editions();
    let form = editions.for_year(2025);
    let start =
        Start { agency: Some("示例市甲局"), year: 2025, last_year: None, prior: None, editions, forms: None };
    let text = nianbao::write::toml(&blank(&form, &start).with_marks(), &nianbao::write::ProseFiles::new());
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("report.toml"), text).unwrap();
    let (mut session, id) = session(folder.path());
    let mut state = session.open(&id).unwrap();
    assert!(state.is_draft);
    let cells = state
        .cells
        .iter()
        .filter(|(_, cell)| !cell.is_derived)
        .map(|(key, cell)| (ChangeKind::Cell, key.clone(), cell.text.clone(), "0"));
    let prose = state.parts.iter().flat_map(|part| &part.editors).filter(|editor| !editor.is_aside);
    let prose = prose.map(|editor| {
        (
            ChangeKind::Prose,
            editor.path.clone(),
            editor.text.clone(),
            "（一）做了工作。\n全年公开信息，没有发生别的情况。",
        )
    });
    let fields = state.fields.iter().filter(|field| field.is_required && field.path.starts_with("fee."));
    let fields = fields.map(|field| (ChangeKind::Field, field.path.clone(), field.text.clone(), "0"));
    let all: Vec<_> = cells.chain(prose).chain(fields).collect();
    for (kind, path, was, text) in all {
        let asked = change(kind, &path, &was, text);
        state = session.change(&id, &asked).unwrap_or_else(|refusal| panic!("{path}: {refusal:?}"));
    }
    let errors: Vec<&str> = state
        .findings
        .iter()
        .filter(|finding| finding.severity == nianbao::finding::Severity::Error)
        .map(|finding| finding.message.as_str())
        .collect();
    assert!(errors.is_empty(), "{errors:#?}");
    assert!(session.take(&id, "pdf").unwrap().1.starts_with(b"%PDF"));
}

#[test]
fn what_is_laid_out_in_a_way_that_cannot_be_changed_is_refused_and_stays() {
    let text = "year = 2025\nagency = { name = \"示例市甲局\" }\ndisclosure = { rules = [0, 0, 0] }\n";
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("report.toml");
    std::fs::write(&path, text).unwrap();
    let (mut session, id) = session(folder.path());
    session.open(&id).unwrap();
    for (kind, at) in [(ChangeKind::Field, "agency.phone"), (ChangeKind::Cell, "disclosure.normative.made")] {
        let asked = change(kind, at, "", "12");
        assert!(session.change(&id, &asked).is_err(), "{at}");
        assert_eq!(std::fs::read_to_string(&path).unwrap(), text);
    }
    let asked = change(ChangeKind::Field, "agency.name", "示例市甲局", "示例市乙局");
    session.change(&id, &asked).unwrap();
    assert_eq!(std::fs::read_to_string(&path).unwrap(), text.replace('甲', "乙"));
}
