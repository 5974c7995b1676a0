//! What a report must tell of in words.

use std::borrow::Cow;

use super::Case;
use crate::characters::{leaving_out, unspaced};
use crate::finding::Finding;
use crate::form::{Aspect, Name};
use crate::prose::plain_text;
use crate::rule::{Family, Rule, Severity};

/// Aspects of a section that are not told.
pub(super) static ASPECTS: Rule = Rule {
    code: "STR010",
    name: "这一部分有几个方面没有讲到",
    severity: Severity::Hint,
    family: Family::Structure,
    reason: "格式列出了这一部分要说明的几个方面，缺一个方面常被当作内容不全退回。",
    basis: "审核惯例",
    remedy: "补写没有讲到的方面；没有发生的也说一句",
    faulty: "[sections.overview]\ntext = '本年度围绕中心工作推进各项任务。'",
    corrected: "",
    in_workbook: None,
};

/// What agencies of some kind must tell of, and a report does not.
pub(super) static OF_LEVEL: Rule = Rule {
    code: "STR011",
    name: "没有讲到这类机关应当报告的事",
    severity: Severity::Hint,
    family: Family::Structure,
    reason: "有的事只有某类机关才要报告，容易漏写。",
    basis: "格式",
    remedy: "在合适的部分补写；没有发生的也说一句",
    faulty: "[agency]\nname = \"示例市人民政府\"\nlevel = \"政府\"\n[sections.overview]\ntext = '本年度围绕中心工作推进各项任务。'",
    corrected: "[agency]\nname = \"示例市人民政府\"\nlevel = \"政府\"\n[sections.overview]\ntext = '本年度开展了考核和社会评议，没有需要追究责任的情形。'",
    in_workbook: None,
};

/// An account that a section must tell of, and does not.
pub(super) static UNTOLD_ACCOUNT: Rule = Rule {
    code: "STR012",
    name: "应当说明的没有说明",
    severity: Severity::Warning,
    family: Family::Structure,
    reason: "格式要求在这一部分说明的，只写“无”、只说别的事就是漏报。",
    basis: "审核惯例",
    remedy: "补写这一项；没有发生的也写明",
    faulty: "fee = \"\"\n[sections.others]\ntext = '无。'",
    corrected: "",
    in_workbook: None,
};

/// Everything that a report must tell of and does not.
pub(super) fn aspects(case: &Case<'_>) -> Vec<Finding> {
    let texts: Vec<String> = case.narrative.sections.iter().map(text_of).collect();
    let whole = texts.concat();
    let mut findings = untold(case, &texts, &whole);
    findings.extend(untold_accounts(case, &texts, &whole));
    findings
}

/// Every aspect that no word of the chapters tells of: those of a section in one finding.
fn untold(case: &Case<'_>, texts: &[String], whole: &str) -> Vec<Finding> {
    let form = &case.filing.form;
    let level = case.filing.level();
    let is_due = |aspect: &&Aspect| {
        aspect.levels.is_empty() || level.is_some_and(|level| aspect.levels.iter().any(|known| known == level))
    };
    let is_told = |aspect: &Aspect, text: &str| {
        let text = without(text, &aspect.apart);
        aspect.words.iter().any(|word| text.contains(&word.text))
    };
    let mut findings = Vec::new();
    for (chapter, text) in case.narrative.sections.iter().zip(texts) {
        // A list of the parts tells of none of them.
        let text = leaving_out(text, form.sections.iter().map(|section| section.title.as_str()));
        if !text.chars().any(char::is_alphanumeric) {
            continue;
        }
        let here = |aspect: &&Aspect| aspect.section.as_ref().is_some_and(|section| *section == chapter.key);
        let due = form.aspects.iter().filter(is_due).filter(here);
        let missing: Vec<&str> =
            due.filter(|aspect| !is_told(aspect, &text)).map(|aspect| aspect.label.as_str()).collect();
        if !missing.is_empty() {
            let message = format!("{}、{}：没有讲到{}。", chapter.ordinal, chapter.title, missing.join("、"));
            let finding = Finding::new(&ASPECTS, message).mark_if(chapter.at.as_ref(), "");
            findings.push(finding.key(format!("sections.{}", chapter.key)));
        }
    }
    for aspect in form.aspects.iter().filter(is_due).filter(|aspect| aspect.section.is_none()) {
        if !is_told(aspect, whole) && whole.chars().any(char::is_alphanumeric) {
            findings.push(Finding::new(&OF_LEVEL, format!("全文没有讲到{}。", aspect.label)));
        }
    }
    findings
}

/// What clauses say before a word from which on they speak of something else, each begun with a comma: 有待进一步提高 speaks
/// of what is wrong, not of how it is mended.
fn without<'t>(text: &'t str, apart: &[Name]) -> Cow<'t, str> {
    if apart.is_empty() {
        return text.into();
    }
    let clauses = text.split(['，', '。', '；', '：', '！', '？', ',', ';']);
    let before = |clause: &'t str| {
        &clause[..apart.iter().filter_map(|word| clause.find(&word.text)).min().unwrap_or(clause.len())]
    };
    clauses.flat_map(|clause| ["，", before(clause)]).collect()
}

/// The words of a chapter.
fn text_of(chapter: &crate::narrative::Chapter) -> String {
    unspaced(&format!("{}\n{}", plain_text(&chapter.before), plain_text(&chapter.after)))
}

/// Every account that a section must tell of and that is told in none of the chapters.
fn untold_accounts(case: &Case<'_>, texts: &[String], whole: &str) -> Vec<Finding> {
    let form = &case.filing.form;
    let tell = |(chapter, text): (&crate::narrative::Chapter, &String)| {
        let account = form.account_of(&chapter.key)?;
        let own = leaving_out(text, account.unlike.iter().map(|word| word.text.as_str()));
        let told = account.words.iter().any(|word| own.contains(&word.text)) || whole.contains(&account.label);
        let given = case.filing.accounts.contains_key(&account.key);
        if told || given || !text.chars().any(char::is_alphanumeric) {
            return None;
        }
        let message = format!("{}、{}：没有说明{}。", chapter.ordinal, chapter.title, account.label);
        let hint = format!("写一句{0}的情况，{1}也写明；或填“{0}”，由程序写上", account.label, account.nothing);
        let finding = Finding::new(&UNTOLD_ACCOUNT, message).mark_if(chapter.at.as_ref(), "").hint(hint);
        Some(finding.key(format!("sections.{}", chapter.key)))
    };
    case.narrative.sections.iter().zip(texts).filter_map(tell).collect()
}
