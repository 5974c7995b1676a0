//! Furniture of a document on what is published.

use super::Case;
use super::passage::{PassageKind, ReportPassage};
use crate::characters::unspaced;
use crate::filing::{Date, facts};
use crate::finding::Finding;
use crate::prose::{Block, plain_text};
use crate::rule::{Family, Rule, Severity};
use crate::source::Span;

/// Furniture of a document on what is published.
pub(super) static FURNITURE: Rule = Rule {
    code: "PUB001",
    name: "公开的报告带有公文的附件要素",
    severity: Severity::Warning,
    family: Family::Letter,
    reason: "发文字号、抄送、印发是机关之间行文用的，不是年度报告的内容，不应出现在公开发布的文本里。",
    basis: "格式",
    remedy: "随公文报送的，把它们写进 [letter]，从 [document] 和正文里删去",
    faulty: "[document]\nnumber = \"示应急〔2026〕2号\"\ncc = \"示例市人民政府办公室\"",
    corrected: "[letter]\nto = \"示例市政务公开办公室\"\nnumber = \"示应急〔2026〕2号\"\ncc = \"示例市人民政府办公室\"",
    in_workbook: Some("随公文报送的，把它们填在“报送函”表上半部分的报送公文里，从报告本身的公文要素里清除"),
};

/// A signature typed among the prose.
pub(super) static SIGNATURE: Rule = Rule {
    code: "PUB002",
    name: "正文里单独一行的日期像是落款",
    severity: Severity::Hint,
    family: Family::Letter,
    reason: "从 Word 粘贴时常把落款一起带来；写在正文里的照正文的一段印，左边空两格，不排在右下角。",
    basis: "输入格式",
    remedy: "要印落款的，写进 [document] 的 signature、date，从正文里删去；不要的删去",
    faulty: "[sections.problems]\ntext = \"\"\"\n培训工作有待加强。\n\n2026年1月15日\n\"\"\"",
    corrected: "[document]\nsignature = \"示例市应急管理局\"\ndate = 2026-01-15",
    in_workbook: Some("要印落款的，填在“报送函”表下半部分“报告的署名”“报告的成文日期”，从“正文”里清除；不要的清除"),
};

/// Days that stand alone on a line of prose, with the name above that may belong to them.
pub(super) fn signature(case: &Case<'_>, passages: &[ReportPassage<'_>]) -> Vec<Finding> {
    let name = facts::text(&case.filing.agency.name);
    let of_chapter = |chapter: &crate::narrative::Chapter| {
        let lines: Vec<&str> = chapter.before.iter().chain(&chapter.after).map(line_of).collect();
        // What stands right above, or before it, may be whose day it is; a month alone is one of a signature only then.
        let is_signed = |at: usize| {
            let own = name.as_deref().and_then(|name| lines[at].strip_prefix(name)).map(str::trim);
            let is_below = at > 0 && name.as_deref() == Some(lines[at - 1]);
            let is_dated = |line: &str| is_day(line) || is_month(line);
            is_day(lines[at]) || is_below && is_month(lines[at]) || own.is_some_and(is_dated)
        };
        let day = (0..lines.len()).find(|at| is_signed(*at))?;
        let above = day.checked_sub(1).map(|above| lines[above]).filter(|line| name.as_deref() == Some(*line));
        let shown = above.into_iter().chain([lines[day]]).collect::<Vec<_>>().join("”“");
        let message =
            format!("“{}、{}”里单独一行的“{shown}”像是落款，照正文的一段印。", chapter.ordinal, chapter.title);
        let key = format!("sections.{}", chapter.key);
        let at = place(passages, lines[day]);
        Some(Finding::new(&SIGNATURE, message).mark_if(at.as_ref().or(chapter.at.as_ref()), "").key(key))
    };
    case.narrative.sections.iter().filter_map(of_chapter).collect()
}

/// Where a line was written that is a paragraph of a section; none where an expression worked it out.
fn place(passages: &[ReportPassage<'_>], line: &str) -> Option<Span> {
    let line = unspaced(line);
    let sections = passages.iter().filter(|passage| passage.kind == PassageKind::Section);
    let mut paragraphs = sections.flat_map(|passage| passage.paragraphs.iter().map(move |range| (passage, range)));
    let found = paragraphs.find(|(passage, range)| unspaced(&passage.text[(*range).clone()]) == line);
    found.map(|(passage, range)| passage.place(range.clone()))
}

/// The words of a paragraph of one run; nothing of what is none.
fn line_of(block: &Block) -> &str {
    match block {
        Block::Paragraph { lead: None, runs } if runs.len() == 1 => runs[0].text.trim(),
        _ => "",
    }
}

/// Whether a line is a day and nothing else, in brackets or without.
pub(super) fn is_day(line: &str) -> bool {
    /// Bytes of the longest day.
    const LONGEST: usize = 60;
    if line.len() > LONGEST {
        return false;
    }
    let day = unspaced(line.trim_matches(['（', '）', '(', ')'])).replace("年元月", "年1月");
    (day.ends_with('日') || day.contains(['.', '-', '/'])) && Date::parse(&day).is_some()
}

/// Whether a line is a month and nothing else: `2026年1月`, `2026.1`.
pub(super) fn is_month(line: &str) -> bool {
    let line = line.trim_matches(['（', '）', '(', ')']);
    let joined = ['.', '-', '/'].into_iter().find(|mark| line.contains(*mark));
    match joined {
        Some(mark) => is_day(&format!("{line}{mark}1")),
        None => line.ends_with('月') && is_day(&format!("{line}1日")),
    }
}

/// Furniture of a document around the report or in its text.
pub(super) fn furniture(case: &Case<'_>) -> Vec<Finding> {
    let document = &case.filing.document;
    let given = [
        ("document.number", "发文字号", document.number.as_ref().map(|text| &text.at)),
        ("document.cc", "抄送", document.cc.as_ref().map(|text| &text.at)),
        ("document.printed_by", "印发机关", document.printed_by.as_ref().map(|text| &text.at)),
        ("document.printed_on", "印发日期", document.printed_on.as_ref().map(|date| &date.at)),
    ];
    let there: Vec<_> = given.into_iter().filter_map(|(key, what, at)| Some((key, what, at?))).collect();
    let mut findings = Vec::new();
    if !there.is_empty() {
        let names: Vec<&str> = there.iter().map(|(_, what, _)| *what).collect();
        let place = if case.is_workbook() || case.is_published() { "报告的公文要素" } else { "[document] " };
        let message = format!("{place}写了{}：网页上不印，PDF 上印出，这份 PDF 不宜公开。", names.join("、"));
        let finding = there
            .iter()
            .fold(Finding::new(&FURNITURE, message), |finding, (key, what, at)| finding.mark(at, *what).key(*key));
        findings.push(finding);
    }
    findings.extend(typed(case));
    findings
}

/// Furniture typed into the text of the report as lines of its own.
fn typed(case: &Case<'_>) -> Vec<Finding> {
    let number = case.filing.letter.as_ref().and_then(|letter| facts::text(&letter.number));
    let chapters = case.narrative.sections.iter().flat_map(|c| c.before.iter().chain(&c.after).map(move |b| (b, c)));
    let tell = |(block, chapter): (&Block, &crate::narrative::Chapter)| {
        let Block::Paragraph { .. } = block else { return None };
        let text = plain_text(std::slice::from_ref(block));
        let line = text.trim();
        let printed = line.ends_with("日印发") && line.chars().count() < 60;
        if !(line.starts_with("抄送：") || printed || number.as_deref() == Some(line)) {
            return None;
        }
        let shown: String = line.chars().take(30).collect();
        let message = format!("“{}、{}”里有“{shown}”，会印在网页上。", chapter.ordinal, chapter.title);
        let key = format!("sections.{}", chapter.key);
        Some(Finding::new(&FURNITURE, message).mark_if(chapter.at.as_ref(), "").key(key))
    };
    chapters.filter_map(tell).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_known_in_all_their_spellings_and_other_numbers_are_none() {
        for line in [
            "2026年1月15日",
            "二〇二六年一月十五日",
            "2026 年 1 月 15 日",
            "（2026年1月15日）",
            "2026.1.15",
            "2026-01-15",
        ] {
            assert!(is_day(line), "{line}");
        }
        for line in
            ["", "2026年1月", "20260115", "1.1.2", "2025年1月1日至12月31日", "010-12345678", "2026年1月15日起施行。"]
        {
            assert!(!is_day(line), "{line}");
        }
        for line in ["2026年1月", "二〇二六年一月", "2026年元月", "（2026年1月）", "2026.1", "2026-01"]
        {
            assert!(is_month(line), "{line}");
        }
        for line in ["", "1月", "2026年度", "2026年13月", "2026年1月起", "3.5", "2026年1月15日"] {
            assert!(!is_month(line), "{line}");
        }
    }
}
