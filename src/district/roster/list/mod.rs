//! The list that a new district is made from: a text file, or a column of a workbook.

mod columns;
mod doubtful;
mod entry;
mod looks;

use std::collections::BTreeMap;
use std::path::Path;

use super::district::plain_name;
use crate::characters::shown_invisible;
use crate::error::{Error, Result};
use crate::file::{has_ending, read_list, read_workbook};
use crate::output::file_name;
use crate::source::CellPlace;
use crate::workbook::{Refusal, appearance_of, read_sheets};

/// A unit as a list names it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListEntry {
    /// Its full name.
    pub name: String,
    /// Its group, if it has one.
    pub group: Option<String>,
    /// Where it stands in the list: `第3行`, `名单!B3`.
    pub place: String,
    /// The cell that it stands in, where the list is a workbook.
    pub cell: Option<CellPlace>,
}

/// A list of units as it was read.
#[derive(Debug, Default)]
pub struct UnitList {
    /// The units.
    pub units: Vec<ListEntry>,
    /// What is seen of it otherwise than it was read, and what of it was not used.
    pub remarks: Vec<String>,
}

/// What heads names, the most telling first.
const HEADS: [&str; 11] = [
    "单位名称",
    "单位全称",
    "机关名称",
    "机关全称",
    "部门名称",
    "报送单位",
    "填报单位",
    "报送机关",
    "填报机关",
    "单位",
    "名称",
];

/// What stands below names or above them and is none.
const NO_NAMES: [&str; 4] = ["合计", "总计", "小计", "共计"];

/// The brackets that a line stands in which begins a group.
const BRACKETS: [(char, char); 4] = [('[', ']'), ('［', '］'), ('【', '】'), ('〔', '〕')];

/// How titles of lists end.
const TITLES: [&str; 3] = ["名单", "名册", "一览表"];

/// What keeps apart the columns of a text; no name holds any of it.
const SEPARATORS: [char; 5] = [',', '，', ';', '；', '\t'];

/// Units of a district; a province has some hundred.
const MOST_UNITS: usize = 2_000;

/// Endings of documents, which people keep lists in as well.
const DOCUMENTS: [&str; 4] = ["docx", "doc", "wps", "odt"];

/// What to do with a list in a document.
const COPY: &str = "把各单位的名称复制到文本文件里，一行一个；或复制到工作簿里，上面一格写“单位名称”；再给出那个文件";

/// Characters of a name.
const MOST_CHARACTERS: usize = 60;

/// Repeated names that are listed in one error.
const MOST_LISTED: usize = 10;

/// Reads a list of units, each with its group.
///
/// # Errors
/// When it cannot be read, names nobody, somebody twice, more than a district has, something that is no name, or
/// somebody who is struck out.
pub fn list(path: &Path) -> Result<UnitList> {
    let refused = |refusal: Refusal| Error::file(path, refusal.reason, refusal.hint);
    let list = match read_workbook(path)? {
        Some(_) if has_ending(path, &DOCUMENTS) => return Err(Error::file(path, "这是文字文档，不是名单", COPY)),
        Some(bytes) => {
            let list = columns::units(&read_sheets(path, &bytes)?).map_err(refused)?;
            looks::told(list, &appearance_of(&bytes)).map_err(refused)?
        }
        None => UnitList { units: names(&read_list(path)?), remarks: Vec::new() },
    };
    examine(&list.units).map_err(refused)?;
    Ok(list)
}

/// Names in a text, one a line; a line in square brackets begins a group: `[部门]`. Each with its group.
pub(super) fn names(list: &str) -> Vec<ListEntry> {
    let mut collector = Collector::default();
    for (number, line) in list.lines().enumerate() {
        collector.take(line, None, || (format!("第{}行", number + 1), None));
    }
    collector.units
}

/// The units of a list so far.
#[derive(Default)]
struct Collector {
    /// The units so far.
    units: Vec<ListEntry>,
    /// The group that a line in brackets began.
    group: Option<String>,
}

impl Collector {
    /// Takes a line or a cell: a name, the beginning of a group, or nothing.
    fn take(&mut self, text: &str, group: Option<&str>, place: impl FnOnce() -> (String, Option<CellPlace>)) {
        let text: String = text.chars().filter(|c| !shown_invisible(*c)).collect();
        let text = text.trim().trim_matches([',', '，', '、', ';', '；', '。', '"']).replace('\n', " ");
        let within = |(open, close): (char, char)| text.strip_prefix(open)?.strip_suffix(close);
        if let Some(inner) = BRACKETS.into_iter().find_map(within).or_else(|| heading(&text)) {
            self.group = Some(inner.trim().to_owned());
        } else if !is_no_name(&text) {
            let (name, own) = entry::entry(&text);
            let name = if name.is_empty() { text } else { name };
            let group = group.map(str::to_owned).or(own).or(self.group.clone());
            let (place, cell) = place();
            self.units.push(ListEntry { name, group, place, cell });
        }
    }
}

/// The kind of agency that a line begins the units of, where it is no note.
fn heading(line: &str) -> Option<&str> {
    entry::heading(line).filter(|group| !doubtful::is_doubtful(group))
}

/// Whether a line or cell is there for something else than to name a unit.
fn is_no_name(text: &str) -> bool {
    let plain = plain_name(text);
    let is_head = |column: &str| HEADS.contains(&plain_name(column).as_str());
    text.is_empty()
        || text.starts_with('#')
        || text.split(SEPARATORS).any(is_head)
        || NO_NAMES.contains(&plain.as_str())
        || TITLES.iter().any(|end| plain.ends_with(end))
}

/// Whether a list can be that of a district's units.
fn examine(units: &[ListEntry]) -> std::result::Result<(), Refusal> {
    let refuse = |reason: String, hint: &str| Err(Refusal { reason, hint: hint.to_owned() });
    if units.is_empty() {
        return refuse(
            "名单里没有单位".to_owned(),
            "文本文件每行写一个单位的全称，[部门] 这样的一行开始一组；工作簿写在“单位名称”一列",
        );
    }
    if units.len() > MOST_UNITS {
        let reason = format!("名单里有 {} 个单位，至多 {MOST_UNITS} 个", units.len());
        return refuse(reason, "核对是不是拿错了表；确有这么多的，分成几个地区");
    }
    for ListEntry { name, place, .. } in units {
        let length = name.chars().count();
        let start: String = name.chars().take(20).collect();
        if length > MOST_CHARACTERS {
            let reason = format!("{place}“{start}…”有 {length} 个字，不像单位名称（至多 {MOST_CHARACTERS} 个字）");
            return refuse(reason, "每格、每行只写一个单位的全称");
        }
        if name.contains(SEPARATORS) {
            let reason = format!("{place}“{name}”里有逗号、分号或制表符，不像一个单位的名称");
            return refuse(reason, "每行只写一个单位，分组另起一行写 [部门]；有几列的，另存为工作簿再试");
        }
    }
    let doubtful: Vec<&ListEntry> = units.iter().filter(|unit| doubtful::is_doubtful(&unit.name)).collect();
    if !doubtful.is_empty() {
        let listed: Vec<String> =
            doubtful.iter().take(MOST_LISTED).map(|unit| format!("{}“{}”", unit.place, unit.name)).collect();
        let more = if doubtful.len() > MOST_LISTED { " 等" } else { "" };
        let reason = format!("名单里有 {} 处不像单位的名称：{}{more}", doubtful.len(), listed.join("、"));
        return refuse(reason, "删去不是单位的；是单位的，每行、每格只写全称，联系人、电话、报送情况另列");
    }
    let mut places: BTreeMap<String, Vec<&ListEntry>> = BTreeMap::new();
    for unit in units {
        places.entry(file_name(&plain_name(&unit.name))).or_default().push(unit);
    }
    let mut twice: Vec<Vec<&ListEntry>> = places.into_values().filter(|same| same.len() > 1).collect();
    twice.sort_by_key(|same| units.iter().position(|unit| std::ptr::eq(unit, same[0])));
    let listed = |same: &Vec<&ListEntry>| {
        let at: Vec<&str> = same.iter().take(MOST_LISTED).map(|unit| unit.place.as_str()).collect();
        format!("“{}”（{}）", same[0].name, at.join("、"))
    };
    let listed: Vec<String> = twice.iter().take(MOST_LISTED).map(listed).collect();
    match twice.len() {
        0 => Ok(()),
        count => {
            let more = if count > MOST_LISTED { " 等" } else { "" };
            let reason = format!("名单里有 {count} 个名称重复：{}{more}", listed.join("、"));
            refuse(reason, "删去重复的；确是两个单位的，写出能分开的全称")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_of_names() {
        let found =
            names("单位名称\n[部门]\n 示例区教育局 \n\n# 注\n示例区财政局，\n【乡镇街道】\n城关街道办事处\n合计\n");
        let pasted = self::names("序号\t单位名称\t组别\n一、部门\n1\t示例区教育局\n二、乡镇街道：\n城关街道办事处；\n");
        let pasted: Vec<_> = pasted.iter().map(|unit| (unit.name.as_str(), unit.group.as_deref())).collect();
        assert_eq!(pasted, [("示例区教育局", Some("部门")), ("城关街道办事处", Some("乡镇街道"))]);
        let names: Vec<_> =
            found.iter().map(|unit| (unit.name.as_str(), unit.group.as_deref(), unit.place.as_str())).collect();
        let expected = [
            ("示例区教育局", Some("部门"), "第3行"),
            ("示例区财政局", Some("部门"), "第6行"),
            ("城关街道办事处", Some("乡镇街道"), "第8行"),
        ];
        assert_eq!(names, expected);
    }
}
