//! Marks of the guide that are written in another way than it says: rows of small tables, headings.

use std::ops::Range;

use super::Case;
use crate::filing::ProseText;
use crate::finding::Finding;
use crate::prose::numbering::Typed;
use crate::prose::outline::{OutlinePart, PartKind};
use crate::prose::rows;
use crate::rule::{Family, Rule, Severity};

/// Marks that may come out otherwise than they were meant.
pub(super) static NOT_AS_MEANT: Rule = Rule {
    code: "PRO015",
    name: "记号的写法与指南不同",
    severity: Severity::Warning,
    family: Family::Prose,
    reason: "行首的 # 是小标题，几行 | 是小表：各行的格数要一样，第二行是 |---|---|，中间不空行。写法不同的照更像的一种印。",
    basis: "输入格式",
    remedy: "照指南“正文怎么写”改写",
    faulty: "[sections.problems]\ntext = '''公开情况：\n| 渠道 | 件数 |\n|---|---|\n| 网站 |\n| 公众号 | 3 | 多 |'''",
    corrected: "[sections.problems]\ntext = '''公开情况：\n| 渠道 | 件数 |\n|---|---|\n| 网站 | 2 |\n| 公众号 | 3 |'''",
    in_workbook: None,
};

/// Marks of every text that are written in another way, a finding a text and kind.
pub(super) fn marks(case: &Case<'_>) -> Vec<Finding> {
    case.filing.prose().into_iter().flat_map(|prose| of_prose(case, prose)).collect()
}

/// Strokes between cells, as they are typed.
const STROKES: [char; 2] = ['|', '｜'];

/// Whether a line is one of strokes below the head of a table, in whatever spelling.
fn is_rule(line: &str) -> bool {
    let dashes = ['-', '—', '－', '─'];
    line.contains(STROKES)
        && line.contains(dashes)
        && line.chars().all(|c| STROKES.contains(&c) || dashes.contains(&c) || matches!(c, ':' | '：' | ' '))
}

/// What is told of some parts of a text: how serious it is, the fact, and what to do.
type MarkTold = (Severity, &'static str, &'static str);

/// Rows of a table that have more or fewer cells than its head.
const RAGGED: MarkTold =
    (Severity::Warning, "的格数与小表的表头不同，少的补空格，多的另加一列", "各行的格数写得一样；格里要印竖线，写 \\|");

/// Rows with strokes that become no table.
const LOOSE: MarkTold = (
    Severity::Warning,
    "用竖线隔开而没有排成表，照原样印",
    "要排成表，每行以半角的 | 开头，第二行写 |---|---|，各行之间不空行",
);

/// Rows of a table that was pasted.
const TABBED: MarkTold = (
    Severity::Warning,
    "用制表符或几个空格隔开，像是粘贴来的表，没有排成表，印成空格",
    "要排成表，写成 | 甲 | 1 |，第二行写 |---|---|",
);

/// Headings without a blank behind their mark.
const UNSPACED: MarkTold =
    (Severity::Hint, "以 # 开头而后面没有空格，当作小标题", "是小标题就在 # 后面打一个空格；不是就不用 # 开头");

/// The same of one text.
fn of_prose(case: &Case<'_>, prose: &ProseText) -> Vec<Finding> {
    if !prose.text.contains(['|', '｜', '#']) && !is_spread(&prose.text) {
        return Vec::new();
    }
    let cut = case.cuts.of(prose);
    let (parts, opaque) = (&cut.outline.parts, &cut.opaque);
    let width = |part: &OutlinePart| rows::cells(&prose.text, &part.lines[0], opaque).len();
    let (mut ragged, mut loose, mut unspaced) = (Vec::new(), Vec::new(), Vec::new());
    let mut head = 0;
    for (number, part) in parts.iter().enumerate() {
        let heads = parts.get(number + 1).is_some_and(|next| next.kind == PartKind::Rule);
        let is_row = |line: &Range<usize>| {
            let line = &prose.text[line.clone()];
            line.starts_with(STROKES) && line.trim_matches(STROKES).contains(STROKES) || is_rule(line)
        };
        match part.kind {
            PartKind::Row if heads => head = width(part),
            PartKind::Row if width(part) != head => ragged.push((part, format!("{} 格", width(part)))),
            PartKind::Paragraph(None) if part.lines.iter().any(is_row) => loose.push((part, String::new())),
            PartKind::Marked(_) if prose.text[..part.lines[0].start].ends_with('#') => {
                unspaced.push((part, String::new()));
            }
            _ => {}
        }
    }
    let tell = |parts: Vec<(&OutlinePart, String)>, (severity, fact, hint): MarkTold| {
        let message = format!("正文：有 {} 行{fact}。", parts.len());
        let finding = Finding::new(&NOT_AS_MEANT, message).severity(severity).hint(hint);
        let mark = |finding: Finding, (part, label): (&OutlinePart, String)| {
            finding.mark(&prose.place(part.lines[0].clone()), label)
        };
        (!parts.is_empty()).then(|| parts.into_iter().fold(finding, mark))
    };
    let tabbed = tabbed(prose, parts);
    [tell(ragged, RAGGED), tell(loose, LOOSE), tell(tabbed, TABBED), tell(unspaced, UNSPACED)]
        .into_iter()
        .flatten()
        .collect()
}

/// What people set columns apart by.
const GAPS: [&str; 4] = ["\t", "   ", "\u{3000}\u{3000}", "\u{A0}\u{A0}\u{A0}"];

/// Whether something in a text is set apart as columns are.
fn is_spread(text: &str) -> bool {
    GAPS.iter().any(|gap| text.contains(gap))
}

/// Paragraphs with tabs or several blanks within their lines, two lines or more one after the other; a single one is a line of its own.
fn tabbed<'p>(prose: &ProseText, parts: &'p [OutlinePart]) -> Vec<(&'p OutlinePart, String)> {
    let is_tabbed = |line: &&Range<usize>| {
        let line = prose.text[(*line).clone()].trim();
        // Word puts a tab behind the number or the bullet of a paragraph.
        let bullet = || line.len() - line.trim_start_matches(|c: char| !c.is_alphanumeric()).len();
        is_spread(&line[Typed::of_title(line).map_or_else(bullet, |typed| typed.length)..])
    };
    let tabs = |part: &OutlinePart| match part.kind {
        PartKind::Paragraph(None) => part.lines.iter().filter(is_tabbed).count(),
        _ => 0,
    };
    let near = |number: usize| parts[number.saturating_sub(1)..(number + 2).min(parts.len())].iter().map(tabs);
    let is_one = |(number, part): &(usize, &OutlinePart)| tabs(part) > 0 && near(*number).sum::<usize>() > 1;
    parts.iter().enumerate().filter(is_one).map(|(_, part)| (part, String::new())).collect()
}
