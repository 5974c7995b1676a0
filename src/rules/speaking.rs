//! What to do where a report is no TOML: in the sheets of a workbook, and in a report as it was published, which has
//! neither sheets nor keys.

use super::{
    Case, carry, dates, furniture, language, leaks, likeness, policy, secrecy, sense, structure, unprinted, web,
};
use crate::finding::Finding;
use crate::rule::{Rule, input, prose, workbook};

/// What to do in a report as it was published, where the general remedy or that for workbooks names a place of theirs.
static IN_PUBLISHED: [(&Rule, &str); 24] = [
    (&workbook::TABLE_TWICE, "留一份，删去另一份"),
    (&workbook::UNUSED_CELLS, "要印的写进正文或数后的括号里；填表人、制表日期之类不必管"),
    (&workbook::TEXT_BESIDE, "要印的写在数后的括号里，或写进正文；不要印的可以不管"),
    (&prose::NO_PRIOR_FIGURE, "用 --prior 给出上年的文件"),
    (&input::TOO_LONG, "缩短；需要说明的写在表的前后"),
    (&input::PRIOR_FILE, "检查给出的上年的文件"),
    (&structure::TITLE, "用规范的标题；确需不同的不用改"),
    (&likeness::REPEATED, "按本年的实际改写；确实没有变化的不用改"),
    (&web::MISSING, "在网页里补上；网站的发布系统会加的不必管"),
    (&web::SITE_ID, "照网站底部“网站标识码”的写法写"),
    (&secrecy::NO_COPY_NUMBER, "写上份号；不涉密的删去密级和保密期限"),
    (&sense::CHAIN, "核对两年的数；确实还有别的变化的，在正文里说明"),
    (&leaks::PERSONAL, "换成机关的座机，或删去；机关专用的号码不用改"),
    (&leaks::LETTER_WORDS, "删去；报告本身不写公文里的话"),
    (&carry::UNCHECKED, "用 --prior 给出上年的文件"),
    (&carry::PRIOR_MISMATCH, "核对给出的上年的文件"),
    (&furniture::FURNITURE, "随公文报送的，写在公文里，从报告里删去"),
    (&furniture::SIGNATURE, "不要印落款的，从正文里删去；要印的不用改"),
    (&dates::TOO_LATE, "尽快报送；日期写错的改正"),
    (&dates::NO_DATE, "写上成文日期，如 2026年1月15日"),
    (&unprinted::UNPRINTED, "要印就在引言里写上；不要印的可以不管"),
    (&policy::NOT_CITED, "在引言里写上另依据的通知，通知的名称和文号照原文"),
    (&language::DOUBLED, "删去多出的一遍；本来就这样说的不用改"),
    (&language::PHRASING, "照指出的改；本来就这样说的不用改"),
];

/// Says what to do in the report at hand, where the general remedy speaks of TOML.
pub(super) fn speak(case: &Case<'_>, findings: &mut [Finding]) {
    let said: fn(&Rule) -> Option<&'static str> = match () {
        () if case.is_workbook() => |rule| rule.in_workbook,
        () if case.is_published() => in_published,
        () => return,
    };
    for finding in findings.iter_mut().filter(|finding| finding.hint == finding.rule.remedy) {
        if let Some(hint) = said(finding.rule) {
            finding.hint = hint.to_owned();
        }
    }
}

/// What to do about a rule's findings in a report as it was published, where that is not its general remedy.
fn in_published(rule: &Rule) -> Option<&'static str> {
    IN_PUBLISHED.iter().find(|(told, _)| *told == rule).map(|(_, hint)| *hint).or(rule.in_workbook)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule::Family;
    use crate::rules::all;

    #[test]
    fn what_is_said_of_a_published_report_names_neither_sheets_nor_keys() {
        // Letters, acceptances, policies and districts have files of their own; an input with errors was none.
        let own = [Family::Letter, Family::Acceptance, Family::District, Family::Form, Family::Policy];
        let names = ["[", "“高级”", "“认可”", "“报送函”", "“基本信息”", "“上年数据”", "“正文”", " = ", ".toml"];
        for rule in all().iter().filter(|rule| !own.contains(&rule.family)) {
            let said = in_published(rule).unwrap_or(rule.remedy);
            assert!(!names.iter().any(|name| said.contains(name)), "{}: {said}", rule.code);
        }
    }
}
