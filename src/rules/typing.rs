//! What typing and pasting leave in prose: line ends, straight quotation marks.

use super::Case;
use crate::finding::Finding;
use crate::prose::quotes;
use crate::rule::{Family, Rule, Severity};
use crate::source::Span;

/// Line ends of which it cannot be told whether paragraphs were meant.
pub(super) static LINE_ENDS: Rule = Rule {
    code: "PRO007",
    name: "换行是不是分段",
    severity: Severity::Warning,
    family: Family::Prose,
    reason: "从 Word 粘贴的一行是一段；编辑器为了排齐而折的行是同一段。这几处两种都说得通，程序按更像的一种印。",
    basis: "输入格式",
    remedy: "要分段就在两行之间空一行；同一段就接成一行",
    faulty: "[sections.problems]\ntext = '''我局在信息公开工作中还存在一些不足，一是对公开的范围把握不够准确，\n个别信息公开不够及时，二是业务培训不够系统，新任人员对政策不熟悉。\n三是公开的形式较为单一，群众喜闻乐见的图解、视频等形式运用得不多。'''",
    corrected: "[sections.problems]\ntext = '''我局在信息公开工作中还存在一些不足，一是对公开的范围把握不够准确，个别信息公开不够及时，二是业务培训不够系统，新任人员对政策不熟悉。\n三是公开的形式较为单一，群众喜闻乐见的图解、视频等形式运用得不多。'''",
    in_workbook: None,
};

/// Straight quotation marks in Chinese text.
pub(super) static STRAIGHT_QUOTES: Rule = Rule {
    code: "PRO011",
    name: "直引号",
    severity: Severity::Hint,
    family: Family::Prose,
    reason: "中文的引号是“ ”和‘ ’；英文输入状态下打的直引号成对的换成中文引号印出，不成对的照原样印。",
    // 待核: the number of the clause on quotation marks.
    basis: "GB/T 15834-2011《标点符号用法》4.8",
    remedy: "看一看换得对不对；要改就在输入里写中文引号",
    faulty: "[sections.problems]\ntext = '对\"五公开\"的要求把握不够准确。'",
    corrected: "[sections.problems]\ntext = '对“五公开”的要求把握不够准确。'",
    in_workbook: None,
};

/// Every text with such line ends, a finding a text.
pub(super) fn line_ends(case: &Case<'_>) -> Vec<Finding> {
    let tell = |prose: &crate::filing::ProseText| {
        let cut = case.cuts.of(prose);
        let outline = &cut.outline;
        if outline.unsure.is_empty() {
            return None;
        }
        let broken = outline.unsure.iter().filter(|(_, broken)| *broken).count();
        let joined = outline.unsure.len() - broken;
        let counted = |count: usize, what: &str| (count > 0).then(|| format!("{count} 处{what}"));
        let told = [counted(broken, "印成了分段"), counted(joined, "接成了一段")];
        let told = told.into_iter().flatten().collect::<Vec<_>>().join("，");
        let finding = Finding::new(&LINE_ENDS, format!("正文：{told}，是不是这个意思？"));
        let mark = |finding: Finding, (end, broken): &(usize, bool)| {
            let last = prose.text[..*end].chars().next_back().map_or(0, char::len_utf8);
            finding.mark(&prose.place(end - last..*end), if *broken { "这里分了段" } else { "这里接着下一行" })
        };
        Some(outline.unsure.iter().fold(finding, mark))
    };
    case.filing.prose().into_iter().filter_map(tell).collect()
}

/// Straight quotation marks: those that were curled in one finding, those without a partner in another.
pub(super) fn straight_quotes(case: &Case<'_>) -> Vec<Finding> {
    let (mut curled, mut odd): (Vec<Span>, Vec<Span>) = Default::default();
    for prose in case.filing.prose().into_iter().filter(|prose| prose.text.contains(['"', '\''])) {
        let cut = case.cuts.of(prose);
        for part in &cut.outline.parts {
            let quotes = quotes::pair(&prose.text, &part.lines, &cut.opaque);
            curled.extend(quotes.curled.iter().map(|(at, _)| prose.place(*at..at + 1)));
            odd.extend(quotes.odd.iter().map(|at| prose.place(*at..at + 1)));
        }
    }
    let mut findings = Vec::new();
    if let Some(first) = curled.first() {
        let message = format!("正文有 {} 个直引号，已换成中文引号“ ”‘ ’印出。", curled.len());
        findings.push(Finding::new(&STRAIGHT_QUOTES, message).mark(first, "第一个"));
    }
    if let Some(first) = odd.first() {
        let message = format!("正文有 {} 个直引号所在的一段里不成对，照原样印出。", odd.len());
        let finding = Finding::new(&STRAIGHT_QUOTES, message).severity(Severity::Warning).mark(first, "第一个");
        findings.push(finding.hint("补上缺的一个，或改成中文引号"));
    }
    findings
}
