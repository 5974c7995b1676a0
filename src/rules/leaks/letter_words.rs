//! Words of the letter that a report was sent with.

use std::ops::Range;

use crate::finding::Finding;
use crate::rule::{Family, Rule, Severity};
use crate::rules::Case;
use crate::rules::passage::{ReportPassage, is_han};

/// Words of a letter in the report.
pub(in crate::rules) static LETTER_WORDS: Rule = Rule {
    code: "PRO040",
    name: "报告里留着报送公文的话",
    severity: Severity::Warning,
    family: Family::Prose,
    reason: "公布的报告是给公众看的；“现予报送”“请审阅”和收件机关是报送公文里的话。",
    basis: "格式",
    remedy: "删去；要写公文的写在 [letter] 里",
    faulty: "[sections.overview]\ntext = '''市政务公开办公室：\n按照要求，现将有关情况报告如下，请审阅。'''",
    corrected: "[sections.overview]\ntext = '''本年度围绕应急管理中心工作推进公开，情况如下。'''",
    in_workbook: Some("删去；要写公文的填在“报送函”表里"),
};

/// Places of each such word that are looked at.
const MOST: usize = 20;

/// Every such word, and the line of the recipient.
pub(super) fn letter_words(case: &Case<'_>, passages: &[ReportPassage<'_>]) -> Vec<Finding> {
    let words = &case.filing.form.words().letter;
    let mut findings = Vec::new();
    let body = || passages.iter().filter(|passage| passage.is_running_text());
    if let Some(first) = body().next()
        && let Some(range) = recipient(&first.text, &words.recipients)
    {
        let message = format!("正文：第一行“{}”是收件的机关。", &first.text[range.clone()]);
        findings.push(Finding::new(&LETTER_WORDS, message).mark(&first.place(range), ""));
    }
    let is_list = |line: &str| words.attachment_lists.iter().any(|start| line.trim_start().starts_with(start.as_str()));
    let has_list = body().any(|passage| passage.text.lines().any(is_list));
    let is_other = |told: &str| words.unless.iter().any(|other| told.ends_with(other.as_str()));
    for passage in body() {
        let said = |word: &String| {
            let is_said =
                |range: &Range<usize>| !is_quoted(&passage.text, range) && !is_other(&passage.text[..range.end]);
            passage.find(word).take(MOST).filter(is_said).collect::<Vec<_>>()
        };
        findings.extend(attached(passage, &words.attachments).filter(|_| !has_list));
        let mut found: Vec<Range<usize>> = words.words.iter().flat_map(said).collect();
        found.sort_by_key(|range| range.start);
        found.dedup_by(|next, kept| next.start < kept.end);
        let Some(first) = found.first() else { continue };
        let message = format!("正文：“{}”是报送公文里的话。", &passage.text[first.clone()]);
        let mark = |finding: Finding, range: &Range<usize>| finding.mark(&passage.place(range.clone()), "");
        findings.push(found.iter().take(5).fold(Finding::new(&LETTER_WORDS, message), mark));
    }
    findings
}

/// Where a text sends the reader to an attachment.
fn attached(passage: &ReportPassage<'_>, words: &[String]) -> Option<Finding> {
    let text = &passage.text;
    let said = words.iter().filter_map(|word| passage.find(word).next());
    let range = said.filter(|range| !is_quoted(text, range)).min_by_key(|range| range.start)?;
    let message = format!("正文：写着“{}”，报告没有附件。", &text[range.clone()]);
    let hint = "把附件里的内容写进正文，或删去这句话";
    Some(Finding::new(&LETTER_WORDS, message).hint(hint).mark(&passage.place(range), ""))
}

/// Whether words stand within quotation marks or book marks.
fn is_quoted(text: &str, range: &Range<usize>) -> bool {
    let paragraph = text[..range.start].rfind('\n').map_or(0, |end| end + 1);
    let before = &text[paragraph..range.start];
    let open = |opening: char, closing: char| before.matches(opening).count() > before.matches(closing).count();
    open('“', '”') || open('《', '》')
}

/// The first line of a text where it names who the letter is for.
fn recipient(text: &str, ends: &[String]) -> Option<Range<usize>> {
    const LONGEST: usize = 30;
    let line = text.split('\n').next()?;
    let name = line.strip_suffix(['：', ':'])?;
    let plain = name.chars().all(|c| is_han(c) || "、，（）".contains(c)) && name.chars().count() <= LONGEST;
    let is_agency = |name: &str| ends.iter().any(|end| name.ends_with(end.as_str()));
    (plain && name.split(['、', '，']).all(is_agency)).then_some(0..line.len())
}
