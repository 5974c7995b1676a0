//! The sheet of prose: a row a paragraph or a section.

use std::collections::BTreeMap;
use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::document::Draft;
use super::labels::Dictionary;
use super::lists::{Head, ROOM, below, heads};
use crate::finding::Finding;
use crate::form::Form;
use crate::prose::ordinal;
use crate::rule::workbook as rules;

/// The headings of the sheet.
pub const HEADINGS: &[&str] = &["栏目", "标题", "正文"];
/// What the preface is called.
pub const PREFACE: &str = "引言";
/// What stands behind a section's name for prose before its table.
pub const BEFORE: &str = "（表前）";
/// What stands behind a section's name for prose after its table.
pub const AFTER: &str = "（表后）";
/// What stands before a section's name for a section of one's own after it.
pub const EXTRA: &str = "增设于其后：";

/// Where a row of prose goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Target {
    /// The preface.
    Preface,
    /// A section: its number, and before or after its table.
    Section(usize, &'static str),
    /// A section of one's own after the section of that number.
    Extra(usize),
}

/// What a section is called on the sheet.
pub fn section_name(form: &Form, section: usize) -> String {
    format!("{}、{}", ordinal(section + 1), form.sections[section].title)
}

/// All names of places for prose, in the order of the report.
fn targets(form: &Form) -> Vec<(String, Target)> {
    let mut targets = vec![(PREFACE.to_owned(), Target::Preface)];
    for (number, section) in form.sections.iter().enumerate() {
        let name = section_name(form, number);
        if section.table.is_some() {
            targets.push((format!("{name}{BEFORE}"), Target::Section(number, "before")));
            targets.push((format!("{name}{AFTER}"), Target::Section(number, "after")));
        }
        targets.push((format!("{EXTRA}{name}"), Target::Extra(number)));
        targets.push((name, Target::Section(number, "text")));
    }
    targets
}

/// The rows of one piece of prose so far.
#[derive(Default)]
struct Piece {
    rows: Vec<(u32, u32)>,
    title: Option<(u32, u32)>,
    file: Option<(u32, u32)>,
}

/// Reads every sheet of prose.
pub fn read(draft: &mut Draft<'_>, form: &Form) {
    let targets = targets(form);
    // 表前 and 表后 are notes to the eye; here they tell two places apart.
    let spelled: Vec<(String, Target)> = targets.iter().map(|(name, target)| (spelled(name), *target)).collect();
    let names = Dictionary::new(spelled.iter().map(|(name, target)| (name.as_str(), *target)));
    for sheet in 0..draft.sheets.len() {
        for head in heads(&draft.sheets[sheet], HEADINGS) {
            rows(draft, sheet, &head, form, &names);
        }
    }
}

/// A name whose bracketed ending counts.
fn spelled(name: &str) -> String {
    name.trim().replace(BEFORE, "表前").replace(AFTER, "表后").replace("(表前)", "表前").replace("(表后)", "表后")
}

/// Reads the rows below a head.
fn rows(draft: &mut Draft<'_>, sheet: usize, head: &Head, form: &Form, names: &Dictionary<Target>) {
    let [Some(place), title, text] = head.columns[..] else { return };
    let Some(text) = text.or(title) else { return };
    let title = title.filter(|title| *title != text);
    let mut pieces: BTreeMap<(Target, usize), Piece> = BTreeMap::new();
    let mut current: Option<(Target, usize)> = None;
    for row in below(&draft.sheets[sheet], head, ROOM) {
        let source = &draft.sheets[sheet];
        let written = |column: u32| !source.text(row, column).is_empty();
        let name = source.text(row, place);
        let titled = title.is_some_and(written);
        if !name.is_empty() {
            current = match names.find(&spelled(name)) {
                [Target::Extra(number)] if titled => {
                    let count = pieces.keys().filter(|(target, _)| matches!(target, Target::Extra(_))).count();
                    Some((Target::Extra(*number), count))
                }
                [Target::Extra(number)] => {
                    let last = pieces.keys().rev().find(|(target, _)| *target == Target::Extra(*number));
                    Some(*last.unwrap_or(&(Target::Extra(*number), pieces.len())))
                }
                [target] => Some((*target, 0)),
                _ => None,
            };
        }
        let Some(current) = current else {
            if written(text) || titled {
                unknown(draft, sheet, (row, place), (row, text));
            }
            continue;
        };
        if !written(text) && !titled {
            continue;
        }
        let piece = pieces.entry(current).or_default();
        piece.title = piece.title.or(title.filter(|_| titled).map(|title| (row, title)));
        if is_file(source.text(row, text)) {
            piece.file = piece.file.or(Some((row, text)));
        } else if written(text) {
            piece.rows.push((row, text));
        }
    }
    for ((target, _), piece) in pieces {
        put(draft, sheet, form, target, &piece);
    }
}

/// Puts a piece of prose where it belongs.
fn put(draft: &mut Draft<'_>, sheet: usize, form: &Form, target: Target, piece: &Piece) {
    let source = &draft.sheets[sheet];
    let cells: Vec<_> = piece.rows.iter().map(|(row, column)| (source, *row, *column)).collect();
    let text = (!cells.is_empty()).then(|| draft.listing.add_paragraphs(&cells));
    let title = piece.title.map(|(row, column)| draft.listing.add(source, row, column));
    let file = piece.file.map(|(row, column)| draft.listing.add(source, row, column));
    match target {
        Target::Preface => {
            if let Some(at) = text {
                draft.put(&["preface", "text"], at);
            }
        }
        Target::Section(number, part) => {
            let key = form.sections[number].key.as_str();
            let parts = [(part, text), ("title", title), ("file", file)];
            for (part, at) in parts.into_iter().filter_map(|(part, at)| Some((part, at?))) {
                draft.put(&["sections", key, part], at);
            }
        }
        Target::Extra(number) => {
            let mut entry = DeTable::new();
            let whole = [&title, &text, &file].into_iter().flatten().next().cloned().unwrap_or(0..0);
            let mut insert = |key: &'static str, at: Range<usize>, value: String| {
                entry.insert(Spanned::new(at.clone(), key.into()), Spanned::new(at, DeValue::String(value.into())));
            };
            insert("after", whole.clone(), form.sections[number].key.clone());
            for (key, at) in [("title", title), ("text", text), ("file", file)] {
                if let Some(at) = at {
                    let value = draft.listing.text(&at).to_owned();
                    insert(key, at, value);
                }
            }
            draft.push(&["extra"], whole, DeValue::Table(entry));
        }
    }
}

/// Whether a cell names a Markdown file instead of holding the prose.
fn is_file(text: &str) -> bool {
    let name = text.trim();
    name.ends_with(".md") && !name.contains(['\n', ' ', '，', '。', '#']) && name.chars().count() < 100
}

/// Reports prose in a row that says no known place.
fn unknown(draft: &mut Draft<'_>, sheet: usize, name_at: (u32, u32), text_at: (u32, u32)) {
    let name = draft.sheets[sheet].text(name_at.0, name_at.1).to_owned();
    let (name_place, text_place) = (draft.place(sheet, name_at), draft.place(sheet, text_at));
    let told = if name.is_empty() {
        "这段文字没有写明栏目".to_owned()
    } else {
        format!("没有“{name}”这个栏目")
    };
    let finding = Finding::new(&rules::UNKNOWN_FIELD, format!("正文：{told}，没有读入。"));
    draft.fault(finding.mark(&name_place, "").mark(&text_place, "").hint("栏目照“正文”表里的写法，如“一、总体情况”"));
}
