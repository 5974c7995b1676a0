//! Reading one file of a policy.

use toml::Spanned;
use toml::de::DeValue;

use super::limits::Limit;
use super::{Policy, PolicyFile, Ruling};
use crate::document::Raw;
use crate::filing::{Choice, Date, FieldKind, LEVELS};
use crate::finding::Finding;
use crate::read::fields::{Fields, Log};
use crate::read::parse;
use crate::rule::{Rule, Severity, input, is_fixed, policy as rules};
use crate::source::{SourceId, Span};
use crate::spelling::closest;

/// Words for how much findings weigh.
static SEVERITIES: Choice = Choice {
    words: &[("错误", "error"), ("警告", "warning"), ("提示", "hint"), ("不查", "off")],
    what: "这种轻重",
};

/// The severities that the first words stand for.
const WEIGHTS: [Severity; 3] = [Severity::Error, Severity::Warning, Severity::Hint];

/// Reads a policy from its text: what it says, and what is wrong with it.
pub(super) fn policy(source: SourceId, name: &str, text: String, known: &[&'static Rule]) -> (Policy, Vec<Finding>) {
    let (table, broken) = parse(source, &text);
    let mut read = Policy::default();
    // What follows the first error is usually a consequence.
    let mut faults: Vec<Finding> = broken.into_iter().take(1).map(of_policy).collect();
    let broken_off = !faults.is_empty();
    // Of a text that is no TOML only that is worth telling.
    if !broken_off {
        let log = Log::new(source, &text);
        let root = Fields::new(&table, log.beginning(), "", &log);
        if let Some(table) = root.table("rules") {
            for (code, at, value) in table.entries() {
                if let Some(ruling) = ruling((code, &at, value), known, &log) {
                    read.rules.insert(ruling.rule.code, ruling);
                }
            }
        }
        if let Some(table) = root.table("limits") {
            limits(&table, &log, &mut read);
        }
        read.notices = notices(&root);
        root.finish();
        faults.extend(log.faults().into_iter().map(of_policy));
    }
    let settles = if broken_off { vec![(name.to_owned(), "读不出，没有用".to_owned())] } else { settles(&read) };
    read.files = vec![PolicyFile { name: name.to_owned(), text, settles }];
    (read, faults)
}

/// What a policy says, each setting by its key and in words.
fn settles(read: &Policy) -> Vec<(String, String)> {
    let rules = read.rules.values().map(|Ruling { rule, severity, reason }| {
        let reason = reason.as_ref().map_or(String::new(), |reason| format!("（{reason}）"));
        let weight = match severity {
            Some(severity) if *severity == rule.severity => format!(" 仍是{}", severity.label()),
            Some(severity) => format!(" 由{}改为{}", rule.severity.label(), severity.label()),
            None => " 不查".to_owned(),
        };
        (format!("rules.{}", rule.code), format!("{}{weight}{reason}", rule.code))
    });
    let limits = Limit::ALL.into_iter();
    let limits = limits.filter_map(|limit| Some((format!("limits.{}", limit.key()), limit.told(read.limit(limit)?))));
    let deadlines = read
        .deadlines
        .iter()
        .map(|(level, (month, day))| (format!("limits.deadline.{level}"), format!("{level}{month}月{day}日前公布")));
    let notices = read.notices.iter();
    let notices = notices.map(|notices| ("notices".to_owned(), format!("要引用 {} 份本地通知", notices.len())));
    rules.chain(limits).chain(deadlines).chain(notices).collect()
}

/// What is said of a rule, if it holds.
fn ruling(
    (code, at, value): (&str, &Span, &Spanned<DeValue<'_>>),
    known: &[&'static Rule],
    log: &Log<'_>,
) -> Option<Ruling> {
    let path = format!("rules.{code}");
    let Some(rule) = known.iter().find(|rule| rule.code.eq_ignore_ascii_case(code)) else {
        let finding = Finding::new(&rules::NO_SUCH_RULE, format!("{path}：没有代码为“{code}”的规则。")).mark(at, "");
        let close = closest(&code.to_uppercase(), known.iter().map(|rule| rule.code));
        log.fault(match close {
            Some(close) => finding.hint(format!("是不是想写 {close}？用 nianbao rules 查看全部代码")),
            None => finding,
        });
        return None;
    };
    let Some(table) = value.get_ref().as_table() else {
        log.wrong_type(&path, value, &format!("表，如 [{path}]"));
        return None;
    };
    let table = Fields::new(table, log.at(value), path.clone(), log);
    let (severity, reason) = (table.choice("severity", &SEVERITIES), table.text("reason"));
    table.finish();
    let Some(severity) = severity else {
        if table.value("severity").is_none() {
            log.missing(&table.path("severity"), "轻重", at, &SEVERITIES.hint(false));
        }
        return None;
    };
    let weight = WEIGHTS.get(SEVERITIES.find(&severity.value)?).copied();
    let is_lighter = weight.is_none_or(|weight| weight > rule.severity);
    let refused = if is_lighter && is_fixed(rule) {
        let message = format!("{path}：{}（{}）不能不查、不能改轻。", rule.code, rule.name);
        Some(Finding::new(&rules::FIXED, message))
    } else if weight.is_none() && reason.is_none() {
        Some(Finding::new(&rules::WITHOUT_REASON, format!("{path}：不查，但没有写理由，不起作用。")))
    } else {
        None
    };
    if let Some(finding) = refused {
        log.fault(finding.mark(&severity.at, ""));
        return None;
    }
    Some(Ruling { rule, severity: weight, reason: reason.map(|reason| reason.value) })
}

/// Reads `[limits]`.
fn limits(table: &Fields<'_>, log: &Log<'_>, read: &mut Policy) {
    for limit in Limit::ALL {
        let Some(value) = table.value(limit.key()) else { continue };
        let number = value.get_ref().as_integer().and_then(|number| number.as_str().parse().ok());
        let range = limit.range();
        match number.filter(|number| range.contains(number)) {
            Some(number) => drop(read.limits.insert(limit.key(), number)),
            None => {
                let expected = format!("整数 {} 到 {}", range.start(), range.end());
                log.wrong_type(&table.path(limit.key()), value, &expected);
            }
        }
    }
    if let Some(deadlines) = table.table("deadline") {
        for (level, at, value) in deadlines.entries() {
            if LEVELS.find(level).is_none() {
                let message = format!("{}：没有“{level}”{}。", deadlines.path(level), LEVELS.what);
                log.fault(Finding::new(&rules::VALUE, message).mark(&at, "").hint(LEVELS.hint(false)));
                continue;
            }
            match value.get_ref().as_str().and_then(day) {
                Some(day) => drop(read.deadlines.insert(level.to_owned(), day)),
                None => log.wrong_type(&deadlines.path(level), value, "次年的月和日，如 \"01-20\""),
            }
        }
    }
    table.finish();
}

/// A day of a year as `01-20`.
fn day(text: &str) -> Option<(u8, u8)> {
    let (month, day) = text.trim().split_once('-')?;
    let (month, day) = (month.parse().ok()?, day.parse().ok()?);
    Date::new(2001, month, day).map(|_| (month, day))
}

/// Reads the local notices that must be cited.
fn notices(root: &Fields<'_>) -> Option<Vec<String>> {
    let given = root.given("notices", FieldKind::List(&[]))?;
    let texts = match &given.value {
        Raw::List(texts) => texts.as_slice(),
        Raw::Refused => return None,
        _ => std::slice::from_ref(&given),
    };
    Some(texts.iter().filter_map(|text| Some(text.words()?.value)).collect())
}

/// A finding of the reader of tables as one about a policy.
fn of_policy(finding: Finding) -> Finding {
    let rule = match finding.rule {
        rule if rule.family == rules::SYNTAX.family => return finding,
        rule if *rule == input::SYNTAX => &rules::SYNTAX,
        rule if *rule == input::UNKNOWN_KEY => &rules::UNKNOWN,
        _ => &rules::VALUE,
    };
    // What the readers of reports advise in general speaks of reports.
    let is_general = finding.hint == finding.rule.remedy || finding.hint.contains("nianbao new");
    let hint = if is_general { rule.remedy.to_owned() } else { finding.hint };
    Finding { rule, severity: rule.severity, reason: rule.reason.into(), basis: rule.basis.into(), hint, ..finding }
}
