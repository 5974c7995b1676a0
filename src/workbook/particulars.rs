//! Lists of labels and values, wherever they stand.

use std::collections::{BTreeMap, BTreeSet};

use super::converted;
use super::draft::{At, Draft};
use super::heads::{self, FIELD_ROOM, HeadingRow, below};
use super::labels::Dictionary;
use super::prose_places::ProsePlaces;
use super::sheets::Content;
use super::units::are_units;
use super::words;
use crate::document::{Given, Raw};
use crate::filing::{FIELDS, Field, FieldKind, GENERATED, OMITTED};
use crate::finding::Finding;
use crate::form::{Editions, Kind};
use crate::rule::workbook as rules;
use crate::source::CellKind;
use crate::spelling::closest;

/// A row of a list: its field, and where its label and its value stand.
struct FieldRow<'f> {
    sheet: usize,
    /// The number of its list among all.
    list: usize,
    field: &'f Field,
    label: At,
    value: At,
}

/// Reads the lists of all sheets. What a hidden sheet says counts only where none that is shown has the same item.
pub(super) fn read(draft: &mut Draft<'_>, editions: &Editions) {
    let of_forms: Vec<Field> = editions.all().iter().flat_map(|form| Field::of_form(form)).collect();
    let mut known: Vec<&Field> = Vec::new();
    for field in FIELDS.iter().chain(&of_forms) {
        if !known.iter().any(|known| known.path == field.path) {
            known.push(field);
        }
    }
    let names = known
        .iter()
        .enumerate()
        .flat_map(|(number, field)| field.labels().chain([&*field.path]).map(move |name| (name, number)));
    let names = Dictionary::new(names);
    let places = ProsePlaces::of(editions.all());
    let mut rows = Vec::new();
    let mut list = 0;
    for sheet in draft.order() {
        let heads = heads::heads(&draft.sheets[sheet], &words::FIELDS);
        for head in &heads {
            list += 1;
            of_list(draft, (sheet, list), head, (&names, &known, &places), &mut rows);
        }
        if heads.is_empty() {
            list += 1;
            without_head(draft, (sheet, list), (&names, &known), &mut rows);
        }
    }
    let shown: BTreeSet<&str> =
        rows.iter().filter(|row| draft.sheets[row.sheet].visible).map(|row| &*row.field.path).collect();
    for row in &rows {
        let is_hidden = !draft.sheets[row.sheet].visible && shown.contains(&*row.field.path);
        let written = draft.sheets[row.sheet].get(row.value.0, row.value.1).is_some();
        if !is_hidden {
            let place = draft.sheets[row.sheet].place(row.value);
            draft.slots.fields.entry(row.field.path.clone().into_owned()).or_default().push((row.list, place, written));
        }
        if row.field.kind == FieldKind::Figure(Kind::Yuan) {
            draft.money.insert((row.sheet, row.value.0, row.value.1), Kind::Yuan);
        }
        match (written, is_hidden) {
            (true, true) => _ = draft.hidden.insert((row.sheet, row.value.0, row.value.1)),
            (true, false) => value(draft, &rows, row),
            (false, _) => {}
        }
    }
}

/// The rows of one list; labels that are no field's are reported.
fn of_list<'f>(
    draft: &mut Draft<'_>,
    (sheet, list): (usize, usize),
    head: &HeadingRow,
    (names, known, places): (&Dictionary<usize>, &[&'f Field], &ProsePlaces),
    rows: &mut Vec<FieldRow<'f>>,
) {
    let (Some(label_column), Some(value_column)) = (head.columns[0], head.columns[1]) else { return };
    let source = &draft.sheets[sheet];
    let help = source.row(head.row).find(|(_, content)| content.text().trim() == words::HELP).map(|(column, _)| column);
    let columns = [Some(label_column), Some(value_column), help];
    columns.into_iter().flatten().for_each(|column| draft.know(sheet, (head.row, column)));
    let lines = below(source, head, FIELD_ROOM, &draft.lists.clone());
    draft.slots.list(source, head, &words::FIELDS, &lines);
    let mut is_prose = false;
    for row in lines {
        let label = source.text(row, label_column);
        let of_label = of_label(names, label, source.text(row, value_column));
        // Prose that stands among the fields is read as prose.
        is_prose = of_label.is_empty() && (places.has(label) || is_prose && label.is_empty());
        if is_prose {
            continue;
        }
        // Words beside a value that are not the hint of the blank workbook are somebody's.
        let is_hint = |column: &u32| match of_label {
            [number] => is_like(source.text(row, *column), &known[*number].help),
            // A row of something else is told by its value.
            _ => source.is_filled(row, value_column),
        };
        help.into_iter().filter(is_hint).for_each(|column| draft.know(sheet, (row, column)));
        match of_label {
            [number] => {
                draft.know(sheet, (row, label_column));
                rows.push(FieldRow {
                    sheet,
                    list,
                    field: known[*number],
                    label: (row, label_column),
                    value: (row, value_column),
                });
            }
            _ if source.get(row, value_column).is_none() => {}
            _ => unknown(draft, sheet, (row, label_column), (row, value_column), label),
        }
    }
}

/// The fields that a label of a list may name, also one that ends in a colon, and `单位` beside what is no unit.
fn of_label<'n>(names: &'n Dictionary<usize>, label: &str, value: &str) -> &'n [usize] {
    let bare = label.trim_end_matches(['：', ':']);
    match names.find(label) {
        [] if bare.trim() == "单位" && !are_units(value) => {
            Field::of("agency.name").map_or(&[], |field| names.find(&field.label))
        }
        [] if bare.len() < label.len() => names.find(bare),
        found => found,
    }
}

/// The rows of a list whose head is gone: labels of fields below each other, each with what is written right beside it.
fn without_head<'f>(
    draft: &mut Draft<'_>,
    (sheet, list): (usize, usize),
    (names, known): (&Dictionary<usize>, &[&'f Field]),
    rows: &mut Vec<FieldRow<'f>>,
) {
    /// Fields that make a list, unless they are those without which no report is: a table of an agency's own may have a
    /// name and a day beside it.
    const FEWEST: usize = 3;
    let source = &draft.sheets[sheet];
    if source.kind == CellKind::Paragraphs {
        return;
    }
    let mut columns: BTreeMap<u32, Vec<(u32, usize)>> = BTreeMap::new();
    for (row, column, content) in source.cells() {
        if let [number] = names.find(content.text().trim_end_matches(['：', ':'])) {
            columns.entry(column).or_default().push((row, *number));
        }
    }
    let is_label = |text: &str| !names.find(text.trim_end_matches(['：', ':'])).is_empty();
    for (column, labels) in columns {
        let is_filled =
            |(row, _): &&(u32, usize)| source.get(*row, column + 1).is_some_and(|content| !is_label(content.text()));
        let filled: BTreeSet<usize> = labels.iter().filter(is_filled).map(|(_, number)| *number).collect();
        let has = |field: &Field| filled.iter().any(|number| known[*number].path == field.path);
        if filled.len() < FEWEST && !FIELDS.iter().filter(|field| field.required.is_some()).all(has) {
            continue;
        }
        for (row, number) in labels {
            draft.know(sheet, (row, column));
            if is_like(source.text(row, column + 2), &known[number].help) {
                draft.know(sheet, (row, column + 2));
            }
            let (label, value) = ((row, column), (row, column + 1));
            rows.push(FieldRow { sheet, list, field: known[number], label, value });
        }
    }
}

/// Whether a text is a hint, or was one in an earlier version of the program.
fn is_like(text: &str, hint: &str) -> bool {
    const ALIKE: f64 = 0.4;
    same(text, hint) || text.len() <= 4 * hint.len() && strsim::normalized_levenshtein(text, hint) >= ALIKE
}

/// Puts the value of a row, unless it was put already; another value than before is reported.
fn value(draft: &mut Draft<'_>, rows: &[FieldRow<'_>], row: &FieldRow<'_>) {
    if is_unusable(draft, row.sheet, row.value, &row.field.label) {
        return;
    }
    let Some((sheet, at)) = draft.first.get(&*row.field.path).copied() else {
        draft.first.insert(row.field.path.clone().into_owned(), (row.sheet, row.value));
        return field(draft, row);
    };
    let first = rows.iter().find(|other| (other.sheet, other.value) == (sheet, at));
    if let (FieldKind::Figure(kind), Some(first)) = (row.field.kind, first) {
        let amount =
            |row: &FieldRow<'_>| converted::amount(draft, row.sheet, (row.label, row.value), &row.field.label, kind);
        if amount(first) == amount(row) {
            return draft.know(row.sheet, row.value);
        }
        return twice(draft, &format!("“{}”", row.field.label), (sheet, at), (row.sheet, row.value), &row.field.path);
    }
    // A list has a row for each of its texts.
    let first = first.map_or(0, |first| first.list);
    if matches!(row.field.kind, FieldKind::List(_)) {
        let texts = |list: usize| {
            let of_field = rows.iter().filter(move |other| other.list == list && other.field.path == row.field.path);
            of_field.map(|other| draft.sheets[other.sheet].text(other.value.0, other.value.1)).collect::<Vec<_>>()
        };
        if first == row.list {
            return field(draft, row);
        }
        if texts(first) == texts(row.list) {
            return draft.know(row.sheet, row.value);
        }
    } else if same(draft.sheets[sheet].text(at.0, at.1), draft.sheets[row.sheet].text(row.value.0, row.value.1)) {
        return draft.know(row.sheet, row.value);
    }
    twice(draft, &format!("“{}”", row.field.label), (sheet, at), (row.sheet, row.value), &row.field.path);
}

/// Whether two texts are the same but for blanks.
pub(super) fn same(one: &str, other: &str) -> bool {
    let letters = |text| str::chars(text).filter(|c| !c.is_whitespace());
    letters(one).eq(letters(other))
}

/// Reports two values of one thing.
pub(super) fn twice(draft: &mut Draft<'_>, what: &str, first: (usize, At), second: (usize, At), key: &str) {
    let called = [first, second].map(|(sheet, at)| draft.call(sheet, at));
    let places = [first, second].map(|(sheet, at)| draft.place(sheet, at));
    let texts = [first, second].map(|(sheet, at)| shortened(draft.sheets[sheet].text(at.0, at.1)));
    let [one, other] = [0, 1].map(|n| format!("{} 写的是“{}”", called[n], texts[n]));
    let finding = Finding::new(&rules::FIELD_TWICE, format!("{what}：填了两次，内容不同：{one}，{other}。")).key(key);
    draft.fault(finding.mark(&places[0], "").mark(&places[1], "不知道用哪一个"));
}

/// The beginning of a text.
fn shortened(text: &str) -> String {
    let line: String = text.chars().map(|c| if c == '\n' { ' ' } else { c }).collect();
    if line.chars().count() <= 24 { line } else { line.chars().take(23).chain(['…']).collect() }
}

/// Whether a cell for words holds none but was filled in: an error value, or a formula without its result. It is
/// reported.
pub(super) fn is_unusable(draft: &mut Draft<'_>, sheet: usize, at: At, what: &str) -> bool {
    let finding = match draft.sheets[sheet].get(at.0, at.1) {
        Some(Content::Error(error)) => Finding::new(&rules::ERROR_VALUE, format!("“{what}”：单元格是错误值 {error}。")),
        Some(Content::Uncomputed(formula)) => {
            let formula = shortened(formula);
            Finding::new(&rules::NOT_COMPUTED, format!("“{what}”：公式 ={formula} 没有保存结果。"))
        }
        Some(Content::Value(_) | Content::Computed(..)) | None => return false,
    };
    let place = match draft.sheets[sheet].get(at.0, at.1).and_then(Content::formula) {
        Some(formula) => {
            let range = draft.listing.add_text(draft.sheets[sheet].place(at), &format!("={formula}"));
            draft.listing.span(&range)
        }
        None => draft.place(sheet, at),
    };
    draft.fault(finding.mark(&place, ""));
    true
}

/// Puts the value of a field.
fn field(draft: &mut Draft<'_>, row: &FieldRow<'_>) {
    let FieldRow { sheet, field, value: at, .. } = *row;
    let text = draft.sheets[sheet].text(at.0, at.1);
    let value = match field.kind {
        FieldKind::List(_) if text == OMITTED => Raw::List(Vec::new()),
        FieldKind::Part if text == OMITTED => Raw::Flag(false),
        FieldKind::Part if text == GENERATED => Raw::Flag(true),
        FieldKind::Choice(choice) => {
            let word = choice.words.iter().find(|(word, _)| *word == text);
            Raw::Text(word.map_or(text, |(_, key)| key).to_owned())
        }
        FieldKind::Flag | FieldKind::Year => Raw::Text(text.to_owned()),
        FieldKind::Figure(kind) => match converted::figure(draft, sheet, (row.label, at), &field.label, kind) {
            Some(figure) => Raw::Text(figure),
            None => return,
        },
        FieldKind::List(_) => {
            let given = Given::text(text, draft.place(sheet, at));
            return draft.document.push(field, given);
        }
        FieldKind::Text | FieldKind::Prose | FieldKind::Joined(_) | FieldKind::Date | FieldKind::Part => {
            let given = draft.given(sheet, at);
            return draft.document.put(field, given);
        }
    };
    let given = Given::new(value, draft.place(sheet, at));
    draft.document.put(field, given);
}

/// Reports a label that is no field's.
fn unknown(draft: &mut Draft<'_>, sheet: usize, label_at: (u32, u32), value_at: (u32, u32), label: &str) {
    let (label_place, value_place) = (draft.place(sheet, label_at), draft.place(sheet, value_at));
    let told = if label.is_empty() {
        "这一行写了内容而没有写是什么项目".to_owned()
    } else {
        format!("没有“{label}”这一项")
    };
    let finding = Finding::new(&rules::UNKNOWN_FIELD, format!("{told}，没有读入。"))
        .mark(&label_place, "")
        .mark(&value_place, "");
    draft.fault(match closest(label, FIELDS.iter().map(|field| &*field.label)) {
        Some(close) => finding.hint(format!("是不是“{close}”？")),
        None => finding,
    });
}
