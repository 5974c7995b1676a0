//! The code book: every fault the program knows, each with its own reason.
//!
//! A new rule is one `static` with its check in the module of its family, and one line in `ALL`.
//! Codes are never reused.

mod accept;
mod carry;
mod dates;
pub mod district;
mod furniture;
mod glyphs;
pub mod input;
mod letter;
mod likeness;
mod missing;
pub mod prose;
pub mod structure;
mod sums;
pub mod workbook;

use crate::figures::Figures;
use crate::filing::{Field, Filing};
use crate::finding::{Finding, Severity, sort};
use crate::narrative::Narrative;
use crate::source::Sources;

/// A kind of fault.
pub struct Rule {
    /// Its code: three letters and three digits.
    pub code: &'static str,
    /// What is at fault, in a few words.
    pub name: &'static str,
    /// Its weight.
    pub severity: Severity,
    /// What it looks at.
    pub family: Family,
    /// Why it matters.
    pub reason: &'static str,
    /// Where the reason is laid down.
    pub basis: &'static str,
    /// What to do, in general.
    pub remedy: &'static str,
    /// An input that has the fault, as a change to a sound report.
    pub faulty: &'static str,
    /// The same put right.
    pub corrected: &'static str,
    /// What finds it; none for faults that reading comes upon.
    pub check: Option<fn(&Case<'_>) -> Vec<Finding>>,
}

impl Rule {
    /// An error whose examples are whole workbooks or districts, not changes to one report; its words are to be added.
    const fn shown_elsewhere(code: &'static str, name: &'static str, family: Family, basis: &'static str) -> Self {
        Self {
            code,
            name,
            severity: Severity::Error,
            family,
            reason: "",
            basis,
            remedy: "",
            faulty: "",
            corrected: "",
            check: None,
        }
    }
}

impl PartialEq for Rule {
    /// A code stands for its rule.
    fn eq(&self, other: &Self) -> bool {
        self.code == other.code
    }
}

impl std::fmt::Debug for Rule {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.code)
    }
}

/// What a rule looks at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Family {
    /// Whether the input can be read.
    Input,
    /// The figures.
    Figures,
    /// The sections.
    Structure,
    /// The letter it is submitted with.
    Letter,
    /// The words.
    Prose,
    /// The page.
    Typography,
    /// What the agency stands by.
    Acceptance,
    /// The units of a district and their sums.
    District,
}

impl Family {
    /// Its name as people are shown it.
    pub fn label(self) -> &'static str {
        match self {
            Self::Input => "输入",
            Self::Figures => "数字",
            Self::Structure => "结构",
            Self::Letter => "公文",
            Self::Prose => "正文",
            Self::Typography => "版面",
            Self::Acceptance => "认可",
            Self::District => "汇总",
        }
    }
}

/// All that rules look at.
pub struct Case<'a> {
    /// The files that were read.
    pub sources: &'a Sources,
    /// What was handed in.
    pub filing: &'a Filing,
    /// Its figures completed.
    pub figures: &'a Figures,
    /// Last year's report, if it is known.
    pub prior: Option<Prior<'a>>,
    /// Its words.
    pub narrative: &'a Narrative,
    /// Whether some face has a character.
    pub has_glyph: &'a dyn Fn(char) -> bool,
}

impl Case<'_> {
    /// Whether the report was handed in as a workbook, where hints speak of sheets instead of keys.
    pub fn is_workbook(&self) -> bool {
        self.sources.get(self.filing.source).is_workbook()
    }
}

/// Last year's report.
#[derive(Clone, Copy)]
pub struct Prior<'a> {
    /// What was handed in then.
    pub filing: &'a Filing,
    /// Its figures completed.
    pub figures: &'a Figures,
}

/// Every rule, in the order of the code book.
static ALL: &[&Rule] = &[
    &input::SYNTAX,
    &input::UNKNOWN_KEY,
    &input::WRONG_TYPE,
    &input::WRONG_LENGTH,
    &input::NOT_A_NUMBER,
    &input::COUNT_WITH_DECIMALS,
    &input::NEGATIVE,
    &input::TOO_MANY_PLACES,
    &input::MISSING_FIELD,
    &input::UNKNOWN_NAME,
    &input::PROSE_FILE,
    &input::PRIOR_FILE,
    &input::TOO_LONG,
    &workbook::TABLE_TWICE,
    &workbook::INCOMPLETE,
    &workbook::UNKNOWN_ROW,
    &workbook::UNKNOWN_COLUMN,
    &workbook::ERROR_VALUE,
    &workbook::NOT_COMPUTED,
    &workbook::UNKNOWN_FIELD,
    &workbook::EMPTY_CELLS,
    &missing::MISSING_FIGURES,
    &missing::MISSING_TABLE,
    &sums::ROW_SUM,
    &sums::COLUMN_SUM,
    &sums::BALANCE,
    &sums::OVERDRAWN,
    &carry::CARRIED,
    &carry::UNCHECKED,
    &carry::PRIOR_MISMATCH,
    &structure::FORM_YEAR,
    &structure::EMPTY_SECTION,
    &structure::TITLE,
    &structure::FILLED,
    &letter::WITHOUT_SIGNER,
    &letter::ATTACHMENT,
    &dates::NUMBER_YEAR,
    &dates::NUMBER_FORM,
    &dates::TOO_EARLY,
    &dates::TOO_LATE,
    &letter::ASKS,
    &letter::NO_RECIPIENT,
    &letter::NO_PLACE,
    &letter::TITLE_KIND,
    &dates::NO_DATE,
    &furniture::FURNITURE,
    &prose::PLACEHOLDER,
    &prose::UNKNOWN_EXPRESSION,
    &prose::UNKNOWN_FIGURE,
    &prose::NO_PRIOR_FIGURE,
    &prose::FAILED_EXPRESSION,
    &prose::OPEN_EXPRESSION,
    &prose::LINE_BREAK,
    &likeness::REPEATED,
    &glyphs::NO_GLYPH,
    &glyphs::INVISIBLE,
    &accept::STALE,
    &accept::WITHOUT_REASON,
    &district::MISSING,
    &district::UNEXPECTED,
    &district::SEVERAL,
    &district::SHARED,
    &district::YEAR,
    &district::EDITION,
    &district::OTHER_NAME,
    &district::NAME_TWICE,
    &district::UNREADABLE,
    &district::NOT_WHOLE,
    &district::BLANKS,
    &district::TOTAL_DIFFERS,
    &district::LATE,
    &district::FAULTY_PARTS,
    &district::CRASHED,
    &district::NOT_WRITTEN,
    &district::NOTES,
    &district::TOO_SLOW,
    &district::ALIKE,
    &district::NOT_THERE,
    &district::LAST_YEAR,
    &district::CHANGED,
    &district::LEFTOVER,
];

/// What to do in a workbook about faults whose general remedy speaks of TOML.
const IN_A_WORKBOOK: &[(&str, &str)] = &[
    ("LET001", "在“报送函”表的“签发人”一行填写；联合行文按机关顺序一人一行"),
    ("LET002", "清空“报送函”表的“附件名称”，由程序写上报告的准确标题；有别的附件时把报告写在第一行"),
    ("LET006", "尽快报送；日期写错的改正；本地通知另有期限的填“报送期限”"),
    ("LET008", "在“报送函”表的“主送机关”一行填写"),
    ("LET010", "清空“报送函”表的“公文标题”，用规范的标题；或改正“文种”"),
    ("LET011", "在“报送函”表的“成文日期”一行填写，如 2026-01-15"),
    ("PRO008", "按本年的实际改写；确实没有变化的，在“基本信息”的“认可”里写明理由"),
    ("PUB001", "随公文报送的，把它们填在“报送函”表上半部分的报送公文里，从报告本身的公文要素里清除"),
];

/// Every rule, in the order of the code book.
pub fn all() -> &'static [&'static Rule] {
    ALL
}

/// The rule of that code, in any case of letters.
pub fn find(code: &str) -> Option<&'static Rule> {
    ALL.iter().copied().find(|rule| rule.code.eq_ignore_ascii_case(code.trim()))
}

/// Everything that is wrong with a report, sorted, with what the agency stands by marked as accepted.
pub fn check(case: &Case<'_>) -> Vec<Finding> {
    let mut findings = case.filing.faults.clone();
    findings.extend(case.narrative.faults.iter().cloned());
    findings.extend(ALL.iter().filter_map(|rule| rule.check).flat_map(|check| check(case)));
    if case.is_workbook() {
        findings.iter_mut().for_each(speak_of_sheets);
    }
    accept::apply(case.filing, &mut findings);
    sort(&mut findings);
    findings
}

/// Calls fields by their labels and says what to do in a sheet, where a finding speaks of TOML.
fn speak_of_sheets(finding: &mut Finding) {
    if finding.hint == finding.rule.remedy
        && let Some((_, hint)) = IN_A_WORKBOOK.iter().find(|(code, _)| *code == finding.rule.code)
    {
        finding.hint = (*hint).to_owned();
    }
    if let Some((path, rest)) = finding.message.split_once('：')
        && let Some(field) = Field::of(path)
    {
        finding.message = format!("“{}”：{rest}", field.label);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_unique_and_well_formed() {
        let mut codes: Vec<_> = ALL.iter().map(|rule| rule.code).collect();
        codes.sort_unstable();
        codes.dedup();
        assert_eq!(codes.len(), ALL.len());
        for code in codes {
            let (letters, digits) = code.split_at(3);
            assert!(letters.bytes().all(|b| b.is_ascii_uppercase()) && digits.len() == 3, "{code}");
        }
    }
}
