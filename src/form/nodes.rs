//! Reading the tables of a declaration: blocks, rows and columns, sums and identities.

use super::declaration::{Balance, Grounds, Node, Overdrawn, Table, TableBlock};
use super::fault::{Fault, FaultKind};
use super::kind::Kind;
use super::name::Name;
use super::reader::DeclarationReader;

/// Words for kinds of values.
const KINDS: &[(&str, Kind)] =
    &[("count", Kind::Count), ("change", Kind::Change), ("wan", Kind::Wan), ("yuan", Kind::Yuan)];

/// A tree of rows or of columns.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Rows,
    Columns,
}

/// Reads a table.
pub(super) fn table(t: DeclarationReader<'_>) -> Table {
    let (widths, widths_at) = t.numbers("widths");
    let table = Table {
        at: t.at.clone(),
        key: key(&t),
        label: t.required("label", "问题里怎样称呼这张表，如 \"表一\"").text,
        sheet: t.required("sheet", "工作簿里这张表的名称").text,
        widths,
        widths_at,
        blocks: t.tables("blocks", "块").into_iter().map(block).collect(),
        balances: t.tables("balances", "勾稽关系").into_iter().map(balance).collect(),
    };
    t.finish();
    table
}

/// Reads a block.
fn block(t: DeclarationReader<'_>) -> TableBlock {
    let block = TableBlock {
        at: t.at.clone(),
        key: if t.text("key").is_some() { key(&t) } else { String::new() },
        caption: t.text("caption").map(|name| name.text),
        corner: t.text("corner").map(|name| name.text),
        basis: t.text("basis").map(|name| name.text),
        columns: nodes(&t, "columns", Side::Columns),
        rows: nodes(&t, "rows", Side::Rows),
    };
    t.finish();
    block
}

/// Reads rows or columns.
fn nodes(t: &DeclarationReader<'_>, key: &'static str, side: Side) -> Vec<Node> {
    let what = if side == Side::Rows { "行" } else { "列" };
    t.tables(key, what).into_iter().map(|t| node(t, side)).collect()
}

/// Reads a row or column with what it groups.
fn node(t: DeclarationReader<'_>, side: Side) -> Node {
    let children = nodes(&t, "children", side);
    let (is_leaf, is_column) = (children.is_empty(), side == Side::Columns);
    let label = t.label("label", "名称，与格式一字不差").text;
    let is_blank_row = label.is_empty() && !is_column && is_leaf;
    let is_blank_key = is_blank_row && t.text("key").is_none();
    let kind = if is_leaf && is_column { kind(&t) } else { None };
    let node = Node {
        at: t.at.clone(),
        key: if is_blank_key { String::new() } else { key(&t) },
        lines: lines(&t, &label),
        label,
        aliases: t.names("aliases").into_iter().map(|name| name.text).collect(),
        basis: if is_column { None } else { t.text("basis").map(|name| name.text) },
        kind,
        sum: if is_leaf { t.names("sum") } else { Vec::new() },
        difference: if is_leaf && is_column { t.names("difference") } else { Vec::new() },
        prior: if is_leaf { t.text("prior") } else { None },
        was: if is_leaf && is_column { t.text("was") } else { None },
        printed: !(is_leaf && is_column) || t.flag("printed", true),
        grounds: if is_leaf { of_sum(&t) } else { Grounds::default() },
        transparent: t.flag("transparent", false),
        children,
    };
    t.finish();
    node
}

/// Reads the lines of a label, which must be all of it.
fn lines(t: &DeclarationReader<'_>, label: &str) -> Vec<String> {
    let lines = t.names("lines");
    let all: String = lines.iter().map(|line| line.text.as_str()).collect();
    if let Some(first) = lines.first().filter(|_| all != label) {
        let message = format!("{}：lines 里的各行合起来是“{all}”，不是名称“{label}”。", t.name());
        t.fault(Fault::new(FaultKind::Unknown, &first.at, message, "照名称分行，一个字也不多、不少"));
        return Vec::new();
    }
    lines.into_iter().map(|line| line.text).collect()
}

/// Reads why a row or column is the sum that it is.
fn of_sum(t: &DeclarationReader<'_>) -> Grounds {
    let text = |key| t.text(key).map(|name| name.text).unwrap_or_default();
    Grounds { reason: text("reason"), basis: text("source"), remedy: String::new() }
}

/// The kind of a column's values, which must be said.
pub(super) fn kind(t: &DeclarationReader<'_>) -> Option<Kind> {
    if t.text("kind").is_some() {
        return t.word("kind", KINDS);
    }
    let words: Vec<String> = KINDS.iter().map(|(word, _)| format!("\"{word}\"")).collect();
    let hint = format!("加上 kind，可以是 {}", words.join("、"));
    t.fault(Fault::new(FaultKind::Missing, &t.at, format!("{}：没有 kind（填什么样的数）。", t.name()), hint));
    None
}

/// A key, which stands in inputs, in templates and in addresses of the web page.
pub(super) fn key(t: &DeclarationReader<'_>) -> String {
    let Name { text, at } = t.required("key", "键：英文名称，输入和正文里用它");
    let is_plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
    let is_key = text.starts_with(|c: char| c.is_ascii_lowercase()) && text.chars().all(is_plain);
    // What is missing is told already.
    let is_missing = ["", "？"].contains(&text.as_str());
    if !is_key && !is_missing {
        let message = format!("{}：键“{text}”里有不能用的字符。", t.name());
        let hint = "键以小写英文字母开头，只用小写英文字母、数字和下划线";
        t.fault(Fault::new(FaultKind::Unknown, &at, message, hint));
    }
    text
}

/// Reads why something must be so.
pub(super) fn grounds(t: &DeclarationReader<'_>) -> Grounds {
    let text = |key| t.text(key).map(|name| name.text).unwrap_or_default();
    Grounds { reason: text("reason"), basis: text("basis"), remedy: text("remedy") }
}

/// Reads an identity.
fn balance(t: DeclarationReader<'_>) -> Balance {
    let overdrawn = t.table("overdrawn", "不够减");
    let text = overdrawn.as_ref().and_then(|t| t.text("text"));
    let balance = Balance {
        name: t.required("name", "格式里的说法"),
        left: t.names("left"),
        right: t.names("right"),
        fill: t.required("fill", "没有填时由其余各行算出的一行"),
        grounds: grounds(&t),
        overdrawn: Overdrawn {
            grounds: overdrawn.as_ref().map(grounds).unwrap_or_default(),
            text: text.map_or_else(|| "其余各行是 {others}，多 {excess}".to_owned(), |name| name.text),
        },
    };
    overdrawn.into_iter().for_each(DeclarationReader::finish);
    t.finish();
    balance
}
