//! Furniture of a document on what is published.

use super::Case;
use crate::filing::facts;
use crate::finding::Finding;
use crate::prose::{Block, plain_text};
use crate::rule::{Family, Rule, Severity};

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
        let message = format!("[document] 写了{}：网页上不印，PDF 上印出，这份 PDF 不宜公开。", names.join("、"));
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
        let is_furniture = line.starts_with("抄送：") || printed || number.as_deref() == Some(line);
        let shown: String = line.chars().take(30).collect();
        let message = format!("“{}、{}”里有“{shown}”，会印在网页上。", chapter.ordinal, chapter.title);
        let key = format!("sections.{}", chapter.key);
        is_furniture.then(|| Finding::new(&FURNITURE, message).mark_if(chapter.at.as_ref(), "").key(key))
    };
    chapters.filter_map(tell).collect()
}
