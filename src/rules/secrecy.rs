//! What is secret of a letter, and what is public.

// 待核: the numbers of the articles of the regulation on letters, whose text was not at hand.

use super::Case;
use crate::characters::unspaced;
use crate::filing::{Letter, facts};
use crate::finding::Finding;
use crate::rule::{Family, Rule, Severity};
use crate::source::Located;

/// A secret document that is made public.
pub(super) static PUBLIC: Rule = Rule {
    code: "LET012",
    name: "标了密级又公开",
    severity: Severity::Error,
    family: Family::Letter,
    reason: "涉密的公文不得公开；公开的公文不标密级。两样都写，不是密级标错，就是要出泄密的事。",
    basis: "《党政机关公文处理工作条例》第九条（二）",
    remedy: "不涉密的删去密级；涉密的删去附注里公开的话",
    faulty: "[letter]\nto = \"示例市政务公开办公室\"\nsecrecy = \"秘密★1年\"\ncopy_number = \"000001\"\nnote = \"此件主动公开\"",
    corrected: "[letter]\nto = \"示例市政务公开办公室\"\nnote = \"此件主动公开\"",
    in_workbook: None,
};

/// A secret document without the number of its copy.
pub(super) static NO_COPY_NUMBER: Rule = Rule {
    code: "LET013",
    name: "涉密的公文没有份号",
    severity: Severity::Warning,
    family: Family::Letter,
    reason: "份号是公文印制份数的顺序号，涉密公文应当标注份号，以便清点收回。",
    basis: "《党政机关公文处理工作条例》第九条（一）、GB/T 9704-2012 7.2.1",
    remedy: "在 [letter] 写 copy_number = \"000001\"；不涉密的删去 secrecy",
    faulty: "[letter]\nto = \"示例市政务公开办公室\"\nsecrecy = \"秘密★1年\"",
    corrected: "[letter]\nto = \"示例市政务公开办公室\"\nsecrecy = \"秘密★1年\"\ncopy_number = \"000001\"",
    in_workbook: Some("在“报送函”表的“份号”一行填写；不涉密的清空“密级和保密期限”"),
};

/// What a document is made, or not.
const PUBLICLY: &str = "公开";

/// Words before it with which a note makes nothing public.
const NOT: &[&str] = &["不", "不予", "不得", "不宜", "免予", "非", "未", "依申请"];

/// The letter and its degree of secrecy, where it has one.
fn secret<'c>(case: &Case<'c>) -> Option<(&'c Letter, &'c Located<String>)> {
    let letter = case.filing.letter.as_ref()?;
    let secrecy = letter.secrecy.as_ref()?;
    letter.is_secret().then_some((letter, secrecy))
}

/// Whether a note makes a letter public.
fn is_public(note: &str) -> bool {
    let note = unspaced(note);
    note.find(PUBLICLY).is_some_and(|at| !NOT.iter().any(|word| note[..at].ends_with(word)))
}

/// Whether a secret letter is public as well, by its note or on the web.
pub(super) fn public(case: &Case<'_>) -> Vec<Finding> {
    let Some((letter, secrecy)) = secret(case) else { return Vec::new() };
    let degree = secrecy.value.trim();
    if let Some(note) = letter.note.as_ref().filter(|note| is_public(&note.value)) {
        let message = format!("{}：写的是“{degree}”，附注却写“{}”。", case.call("letter.secrecy"), note.value.trim());
        let finding = Finding::new(&PUBLIC, message).mark(&secrecy.at, "").key("letter.secrecy");
        return vec![finding.mark(&note.at, "附注").key("letter.note")];
    }
    let on_the_web = ["published", "url"].into_iter().find_map(|key| case.filing.web.said(key));
    let Some(on_the_web) = on_the_web else { return Vec::new() };
    let message = format!("{}：写的是“{degree}”，随文报送的报告却在网上公开。", case.call("letter.secrecy"));
    let finding = Finding::new(&PUBLIC, message).severity(Severity::Warning).mark(&secrecy.at, "");
    vec![finding.key("letter.secrecy").mark(&on_the_web.at, "网页").hint("不涉密的删去密级")]
}

/// Whether a secret letter has the number of its copy.
pub(super) fn copy_number(case: &Case<'_>) -> Vec<Finding> {
    let Some((letter, secrecy)) = secret(case) else { return Vec::new() };
    if facts::text(&letter.copy_number).is_some() {
        return Vec::new();
    }
    let message = format!("{}：标了“{}”，没有份号。", case.call("letter.copy_number"), secrecy.value.trim());
    vec![Finding::new(&NO_COPY_NUMBER, message).mark(&secrecy.at, "").key("letter.copy_number")]
}

#[cfg(test)]
mod tests {
    use super::is_public;

    #[test]
    fn notes_that_make_public_are_told_from_others() {
        for note in ["此件主动公开", "（此件公开发布）", "此件公 开发布"] {
            assert!(is_public(note), "{note}");
        }
        for note in ["此件不予公开", "此件依申请公开", "联系人：张三", "此件不公开", ""] {
            assert!(!is_public(note), "{note}");
        }
    }
}
