//! What the page does, without a browser: a report is opened, changed, looked at, taken.

use std::collections::BTreeSet;
use std::path::Path;

use nianbao::serve::{ChangeKind, PageSession, StateView};

use super::client::{change, folder_of_report};
use crate::support::built_in;

/// A session on a folder, and the identifier of its report.
fn session(folder: &Path) -> (PageSession, String) {
    let mut session = PageSession::new(built_in(), folder);
    let list = session.list();
    let id = list.iter().find(|report| report.name.starts_with("report.")).unwrap().id.clone();
    (session, id)
}

/// The codes of what is found and not accepted.
fn codes(state: &StateView) -> Vec<&str> {
    state.findings.iter().filter(|finding| finding.accepted.is_none()).map(|finding| finding.code.as_str()).collect()
}

/// A cell that is filled in.
const CELL: &str = "applications.new.individual";

/// The total of its row, which is worked out.
const TOTAL: &str = "applications.new.total";

#[test]
fn the_reports_of_a_folder_are_listed_and_nothing_else() {
    let folder = folder_of_report();
    let put = |name: &str, text: &str| {
        let path = folder.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    };
    put("甲/乙/丙/report.toml", "year = 2025\n[agency]\nname = \"甲\"\n");
    put("甲/乙/丙/丁/report.toml", "year = 2025\n[agency]\nname = \"甲\"\n");
    put("甲/填报.xlsx", "PK");
    put("输出/填报.xlsx", "PK");
    put(".隐藏.toml", "year = 2025");
    put("~$填报.xlsx", "PK");
    put("district.toml", "year = 2025\nname = \"甲\"");
    put("nianbao.toml", "notices = []");
    put("格式/2027.toml", "edition = \"2027\"\nyear = 2027");
    let (mut session, _) = session(folder.path());
    let mut names: Vec<String> = session.list().into_iter().map(|report| report.name).collect();
    names.sort();
    assert_eq!(names, ["district.toml", "report.toml", "上年.toml", "甲/乙/丙/report.toml", "甲/填报.xlsx"]);
}

#[test]
fn reports_that_are_written_otherwise_or_cannot_be_read_are_listed_too() {
    let folder = folder_of_report();
    let put = |name: &str, bytes: &[u8]| std::fs::write(folder.path().join(name), bytes).unwrap();
    put("引号.toml", b"# \n\"year\" = 2025\n");
    put("一行.toml", b"agency = { name = \"\" }\n");
    put("空格.toml", b"[ agency ]\n");
    // 年 in GBK.
    put("记事本.toml", b"year = 2025 # \xc4\xea\n");
    put("~草稿.toml", b"year = 2025\n");
    put("别的.toml", b"[package]\nname = \"x\"\n");
    put("2027.toml", b"edition = \"2027\"\nyear = 2027\n");
    let (mut session, _) = session(folder.path());
    let mut list = session.list();
    list.sort_by(|one, other| one.name.cmp(&other.name));
    let names: Vec<&str> = list.iter().map(|report| report.name.as_str()).collect();
    assert_eq!(names, ["report.toml", "~草稿.toml", "一行.toml", "上年.toml", "引号.toml", "空格.toml", "记事本.toml"]);
    let declined = session.open(&list[6].id).unwrap_err();
    assert!(declined.message.contains("UTF-8"), "{declined:?}");
}

#[test]
fn no_command_is_told_where_none_can_be_given() {
    let folder = folder_of_report();
    std::fs::write(folder.path().join("空.xlsx"), "").unwrap();
    let (mut session, _) = session(folder.path());
    let id = session.list().iter().find(|report| report.name == "空.xlsx").unwrap().id.clone();
    let declined = session.open(&id).unwrap_err();
    assert!(declined.message.ends_with("文件是空的，里面什么也没有"), "{declined:?}");
    assert_eq!(declined.hint, "确认给的是填好的文件");
}

#[test]
fn a_cell_is_changed_where_it_stands_and_what_follows_is_told() {
    let folder = folder_of_report();
    let path = folder.path().join("report.toml");
    let before = std::fs::read_to_string(&path).unwrap();
    let (mut session, id) = session(folder.path());
    let state = session.open(&id).unwrap();
    assert!(state.is_editable && !state.is_draft, "{:?}", codes(&state));
    let was = state.cells[CELL].text.clone();
    assert!(state.cells[CELL].last.is_some(), "last year's figure stands beside it");
    let total = &state.cells[TOTAL];
    assert!(total.is_computed && total.text.is_empty());
    let state = session.change(&id, &change(ChangeKind::Cell, CELL, &was, "999")).unwrap();
    assert_eq!((state.cells[CELL].text.as_str(), state.undoable), ("999", 1));
    assert_eq!(state.cells[TOTAL].shown, "1000");
    // One number in one line is another one, and everything else is as it was.
    let after = std::fs::read_to_string(&path).unwrap();
    let changed: Vec<(&str, &str)> = before.lines().zip(after.lines()).filter(|(one, other)| one != other).collect();
    assert_eq!((changed.len(), before.lines().count()), (1, after.lines().count()), "{changed:?}");
    assert_eq!(changed[0].0.replacen(&was, "999", 1), changed[0].1);
    let state = session.undo(&id).unwrap();
    assert_eq!((state.undoable, std::fs::read_to_string(&path).unwrap() == before), (0, true));
    // What is cleared is to be filled in, and so told.
    let state = session.change(&id, &change(ChangeKind::Cell, CELL, &was, "")).unwrap();
    assert!(state.cells[CELL].text.is_empty() && state.is_draft, "{:?}", codes(&state));
    // What is typed as no number stays as it was typed, and is told.
    let state = session.change(&id, &change(ChangeKind::Cell, CELL, "", "很多")).unwrap();
    assert_eq!(state.cells[CELL].text, "很多");
    assert!(state.findings.iter().any(|finding| finding.target.as_deref() == Some(CELL)), "{:?}", codes(&state));
}

#[test]
fn a_total_that_was_typed_is_worked_out_again_when_it_is_cleared() {
    let folder = folder_of_report();
    let (mut session, id) = session(folder.path());
    session.open(&id).unwrap();
    let state = session.change(&id, &change(ChangeKind::Cell, TOTAL, "", "1")).unwrap();
    assert!(!state.cells[TOTAL].is_computed && state.is_draft);
    let finding =
        state.findings.iter().find(|finding| finding.code.starts_with("SUM")).expect("what does not add up is told");
    assert_eq!(finding.target.as_deref(), Some(TOTAL), "{finding:?}");
    let state = session.change(&id, &change(ChangeKind::Cell, TOTAL, "1", "")).unwrap();
    assert!(state.cells[TOTAL].is_computed && !state.is_draft, "{:?}", codes(&state));
}

#[test]
fn what_was_changed_elsewhere_is_told_and_never_overwritten() {
    let folder = folder_of_report();
    let path = folder.path().join("report.toml");
    let (mut session, id) = session(folder.path());
    let was = session.open(&id).unwrap().cells[CELL].text.clone();
    assert!(!session.watch(Some(&id), None).is_stale);
    let elsewhere = std::fs::read_to_string(&path).unwrap().replacen(&format!("[{was},"), "[55,", 1);
    std::fs::write(&path, &elsewhere).unwrap();
    assert!(session.watch(Some(&id), None).is_stale);
    let refusal = session.change(&id, &change(ChangeKind::Cell, CELL, &was, "999")).unwrap_err();
    assert_eq!(refusal.kind, "conflict");
    assert_eq!(std::fs::read_to_string(&path).unwrap(), elsewhere);
    assert_eq!(session.open(&id).unwrap().cells[CELL].text, "55");
    // Another cell can be changed: what was done elsewhere stays.
    let other = "applications.new.commercial";
    let now = session.open(&id).unwrap().cells[other].text.clone();
    session.change(&id, &change(ChangeKind::Cell, other, &now, "8")).unwrap();
    assert!(std::fs::read_to_string(&path).unwrap().contains("[55, 8,"));
    // Nothing is undone that was done elsewhere.
    std::fs::write(&path, &elsewhere).unwrap();
    assert!(session.undo(&id).is_err());
    assert_eq!(std::fs::read_to_string(&path).unwrap(), elsewhere);
}

#[test]
fn a_change_in_another_window_is_noticed() {
    let folder = folder_of_report();
    let (mut session, id) = session(folder.path());
    let first = session.open(&id).unwrap();
    assert!(!session.watch(Some(&id), Some(first.revision)).is_stale);
    let was = first.cells[CELL].text.clone();
    let second = session.change(&id, &change(ChangeKind::Cell, CELL, &was, "9")).unwrap();
    assert!(session.watch(Some(&id), Some(first.revision)).is_stale);
    assert!(!session.watch(Some(&id), Some(second.revision)).is_stale);
    assert!(!session.watch(None, None).is_stale && !session.watch(Some(&id), None).is_stale);
}

#[test]
fn line_ends_and_the_mark_of_editors_stay() {
    let folder = folder_of_report();
    let path = folder.path().join("report.toml");
    let windows = format!("\u{feff}{}", std::fs::read_to_string(&path).unwrap().replace('\n', "\r\n"));
    std::fs::write(&path, &windows).unwrap();
    let (mut session, id) = session(folder.path());
    let was = session.open(&id).unwrap().cells[CELL].text.clone();
    session.change(&id, &change(ChangeKind::Cell, CELL, &was, "999")).unwrap();
    let after = std::fs::read_to_string(&path).unwrap();
    assert_eq!(after, windows.replacen(&format!("[{was},"), "[999,", 1));
}

#[test]
fn pages_are_drawn_and_change_only_where_something_changed() {
    let folder = folder_of_report();
    let (mut session, id) = session(folder.path());
    let state = session.open(&id).unwrap();
    let pages = session.pages(&id).unwrap().pages;
    assert!(pages.len() > 2 && pages[0].width == 794, "{pages:?}");
    let picture = session.page(&id, &pages[0].key).unwrap();
    assert!(picture.starts_with(b"\x89PNG") && picture.len() > 10_000);
    assert!(session.page(&id, "0").is_err());
    let editor = state
        .parts
        .iter()
        .flat_map(|part| &part.editors)
        .rfind(|editor| !editor.is_aside && !editor.text.is_empty())
        .unwrap();
    let more = format!("{}另有其他情况。", editor.text);
    session.change(&id, &change(ChangeKind::Prose, &editor.path, &editor.text, &more)).unwrap();
    let after = session.pages(&id).unwrap().pages;
    assert_eq!(after[0], pages[0]);
    assert_ne!(after, pages);
}

#[test]
fn every_cell_of_the_tables_is_found_on_the_pages() {
    let folder = folder_of_report();
    let (mut session, id) = session(folder.path());
    let input = built_in().read(&folder.path().join("report.toml"), None).unwrap();
    let form = &input.filing.form;
    let cells: BTreeSet<&str> = form.ids().map(|id| form.cell(id).key.as_str()).collect();
    let places = session.pages(&id).unwrap().places;
    let found: BTreeSet<&str> = places.iter().map(|place| place.target.as_str()).collect();
    let lost: Vec<_> = cells.difference(&found).collect();
    assert!(lost.is_empty() && cells.len() > 150, "{} of {} cells: {lost:?}", lost.len(), cells.len());
}

#[test]
fn files_are_taken_by_the_names_of_documents() {
    let folder = folder_of_report();
    let (mut session, id) = session(folder.path());
    session.open(&id).unwrap();
    for (what, beginning, ending) in [
        ("pdf", &b"%PDF"[..], ".pdf"),
        ("html", b"<!DOCTYPE", ".html"),
        ("fragment", b"<", "（正文）.html"),
        ("docx", b"PK", ".docx"),
        ("changes", b"PK", "（与往年对比）.xlsx"),
        ("charts", b"PK", "（图）.zip"),
    ] {
        let (name, bytes) = session.take(&id, what).unwrap();
        assert!(
            name.ends_with(ending) && name.starts_with("示例市应急管理局") && bytes.starts_with(beginning),
            "{name}"
        );
    }
    // What has errors is a draft.
    session.change(&id, &change(ChangeKind::Cell, TOTAL, "", "1")).unwrap();
    assert!(session.take(&id, "pdf").unwrap().0.ends_with("（草稿）.pdf"));
    // Without a letter there is none to take; once it is said whom it goes to, there is.
    let path = folder.path().join("report.toml");
    let text = std::fs::read_to_string(&path).unwrap();
    let bare = text.split("[letter]").next().unwrap();
    std::fs::write(&path, bare).unwrap();
    assert!(session.take(&id, "letter").is_err());
    let state = session.change(&id, &change(ChangeKind::Field, "letter.to", "", "示例市政务公开办公室")).unwrap();
    assert!(state.has_letter);
    for (what, beginning) in
        [("letter", &b"%PDF"[..]), ("letter-docx", b"PK"), ("whole", b"%PDF"), ("whole-docx", b"PK")]
    {
        assert!(session.take(&id, what).unwrap().1.starts_with(beginning), "{what}");
    }
}

#[test]
fn a_finding_is_accepted_with_a_reason() {
    let folder = folder_of_report();
    let (mut session, id) = session(folder.path());
    session.open(&id).unwrap();
    let state = session.change(&id, &change(ChangeKind::Cell, TOTAL, "", "1")).unwrap();
    let finding = state.findings.iter().find(|finding| finding.code.starts_with("SUM")).unwrap();
    let (code, limit) = (finding.code.clone(), finding.limit.clone().unwrap_or_default());
    let declined = session.change(&id, &change(ChangeKind::Accept, &code, &limit, "  ")).unwrap_err();
    assert_eq!(declined.message, "认可要写明理由");
    // What was mended elsewhere meanwhile needs no reason.
    let declined = session.change(&id, &change(ChangeKind::Accept, "SUM999", "", "上级要求")).unwrap_err();
    assert_eq!((declined.kind, declined.message.as_str()), ("conflict", "这个问题已经没有了，没有写进去"));
    let state = session.change(&id, &change(ChangeKind::Accept, &code, &limit, "上级\"要求\"照此印出")).unwrap();
    let finding = state.findings.iter().find(|finding| finding.code == code).unwrap();
    assert_eq!(finding.accepted.as_deref(), Some("上级\"要求\"照此印出"));
}

#[test]
fn markup_stays_what_was_typed_in_every_field() {
    let folder = folder_of_report();
    let (mut session, id) = session(folder.path());
    let mut state = session.open(&id).unwrap();
    let markup = "<img src=x onerror=alert(1)>'''\"\\ & </script> ]]> {{ 7*7 }}";
    // What is chosen from a list is not typed.
    let typed = state.fields.iter().filter(|field| field.path != "year" && field.kind != "choice");
    let fields = typed.map(|field| (ChangeKind::Field, field.path.clone()));
    let editors = state.parts.iter().flat_map(|part| &part.editors);
    let prose = editors.map(|editor| (ChangeKind::Prose, editor.path.clone()));
    let cells = state.cells.keys().take(12).map(|key| (ChangeKind::Cell, key.clone()));
    let all: Vec<_> = fields.chain(prose).chain(cells).collect();
    for (kind, path) in &all {
        let was = written(&state, *kind, path);
        state = session
            .change(&id, &change(*kind, path, &was, markup))
            .unwrap_or_else(|refusal| panic!("{path}: {refusal:?}"));
        let now = written(&state, *kind, path);
        assert!(now.contains("<img src=x onerror=alert(1)>") && now.contains("</script>"), "{path}: {now}");
    }
    assert!(state.is_draft && state.is_editable);
    session.pages(&id).unwrap();
    let (_, html) = session.take(&id, "html").unwrap();
    assert!(!String::from_utf8_lossy(&html).contains("<img src=x"));
}

/// What a place on the page says.
fn written(state: &StateView, kind: ChangeKind, path: &str) -> String {
    let editors = state.parts.iter().flat_map(|part| &part.editors);
    match kind {
        ChangeKind::Cell => state.cells[path].text.clone(),
        ChangeKind::Field => state.fields.iter().find(|field| field.path == path).unwrap().text.clone(),
        _ => editors.into_iter().find(|editor| editor.path == path).unwrap().text.clone(),
    }
}

#[test]
fn a_file_is_tried_elsewhere_before_it_is_read_here() {
    let folder = folder_of_report();
    let mut session = PageSession::new(built_in(), folder.path()).with_trial(|path| {
        Err(nianbao::error::Error::File {
            path: path.to_owned(),
            reason: "处理时用尽了内存，已放弃".to_owned(),
            hint: "确认文件没有损坏".to_owned(),
        })
    });
    let id = session.list()[0].id.clone();
    let declined = session.open(&id).unwrap_err();
    assert!(declined.message.contains("用尽了内存"), "{declined:?}");
    let declined = session.receive("填报.toml", b"year = 2025\n").unwrap_err();
    assert!(declined.message.starts_with("填报.toml：处理时用尽了内存"), "{declined:?}");
}

#[test]
fn the_report_that_is_worked_on_stays_open() {
    let folder = folder_of_report();
    for name in ["甲", "乙", "丙", "丁", "戊"] {
        std::fs::write(folder.path().join(format!("{name}.toml")), "year = 2025\n[agency]\nname = \"甲局\"\n").unwrap();
    }
    let (mut session, id) = session(folder.path());
    let was = session.open(&id).unwrap().cells[CELL].text.clone();
    session.change(&id, &change(ChangeKind::Cell, CELL, &was, "9")).unwrap();
    let others: Vec<String> = session.list().into_iter().map(|report| report.id).filter(|other| *other != id).collect();
    for other in &others {
        session.open(other).unwrap();
        assert_eq!(session.open(&id).unwrap().undoable, 1, "what was done can still be undone");
    }
    // One that nobody looks at any more is read again where it is asked for.
    assert_eq!(session.open(&others[0]).unwrap().undoable, 0);
}

#[test]
fn all_files_are_taken_in_one() {
    let folder = folder_of_report();
    let (mut session, id) = session(folder.path());
    let (name, bytes) = session.take(&id, "all").unwrap();
    assert!(name.ends_with("（全部文件）.zip"), "{name}");
    let mut zip = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
    let names: Vec<String> =
        (0..zip.len()).map(|number| zip.by_index(number).unwrap().name().unwrap().to_string()).collect();
    let count = |ending: &str| names.iter().filter(|name| name.ends_with(ending)).count();
    // The report, which has no letter; the page and what is pasted of it; the changes.
    assert_eq!((count(".pdf"), count(".docx"), count(".html"), count(".xlsx")), (1, 1, 2, 1), "{names:?}");
    assert!(count(".svg") > 0 && names.iter().any(|name| name.starts_with("图/")), "{names:?}");
    assert!(session.take(&id, "annotated").is_err(), "only a workbook has cells to mark");
}
