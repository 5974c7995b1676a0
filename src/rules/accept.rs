//! Findings the agency stands by.

use std::collections::{BTreeSet, HashMap};

use crate::filing::{Accept, Filing};
use crate::finding::{Finding, whole};
use crate::rule::input::{PROSE_FILE, UNKNOWN_NAME};
use crate::rule::{Family, Rule, Severity};
use crate::spelling::closest;

/// An acceptance that matches nothing.
pub(super) static STALE: Rule = Rule {
    code: "ACC001",
    name: "认可已经没有对象",
    severity: Severity::Warning,
    family: Family::Acceptance,
    reason: "所认可的问题已不存在；留着它，将来同样的错就会被放过。",
    basis: "输入格式",
    remedy: "删去这个 [[accept]]",
    faulty: "[[accept]]\nrule = \"SUM001\"\nreason = \"照原文\"",
    corrected: "",
    in_workbook: Some("清空“高级”表里这一行认可"),
};

/// An acceptance without a reason.
pub(super) static WITHOUT_REASON: Rule = Rule {
    code: "ACC002",
    name: "认可没有写理由",
    severity: Severity::Error,
    family: Family::Acceptance,
    reason: "认可一个问题要说明为什么，复核的人才知道它不是疏忽；没有理由的认可不起作用。",
    basis: "输入格式",
    remedy: "写明理由：reason = \"…\"",
    faulty: "form = \"2019\"\n[disclosure]\nrules = [0, 0, 0]\n[[accept]]\nrule = \"STR001\"",
    corrected: "form = \"2021\"",
    in_workbook: Some("在“高级”表的“认可的理由”一格写明理由"),
};

/// An acceptance of errors that does not say which, and holds for several.
pub(super) static WIDE: Rule = Rule {
    code: "ACC003",
    name: "一条认可放过了几处错误",
    severity: Severity::Warning,
    family: Family::Acceptance,
    reason: "没有写限于哪一处的认可，对同一规则的所有错误都起作用，没有核对过的也被放过。",
    basis: "输入格式",
    remedy: "每一处写一条认可，用 at 写明是哪一处",
    faulty: "[applications]\nnew = [3, 1, 0, 0, 0, 0, 5]\n[disputes]\nreconsideration = [0, 0, 0, 0, 7]\n\
             [[accept]]\nrule = \"SUM001\"\nreason = \"照原文\"",
    corrected: "",
    in_workbook: Some("每一处写一行认可，在“限于”一格写明是哪一处"),
};

/// Acceptances with a reason by rule and place, so that many of them and many findings are matched in one pass; of those
/// of one place the last counts.
pub(super) struct ByPlace<'f>(HashMap<(&'static str, Option<&'f str>), usize>);

impl<'f> ByPlace<'f> {
    /// The acceptances of a filing.
    pub(super) fn of(filing: &'f Filing) -> Self {
        let mut last = HashMap::new();
        for (number, accept) in filing.accept.iter().enumerate().filter(|(_, accept)| reason(accept).is_some()) {
            last.extend(super::find(&accept.rule.value).map(|rule| ((rule.code, place(accept)), number)));
        }
        Self(last)
    }

    /// The number of the acceptance of a rule at exactly that place.
    fn number(&self, rule: &'static Rule, place: Option<&str>) -> Option<usize> {
        self.0.get(&(rule.code, place)).copied()
    }

    /// The numbers of the acceptances of a rule at some keys, above them, or anywhere.
    pub(super) fn matching(&self, rule: &'static Rule, keys: &[String]) -> Vec<usize> {
        if rule.is_accepted_whole() && !keys.is_empty() {
            return self.number(rule, Some(&whole(keys))).into_iter().collect();
        }
        let places = keys.iter().flat_map(|key| with_those_above(key)).map(Some).chain([None]);
        places.filter_map(|place| self.number(rule, place)).collect()
    }
}

/// Marks what the agency stands by, and tells acceptances that do nothing.
pub(super) fn apply(filing: &Filing, findings: &mut Vec<Finding>) {
    findings.extend(filing.accept.iter().filter_map(unknown));
    let by_place = ByPlace::of(filing);
    let mut has_matched = vec![false; filing.accept.len()];
    let mut errors: Vec<BTreeSet<String>> = vec![BTreeSet::new(); filing.accept.len()];
    for finding in findings.iter_mut() {
        let numbers = by_place.matching(finding.rule, &finding.keys);
        let folded = finding.folded.iter().flat_map(|folded| by_place.matching(folded.rule, &folded.keys));
        folded.chain(numbers.iter().copied()).for_each(|number| has_matched[number] = true);
        let number = numbers.iter().max();
        if let (Some(number), Some(key), Severity::Error) = (number, finding.keys.first(), finding.severity) {
            errors[*number].insert(key.clone());
        }
        let accept = number.and_then(|number| filing.accept.get(*number));
        finding.accepted = accept.and_then(reason).map(str::to_owned).or(finding.accepted.take());
    }
    let mut more: Vec<Finding> = filing.accept.iter().zip(&errors).filter_map(|(a, keys)| wide(a, keys)).collect();
    // What is not read may still have what was accepted.
    let is_unread = findings.iter().any(|finding| *finding.rule == PROSE_FILE);
    for accept in &filing.accept {
        if reason(accept).is_none() {
            let message = format!("对 {} 的认可没有写理由，不起作用。", accept.rule.value);
            more.push(Finding::new(&WITHOUT_REASON, message).mark(&accept.rule.at, ""));
            continue;
        }
        let Some(rule) = super::find(&accept.rule.value) else { continue };
        if !by_place.number(rule, place(accept)).is_some_and(|number| has_matched[number]) {
            let place = accept.at.as_ref().map_or(String::new(), |at| format!("（{}）", at.value));
            let code = &accept.rule.value;
            let now = findings.iter().find(|finding| finding.rule.is_accepted_whole() && *finding.rule == *rule);
            let finding = match now.map(Finding::whole) {
                Some(now) => {
                    let message = format!("认可了 {code}{place}，现在的是“{now}”，不是同样的问题，这个认可不起作用。");
                    let hint = format!("核对后仍要认可的，at（工作簿的“限于”）写“{now}”；否则删去这个认可");
                    Finding::new(&STALE, message).hint(hint)
                }
                None if is_unread => continue,
                None => match elsewhere(findings, rule).join("、").as_str() {
                    "" => Finding::new(&STALE, format!("认可了 {code}{place}，但没有这样的问题。")),
                    now => {
                        let message =
                            format!("认可了 {code}{place}，这条规则的问题不在那里，在 {now}，这个认可不起作用。");
                        let hint = format!("核对后仍要认可的，at（工作簿的“限于”）写 {now} 里的一个；否则删去这个认可");
                        Finding::new(&STALE, message).hint(hint)
                    }
                },
            };
            more.push(finding.mark(&accept.rule.at, ""));
        }
    }
    findings.append(&mut more);
}

/// The places of the findings of a rule that nobody stands by, as an acceptance names them; the first of them.
fn elsewhere<'f>(findings: &'f [Finding], rule: &Rule) -> Vec<&'f str> {
    const MOST: usize = 3;
    let open = findings.iter().filter(|finding| *finding.rule == *rule && finding.accepted.is_none());
    let mut keys: Vec<&str> = open.filter_map(|finding| finding.keys.first()).map(String::as_str).collect();
    keys.dedup();
    keys.truncate(MOST);
    keys
}

/// The finding for an acceptance without a place that holds for errors at several.
fn wide(accept: &Accept, keys: &BTreeSet<String>) -> Option<Finding> {
    if place(accept).is_some() || keys.len() < 2 {
        return None;
    }
    let (code, count) = (&accept.rule.value, keys.len());
    let places = keys.iter().map(String::as_str).collect::<Vec<_>>().join("、");
    let message = format!("对 {code} 的认可没有写限于哪一处，放过了 {count} 处错误：{places}。");
    Some(Finding::new(&WIDE, message).mark(&accept.rule.at, "没有写 at（工作簿的“限于”）"))
}

/// Whether what an agency stands by covers a finding, of its report or of another draft of it.
pub fn is_accepted(filing: &Filing, finding: &Finding) -> bool {
    !ByPlace::of(filing).matching(finding.rule, &finding.keys).is_empty()
}

/// Why the agency stands by a finding, if it says so.
fn reason(accept: &Accept) -> Option<&str> {
    accept.reason.as_ref().map(|reason| reason.value.trim()).filter(|reason| !reason.is_empty())
}

/// The key of the cell or field that an acceptance is limited to.
fn place(accept: &Accept) -> Option<&str> {
    accept.at.as_ref().map(|at| at.value.trim())
}

/// A dotted key with those that it is a part of: `a`, `a.b`, `a.b.c`.
fn with_those_above(key: &str) -> impl Iterator<Item = &str> {
    key.match_indices('.').map(|(at, _)| &key[..at]).chain([key])
}

/// An acceptance of a rule that there is not.
fn unknown(accept: &Accept) -> Option<Finding> {
    let code = &accept.rule;
    if super::find(&code.value).is_some() {
        return None;
    }
    let hint = match closest(&code.value, super::all().iter().map(|rule| rule.code)) {
        Some(close) => format!("是不是想写 {close}？用 nianbao rules 查看全部规则"),
        None => "用 nianbao rules 查看全部规则".to_owned(),
    };
    let path = format!("accept[{}].rule", accept.number);
    let message = format!("{path}：没有代码为“{}”的规则。", code.value);
    Some(Finding::new(&UNKNOWN_NAME, message).mark(&code.at, "").hint(hint).key(path))
}
