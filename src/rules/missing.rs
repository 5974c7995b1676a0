//! Figures that nobody gave.

use std::collections::BTreeSet;

use super::Case;
use crate::figures::Provenance;
use crate::filing::{Entry, Value};
use crate::finding::Finding;
use crate::form::{CellId, InputLine};
use crate::rule::Severity::{Error, Hint};
use crate::rule::{Family, Rule};
use crate::source::Located;

/// A row or some cells without a figure.
pub(super) static MISSING_FIGURES: Rule = Rule {
    code: "CEL001",
    name: "缺数",
    severity: Error,
    family: Family::Figures,
    reason: "格式的每一格都要有数；没有发生的填 0，不适用的填“/”，漏填不等于 0。",
    basis: "格式",
    remedy: "补填；没有发生的填 0",
    faulty: "[applications]\nnew = [\"?\", 1, 0, 0, 0, 0]",
    corrected: "[applications]\nnew = [3, 1, 0, 0, 0, 0]",
    in_workbook: None,
};

/// A table without any figure.
pub(super) static MISSING_TABLE: Rule = Rule {
    code: "CEL002",
    name: "整张表没有填",
    severity: Error,
    family: Family::Figures,
    reason: "表格是报告的内容，缺一不可。",
    basis: "格式",
    remedy: "填上这张表",
    faulty: "disputes = {}",
    corrected: "[disputes]\nreconsideration = [0, 0, 0, 0]",
    in_workbook: None,
};

/// Strokes where a count may always be told.
pub(super) static STROKES: Rule = Rule {
    code: "CEL003",
    name: "用“/”“—”表示没有发生",
    severity: Hint,
    family: Family::Figures,
    reason: "相加的件数没有不适用的，没有发生就是 0；“/”“—”照样印出，按 0 计。别的格确不适用的填“/”：别的符号各人用法不一，读的人不知道是没有发生还是没有填。",
    basis: "输入格式：件数的格没有发生的填 0",
    remedy: "没有发生填 0",
    faulty: "[applications]\nnew = [3, 1, \"/\", 0, 0, 0]",
    corrected: "[applications]\nnew = [3, 1, 0, 0, 0, 0]",
    in_workbook: None,
};

/// The stroke that says that a figure does not apply where it is no part of a sum: nothing is told of it there.
const STROKE: &str = "/";

/// The cells with a stroke that are part of a sum, and those with another stroke than the usual one that are not: a
/// finding a table each.
pub(super) fn strokes(case: &Case<'_>) -> Vec<Finding> {
    let form = &case.figures.form;
    let is_added = |id: &CellId| form.sums.iter().any(|sum| sum.total == *id || sum.parts.contains(id));
    let tell = |table: usize, added: bool| {
        let cells = case.filing.cells.iter().filter(|(id, entry)| {
            form.cell(**id).table == table
                && entry.value.value == Value::NotApplicable
                && is_added(id) == added
                && (added || entry.value.shown != STROKE)
        });
        let cells: Vec<_> = cells.collect();
        let shown: BTreeSet<&str> = cells.iter().map(|(_, entry)| entry.value.shown.as_str()).collect();
        let shown: Vec<&str> = shown.into_iter().collect();
        let meant = if added { "按 0 计" } else { "算作不适用" };
        let message = format!(
            "{}：有 {} 格填的是 {}，照样印出，{meant}。",
            form.tables[table].label,
            cells.len(),
            shown.join("、")
        );
        let finding = Finding::new(&STROKES, message);
        let finding =
            if added { finding } else { finding.hint("没有发生填 0；不适用填 /，不填别的符号") };
        let with_cell = |finding: Finding, (id, entry): &(&CellId, &Located<Entry>)| {
            finding.mark(&entry.at, "").key(&form.cell(**id).key)
        };
        (!cells.is_empty()).then(|| cells.iter().fold(finding, with_cell))
    };
    (0..form.tables.len())
        .flat_map(|table| [true, false].into_iter().filter_map(move |added| tell(table, added)))
        .collect()
}

/// Whether nobody gave a figure of a line.
fn is_empty(case: &Case<'_>, line: &InputLine) -> bool {
    line.cells().all(|id| case.figures.get(id).at().is_none())
}

/// The lines of a table.
fn lines<'c>(case: &'c Case<'_>, table: usize) -> impl Iterator<Item = &'c InputLine> {
    let form = &case.figures.form;
    form.lines.iter().filter(move |line| line.cells().next().is_some_and(|id| form.cell(id).table == table))
}

/// Every table without any figure, unless reading it has told what is wrong with it.
pub(super) fn missing_tables(case: &Case<'_>) -> Vec<Finding> {
    let form = &case.figures.form;
    let is_told =
        |key: &String| case.filing.faults.iter().any(|fault| fault.severity == Error && fault.keys.contains(key));
    let empty = |table: &usize| lines(case, *table).all(|line| is_empty(case, line));
    let tell = |table: usize| {
        let key = &form.tables[table].key;
        let hint = if case.is_published() {
            "报告里没有这张表，或者表里各行各列的名称认不出：照格式改正".to_owned()
        } else if case.is_workbook() {
            "在工作簿里填上这张表；表里各行各列的名称要照格式，才认得出来".to_owned()
        } else {
            format!("补上 [{key}] 各行；用 nianbao new 可得到带全部标签的样例")
        };
        Finding::new(&MISSING_TABLE, format!("{}：整张没有填。", form.tables[table].label)).hint(hint).key(key)
    };
    (0..form.tables.len()).filter(|table| empty(table) && !is_told(&form.tables[*table].key)).map(tell).collect()
}

/// Lines without any figure that are told one by one; more of a table are told together.
const FEW: usize = 3;

/// Every line of the other tables with a cell that nobody knows and nothing can compute.
pub(super) fn missing_figures(case: &Case<'_>) -> Vec<Finding> {
    let form = &case.figures.form;
    let tables = (0..form.tables.len()).filter(|table| !lines(case, *table).all(|line| is_empty(case, line)));
    tables.flat_map(|table| missing_in_table(case, table)).collect()
}

/// The findings for one table.
fn missing_in_table(case: &Case<'_>, table: usize) -> Vec<Finding> {
    let found: Vec<(&InputLine, Finding)> =
        lines(case, table).filter_map(|line| Some((line, missing_in(case, line)?))).collect();
    let (empty, partly): (Vec<_>, Vec<_>) = found.into_iter().partition(|(line, _)| is_empty(case, line));
    let partly = partly.into_iter().map(|(_, finding)| finding);
    if empty.len() <= FEW {
        return empty.into_iter().map(|(_, finding)| finding).chain(partly).collect();
    }
    let declared = &case.figures.form.tables[table];
    let names: Vec<String> = empty.iter().take(FEW).map(|(line, _)| format!("“{}”", line.label)).collect();
    let message = format!("{}：有 {} 行没有数：{}等。", declared.label, empty.len(), names.join("、"));
    let finding = Finding::new(&MISSING_FIGURES, message);
    let together = empty.iter().fold(finding, |finding, (line, _)| finding.key(&line.key));
    std::iter::once(together).chain(partly).collect()
}

/// The finding for one line.
fn missing_in(case: &Case<'_>, line: &InputLine) -> Option<Finding> {
    let form = &case.figures.form;
    let unknown: Vec<CellId> = line.inputs.iter().copied().filter(|id| is_unknown(case, *id)).collect();
    let first = *unknown.first()?;
    let declared = &form.tables[form.cell(first).table];
    // What could not be read has its own finding.
    let told = |id: &CellId| case.filing.faults.iter().any(|fault| fault.keys.contains(&form.cell(*id).key));
    if unknown.iter().all(told) {
        return None;
    }
    let table = &declared.label;
    let columns: Vec<_> =
        unknown.iter().filter_map(|id| form.cell(*id).column_labels.last()).map(String::as_str).collect();
    let which = if unknown.len() == line.inputs.len() {
        "整行没有数".to_owned()
    } else {
        format!("缺“{}”", columns.join("”“"))
    };
    let finding = Finding::new(&MISSING_FIGURES, format!("{table}“{}”：{which}。", line.label));
    let finding = unknown.iter().enumerate().fold(finding, |finding, (number, id)| {
        finding.mark_if(case.figures.get(*id).at(), if number == 0 { "没有数" } else { "" })
    });
    let zeros = vec!["0"; line.inputs.len()].join(", ");
    let example = if line.inputs.len() == 1 { zeros } else { format!("[{zeros}]") };
    let hint = if case.is_workbook() || case.is_published() {
        format!("在“{}”一行照实填数；没有发生的填 0", line.label)
    } else {
        format!("写 {} = {example}（照实填；没有发生的填 0）", line.key)
    };
    Some(finding.hint(hint).key(&line.key))
}

/// Whether a cell has no figure, and would have one only if somebody gave it.
fn is_unknown(case: &Case<'_>, id: CellId) -> bool {
    let form = &case.figures.form;
    let figure = case.figures.get(id);
    match figure.from {
        // What could not be read has its own finding.
        Provenance::Given(_) => figure.entry.value == Value::Unknown && figure.entry.shown.is_empty(),
        // A sum or a balance is missing only because of its parts, which are told instead.
        Provenance::Missing => !form.is_derived(id),
        Provenance::Computed | Provenance::Prior => false,
    }
}
