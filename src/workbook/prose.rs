//! The sheet of prose: a row a paragraph or a section.

use std::collections::BTreeMap;

use super::draft::{At, Draft};
use super::heads::{HeadingRow, PROSE_ROOM, begins_prose, below, is_head_again, prose_heads};
use super::labels::Dictionary;
use super::overrun::Overrun;
use super::particulars::{is_unusable, same, twice};
use super::prose_places::{ProsePosition, Target, spelled, targets};
use super::sheets::Sheet;
use super::slots::TextSlots;
use super::tables;
use super::words::PARAGRAPHS;
use crate::document::{Extra, Given, Words};
use crate::filing::Group;
use crate::finding::Finding;
use crate::form::Form;
use crate::rule::{Severity, workbook as rules};
use crate::spelling::closest;

/// The path of what is written at a place; none of what has no path of its own.
fn path(form: &Form, target: Target) -> Option<String> {
    let Target::Section(number, position) = target else { return None };
    let part = match position {
        ProsePosition::Before => "before",
        ProsePosition::After => "after",
        ProsePosition::Text => "text",
    };
    Some(format!("sections.{}.{part}", form.sections[number].key))
}

/// The cells of sections of one's own: of the names, the titles and the texts of their rows, with what stands there.
#[derive(Default)]
struct OwnSlots(BTreeMap<(Target, usize), [TextSlots; 3]>);

impl OwnSlots {
    /// Notes the cells of a row, where it is of a section of one's own.
    fn note(&mut self, (sheet, row): (&Sheet, u32), columns: [Option<u32>; 3], key: (Target, usize)) {
        if matches!(key.0, Target::Extra(_)) {
            let slot = |column: u32| (sheet.place((row, column)), sheet.text(row, column).to_owned());
            let known = self.0.entry(key).or_default();
            known.iter_mut().zip(columns).for_each(|(slots, column)| slots.extend(column.map(slot)));
        }
    }

    /// The cells of a section by their paths, by its number in the document.
    fn of(&mut self, key: (Target, usize), number: usize) -> impl Iterator<Item = (String, TextSlots)> {
        let slots = self.0.remove(&key).unwrap_or_default();
        let parts = ["name", "title", "text"].map(|part| extra_path(number, part));
        parts.into_iter().zip(slots)
    }
}

/// The path of a part of a section of one's own, by the number of the section in the document.
pub(super) fn extra_path(number: usize, part: &str) -> String {
    format!("extra.{number}.{part}")
}

/// What a section of one's own is called in the first column, by the key of the official one it stands after.
pub(super) fn extra_called(form: &Form, after: &str) -> Option<String> {
    let number = form.sections.iter().position(|section| section.key == after)?;
    Some(Target::Extra(number).name(form))
}

/// What a place for prose is called, by the path of what is written there.
pub(super) fn called(form: &Form, wanted: &str) -> Option<String> {
    let is_wanted = |target: Target| path(form, target).is_some_and(|path| path == wanted);
    targets(form).into_iter().find(|(_, target)| is_wanted(*target)).map(|(name, _)| name)
}

/// The rows of one piece of prose so far.
#[derive(Default)]
pub(super) struct Piece {
    /// The cells of its paragraphs.
    pub rows: Vec<(u32, u32)>,
    /// The cell of its own title.
    pub title: Option<(u32, u32)>,
    /// The cell that names a file instead.
    pub file: Option<(u32, u32)>,
}

/// Reads every sheet of prose.
pub(super) fn read(draft: &mut Draft<'_>, form: &Form) {
    let targets = targets(form);
    // 表前 and 表后 are notes to the eye; here they tell two places apart.
    let called: Vec<(String, Target)> = targets.iter().map(|(name, target)| (spelled(name), *target)).collect();
    let names = Dictionary::new(called.iter().map(|(name, target)| (name.as_str(), *target)));
    let is_place = |name: &str| !names.find(&spelled(name)).is_empty();
    let of_sheet = |sheet: usize| prose_heads(&draft.sheets[sheet], &draft.lists, is_place);
    let heads = draft.order().into_iter().flat_map(|sheet| of_sheet(sheet).into_iter().map(move |head| (sheet, head)));
    let heads: Vec<(usize, HeadingRow)> = heads.collect();
    let is_shown = heads.iter().any(|(sheet, _)| draft.sheets[*sheet].visible);
    let mut before = Before::new();
    for (sheet, head) in &heads {
        head.columns.iter().flatten().for_each(|column| draft.know(*sheet, (head.row, *column)));
        if is_shown && !draft.sheets[*sheet].visible {
            pass_over(draft, *sheet, head);
        } else {
            rows(draft, *sheet, head, form, &names, &mut before);
        }
    }
}

/// Notes the cells of a text as those where it can be changed.
pub(super) fn put_slots(draft: &mut Draft<'_>, sheet: usize, form: &Form, target: Target, cells: &[At]) {
    if let Some(path) = path(form, target) {
        let source = &draft.sheets[sheet];
        let slots = cells.iter().map(|at| (source.place(*at), source.text(at.0, at.1).to_owned()));
        draft.slots.prose.insert(path, slots.collect());
    }
}

/// The cells of each piece of prose that has been put.
type Before = BTreeMap<(Target, usize), Put>;

/// A piece that has been put: its sheet, and its first cell with what it says in all.
struct Put {
    sheet: usize,
    at: At,
    text: String,
}

/// Leaves out a hidden sheet of prose.
fn pass_over(draft: &mut Draft<'_>, sheet: usize, head: &HeadingRow) {
    for row in below(&draft.sheets[sheet], head, PROSE_ROOM, &draft.lists) {
        let columns = head.columns.iter().skip(1).flatten();
        draft.hidden.extend(columns.map(|column| (sheet, row, *column)));
        head.columns[0].into_iter().for_each(|column| draft.know(sheet, (row, column)));
    }
}

/// The rows below a head, without those that are the head again.
fn lines(draft: &mut Draft<'_>, sheet: usize, head: &HeadingRow) -> Vec<u32> {
    let source = &draft.sheets[sheet];
    let lines = below(source, head, PROSE_ROOM, &draft.lists);
    if !head.is_of_fields {
        draft.slots.list(source, head, &PARAGRAPHS, &lines);
    }
    let (heads, lines): (Vec<u32>, Vec<u32>) = lines.into_iter().partition(|row| is_head_again(source, head, *row));
    for row in heads {
        head.columns.iter().flatten().for_each(|column| draft.know(sheet, (row, *column)));
    }
    lines
}

/// Reads the rows below a head.
fn rows(
    draft: &mut Draft<'_>,
    sheet: usize,
    head: &HeadingRow,
    form: &Form,
    names: &Dictionary<Target>,
    before: &mut Before,
) {
    let [Some(place), title, text] = head.columns[..] else { return };
    let Some(text) = text.or(title) else { return };
    let title = title.filter(|title| *title != text);
    let mut pieces: BTreeMap<(Target, usize), Piece> = BTreeMap::new();
    let mut current: Option<(Target, usize)> = None;
    let mut overrun = Overrun::default();
    let mut own = OwnSlots::default();
    let mut unknown = UnknownRows::default();
    for row in lines(draft, sheet, head) {
        let source = &draft.sheets[sheet];
        let written = |column: u32| source.is_filled(row, column);
        let name = source.text(row, place);
        // A title stands beside the name of its section; elsewhere it is of nothing, which is told.
        let titled = !name.is_empty() && title.is_some_and(written);
        if !name.is_empty() {
            let is_known = !names.find(&spelled(name)).is_empty();
            overrun.label(row, name, is_known && written(text) && !titled, current.is_some());
            // Among fields the name of a section may stand over its table.
            let is_begun = !head.is_of_fields || begins_prose(source, head, row);
            current = meant(names.find(&spelled(name)), titled, &pieces).filter(|_| is_begun);
        }
        // A name that is none of a place, with nothing beside it, is somebody's note.
        let is_place = name.is_empty() || !names.find(&spelled(name)).is_empty();
        if current.is_some() || !head.is_of_fields && !written(text) && !titled && is_place {
            draft.know(sheet, (row, place));
        }
        let Some(current) = current else {
            unknown.note(!head.is_of_fields && (written(text) || titled), !name.is_empty(), (row, place), (row, text));
            continue;
        };
        own.note((source, row), [Some(place), title, Some(text)], current);
        if let Some(path) = path(form, current.0) {
            let slot = (source.place((row, text)), source.text(row, text).to_owned());
            draft.slots.prose.entry(path).or_default().push(slot);
        }
        if !written(text) && !titled || is_unusable(draft, sheet, (row, text), PARAGRAPHS[2]) {
            continue;
        }
        overrun.fill(row);
        let piece = pieces.entry(current).or_default();
        piece.title = piece.title.or(title.filter(|_| titled).map(|title| (row, title)));
        if is_file(source.text(row, text)) {
            piece.file = piece.file.or(Some((row, text)));
        } else if written(text) {
            piece.rows.push((row, text));
            if source.is_typed(row, text) {
                as_text(draft, sheet, (row, text));
            }
        }
    }
    overrun.tell(draft, sheet, place, text);
    let filled = pieces.values().flat_map(|piece| piece.rows.iter().map(|(row, _)| *row)).collect();
    tables::tell(draft, sheet, (head.row, text), &filled);
    unknown.tell(draft, sheet, form);
    for (key, piece) in pieces {
        if is_new(draft, sheet, form, key, &piece, before) {
            let number = draft.document.extra.len();
            put(draft, sheet, form, key.0, &piece);
            if draft.document.extra.len() > number {
                draft.slots.prose.extend(own.of(key, number));
            }
        }
    }
}

/// The piece that a name in the first column begins or goes on with; none where no place is called so.
fn meant(found: &[Target], titled: bool, pieces: &BTreeMap<(Target, usize), Piece>) -> Option<(Target, usize)> {
    match found {
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
    }
}

/// Whether a piece of prose has not been put from another sheet; one that has other words there is reported.
fn is_new(
    draft: &mut Draft<'_>,
    sheet: usize,
    form: &Form,
    key: (Target, usize),
    piece: &Piece,
    before: &mut Before,
) -> bool {
    let cells: Vec<At> = piece.title.iter().chain(&piece.file).chain(&piece.rows).copied().collect();
    let text = cells.iter().map(|at| draft.sheets[sheet].text(at.0, at.1)).collect::<Vec<_>>().join("\n");
    let Some(at) = cells.first().copied() else { return false };
    let Some(other) = before.get(&key) else {
        before.insert(key, Put { sheet, at, text });
        return true;
    };
    if same(&other.text, &text) {
        cells.into_iter().for_each(|at| draft.know(sheet, at));
    } else {
        let what = format!("“{}”", key.0.name(form));
        twice(draft, &what, (other.sheet, other.at), (sheet, at), "sections");
        cells.into_iter().for_each(|at| draft.know(sheet, at));
    }
    false
}

/// Puts a piece of prose where it belongs; what is there is kept.
pub(super) fn put(draft: &mut Draft<'_>, sheet: usize, form: &Form, target: Target, piece: &Piece) {
    let source = &draft.sheets[sheet];
    let cells: Vec<_> = piece.rows.iter().map(|(row, column)| (source, *row, *column)).collect();
    let text = (!cells.is_empty()).then(|| {
        let range = draft.listing.add_paragraphs(&cells);
        Given::text(draft.listing.text(&range), draft.listing.span(&range))
    });
    let title = piece.title.map(|at| draft.given(sheet, at));
    let file = piece.file.map(|at| draft.given(sheet, at));
    match target {
        Target::Preface => {
            if let Some(text) = text {
                draft.document.begin(&Group::Preface, &text.at);
                draft.document.preface.get_or_insert(text);
            }
        }
        Target::Section(number, part) => {
            let words = draft.document.sections.entry(number).or_default();
            let slot = match part {
                ProsePosition::Before => &mut words.before,
                ProsePosition::After => &mut words.after,
                ProsePosition::Text => &mut words.text,
            };
            for (slot, given) in [(slot, text), (&mut words.title, title), (&mut words.file, file)] {
                *slot = slot.take().or(given);
            }
        }
        Target::Extra(number) => {
            let Some(at) = [&title, &text, &file].into_iter().flatten().next().map(|given| given.at.clone()) else {
                return;
            };
            let after = Some(Given::text(form.sections[number].key.clone(), at.clone()));
            let words = Words { title, text, file, ..Words::default() };
            draft.document.extra.push(Extra { at, after, words });
        }
    }
}

/// Tells a number, a day, a time, or a yes or no among prose: what is printed of it is not what is seen in its cell.
fn as_text(draft: &mut Draft<'_>, sheet: usize, at: At) {
    let (called, text) = (draft.call(sheet, at), draft.sheets[sheet].text(at.0, at.1).to_owned());
    let message = format!("{called} 是数、日期、时间或者 TRUE/FALSE，不是文字，印成“{text}”。");
    let place = draft.place(sheet, at);
    let finding = Finding::new(&rules::SHOWN_OTHERWISE, message).severity(Severity::Warning).mark(&place, "");
    draft.fault(finding.hint("把单元格的格式改为“文本”，照要印的样子重新填"));
}

/// Whether a cell names a Markdown file instead of holding the prose.
fn is_file(text: &str) -> bool {
    let name = text.trim();
    name.ends_with(".md") && !name.contains(['\n', ' ', '，', '。', '#']) && name.chars().count() < 100
}

/// Rows of prose that say no known place, each time the cell of a name with those of the texts below it.
#[derive(Default)]
struct UnknownRows(Vec<(At, Vec<At>)>);

impl UnknownRows {
    /// Notes a row where something stands in it; one without a name goes on with those above it.
    fn note(&mut self, says: bool, is_named: bool, name: At, text: At) {
        if !says {
            return;
        }
        match self.0.last_mut().filter(|_| !is_named) {
            Some((_, texts)) => texts.push(text),
            None => self.0.push((name, vec![text])),
        }
    }

    /// Tells them, those under one name in one finding.
    fn tell(self, draft: &mut Draft<'_>, sheet: usize, form: &Form) {
        let known = targets(form);
        for (name_at, texts) in self.0 {
            let name = draft.sheets[sheet].text(name_at.0, name_at.1).to_owned();
            let told = match name.is_empty() {
                true => "这段文字没有写明栏目".to_owned(),
                false => format!("没有“{name}”这个栏目"),
            };
            let below = match texts.len() {
                1 => String::new(),
                count => format!("，从 {} 起的 {count} 段", draft.call(sheet, texts[0])),
            };
            let finding = Finding::new(&rules::UNKNOWN_FIELD, format!("正文：{told}{below}，没有读入。"));
            let places = [Some(&name_at), texts.first(), texts.get(1..).and_then(<[At]>::last)];
            let finding =
                places.into_iter().flatten().fold(finding, |finding, at| finding.mark(&draft.place(sheet, *at), ""));
            draft.fault(match closest(&name, known.iter().map(|(name, _)| name.as_str())) {
                Some(close) => finding.hint(format!("是不是“{close}”？栏目照“正文”表里的写法")),
                None => finding.hint("栏目照“正文”表里的写法"),
            });
            texts.into_iter().chain([name_at]).for_each(|at| draft.know(sheet, at));
        }
    }
}
