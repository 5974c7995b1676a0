//! Rules about an office's own policy: `nianbao.toml`, which says what is checked how.

use super::{Family, Rule};

/// A rule about policies; what it finds is shown by whole files, not by changes to one report.
const fn rule(code: &'static str, name: &'static str) -> Rule {
    Rule::shown_elsewhere(code, name, Family::Policy, "规定的写法：使用指南“本单位的规定”")
}

/// A policy that is no TOML, or cannot be read at all.
pub static SYNTAX: Rule = Rule {
    reason: "规定读不出，就不知道哪些不查、按什么查；不能当作没有规定。",
    remedy: "照使用指南“本单位的规定”改正这一行",
    faulty: "[rules.STR003]\nseverity = off",
    corrected: "[rules.STR003]\nseverity = \"off\"\nreason = \"全市统一用旧标题\"",
    ..rule("POL001", "nianbao.toml 读不出")
};

/// A setting that means nothing.
pub static UNKNOWN: Rule = Rule {
    reason: "拼错的项如果被忽略，定的规矩就悄悄不起作用。",
    remedy: "照使用指南“本单位的规定”核对；可以写 [rules.代码]、[limits]、notices",
    faulty: "[limits]\noverveiw = 1000",
    corrected: "[limits]\noverview = 1000",
    ..rule("POL002", "规定里有不认识的项")
};

/// A value that a setting cannot have.
pub static VALUE: Rule = Rule {
    reason: "值不对，这一项规定就没有起作用。",
    remedy: "照提示改正",
    faulty: "[rules.STR003]\nseverity = \"轻\"",
    corrected: "[rules.STR003]\nseverity = \"hint\"",
    ..rule("POL003", "规定的值不对")
};

/// A code that no rule has.
pub static NO_SUCH_RULE: Rule = Rule {
    reason: "没有这个代码的规则，这一条规定就管不到任何问题。",
    remedy: "用 nianbao rules 查看全部代码",
    faulty: "[rules.STR030]\nseverity = \"hint\"",
    corrected: "[rules.STR003]\nseverity = \"hint\"",
    ..rule("POL004", "规定里的代码不存在")
};

/// A rule switched off without saying why.
pub static WITHOUT_REASON: Rule = Rule {
    reason: "不查一条规则要说明为什么，接手的人才知道不是疏忽；没有理由的不起作用，照样查。",
    remedy: "写明理由：reason = \"…\"",
    faulty: "[rules.STR003]\nseverity = \"off\"",
    corrected: "[rules.STR003]\nseverity = \"off\"\nreason = \"全市统一用旧标题\"",
    ..rule("POL005", "不查而没有写理由")
};

/// A rule that cannot be switched off or lowered.
pub static FIXED: Rule = Rule {
    reason: "读不出、印不出、写不出的，放过了报告也印不对，填的数还会悄悄丢失；这一条规定不起作用，照样查。",
    remedy: "删去这一条；个别确认无误的，在那一份输入里用 [[accept]] 写明理由",
    faulty: "[rules.INP001]\nseverity = \"off\"\nreason = \"嫌烦\"",
    corrected: "[rules.STR003]\nseverity = \"off\"\nreason = \"全市统一用旧标题\"",
    ..rule("POL006", "这条规则不能不查、不能改轻")
};

/// Whether a rule is about a policy's file, not about what a policy asks of reports.
pub(super) fn is_about_the_file(rule: &Rule) -> bool {
    [&SYNTAX, &UNKNOWN, &VALUE, &NO_SUCH_RULE, &WITHOUT_REASON, &FIXED].contains(&rule)
}
