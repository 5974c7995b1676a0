//! Reading what figures are held against each other beyond sums.

use super::cell::InputLine;
use super::check::{Check, CheckKind};
use super::fault::{Fault, FaultKind};
use super::name::Name;
use super::nodes;
use super::reader::DeclarationReader;
use super::term::{self, Terms};
use crate::rule::Severity;

/// Words for how much a check weighs.
const SEVERITIES: &[(&str, Severity)] =
    &[("error", Severity::Error), ("warning", Severity::Warning), ("hint", Severity::Hint)];

/// Words for kinds of checks.
const KINDS: &[&str] = &["equal", "at_most", "together", "zero", "digits", "units", "jump", "coincidence", "steps"];

/// Reads a check; none where its kind is not known.
pub(super) fn check(t: DeclarationReader<'_>) -> Option<Check> {
    let word = t.required("kind", "哪一种核对，如 \"at_most\"");
    let kind = kind(&t, &word)?;
    let (severity, grounds) = (t.word("severity", SEVERITIES), nodes::grounds(&t));
    let check = Check { at: t.at.clone(), kind, severity, grounds };
    t.finish();
    Some(check)
}

/// Reads what a check of some kind says.
fn kind(t: &DeclarationReader<'_>, word: &Name) -> Option<CheckKind> {
    Some(match &*word.text {
        "equal" => CheckKind::Equal(terms(t, "left"), terms(t, "right")),
        "at_most" => CheckKind::AtMost(terms(t, "left"), terms(t, "right")),
        "together" => CheckKind::Together(figures(t, 2)),
        "zero" => CheckKind::Zero { figures: figures(t, 1), levels: t.names("levels") },
        "digits" => CheckKind::Digits(figures(t, 1)),
        "units" => CheckKind::Units(figures(t, 2)),
        "jump" => CheckKind::Jump { figures: figures(t, 1), times: above(t, "times", 2), least: above(t, "least", 1) },
        "coincidence" => CheckKind::Coincidence {
            whole: t.required("whole", "各项加起来的一行的键"),
            rows: t.required("rows", "一组行的键"),
            others: t.names("others"),
            least: above(t, "least", 1),
        },
        "steps" => CheckKind::Steps {
            figure: t.required("figure", "一个金额的键"),
            step: above(t, "step", 1),
            each: t.text("each"),
        },
        // What is missing is told already.
        "？" | "" => return None,
        _ => {
            let message = format!("{}：kind 不能是“{word}”。", t.name());
            let known: Vec<String> = KINDS.iter().map(|kind| format!("\"{kind}\"")).collect();
            t.fault(Fault::new(FaultKind::Unknown, &word.at, message, format!("改为 {}", known.join("、"))));
            return None;
        }
    })
}

/// Asks for so many figures at least.
fn figures(t: &DeclarationReader<'_>, least: usize) -> Vec<Name> {
    let names = t.names("figures");
    if names.len() < least {
        let message = format!("{}：figures 至少写 {least} 个数的键。", t.name());
        t.fault(Fault::new(FaultKind::Missing, &t.at, message, "写 figures = [\"表.行.列\", …]"));
    }
    names
}

/// Asks for a whole number that is so large at least.
fn above(t: &DeclarationReader<'_>, key: &'static str, least: i32) -> i32 {
    let number = t.whole(key, "整数").unwrap_or(0);
    if number < least {
        let message = format!("{}：{key} 应为不小于 {least} 的整数。", t.name());
        t.fault(Fault::new(FaultKind::Missing, &t.at, message, format!("写 {key} = {least} 或更大的整数")));
    }
    number.max(least)
}

/// Asks for a sum.
fn terms(t: &DeclarationReader<'_>, key: &'static str) -> Terms {
    term::terms(&t.required(key, "数的键，几个数用 + 和 - 连接"))
}

/// Names of figures and rows in some checks that are not there.
pub(super) fn faults(checks: &[Check], lines: &[InputLine], has_figure: impl Fn(&str) -> bool) -> Vec<Fault> {
    let is_line = |key: &str| lines.iter().any(|line| line.key == key);
    let is_group = |key: &str| lines.iter().any(|line| line.key.strip_prefix(key).is_some_and(is_below));
    let figure = |name: &Name| (name.clone(), has_figure(name));
    let names = |check: &Check| -> Vec<(Name, bool)> {
        match &check.kind {
            CheckKind::Equal(left, right) | CheckKind::AtMost(left, right) => {
                left.iter().chain(right).map(|term| figure(&term.key)).collect()
            }
            CheckKind::Together(figures)
            | CheckKind::Zero { figures, .. }
            | CheckKind::Digits(figures)
            | CheckKind::Units(figures)
            | CheckKind::Jump { figures, .. } => figures.iter().map(figure).collect(),
            CheckKind::Coincidence { whole, rows, others, .. } => {
                let places = [(whole.clone(), is_line(whole)), (rows.clone(), is_group(rows))];
                others.iter().map(figure).chain(places).collect()
            }
            CheckKind::Steps { figure: amount, each, .. } => [amount].into_iter().chain(each).map(figure).collect(),
        }
    };
    let unknown = checks.iter().flat_map(names).filter(|(name, is_there)| !is_there && **name != *"？");
    let tell = |(name, _): (Name, bool)| {
        let message = format!("核对里的 {name} 不存在。");
        Fault::new(FaultKind::Nowhere, &name.at, message, "改为表里的一个数“表.行.列”，或“记录.数”")
    };
    unknown.map(tell).collect()
}

/// Whether the rest of a key leads to what is below, or to the key itself.
fn is_below(rest: &str) -> bool {
    rest.is_empty() || rest.starts_with('.')
}
