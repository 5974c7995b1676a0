//! Lists of labels and values, and small tables under a row of headings, wherever they stand.

use std::collections::BTreeSet;

use toml::de::{DeArray, DeTable, DeValue};

use super::document::Draft;
use super::labels::Dictionary;
use super::sheets::Sheet;
use crate::filing::{FIELDS, Field, FieldKind, GENERATED, OMITTED};
use crate::finding::Finding;
use crate::read::closest;
use crate::rule::workbook as rules;

/// Headings of a list of fields: what, and what is written.
pub const ITEM: &str = "项目";
/// The heading over what is written.
pub const VALUE: &str = "填写内容";

/// A table of which every row is an entry of a list.
pub struct ListTable {
    /// Where the entries go.
    pub path: &'static [&'static str],
    /// Its headings and the keys of what stands under them; an entry without the first is none.
    pub columns: &'static [(&'static str, &'static str)],
}

/// 信息处理费 by unit.
pub static FEE_UNITS: ListTable = ListTable {
    path: &["fee", "units"],
    columns: &[("收费单位", "unit"), ("收费件数", "cases"), ("收费金额（元）", "yuan")],
};
/// Findings that the agency stands by.
pub static ACCEPTED: ListTable = ListTable {
    path: &["accept"],
    columns: &[("认可的规则", "rule"), ("限于", "at"), ("认可的理由", "reason")],
};
/// Labels printed instead of the official ones.
pub static LABELS: ListTable = ListTable { path: &["labels"], columns: &[("标签的键", "key"), ("印成", "text")] };

/// Reads all lists of all sheets.
pub fn read(draft: &mut Draft<'_>) {
    let names = FIELDS.iter().flat_map(|field| {
        [field.label, field.path].into_iter().chain(field.aliases.iter().copied()).map(move |name| (name, field.path))
    });
    let names = Dictionary::new(names);
    for sheet in 0..draft.sheets.len() {
        let heads = heads(&draft.sheets[sheet], &[ITEM, VALUE]);
        for head in &heads {
            fields(draft, sheet, head, &names);
        }
        for list in [&FEE_UNITS, &ACCEPTED, &LABELS] {
            let headings: Vec<&str> = list.columns.iter().map(|(heading, _)| *heading).collect();
            for head in self::heads(&draft.sheets[sheet], &headings) {
                entries(draft, sheet, &head, list);
            }
        }
    }
    for sheet in 0..draft.sheets.len() {
        loose(draft, sheet);
    }
}

/// A row of headings: the row, and the column of each.
pub struct Head {
    /// The row.
    pub row: u32,
    /// The columns, in the order the headings were asked for; none for one that is not there.
    pub columns: Vec<Option<u32>>,
}

/// Every row of a sheet with the first two of some headings.
pub fn heads(sheet: &Sheet, headings: &[&str]) -> Vec<Head> {
    let plain = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
    let candidates: BTreeSet<u32> =
        sheet.cells().filter(|(_, _, content)| plain(content.text()) == headings[0]).map(|(row, ..)| row).collect();
    let head = |row: u32| {
        let column =
            |heading: &&str| sheet.row(row).find(|(_, content)| plain(content.text()) == **heading).map(|(c, _)| c);
        let columns: Vec<Option<u32>> = headings.iter().map(column).collect();
        (columns[0].is_some() && columns[1].is_some()).then_some(Head { row, columns })
    };
    candidates.into_iter().filter_map(head).collect()
}

/// The rows below a head: up to the next head, or until that many rows are empty.
pub fn below(sheet: &Sheet, head: &Head, gap: usize) -> Vec<u32> {
    let mut rows = Vec::new();
    let mut empty = 0;
    for row in head.row + 1..=sheet.last_row() {
        let written = |column: &Option<u32>| column.is_some_and(|column| !sheet.text(row, column).is_empty());
        if sheet.row(row).any(|(_, content)| HEADINGS.contains(&content.text().trim())) {
            // What stands alone right above the next head is its title.
            if rows.last().is_some_and(|last| *last + 1 == row && sheet.row(*last).count() == 1) {
                rows.pop();
            }
            break;
        }
        empty = if head.columns.iter().any(written) { 0 } else { empty + 1 };
        if empty >= gap {
            break;
        }
        rows.push(row);
    }
    rows
}

/// Empty rows inside a list that is filled in by rows.
pub const ROOM: usize = 12;

/// Headings by which the next list begins.
const HEADINGS: &[&str] = &[ITEM, "收费单位", "认可的规则", "标签的键", super::prose::HEADINGS[0]];

/// Reads a list of fields.
fn fields(draft: &mut Draft<'_>, sheet: usize, head: &Head, names: &Dictionary<&'static str>) {
    let (Some(label_column), Some(value_column)) = (head.columns[0], head.columns[1]) else { return };
    for row in below(&draft.sheets[sheet], head, 2) {
        let label = draft.sheets[sheet].text(row, label_column).to_owned();
        let value = draft.sheets[sheet].text(row, value_column).to_owned();
        if value.is_empty() {
            continue;
        }
        match names.find(&label) {
            [path] => field(draft, sheet, (row, value_column), path),
            _ => unknown(draft, sheet, (row, label_column), (row, value_column), &label),
        }
    }
}

/// Puts the value of a field.
fn field(draft: &mut Draft<'_>, sheet: usize, (row, column): (u32, u32), path: &str) {
    let Some(field) = Field::of(path) else { return };
    let text = draft.sheets[sheet].text(row, column).to_owned();
    let keys: Vec<&str> = path.split('.').collect();
    let at = draft.listing.add(&draft.sheets[sheet], row, column);
    match field.kind {
        FieldKind::List if text == OMITTED => draft.put_value(&keys, at, DeValue::Array(DeArray::new())),
        FieldKind::List => draft.push(&keys, at, DeValue::String(text.into())),
        FieldKind::Part if text == OMITTED => draft.put_value(&keys, at, DeValue::Boolean(false)),
        FieldKind::Part if text == GENERATED => draft.put_value(&keys, at, DeValue::Boolean(true)),
        FieldKind::Choice(words) => {
            let key = words.iter().find(|(word, _)| *word == text).map_or(text.as_str(), |(_, key)| key);
            draft.put_value(&keys, at, DeValue::String(key.to_owned().into()));
        }
        FieldKind::Year => {
            let year = text.trim_end_matches(['年', '度']).trim().to_owned();
            draft.put_value(&keys, at, DeValue::String(year.into()));
        }
        FieldKind::Count | FieldKind::Yuan => {
            let number: String =
                text.trim_end_matches(['件', '元']).chars().filter(|c| !c.is_whitespace() && *c != ',').collect();
            draft.put_value(&keys, at, DeValue::String(number.into()));
        }
        FieldKind::Text | FieldKind::Date | FieldKind::Part => draft.put(&keys, at),
    }
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
    draft.fault(match closest(label, FIELDS.iter().map(|field| field.label)) {
        Some(close) => finding.hint(format!("是不是“{close}”？")),
        None => finding,
    });
}

/// Reads the entries of a list.
fn entries(draft: &mut Draft<'_>, sheet: usize, head: &Head, list: &ListTable) {
    for row in below(&draft.sheets[sheet], head, ROOM) {
        let mut entry = DeTable::new();
        let mut whole: Option<std::ops::Range<usize>> = None;
        for ((_, key), column) in list.columns.iter().zip(&head.columns) {
            let Some(column) = column.filter(|column| !draft.sheets[sheet].text(row, *column).is_empty()) else {
                continue;
            };
            let at = draft.listing.add(&draft.sheets[sheet], row, column);
            let text = draft.listing.text(&at).trim().to_owned();
            whole = Some(whole.map_or(at.clone(), |whole| whole.start..at.end));
            entry.insert(
                toml::Spanned::new(at.clone(), (*key).into()),
                toml::Spanned::new(at, DeValue::String(text.into())),
            );
        }
        let Some(whole) = whole else { continue };
        if list.path == LABELS.path {
            let text =
                |key: &str| entry.get(key).and_then(|item| item.get_ref().as_str()).unwrap_or_default().to_owned();
            draft.put_value(&["labels", &text("key")], whole, DeValue::String(text("text").into()));
        } else {
            draft.push(list.path, whole, DeValue::Table(entry));
        }
    }
}

/// Reads what a bare workbook says of itself beside its tables: `填报单位：…`, or the report's title above them.
fn loose(draft: &mut Draft<'_>, sheet: usize) {
    let name = Field::of("agency.name");
    let labels: Vec<&str> =
        name.iter().flat_map(|field| std::iter::once(field.label).chain(field.aliases.iter().copied())).collect();
    let cells: Vec<(u32, u32, String)> = draft.sheets[sheet]
        .cells()
        .map(|(row, column, content)| (row, column, content.text().trim().to_owned()))
        .collect();
    for (row, column, text) in cells.into_iter().filter(|(_, _, text)| text.chars().count() < 100) {
        let labelled = text.split_once(['：', ':']).filter(|(label, _)| labels.contains(&label.trim()));
        if let Some((_, name)) = labelled.filter(|(_, name)| !name.trim().is_empty() && !draft.has(&["agency", "name"]))
        {
            let at = draft.listing.add_text(&draft.sheets[sheet].name.clone(), row, column, &text);
            let name = name.trim().to_owned();
            draft.put_value(&["agency", "name"], at, DeValue::String(name.into()));
        }
        if let Some((agency, year)) = title(&text) {
            let at = draft.listing.add(&draft.sheets[sheet], row, column);
            if !draft.has(&["agency", "name"]) && !agency.is_empty() {
                draft.put_value(&["agency", "name"], at.clone(), DeValue::String(agency.into()));
            }
            if !draft.has(&["year"]) {
                draft.put_value(&["year"], at, DeValue::String(year.into()));
            }
        }
    }
}

/// Agency and year of a title like `示例市财政局2025年政府信息公开工作年度报告`.
fn title(text: &str) -> Option<(String, String)> {
    let text: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    let (before, after) = text.split_once('年')?;
    let split = before.len().checked_sub(4)?;
    let year = before.get(split..).filter(|year| year.starts_with("20") && year.bytes().all(|b| b.is_ascii_digit()))?;
    let after = after.strip_prefix('度').unwrap_or(after);
    let sound = after.starts_with("政府信息公开") && after.contains("年度报告") && !after.contains('。');
    sound.then(|| (before[..split].to_owned(), year.to_owned()))
}
