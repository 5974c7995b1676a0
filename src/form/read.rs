//! Reading a declaration from its TOML document.

use std::collections::BTreeMap;

use super::account::{Account, AccountFigure};
use super::checks;
use super::comparisons::{chart, comparison};
use super::declaration::{Aspect, Deadline, Declaration, Grounds, Notice, PrefacePart, Prose, Section};
use super::fault::{Fault, FaultKind};
use super::given::DeclaredEntry;
use super::kind::Kind;
use super::nodes;
use super::reader::{DeclarationReader, Faults};

/// Words for whether a section must hold prose.
const PROSE: &[(&str, Prose)] = &[("required", Prose::Required), ("optional", Prose::Optional)];

/// What a year should be.
const YEAR: &str = "四位年份（不加引号），如 2027";

/// Reads a declaration; what cannot be read is told, and left empty.
pub(super) fn declaration(document: &[DeclaredEntry<'_>], faults: &Faults) -> Declaration {
    let root = DeclarationReader::new(document, 0..0, "格式", faults);
    let edition = root.required("edition", "这一版的名称，如 \"2027\"");
    let declaration = Declaration {
        edition: edition.text,
        edition_at: edition.at,
        since: root.whole("since", YEAR),
        until: root.whole("until", YEAR),
        by_year: root.flag("by_year", true),
        title: root.required("title", "报告的名称，接在机关名称和年度之后").text,
        title_words: root.names("title_words").into_iter().map(|name| name.text).collect(),
        notice: notice(&root),
        preface: root.tables("preface", "引言的部分").into_iter().map(preface_part).collect(),
        wording: root.text("wording"),
        period_end: day(&root, "period_end").unwrap_or((12, 31)),
        deadlines: root.tables("deadlines", "期限").into_iter().map(deadline).collect(),
        grounds: rules(&root),
        aspects: root.tables("aspects", "必须讲到的事").into_iter().map(aspect).collect(),
        checks: root.tables("checks", "核对").into_iter().filter_map(checks::check).collect(),
        comparison: comparison(&root),
        charts: root.tables("charts", "图").into_iter().map(chart).collect(),
        column_type: root.text("column_type").map(|name| name.text),
        sections: root.tables("sections", "部分").into_iter().map(section).collect(),
        accounts: root.tables("accounts", "记录").into_iter().map(account).collect(),
        tables: root.tables("tables", "表").into_iter().map(nodes::table).collect(),
    };
    root.finish();
    declaration
}

/// Reads the notice that prescribes the form.
fn notice(root: &DeclarationReader<'_>) -> Notice {
    let Some(t) = root.table("notice", "通知") else {
        let hint = "加上 [notice] 一节，写 issuer、title、number";
        root.fault(Fault::new(FaultKind::Missing, &root.at, "格式：没有 [notice]（规定格式的通知）。", hint));
        return Notice { issuer: String::new(), title: String::new(), number: String::new(), issued: None };
    };
    let notice = Notice {
        issuer: t.required("issuer", "发文机关").text,
        title: t.required("title", "通知的名称，带书名号").text,
        number: t.required("number", "发文字号").text,
        issued: t.text("issued").map(|name| name.text),
    };
    t.finish();
    notice
}

/// Reads a day of any year: `01-31`.
fn day(t: &DeclarationReader<'_>, key: &'static str) -> Option<(u8, u8)> {
    let name = t.text(key)?;
    let day = name.split_once('-').and_then(|(month, day)| Some((month.parse().ok()?, day.parse().ok()?)));
    let day = day.filter(|(month, day)| (1..=12).contains(month) && (1..=31).contains(day));
    if day.is_none() {
        let message = format!("{}：{key} 不能是“{}”。", t.name(), name.text);
        t.fault(Fault::new(FaultKind::Unknown, &name.at, message, "写成 \"月-日\"，如 \"01-31\""));
    }
    day
}

/// Reads a part of the preface.
fn preface_part(t: DeclarationReader<'_>) -> PrefacePart {
    let part =
        PrefacePart { at: t.at.clone(), key: nodes::key(&t), label: t.required("label", "工作簿里的名称").text };
    t.finish();
    part
}

/// Reads a deadline.
fn deadline(t: DeclarationReader<'_>) -> Deadline {
    let who = t.required("who", "哪些机关，如 \"部门和乡镇街道\"").text;
    t.required("day", "最后一天，如 \"01-31\"");
    let deadline = Deadline { levels: t.names("levels"), who, day: day(&t, "day").unwrap_or((12, 31)) };
    t.finish();
    deadline
}

/// Reads something that must be told of.
fn aspect(t: DeclarationReader<'_>) -> Aspect {
    let aspect = Aspect {
        at: t.at.clone(),
        label: t.required("label", "名称，问题里用它").text,
        section: t.text("section"),
        levels: t.names("levels"),
        words: t.names("words"),
        apart: t.names("apart"),
    };
    if aspect.words.is_empty() {
        let message = format!("{}：没有 words（讲到它的词）。", t.name());
        t.fault(Fault::new(FaultKind::Missing, &t.at, message, "写 words = [\"…\", \"…\"]"));
    }
    t.finish();
    aspect
}

/// Reads why rules matter: tables by the codes of the rules.
fn rules(root: &DeclarationReader<'_>) -> BTreeMap<String, Grounds> {
    let Some(t) = root.table("rules", "规则") else { return BTreeMap::new() };
    let mut all = BTreeMap::new();
    for (code, at, inner) in t.entries("规则") {
        let is_code = (3..=6).contains(&code.len()) && code.bytes().take(3).all(|b| b.is_ascii_uppercase());
        if !is_code || !code.bytes().skip(3).all(|b| b.is_ascii_digit()) {
            let hint = "写规则的代码，如 SUM001；用 nianbao rules 查看";
            t.fault(Fault::new(FaultKind::Unknown, &at, format!("没有代码为“{code}”的规则。"), hint));
        }
        all.insert(code.to_owned(), nodes::grounds(&inner));
        inner.finish();
    }
    all
}

/// Reads a section.
fn section(t: DeclarationReader<'_>) -> Section {
    let section = Section {
        at: t.at.clone(),
        key: nodes::key(&t),
        title: t.required("title", "标题，不带序号").text,
        prose: t.word("prose", PROSE).unwrap_or_default(),
        table: t.text("table"),
        fallback: t.text("fallback"),
    };
    t.finish();
    section
}

/// Reads an account.
fn account(t: DeclarationReader<'_>) -> Account {
    let account = Account {
        at: t.at.clone(),
        key: nodes::key(&t),
        label: t.required("label", "名称，也是工作簿里这张表的名称").text,
        section: t.text("section"),
        words: t.names("words"),
        unlike: t.names("unlike"),
        sentence: t.required("sentence", "说明它的标准用语").text,
        nothing: t.required("nothing", "没有发生时怎样说，如 \"没有收取\"").text,
        hint: t.text("hint").map(|name| name.text).unwrap_or_default(),
        unit: t.required("unit", "分单位填写时单位一列的名称").text,
        figures: t.tables("figures", "数").into_iter().map(account_figure).collect(),
    };
    if account.figures.is_empty() {
        let message = format!("{}：没有 figures（要填的数）。", t.name());
        t.fault(Fault::new(FaultKind::Missing, &t.at, message, "至少写一个，有 key、label、brief、heading 和 kind"));
    }
    t.finish();
    account
}

/// Reads a figure of an account.
fn account_figure(t: DeclarationReader<'_>) -> AccountFigure {
    let figure = AccountFigure {
        key: nodes::key(&t),
        label: t.required("label", "工作簿里的名称").text,
        help: t.text("help").map(|name| name.text).unwrap_or_default(),
        brief: t.required("brief", "一两个字的名称").text,
        heading: t.required("heading", "分单位填写时这一列的名称").text,
        kind: nodes::kind(&t).unwrap_or(Kind::Count),
    };
    t.finish();
    figure
}
