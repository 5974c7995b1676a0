//! Words in brackets behind the labels of rows and columns, which the official labels do not have: those of a report that
//! was published are its labels, those of a workbook are told.

use std::collections::BTreeSet;

use super::draft::{At, Draft};
use super::locate::{FoundTable, SheetWords};
use super::names::TableNames;
use super::units::are_units;
use crate::characters::is_ideograph;
use crate::document::{Given, ListRecord, Spelling};
use crate::filing::LABELS;
use crate::finding::Finding;
use crate::form::{Variants, notes};
use crate::rule::workbook as rules;

/// Labels that one finding names.
const MOST_NAMED: usize = 6;

/// Rows of heads of groups above the columns of a table.
const GROUP_ROWS: u32 = 3;

/// What such words say when they only tell how to fill in: `（自动计算）`, `（保留4位小数）`.
const OF_FILLING: [&str; 4] = ["填", "自动", "合计", "小数"];

/// Takes what stands behind the labels of some tables.
pub(super) fn take(draft: &mut Draft<'_>, names: &[TableNames<'_>], found: &[FoundTable], words: &[SheetWords]) {
    let is_published = draft.document.spelling == Spelling::Published;
    let mut untaken = BTreeSet::new();
    for found in found {
        let names = &names[found.table];
        // Heads of groups of columns stand above those of the columns.
        let rows = found.extent.0.saturating_sub(GROUP_ROWS)..=found.extent.1;
        let of_groups =
            words[found.sheet].iter().filter(|((row, _), word)| rows.contains(row) && names.meaning(word).is_some());
        let labels: BTreeSet<At> =
            found.heads.values().chain(&found.stubs).chain(of_groups.map(|(at, _)| at)).copied().collect();
        let is_told = |at: &At| says_more(names, draft.sheets[found.sheet].text(at.0, at.1), is_published);
        for at in labels.into_iter().filter(is_told).collect::<Vec<_>>() {
            if !(is_published && put(draft, names, found.sheet, at)) {
                untaken.insert((found.sheet, at));
            }
        }
    }
    tell(draft, &untaken);
}

/// Whether a label has words behind it which no official one has.
///
/// Units say nothing of what is counted, and in what is still filled in neither does what tells how to fill it in.
fn says_more(names: &TableNames<'_>, label: &str, is_published: bool) -> bool {
    let is_known = |note: &str| names.notes.iter().any(|own| own.contains(note));
    let is_unit = |note: &str| are_units(note.trim_start_matches("单位").trim_start_matches("人民币"));
    let is_of_filling = |note: &str| !is_published && OF_FILLING.iter().any(|word| note.contains(word));
    let says_more =
        |note: &String| note.chars().any(is_ideograph) && !(is_unit(note) || is_known(note) || is_of_filling(note));
    notes(label).iter().any(says_more)
}

/// Lets a label of a published report be printed as it was, where it can be no other's.
fn put(draft: &mut Draft<'_>, names: &TableNames<'_>, sheet: usize, at: At) -> bool {
    let text = draft.sheets[sheet].text(at.0, at.1).replace('\n', "");
    let Some(written) = Variants::of_written(&text) else { return false };
    let slots = names.form.grid(names.table).parts.iter().flat_map(|part| part.slots());
    let keys: BTreeSet<&str> =
        slots.filter(|slot| Variants::of(&slot.label).is_like(&written)).map(|slot| slot.key.as_str()).collect();
    let (Some(key), 1) = (keys.first().copied(), keys.len()) else { return false };
    let place = draft.place(sheet, at);
    let values = [("key", key.to_owned()), ("text", text)];
    let values = values.map(|(column, text)| (column.to_owned(), Given::text(text, place.clone())));
    draft.document.add(&LABELS, ListRecord { at: place, values: values.to_vec() });
    true
}

/// Tells labels whose words in brackets are not printed, all in one finding.
fn tell(draft: &mut Draft<'_>, labels: &BTreeSet<(usize, At)>) {
    if labels.is_empty() {
        return;
    }
    let named = labels.iter().take(MOST_NAMED).map(|(sheet, at)| {
        let text = draft.sheets[*sheet].text(at.0, at.1).replace('\n', "");
        format!("{}“{text}”", draft.call(*sheet, *at))
    });
    let more = if labels.len() > MOST_NAMED { "等" } else { "" };
    let named = named.collect::<Vec<_>>().join("、");
    let message = format!("有 {} 个行名、列名后面括号里的话没有印：{named}{more}；印的是格式的名称。", labels.len());
    let hint = "要照这样印的，写进“标签”（工作簿在“高级”表）；数的说明可以写在数后的括号里";
    let mut finding = Finding::new(&rules::UNUSED_CELLS, message).hint(hint);
    for (sheet, at) in labels.iter().take(MOST_NAMED) {
        finding = finding.mark(&draft.place(*sheet, *at), "");
    }
    draft.fault(finding);
}
