//! Reports that begin on the page: new ones, those that are brought, those that cannot be changed.

use std::path::Path;

use nianbao::report::View;
use nianbao::serve::{ChangeKind, PageSession};
use serde_json::json;

use super::client::{change, folder_of_report, quick, serve};
use crate::support::formats::ods;
use crate::support::grid::{Grid, workbook};
use crate::support::{built_in, changed, engine, examine};

/// The files of a folder and of those in it, but for what is out of sight.
fn files(folder: &Path) -> Vec<String> {
    let mut all: Vec<String> = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap().flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        match entry.path().is_dir() {
            true => all.extend(files(&entry.path()).into_iter().map(|inner| format!("{name}/{inner}"))),
            false => all.push(name),
        }
    }
    all.sort();
    all
}

/// The web page of the sound report, which is of 2025.
fn page() -> String {
    let folder = folder_of_report();
    let (input, examined) = examine(&folder.path().join("report.toml"));
    engine().render(&input, examined, View::default()).unwrap().html
}

#[test]
fn a_new_report_is_made_of_a_name_and_a_year() {
    let folder = tempfile::tempdir().unwrap();
    let mut session = PageSession::new(built_in(), folder.path());
    for (agency, year) in
        [("", Some(2025)), ("  ", Some(2025)), ("甲局", None), ("甲局", Some(25)), ("甲局", Some(1999))]
    {
        assert!(session.create(agency, year, None).is_err(), "{agency} {year:?}");
    }
    assert!(files(folder.path()).is_empty());
    let id = session.create("示例市/../甲局", Some(2025), None).unwrap();
    assert_eq!(files(folder.path()).len(), 3, "{:?}", files(folder.path()));
    assert!(
        files(folder.path()).iter().all(|file| file.starts_with("示例市_.._甲局2025年/")),
        "{:?}",
        files(folder.path())
    );
    let state = session.open(&id).unwrap();
    assert!(state.is_editable && state.is_draft);
    // Nothing is overwritten.
    assert!(session.create("示例市/../甲局", Some(2025), None).is_err());
    assert!(session.create("甲局", Some(2025), Some("没有")).is_err());
}

#[test]
fn last_years_report_goes_into_a_new_one() {
    let folder = tempfile::tempdir().unwrap();
    let mut session = PageSession::new(built_in(), folder.path());
    let brought = session.receive("../去年.html", page().as_bytes()).unwrap();
    assert!(!brought.is_input && brought.year == Some(2025) && brought.agency == "示例市应急管理局", "{brought:?}");
    assert!(session.keep(&brought.id).is_err());
    let id = session.create("", None, Some(&brought.id)).unwrap();
    let state = session.open(&id).unwrap();
    assert!(state.title.contains("示例市应急管理局2026年"), "{}", state.title);
    assert_eq!(state.cells["applications.carried_in.individual"].shown, "0", "what was carried over is known");
    let made = files(folder.path());
    assert!(made.iter().any(|file| file == "示例市应急管理局2026年/上年.html"), "{made:?}");
    assert!(made.iter().any(|file| file == "示例市应急管理局2026年/上年正文.md"), "{made:?}");
    assert!(state.fields.iter().any(|field| field.path == "agency.address" && field.text == "示例市解放路25号"));
}

#[test]
fn a_workbook_of_an_old_kind_is_brought_shown_and_made_one_that_can_be_changed() {
    let folder = tempfile::tempdir().unwrap();
    let mut session = PageSession::new(built_in(), folder.path());
    let bytes = ods(&Grid::of(&workbook(&changed(""))));
    for _ in 0..2 {
        let brought = session.receive("填报.ods", &bytes).unwrap();
        assert!(brought.is_input);
        session.keep(&brought.id).unwrap();
    }
    assert_eq!(files(folder.path()), ["填报.ods", "填报（另一份）.ods"]);
    let id = session.list().into_iter().find(|report| report.name == "填报.ods").unwrap().id;
    let state = session.open(&id).unwrap();
    assert!(!state.is_editable && state.is_convertible && !state.cells.is_empty());
    let cell = "applications.new.individual";
    let was = state.cells[cell].text.clone();
    assert!(session.change(&id, &change(ChangeKind::Cell, cell, &was, "9")).is_err());
    assert_eq!(std::fs::read(folder.path().join("填报.ods")).unwrap(), bytes);
    assert!(!session.pages(&id).unwrap().pages.is_empty());
    let made = session.convert(&id).unwrap();
    assert!(session.convert(&id).is_err(), "nothing is overwritten");
    let state = session.open(&made).unwrap();
    assert!(state.is_editable && state.report.name == "填报.xlsx");
    assert_eq!(session.change(&made, &change(ChangeKind::Cell, cell, &was, "9")).unwrap().cells[cell].text, "9");
}

#[test]
fn what_is_no_report_is_told_and_leaves_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let mut session = PageSession::new(built_in(), folder.path());
    for (name, bytes) in [
        ("空.xlsx", &b""[..]),
        ("坏.xlsx", b"PK\x03\x04..."),
        ("图.png", b"\x89PNG\r\n\x1a\n"),
        ("别的.html", b"<html><body><p>\xe4\xbd\xa0\xe5\xa5\xbd</p></body></html>"),
        ("坏.toml", b"year = = 1"),
        ("程序.exe", b"MZ\x90\0"),
        ("", b"\0\0\0"),
    ] {
        let declined = session.receive(name, bytes).unwrap_err();
        assert!(!declined.message.is_empty() && !declined.message.contains(".nianbao-tmp"), "{name}: {declined:?}");
    }
    // A text that calls itself a workbook or a page is told for what it is, not for where it fails to be TOML.
    for name in ["填报.xlsx", "报告.ofd", "报告.dat", "报告"] {
        let declined = session.receive(name, "这不是工作簿。\n".as_bytes()).unwrap_err();
        assert!(declined.message.contains("这是普通文本"), "{name}: {declined:?}");
    }
    drop(session);
    assert!(files(folder.path()).is_empty(), "{:?}", files(folder.path()));
}

#[test]
fn typed_totals_are_worked_out_again() {
    let folder = tempfile::tempdir().unwrap();
    let example = crate::support::built::path("changle-2020");
    crate::support::copy(example.parent().unwrap(), folder.path());
    let mut session = PageSession::new(built_in(), folder.path());
    let id = session.list().into_iter().find(|report| report.name == "report.toml").unwrap().id;
    let before = session.open(&id).unwrap();
    assert!(before.has_typed_totals);
    let after = session.compute(&id).unwrap();
    assert!(!after.has_typed_totals);
    for (key, cell) in &before.cells {
        assert_eq!(cell.shown, after.cells[key].shown, "{key}");
    }
    assert_eq!(session.undo(&id).unwrap().undoable, 0);
}

#[test]
fn sentences_and_figures_are_offered_and_printed() {
    let folder = folder_of_report();
    let mut session = PageSession::new(built_in(), folder.path());
    let id = session.list().into_iter().find(|report| report.name == "report.toml").unwrap().id;
    let offered = session.inserts(&id).unwrap();
    assert!(offered[0].label == "标准句" && offered.len() > 100, "{}", offered.len());
    let state = session.open(&id).unwrap();
    let editor = state
        .parts
        .iter()
        .flat_map(|part| &part.editors)
        .find(|editor| editor.path == "sections.problems.text")
        .unwrap();
    // Each of them, ten at a time, is read as what it says.
    let texts: Vec<String> = offered.iter().step_by(10).map(|one| one.text.clone()).collect();
    let text = format!("情况：{}。", texts.join("；"));
    let state = session.change(&id, &change(ChangeKind::Prose, &editor.path, &editor.text, &text)).unwrap();
    let unknown: Vec<&str> = state
        .findings
        .iter()
        .filter(|finding| ["PRO001", "PRO002", "PRO003"].contains(&finding.code.as_str()))
        .map(|finding| finding.message.as_str())
        .collect();
    assert!(unknown.is_empty(), "{unknown:#?}");
}

#[test]
fn files_are_brought_by_the_page_alone_and_within_bounds() {
    let folder = folder_of_report();
    let served = serve(folder.path(), quick());
    let (host, token) = (served.host.clone(), served.token.clone());
    let origin = format!("http://{host}");
    let own = [
        ("Host", host.as_str()),
        ("Origin", &origin),
        ("X-Nianbao-Token", &token),
        ("Content-Type", "application/octet-stream"),
        ("X-Nianbao-Name", "a.toml"),
    ];
    assert_eq!(served.request("POST /bring", &own, "year = 2025\n[agency]\nname = \"甲局\"").status, 200);
    for left_out in ["Origin", "X-Nianbao-Token", "Content-Type"] {
        let headers: Vec<_> = own.iter().filter(|(name, _)| *name != left_out).copied().collect();
        assert!(served.request("POST /bring", &headers, "x").status >= 400, "{left_out}");
    }
    assert_eq!(served.request("GET /bring", &own, "x").status, 405);
    let head: String = own.iter().map(|(name, value)| format!("{name}: {value}\r\n")).collect();
    let huge = format!("POST /bring HTTP/1.1\r\n{head}Content-Length: 1073741824\r\n\r\n");
    assert_eq!(served.say(huge.as_bytes()).map(|answered| answered.status), Some(413));
    // A request in words brings nothing.
    assert_eq!(served.ask(&json!({ "ask": "receive", "name": "a.toml" })).status, 422);
    assert_eq!(served.ask(&json!({ "ask": "receive", "name": "a.toml", "bytes": [1] })).status, 400);
}

#[test]
fn the_web_page_is_shown_once_and_without_scripts() {
    let folder = folder_of_report();
    let served = serve(folder.path(), quick());
    let list = served.ask(&json!({ "ask": "list" })).json();
    let id = list.as_array().unwrap().iter().find(|report| report["name"] == "report.toml").unwrap()["id"].clone();
    let address = served.ask(&json!({ "ask": "web_page", "id": id })).json().as_str().unwrap().to_owned();
    let get = |path: &str| served.request(&format!("GET {path}"), &[("Host", &served.host)], "");
    assert_eq!(get("/shown/").status, 404);
    assert_eq!(get(&format!("/shown/{}", "0".repeat(32))).status, 404);
    let shown = get(&address);
    assert!(shown.status == 200 && shown.text().contains("示例市应急管理局"), "{}", shown.head);
    assert!(
        shown.head.contains("sandbox")
            && shown.head.contains("default-src 'none'")
            && !shown.head.contains("script-src"),
        "{}",
        shown.head
    );
    assert_eq!(get(&address).status, 404, "it is shown once");
}
