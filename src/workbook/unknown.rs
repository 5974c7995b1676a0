//! Findings for rows and columns that a table has beyond the form's.

use super::draft::{At, Draft};
use super::locate::FoundTable;
use super::names::all;
use super::subtotals::alike;
use super::words::{COMPARED, OF_LAST_YEAR, PART};
use crate::characters::plain;
use crate::filing::YEARS;
use crate::finding::Finding;
use crate::form::{Form, InputLine, Node, Variants, brief};
use crate::rule::{Severity, workbook as rules};

/// Texts of cells that are quoted.
const QUOTED: usize = 3;

/// Reports figures in a row whose label is none of the form's.
pub(super) fn row(draft: &mut Draft<'_>, form: &Form, found: &FoundTable, label: Option<(At, String)>, cells: &[At]) {
    let table = &form.tables[found.table].label;
    let Some((label_at, label)) = label else {
        let message = format!("{table}：这一行有数（{}）而没有名称，没有读入。", quoted(draft, found, cells, ""));
        let finding = Finding::new(&rules::UNKNOWN_ROW, message);
        let finding = marked(draft, found, finding, cells);
        return draft.fault(finding);
    };
    let of_table = |line: &&InputLine| line.cells().next().is_some_and(|id| form.cell(id).table == found.table);
    let is_there = |line: &&InputLine| line.cells().any(|id| found.places.contains_key(&id));
    let (there, absent): (Vec<_>, Vec<_>) = form.lines.iter().filter(of_table).partition(is_there);
    let names: Vec<&str> = absent.iter().map(|line| line.label.as_str()).collect();
    let is_again = there.iter().any(|line| is_called(&line.label, &label));
    let message = match is_again {
        true => format!("{table}：“{label}”写了两行，后一行没有读入。"),
        false => format!("{table}：格式里没有“{label}”这一行，没有读入。"),
    };
    let finding = Finding::new(&rules::UNKNOWN_ROW, message).mark(&draft.place(found.sheet, label_at), "");
    let finding = marked(draft, found, finding, cells);
    if is_again {
        return draft.fault(finding.hint("多复制的一行删去；两行的数都要报的，加在一起写在一行里"));
    }
    // A part of a row above is in its figures already.
    if label.trim_start().starts_with(PART) {
        let hint = "格式没有这一行，不印；要印的写在上一行的数后的括号里，或写进“正文”";
        return draft.fault(finding.severity(Severity::Warning).hint(hint));
    }
    if names.is_empty() && is_set_beside(draft, found, &label, cells) {
        return draft.fault(finding.severity(Severity::Warning).hint(BESIDE));
    }
    if let Some(hint) = of_another_year(draft, "行名", &label) {
        return draft.fault(finding.hint(hint));
    }
    draft.fault(match nearest(&names, &label) {
        Some(name) => finding.hint(format!("是不是“{name}”？照格式改正名称，或删去这一行")),
        None => finding,
    });
}

/// Whether a label is a spelling of what a line of the form is called.
fn is_called(name: &str, label: &str) -> bool {
    Variants::of_written(label).is_some_and(|label| Variants::of(name).is_like(&label))
}

/// Reports figures of a column that no head of the form says.
pub(super) fn column(
    draft: &mut Draft<'_>,
    form: &Form,
    found: &FoundTable,
    block: usize,
    head: Option<(At, String)>,
    cells: &[At],
) {
    let table = &form.tables[found.table];
    let more = if cells.len() > QUOTED { format!("等 {} 格", cells.len()) } else { String::new() };
    let told = quoted(draft, found, cells, &more);
    let Some((head_at, head)) = head else {
        let message = format!("{}：{told}上面没有认得出的列名，没有读入。", table.label);
        let finding = Finding::new(&rules::UNKNOWN_COLUMN, message);
        let finding = marked(draft, found, finding, cells);
        return draft.fault(finding);
    };
    let leaves: Vec<&Node> = table.blocks[block].columns.iter().flat_map(Node::leaves).collect();
    let has = |leaf: &usize| found.heads.contains_key(&(block, *leaf));
    let open = (0..leaves.len()).filter(|leaf| !has(leaf));
    let names: Vec<&str> = open.map(|leaf| leaves[leaf].label.as_str()).collect();
    let message = format!("{}：格式里没有“{head}”这一列，{told}没有读入。", table.label);
    let finding = Finding::new(&rules::UNKNOWN_COLUMN, message).mark(&draft.place(found.sheet, head_at), "");
    let finding = marked(draft, found, finding, cells);
    if names.is_empty() && is_set_beside(draft, found, &head, cells) {
        return draft.fault(finding.severity(Severity::Warning).hint(BESIDE));
    }
    if let Some(hint) = of_another_year(draft, "列名", &head) {
        return draft.fault(finding.hint(hint));
    }
    if names.iter().any(|name| is_called(name, &head))
        && let Some(hint) = of_group(draft, found, &table.blocks[block].columns, head_at)
    {
        return draft.fault(finding.hint(hint));
    }
    // Of a single column that is not there it is told what it may be, however unlike its name.
    let name = nearest(&names, &head).or(names.first().copied().filter(|_| names.len() == 1));
    draft.fault(match name {
        Some(name) => finding.hint(format!("是不是“{}”？照格式改正列名，或清除这一列", brief(name))),
        None => finding,
    });
}

/// What to do with a column that has its name and is not known for the name of the group above it.
fn of_group(draft: &Draft<'_>, found: &FoundTable, columns: &[Node], head: At) -> Option<String> {
    const ABOVE: u32 = 3;
    let sheet = &draft.sheets[found.sheet];
    let over = |row: u32| sheet.row(row).filter(|(column, _)| *column <= head.1).last();
    let written = (head.0.saturating_sub(ABOVE)..head.0).rev().find_map(over)?.1.text().trim().to_owned();
    let groups: Vec<&str> =
        columns.iter().flat_map(all).filter(|node| !node.children.is_empty()).map(|node| node.label.as_str()).collect();
    let is_known = groups.iter().any(|group| is_called(group, &written));
    let name = nearest(&groups, &written).filter(|_| !is_known)?;
    Some(format!("上面的“{written}”是不是“{name}”？照格式改正那一格"))
}

/// What to do with what stands beside a whole table.
const BESIDE: &str = "格式里没有，不印；上年的数填在“上年数据”表里，或用 --prior 给出上年的文件";

/// Whether a row or a column compares both years beside a whole table, and was not called by a wrong name.
fn is_set_beside(draft: &Draft<'_>, found: &FoundTable, label: &str, cells: &[At]) -> bool {
    is_of_both_years(draft, label) || are_rates(draft, found, cells)
}

/// Whether some figures are shares of a hundred, which no figure of the form is.
fn are_rates(draft: &Draft<'_>, found: &FoundTable, cells: &[At]) -> bool {
    let mut texts = cells.iter().map(|at| draft.sheets[found.sheet].text(at.0, at.1));
    texts.all(|text| text.trim_end().ends_with(['%', '％', '‰']))
}

/// Whether the label of a row or a column says that it is last year's, or what changed since.
fn is_of_both_years(draft: &Draft<'_>, head: &str) -> bool {
    let head = plain(head);
    let last = draft.document.year("year").map(|year| format!("{}年", year - 1));
    OF_LAST_YEAR.iter().any(|start| head.starts_with(start))
        || last.is_some_and(|last| head.starts_with(&last))
        || COMPARED.iter().any(|word| head.contains(word))
}

/// What to do with a label that names another year than the report's by its number.
fn of_another_year(draft: &Draft<'_>, what: &str, label: &str) -> Option<String> {
    let year = draft.document.year("year")?;
    let label = plain(label);
    let before = label.split('年').rev().skip(1);
    let years = before.filter_map(|text| text.get(text.len().checked_sub(4)?..)?.parse::<i32>().ok());
    let other = years.filter(|named| YEARS.contains(named)).find(|named| *named != year)?;
    Some(format!("{what}写的是 {other} 年，报告是 {year} 年：年份写错了就改；往年的数填在“上年数据”表里，清除这里的"))
}

/// Reports words in a row or column that is none of the form's.
pub(super) fn words(
    draft: &mut Draft<'_>,
    form: &Form,
    found: &FoundTable,
    what: &str,
    called: Option<&str>,
    cells: &[At],
) {
    let table = &form.tables[found.table].label;
    let more = if cells.len() > QUOTED { format!("等 {} 格", cells.len()) } else { String::new() };
    let told = quoted(draft, found, cells, &more);
    let called = called.map(|called| format!("“{}”", shortened(called))).unwrap_or_default();
    let message = format!("{table}：格式里没有{called}这一{what}，里面的文字{told}没有读入，不会印出。");
    let finding = Finding::new(&rules::TEXT_BESIDE, message);
    let finding = marked(draft, found, finding, cells);
    draft.fault(finding);
}

/// The texts of some cells, each in quotation marks.
fn quoted(draft: &Draft<'_>, found: &FoundTable, cells: &[At], more: &str) -> String {
    let text = |at: &At| format!("“{}”", shortened(draft.sheets[found.sheet].text(at.0, at.1)));
    format!("{}{more}", cells.iter().take(QUOTED).map(text).collect::<Vec<_>>().join("、"))
}

/// A text that fits into a message.
fn shortened(text: &str) -> String {
    let line = text.replace('\n', "⏎");
    if line.chars().count() <= 24 { line } else { line.chars().take(23).chain(['…']).collect() }
}

/// A finding with cells as its places, which are not read.
fn marked(draft: &mut Draft<'_>, found: &FoundTable, finding: Finding, cells: &[At]) -> Finding {
    draft.unread.extend(cells.iter().map(|(row, column)| (found.sheet, *row, *column)));
    cells.iter().fold(finding, |finding, at| finding.mark(&draft.place(found.sheet, *at), ""))
}

/// The name that is the likest, where one is.
fn nearest<'n>(names: &[&'n str], written: &str) -> Option<&'n str> {
    let close = |name: &str| strsim::normalized_damerau_levenshtein(name, written);
    let nearest = names.iter().copied().max_by(|a, b| close(a).total_cmp(&close(b)))?;
    // `一、本年新收` is the beginning of the label that it stands for.
    let ordinal = written.split_inclusive('、').next().filter(|ordinal| ordinal.ends_with('、'));
    let same = |name: &&str| ordinal.is_some_and(|ordinal| name.starts_with(ordinal));
    let begins = |name: &&str| written.chars().count() >= 4 && name.starts_with(written);
    names
        .iter()
        .copied()
        .find(begins)
        .or(names.iter().copied().find(same))
        .or(Some(nearest).filter(|name| close(name) >= 0.5 && !alike(name, written)))
}
