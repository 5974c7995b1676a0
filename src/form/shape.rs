//! Whether the parts of a declaration fit together: each there, each once, each with room on the page.

use std::collections::HashSet;
use std::ops::Range;

use super::account::Account;
use super::declaration::{Declaration, Node, Table, TableBlock};
use super::fault::{Fault, FaultKind};
use super::layout::stub_columns;
use super::name::Name;

/// Keys of an input that are no tables of a form.
pub(super) const RESERVED: &[&str] = &[
    "accept",
    "agency",
    "annex",
    "document",
    "earlier",
    "extra",
    "form",
    "forms",
    "labels",
    "last_year",
    "letter",
    "preface",
    "prior",
    "sections",
    "title",
    "web",
    "year",
];

/// Levels of groups within groups that a table may have.
const DEEPEST: usize = 8;

/// Everything that does not fit.
pub(super) fn faults(declaration: &Declaration) -> Vec<Fault> {
    let mut faults = Vec::new();
    sections(declaration, &mut faults);
    let mut keys: HashSet<&str> = HashSet::from(["place", "text", "notices"]);
    for part in declaration.preface.iter().filter(|part| !keys.insert(&part.key)) {
        let message = format!("引言的键 {} 已经有了。", part.key);
        faults.push(Fault::new(FaultKind::Twice, &part.at, message, "换一个键"));
    }
    for aspect in &declaration.aspects {
        if let Some(section) = &aspect.section
            && !declaration.sections.iter().any(|known| *section == known.key)
        {
            let message = format!("必须讲到的事“{}”：没有键为 {section} 的部分。", aspect.label);
            faults.push(Fault::new(
                FaultKind::Nowhere,
                &section.at,
                message,
                "写 [[sections]] 里有的键，或删去 section",
            ));
        }
    }
    let mut keys: HashSet<&str> = HashSet::new();
    for account in &declaration.accounts {
        self::account(account, declaration, &mut keys, &mut faults);
    }
    for table in &declaration.tables {
        if RESERVED.contains(&table.key.as_str()) {
            let message = format!("表的键 {} 在输入里另有用处。", table.key);
            faults.push(Fault::new(FaultKind::Twice, &table.at, message, "换一个键"));
        }
        if !table.key.is_empty() && !keys.insert(&table.key) {
            faults.push(Fault::new(
                FaultKind::Twice,
                &table.at,
                format!("有两张表的键都是 {}。", table.key),
                "换一个键",
            ));
        }
        shape(table, &mut faults);
    }
    if let (Some(since), Some(until)) = (declaration.since, declaration.until)
        && until < since
    {
        let message = format!("since 是 {since}，until 是 {until}，没有一年适用。");
        faults.push(Fault::new(
            FaultKind::Shape,
            &declaration.edition_at,
            message,
            "since 写最早一年，until 写最晚一年",
        ));
    }
    faults
}

/// Whether an account has a key of its own, and a section that is there.
fn account<'d>(account: &'d Account, declaration: &Declaration, keys: &mut HashSet<&'d str>, faults: &mut Vec<Fault>) {
    if RESERVED.contains(&account.key.as_str()) || !keys.insert(&account.key) {
        let message = format!("{}：键 {} 另有用处。", account.label, account.key);
        faults.push(Fault::new(FaultKind::Twice, &account.at, message, "换一个键"));
    }
    let mut figures: HashSet<&str> = HashSet::from(["known", "unit", "units"]);
    for figure in account.figures.iter().filter(|figure| !figures.insert(&figure.key)) {
        let message = format!("{}：键 {} 已经有了。", account.label, figure.key);
        faults.push(Fault::new(FaultKind::Twice, &account.at, message, "换一个键"));
    }
    let is_there = |named: &&Name| declaration.sections.iter().any(|section| section.key == named.text);
    if let Some(named) = account.section.as_ref().filter(|named| !is_there(named)) {
        let message = format!("{}：部分 {named} 不存在。", account.label);
        faults.push(Fault::new(FaultKind::Nowhere, &named.at, message, "改为一个部分的键"));
    }
}

/// Whether every section is there once, and every table in one of them.
fn sections(declaration: &Declaration, faults: &mut Vec<Fault>) {
    if declaration.sections.is_empty() {
        let hint = "至少写一个 [[sections]]，有 key 和 title";
        faults.push(Fault::new(FaultKind::Missing, &(0..0), "格式：没有 [[sections]]（报告的各部分）。", hint));
    }
    let mut keys: HashSet<&str> = HashSet::new();
    let mut placed: HashSet<&str> = HashSet::new();
    for section in &declaration.sections {
        if !section.key.is_empty() && !keys.insert(&section.key) {
            let message = format!("有两个部分的键都是 {}。", section.key);
            faults.push(Fault::new(FaultKind::Twice, &section.at, message, "换一个键"));
        }
        let Some(table) = &section.table else { continue };
        if !declaration.tables.iter().any(|declared| declared.key == table.text) {
            let message = format!("部分“{}”里的表 {table} 不存在。", section.title);
            faults.push(Fault::new(FaultKind::Nowhere, &table.at, message, "改为一张表的键"));
        } else if !placed.insert(table) {
            let message = format!("表 {table} 放进了两个部分。");
            faults.push(Fault::new(FaultKind::Twice, &table.at, message, "一张表只放进一个部分"));
        }
    }
    // A section that names no table may mean the one that is left.
    let all_found = faults.iter().all(|fault| fault.kind != FaultKind::Nowhere);
    let is_left = |table: &&Table| all_found && !table.key.is_empty() && !placed.contains(&*table.key);
    for table in declaration.tables.iter().filter(is_left) {
        let message = format!("{}：没有放进任何部分，不会印出。", table.label);
        let hint = format!("在一个 [[sections]] 里写 table = \"{}\"", table.key);
        faults.push(Fault::new(FaultKind::Nowhere, &table.at, message, hint));
    }
}

/// Whether a table can be laid out.
fn shape(table: &Table, faults: &mut Vec<Fault>) {
    let mut fault = |kind, at: &Range<usize>, message: String, hint: &str| {
        faults.push(Fault::new(kind, at, format!("{}：{message}", table.label), hint));
    };
    if table.blocks.is_empty() {
        let message = "没有 [[tables.blocks]]（表的各块）。".to_owned();
        return fault(FaultKind::Missing, &table.at, message, "至少写一块，有 columns 和 rows");
    }
    let stub = stub_columns(table);
    for block in &table.blocks {
        for (nodes, what) in [(&block.columns, "columns（列）"), (&block.rows, "rows（行）")] {
            if nodes.is_empty() {
                fault(FaultKind::Missing, &block.at, format!("有一块没有 {what}。"), "至少写一个");
            } else if nodes.iter().any(|node| node.depth() > DEEPEST) {
                fault(FaultKind::Shape, &nodes[0].at, format!("{what} 的组套得太深。"), "减少组的层数");
            }
            siblings(nodes, stub == 0 && nodes.len() == 1, &mut fault);
        }
        if stub == 0 && block.corner.is_some() {
            let message = "没有行名，却写了 corner（行名上方的文字）。".to_owned();
            fault(FaultKind::Shape, &block.at, message, "删去 corner，或给各行写 label");
        }
        if !block.columns.is_empty() && printed(block) == 0 {
            let message = "有一块没有一列印出。".to_owned();
            fault(FaultKind::Shape, &block.at, message, "至少一列不写 printed = false");
        }
    }
    let (written, columns) = (table.widths.len(), table.blocks.iter().map(printed).max().unwrap_or(0));
    if written != stub + columns {
        let needed = stub + columns;
        let message = format!("widths 有 {written} 个数，应有 {needed} 个：行名占 {stub} 列，数占 {columns} 列。");
        fault(FaultKind::Shape, &table.widths_at, message, "每一列写一个宽度，行名的列也算");
    }
}

/// Columns of a block that are printed.
fn printed(block: &TableBlock) -> usize {
    block.columns.iter().flat_map(Node::leaves).filter(|node| node.printed).count()
}

/// Whether rows or columns beside each other can be told apart, and every group prints something.
fn siblings(nodes: &[Node], may_be_blank: bool, fault: &mut impl FnMut(FaultKind, &Range<usize>, String, &str)) {
    let mut seen: HashSet<&str> = HashSet::new();
    for node in nodes {
        if node.label.is_empty() && !may_be_blank {
            let message = "有一行或一列的 label 是空的。".to_owned();
            fault(FaultKind::Missing, &node.at, message, "写上名称；整张表只有一行时，这一行才可以没有名称");
        } else if !node.label.is_empty() && !seen.insert(&node.label) {
            let message = format!("同一组里有两个“{}”。", node.label);
            fault(FaultKind::Twice, &node.at, message, "改正名称，否则认不出填的是哪一个");
        }
        if !node.children.is_empty() && !node.leaves().iter().any(|leaf| leaf.printed) {
            let message = format!("“{}”里没有一列印出。", node.label);
            fault(FaultKind::Shape, &node.at, message, "每一组至少有一列印出；不要写 printed = false");
        }
        siblings(&node.children, false, fault);
    }
}
