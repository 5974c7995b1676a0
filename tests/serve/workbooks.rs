//! A workbook is changed in place: cells get other contents in the very file, everything else in it stays as it is.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;

use nianbao::serve::{ChangeKind, PageSession, StateView};

use super::client::change;
use crate::support::grid::{Parts, parts, rewritten, sound, workbook};
use crate::support::{built_in, examples, has, told};

/// The report that the tests change.
const REPORT: &str = include_str!("../cases/2025.toml");

/// The only report of a folder, which is this workbook.
fn session(folder: &Path, bytes: &[u8]) -> (PageSession, String) {
    std::fs::write(folder.join("填报.xlsx"), bytes).unwrap();
    let mut session = PageSession::new(built_in(), folder);
    let id = session.list()[0].id.clone();
    (session, id)
}

/// The names of the parts that are not what they were.
fn differing(before: &[u8], after: &[u8]) -> Vec<String> {
    let (before, after): (Parts, Parts) = (parts(before), parts(after));
    let all = before.keys().chain(after.keys().filter(|name| !before.contains_key(*name)));
    all.filter(|name| before.get(*name) != after.get(*name)).cloned().collect()
}

/// The elements of a part, each a line.
fn elements(bytes: &[u8], part: &str) -> Vec<String> {
    let text = String::from_utf8(parts::<Parts>(bytes).remove(part).unwrap()).unwrap();
    text.replace("<c ", "\n<c ").replace("<row ", "\n<row ").lines().map(str::to_owned).collect()
}

/// What the page says of everything that can be filled in.
fn said(state: &StateView) -> BTreeMap<String, String> {
    let cells = state.cells.iter().map(|(key, cell)| (key.clone(), format!("{} {}", cell.text, cell.shown)));
    let fields = state.fields.iter().map(|field| (field.path.clone(), field.text.clone()));
    let prose = state.parts.iter().flat_map(|part| &part.editors);
    cells.chain(fields).chain(prose.map(|editor| (editor.path.clone(), editor.text.clone()))).collect()
}

/// A text with a line a paragraph, as it is typed.
fn lines(text: &str) -> String {
    text.lines().filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n")
}

#[test]
fn one_cell_is_written_anew_and_what_follows_from_it() {
    let folder = tempfile::tempdir().unwrap();
    let before = workbook(REPORT);
    let (mut session, id) = session(folder.path(), &before);
    let path = folder.path().join("填报.xlsx");
    let state = session.open(&id).unwrap();
    assert!(state.is_editable && !state.is_convertible);
    let was = state.cells["applications.new.individual"].text.clone();
    let state = session.change(&id, &change(ChangeKind::Cell, "applications.new.individual", &was, "999")).unwrap();
    assert_eq!(state.cells["applications.new.individual"].text, "999");
    let total = &state.cells["applications.new.total"];
    assert!(total.is_computed && total.text.is_empty(), "a total stays a formula");
    assert_eq!(total.shown, "1000");
    let after = std::fs::read(&path).unwrap();
    let changed = differing(&before, &after);
    assert!(changed.iter().all(|part| part.starts_with("xl/worksheets/sheet")) && !changed.is_empty(), "{changed:?}");
    // Of the table one figure is another, and the saved results of the formulas that follow from it.
    let is_typed = |cell: &String| cell.contains("<v>999</v>") && !cell.contains("<f>");
    let table = changed.iter().find(|part| elements(&after, part).iter().any(is_typed));
    let (old, new) = (elements(&before, table.unwrap()), elements(&after, table.unwrap()));
    assert_eq!(old.len(), new.len());
    let other: Vec<(&String, &String)> = old.iter().zip(&new).filter(|(old, new)| old != new).collect();
    let (formulas, figures): (Vec<_>, Vec<_>) = other.into_iter().partition(|(old, _)| old.contains("<f>"));
    assert_eq!(figures.len(), 1, "{figures:?}");
    let formula = |cell: &str| cell.split("</f>").next().and_then(|start| start.split("<f>").nth(1)).map(str::to_owned);
    assert!(!formulas.is_empty() && formulas.iter().all(|(old, new)| formula(old) == formula(new)));
    assert!(formulas.iter().any(|(_, new)| new.contains("<v>1000</v>")));
    let state = session.undo(&id).unwrap();
    assert_eq!((state.undoable, std::fs::read(&path).unwrap() == before), (0, true));
}

#[test]
fn a_workbook_and_a_text_say_the_same_after_the_same_changes() {
    let [text, book] = [0, 1].map(|_| tempfile::tempdir().unwrap());
    std::fs::write(text.path().join("report.toml"), REPORT).unwrap();
    let mut of_text = PageSession::new(built_in(), text.path());
    let text_id = of_text.list()[0].id.clone();
    let (mut of_book, book_id) = session(book.path(), &workbook(REPORT));
    let mut states = [of_text.open(&text_id).unwrap(), of_book.open(&book_id).unwrap()];
    for (kind, path, new) in [
        (ChangeKind::Cell, "applications.new.individual", "12"),
        (ChangeKind::Cell, "disclosure.rules.issued", "3（其中修订1件）"),
        (ChangeKind::Cell, "applications.new.legal", "/"),
        (ChangeKind::Cell, "applications.new.total", "99"),
        (ChangeKind::Cell, "applications.new.total", ""),
        (ChangeKind::Field, "agency.phone", "0000-7654321"),
        (ChangeKind::Field, "agency.level", "政府"),
        (ChangeKind::Field, "letter.to", "示例市政务公开办公室"),
        (ChangeKind::Field, "letter.kind", "报告"),
        (ChangeKind::Field, "letter.signers", "张三\n李四\n王五"),
        (ChangeKind::Field, "letter.signers", "赵六"),
        (ChangeKind::Field, "web.site_name", "示例网 <&\">"),
        (ChangeKind::Prose, "sections.overview.text", "第一段。\n第二段 & <标记>。\n第三段。"),
        (ChangeKind::Prose, "sections.overview.text", "第二段 & <标记>。"),
    ] {
        for (session, id, state) in [(&mut of_text, &text_id, 0), (&mut of_book, &book_id, 1)] {
            let was = match kind {
                ChangeKind::Cell => states[state].cells[path].text.clone(),
                _ => said(&states[state])[path].clone(),
            };
            states[state] = session
                .change(id, &change(kind, path, &was, new))
                .unwrap_or_else(|declined| panic!("{path} {new:?} {state}: {declined:?}"));
        }
        let [one, other] = [0, 1].map(|number| said(&states[number]));
        for (key, text) in &one {
            // What is not filled in stands open in a text, and is empty in a workbook.
            let plain = |text: &String| lines(&text.replace('?', ""));
            assert_eq!(Some(plain(text)), other.get(key).map(plain), "{key}");
        }
    }
    let total = &states[1].cells["applications.new.total"];
    assert!(total.is_computed && !states[1].has_typed_totals, "a cleared total is a formula again");
}

#[test]
fn totals_that_formulas_would_work_out_without_a_figure_with_a_note_are_typed_on_demand() {
    let folder = tempfile::tempdir().unwrap();
    let bytes = workbook(REPORT);
    let (mut session, id) = session(folder.path(), &bytes);
    let state = session.open(&id).unwrap();
    let cell = "applications.new.commercial";
    let (was, total) = (state.cells[cell].text.clone(), state.cells["applications.new.total"].shown.clone());
    let mut asked = change(ChangeKind::Cell, cell, &was, "3（其中境外1件）");
    let declined = session.change(&id, &asked).unwrap_err();
    assert!(declined.kind == "totals" && declined.message.contains("带说明"), "{declined:?}");
    let number = |text: &str| text.parse::<i64>().unwrap_or_default();
    let sum = (number(&total) - number(&was) + 3).to_string();
    assert!(declined.hint.contains(&format!("填 {sum}")), "{declined:?}");
    assert_eq!(std::fs::read(folder.path().join("填报.xlsx")).unwrap(), bytes);
    asked.totals = true;
    let state = session.change(&id, &asked).unwrap();
    assert_eq!(
        (state.cells[cell].text.as_str(), state.cells["applications.new.total"].text.as_str()),
        ("3（其中境外1件）", &*sum)
    );
    // A formula would be wrong here, so none is offered.
    assert!(!state.has_typed_totals);
    let found: Vec<_> = state.findings.iter().filter(|finding| finding.code.starts_with("SUM")).collect();
    assert!(found.is_empty(), "{found:?}");
    let state = session.change(&id, &change(ChangeKind::Cell, cell, "3（其中境外1件）", "3")).unwrap();
    assert!(state.has_typed_totals);
    let state = session.compute(&id).unwrap();
    assert!(state.cells["applications.new.total"].is_computed && state.cells["applications.new.total"].shown == sum);
}

#[test]
fn figures_are_taken_as_people_type_them_and_what_is_none_is_told_so() {
    let folder = tempfile::tempdir().unwrap();
    let (mut session, id) = session(folder.path(), &workbook(REPORT));
    let mut state = session.open(&id).unwrap();
    let cell = "applications.new.individual";
    let total: i64 = state.cells["applications.new.total"].shown.parse().unwrap();
    let others = total - state.cells[cell].text.parse::<i64>().unwrap();
    for (typed, read) in
        [("１２", 12), ("12件", 12), ("1,234", 1234), ("－5", -5), ("减 5", -5), ("1.0", 1), (" 007 ", 7)]
    {
        let was = state.cells[cell].text.clone();
        state = session
            .change(&id, &change(ChangeKind::Cell, cell, &was, typed))
            .unwrap_or_else(|told| panic!("{typed}: {told:?}"));
        assert_eq!(state.cells["applications.new.total"].shown, (others + read).to_string(), "{typed}");
    }
    for typed in ["十二", "1 2", "3\n5", "<b>", "=1+1", "12%", "99999999999999999999"] {
        let was = state.cells[cell].text.clone();
        let declined = session.change(&id, &change(ChangeKind::Cell, cell, &was, typed)).unwrap_err();
        assert!(declined.message.contains("读不成数") && declined.hint.contains("写一个数"), "{typed}: {declined:?}");
    }
}

/// What LibreOffice comes to for every formula of a workbook beside what is saved, where they differ.
const RESULTS: &str = r#"
import openpyxl, os, re, subprocess, sys, zipfile
file, profile = sys.argv[1:]
with zipfile.ZipFile(file) as book, zipfile.ZipFile("bare.xlsx", "w") as bare:
    for name in book.namelist():
        part = book.read(name)
        if name.startswith("xl/worksheets/sheet"):
            part = re.sub(rb"(<f[^>]*>[^<]*</f>)<v>[^<]*</v>", rb"\1", part)
        bare.writestr(name, part)
office = ["soffice", profile, "--headless", "--convert-to", "xlsx", "--outdir", "worked"]
subprocess.run(office + ["bare.xlsx"], check=True, capture_output=True)
saved = openpyxl.load_workbook(file, data_only=True)
worked = openpyxl.load_workbook("worked/bare.xlsx", data_only=True)
count = 0
for sheet in openpyxl.load_workbook(file):
    for row in sheet.iter_rows():
        for cell in row:
            if isinstance(cell.value, str) and cell.value.startswith("="):
                count += 1
                both = [book[sheet.title][cell.coordinate].value for book in (saved, worked)]
                if [value or (0 if value == 0 else "") for value in both] != [both[1] or (0 if both[1] == 0 else "")] * 2:
                    print(sheet.title, cell.coordinate, both, cell.value)
print(count, "formulas")
"#;

#[test]
fn what_is_saved_of_formulas_is_what_they_come_to() {
    if !has("soffice", &["--version"]) || !has("python3", &["-c", "import openpyxl"]) {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let (mut session, id) = session(folder.path(), &workbook(REPORT));
    let results = || {
        let profile = format!("-env:UserInstallation=file://{}/profile", folder.path().display());
        let told =
            Command::new("python3").args(["-c", RESULTS, "填报.xlsx", &profile]).current_dir(folder.path()).output();
        let told = told.unwrap();
        assert!(told.status.success(), "{told:?}");
        String::from_utf8(told.stdout).unwrap()
    };
    let written = results();
    assert!(written.lines().count() == 1 && written.ends_with("formulas\n"), "{written}");
    let state = session.open(&id).unwrap();
    for (cell, text) in [("applications.new.individual", "12"), ("applications.new.commercial", "")] {
        session.change(&id, &change(ChangeKind::Cell, cell, &state.cells[cell].text, text)).unwrap();
    }
    assert_eq!(results(), written);
}

#[test]
fn a_figure_goes_into_a_cell_in_the_unit_of_its_column() {
    let mut grid = sound();
    grid.relabel("二、主动公开", "本年收费金额（单位：万元）", "本年收费金额（单位：元）");
    let folder = tempfile::tempdir().unwrap();
    let (mut session, id) = session(folder.path(), &grid.bytes());
    let state = session.open(&id).unwrap();
    let cell = state.cells.keys().find(|key| key.ends_with("fees.amount") || key.ends_with(".fees")).unwrap().clone();
    let was = state.cells[&cell].text.clone();
    let state = session.change(&id, &change(ChangeKind::Cell, &cell, &was, "12.5")).unwrap();
    assert_eq!(state.cells[&cell].text, "12.5");
    let written = std::fs::read(folder.path().join("填报.xlsx")).unwrap();
    let sheets: Vec<(String, Vec<u8>)> = parts(&written);
    assert!(sheets.iter().any(|(_, part)| String::from_utf8_lossy(part).contains("<v>125000</v>")));
}

/// What openpyxl sees of the sheet of prose: its filled rows, what is merged and printed, and where notes stand.
const PROSE_SEEN: &str = r#"
import openpyxl, sys
book = openpyxl.load_workbook(sys.argv[1])
sheet = book["正文"]
for row in sheet.iter_rows():
    for cell in row:
        if cell.value: print(cell.row, cell.column, str(cell.value).replace("\n", "⏎"), cell.style_id, sheet.row_dimensions[cell.row].height, bool(cell.comment))
print("merged", sorted(str(area) for area in sheet.merged_cells.ranges))
print("valid", sorted(str(one.sqref) for one in sheet.data_validations.dataValidation))
print("print", sheet.print_area, sheet.print_title_rows)
print("names", sorted(name + one.attr_text for name, one in book.defined_names.items()))
print("formula", book.worksheets[0]["Z1"].value)
"#;

#[test]
fn rows_are_put_in_where_prose_needs_more_than_there_are() {
    // A note, a print area, a validation, a name and a formula of another sheet stand below the prose.
    let bytes = rewritten(&workbook(REPORT), |name, text| match name {
        "xl/workbook.xml" => {
            text.replace("</definedNames>", "<definedName name=\"后面\">正文!$C$60</definedName></definedNames>")
        }
        "xl/worksheets/sheet1.xml" => text.replacen("</row>", "<c r=\"Z1\"><f>COUNTA(正文!C4:C60)+1</f></c></row>", 1),
        _ => text,
    });
    let folder = tempfile::tempdir().unwrap();
    let (mut session, id) = session(folder.path(), &bytes);
    let path = "sections.overview.text";
    let state = session.open(&id).unwrap();
    let (was, before) = (said(&state)[path].clone(), said(&state));
    let new = (1..=70).map(|number| format!("第{number}段话。")).collect::<Vec<_>>().join("\n");
    let state = session.change(&id, &change(ChangeKind::Prose, path, &was, &new)).unwrap();
    assert_eq!(lines(&said(&state)[path]), new);
    let others = |said: BTreeMap<String, String>| said.into_iter().filter(|(key, _)| key != path).collect::<Vec<_>>();
    assert_eq!(others(said(&state)), others(before));
    let after = std::fs::read(folder.path().join("填报.xlsx")).unwrap();
    // No cell holds more than one paragraph.
    let sheets: Vec<(String, Vec<u8>)> = parts(&after);
    let prose = sheets.iter().find(|(_, part)| String::from_utf8_lossy(part).contains("第70段话。")).unwrap();
    assert!(
        String::from_utf8_lossy(&prose.1).contains(">第70段话。<")
            && !String::from_utf8_lossy(&prose.1).contains("段话。\n")
    );
    if has("python3", &["-c", "import openpyxl"]) {
        let seen = |bytes: &[u8]| {
            let file = folder.path().join("看.xlsx");
            std::fs::write(&file, bytes).unwrap();
            let seen = Command::new("python3").args(["-c", PROSE_SEEN]).arg(&file).output().unwrap();
            assert!(seen.status.success(), "{}", told(&seen));
            String::from_utf8(seen.stdout).unwrap()
        };
        let (old, new) = (seen(&bytes), seen(&after));
        let row = |seen: &str, text: &str| -> u32 {
            let line = seen.lines().find(|line| line.contains(text)).unwrap_or_else(|| panic!("{text}: {seen}"));
            line.split(' ').next().unwrap().parse().unwrap()
        };
        let label = "五、存在的主要问题及改进情况";
        let down = row(&new, label) - row(&old, label);
        assert!(down > 0);
        assert!(new.contains(&format!("后面正文!$C${}", 60 + down)), "{new}");
        assert!(new.contains(&format!("COUNTA(正文!C4:C{})+1", 60 + down)), "{new}");
        let merged = |seen: &str| seen.lines().find(|line| line.starts_with("merged")).unwrap().to_owned();
        assert_ne!(merged(&old), merged(&new));
    }
    let state = session.undo(&id).unwrap();
    assert_eq!((state.undoable, std::fs::read(folder.path().join("填报.xlsx")).unwrap() == bytes), (0, true));
}

#[test]
fn rows_of_a_marked_copy_take_their_notes_along() {
    let folder = tempfile::tempdir().unwrap();
    let (mut session, id) = session(folder.path(), &workbook(REPORT));
    session.open(&id).unwrap();
    let was = said(&session.open(&id).unwrap())["sections.problems.text"].clone();
    session
        .change(&id, &change(ChangeKind::Prose, "sections.problems.text", &was, "改进情况：{{ 没有的数 }}。"))
        .unwrap();
    let (_, copy) = session.take(&id, "annotated").unwrap();
    std::fs::write(folder.path().join("填报.xlsx"), &copy).unwrap();
    let notes = |bytes: &[u8]| -> Vec<String> {
        let all: Vec<(String, Vec<u8>)> = parts(bytes);
        let notes = all
            .into_iter()
            .filter(|(name, _)| name.contains("comments"))
            .map(|(_, part)| String::from_utf8(part).unwrap());
        notes
            .flat_map(|text| {
                text.split("ref=\"").skip(1).map(|rest| rest.split('"').next().unwrap().to_owned()).collect::<Vec<_>>()
            })
            .collect()
    };
    let old = notes(&copy);
    let state = session.open(&id).unwrap();
    let was = said(&state)["sections.overview.text"].clone();
    let new = (1..=70).map(|number| format!("第{number}段话。")).collect::<Vec<_>>().join("\n");
    let state = session.change(&id, &change(ChangeKind::Prose, "sections.overview.text", &was, &new)).unwrap();
    assert_eq!(lines(&said(&state)["sections.overview.text"]), new);
    let after = std::fs::read(folder.path().join("填报.xlsx")).unwrap();
    assert!(!old.is_empty() && notes(&after).len() == old.len() && notes(&after) != old, "{old:?} {:?}", notes(&after));
}

#[test]
fn prose_goes_into_the_rows_of_its_section_and_what_is_left_into_the_last() {
    let folder = tempfile::tempdir().unwrap();
    let (mut session, id) = session(folder.path(), &workbook(REPORT));
    let path = "sections.overview.text";
    let mut was = said(&session.open(&id).unwrap())[path].clone();
    let others = |state: &StateView| {
        let mut said = said(state);
        said.remove(path);
        said
    };
    let before = others(&session.open(&id).unwrap());
    for count in [1, 40, 3, 90, 0, 2] {
        let new = (1..=count).map(|number| format!("第{number}段话。")).collect::<Vec<_>>().join("\n");
        let state = session.change(&id, &change(ChangeKind::Prose, path, &was, &new)).unwrap();
        was = said(&state)[path].clone();
        assert_eq!(lines(&was), new);
        assert_eq!(others(&state), before);
    }
}

#[test]
fn what_has_no_place_in_a_workbook_gets_one() {
    let folder = tempfile::tempdir().unwrap();
    let bytes = sound().tables_only().bytes();
    let (mut session, id) = session(folder.path(), &bytes);
    let mut state = session.open(&id).unwrap();
    assert!(state.is_editable);
    for (kind, path, new) in [
        (ChangeKind::Field, "agency.name", "示例市乙局"),
        (ChangeKind::Field, "year", "2025"),
        (ChangeKind::Field, "agency.phone", "0000-1"),
        (ChangeKind::Prose, "sections.overview.text", "一段。\n又一段。"),
        (ChangeKind::Prose, "sections.problems.text", "不足。"),
        (ChangeKind::Prose, "sections.overview.text", "换了一段。"),
    ] {
        let was = said(&state)[path].clone();
        state = session
            .change(&id, &change(kind, path, &was, new))
            .unwrap_or_else(|declined| panic!("{path}: {declined:?}"));
        assert_eq!(lines(&said(&state)[path]), new, "{path}");
    }
    assert_eq!(said(&state)["agency.name"], "示例市乙局");
    let finding = state.findings.iter().find(|finding| finding.accepted.is_none()).expect("something is found");
    let (code, limit) = (finding.code.clone(), finding.limit.clone().unwrap_or_default());
    let state = session.change(&id, &change(ChangeKind::Accept, &code, &limit, "经核实，照此印出")).unwrap();
    let accepted = state.findings.iter().any(|finding| finding.accepted.as_deref() == Some("经核实，照此印出"));
    assert!(accepted, "{:?}", state.findings.iter().map(|finding| &finding.message).collect::<Vec<_>>());
}

#[test]
fn every_cell_of_every_example_can_be_changed_in_a_workbook() {
    for example in examples() {
        let folder = tempfile::tempdir().unwrap();
        let text = std::fs::read_to_string(&example).unwrap();
        let (mut session, id) = session(folder.path(), &workbook(&text));
        let mut state = session.open(&id).unwrap();
        let keys: Vec<String> = state.cells.keys().step_by(41).cloned().collect();
        for key in keys {
            let was = state.cells[&key].text.clone();
            for (was, text) in [(was.as_str(), "7"), ("7", "/"), ("/", "9（其中修订1件）"), ("9（其中修订1件）", "")]
            {
                let mut asked = change(ChangeKind::Cell, &key, was, text);
                let mut changed = session.change(&id, &asked);
                if changed.as_ref().is_err_and(|refusal| refusal.kind == "totals") {
                    asked.totals = true;
                    changed = session.change(&id, &asked);
                }
                state = changed.unwrap_or_else(|refusal| panic!("{key} {text}: {refusal:?}"));
                assert_eq!(state.cells[&key].text, text, "{key}");
            }
        }
    }
}

#[test]
fn a_workbook_that_is_open_elsewhere_is_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let bytes = workbook(REPORT);
    let (mut session, id) = session(folder.path(), &bytes);
    let was = session.open(&id).unwrap().cells["applications.new.individual"].text.clone();
    let asked = change(ChangeKind::Cell, "applications.new.individual", &was, "9");
    for lock in ["~$填报.xlsx", ".~lock.填报.xlsx#", ".~填报.xlsx"] {
        std::fs::write(folder.path().join(lock), "").unwrap();
        let declined = session.change(&id, &asked).unwrap_err();
        assert!(declined.message.contains("打开着") && declined.hint.contains(lock), "{declined:?}");
        assert_eq!(std::fs::read(folder.path().join("填报.xlsx")).unwrap(), bytes);
        std::fs::remove_file(folder.path().join(lock)).unwrap();
    }
    session.change(&id, &asked).unwrap();
}

#[test]
fn nothing_is_spoiled_that_is_written_in_another_way() {
    let original = workbook(REPORT);
    let prefixed = rewritten(&original, |name, text| match name.starts_with("xl/worksheets/sheet") {
        true => text
            .replace(
                "<worksheet ",
                "<x:worksheet xmlns:x=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" ",
            )
            .replace("</worksheet>", "</x:worksheet>"),
        false => text,
    });
    let folder = tempfile::tempdir().unwrap();
    let (mut session, id) = session(folder.path(), &prefixed);
    let state = session.open(&id).unwrap();
    assert!(!state.is_editable && state.is_convertible);
    let copy = session.convert(&id).unwrap();
    let state = session.open(&copy).unwrap();
    assert!(state.is_editable && state.report.name == "填报（另存）.xlsx");
    assert_eq!(std::fs::read(folder.path().join("填报.xlsx")).unwrap(), prefixed);
}

#[test]
fn formulas_that_others_take_theirs_from_are_not_overwritten() {
    // The totals of a table share one formula, as office suites save them.
    let shared = rewritten(&workbook(REPORT), |_, text| {
        text.replacen("<f>IF(COUNT(", "<f t=\"shared\" ref=\"J6:J7\" si=\"0\">IF(COUNT(", 1)
    });
    let folder = tempfile::tempdir().unwrap();
    let (mut session, id) = session(folder.path(), &shared);
    let state = session.open(&id).unwrap();
    let totals = state.cells.iter().filter(|(_, cell)| cell.is_derived && cell.text.is_empty());
    let declined = totals
        .map(|(key, _)| key.clone())
        .collect::<Vec<_>>()
        .into_iter()
        .filter(|key| session.change(&id, &change(ChangeKind::Cell, key, "", "5")).is_err());
    assert!(declined.count() > 0);
}

#[test]
fn libreoffice_opens_what_was_changed_and_comes_to_the_same_results() {
    if !has("soffice", &["--version"]) {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let (mut session, id) = session(folder.path(), &workbook(REPORT));
    let mut state = session.open(&id).unwrap();
    for (kind, path, new) in [
        (ChangeKind::Cell, "applications.new.individual", "12"),
        (ChangeKind::Prose, "sections.overview.text", "第一段。\n第二段。"),
        (ChangeKind::Field, "agency.phone", "0000-7654321"),
    ] {
        let was = said(&state)[path].split(' ').next().unwrap().to_owned();
        let was = if kind == ChangeKind::Prose { said(&state)[path].clone() } else { was };
        state = session.change(&id, &change(kind, path, &was, new)).unwrap();
    }
    let profile = format!("-env:UserInstallation=file://{}/profile", folder.path().display());
    let saved = Command::new("soffice")
        .args([&profile, "--headless", "--convert-to", "xlsx", "--outdir", "另存", "填报.xlsx"])
        .current_dir(folder.path())
        .output()
        .unwrap();
    assert!(saved.status.success(), "{}", told(&saved));
    let again = folder.path().join("另存");
    let mut other = PageSession::new(built_in(), &again);
    let id = other.list()[0].id.clone();
    assert_eq!(said(&other.open(&id).unwrap()), said(&state));
    // What LibreOffice saved can be changed as well.
    let opened = other.open(&id).unwrap();
    let was = opened.cells["applications.new.individual"].text.clone();
    let changed = other.change(&id, &change(ChangeKind::Cell, "applications.new.individual", &was, "13")).unwrap();
    assert_eq!(changed.cells["applications.new.individual"].text, "13");
}

#[test]
fn a_marked_copy_of_the_workbook_is_taken() {
    let folder = tempfile::tempdir().unwrap();
    let (mut session, id) = session(folder.path(), &workbook(REPORT));
    let was = session.open(&id).unwrap().cells["applications.new.individual"].text.clone();
    session.change(&id, &change(ChangeKind::Cell, "applications.new.individual", &was, "999")).unwrap();
    let (name, bytes) = session.take(&id, "annotated").unwrap();
    assert_eq!(name, "填报（标注）.xlsx");
    assert!(parts::<Parts>(&bytes)["xl/workbook.xml"].windows(12).any(|part| part == "问题清单".as_bytes()));
}
