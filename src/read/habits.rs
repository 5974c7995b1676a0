//! How figures are written that had to be understood or could not be: one finding a habit and table, with all its cells.

use std::collections::BTreeMap;

use crate::document::{PlaceNames, Spelling};
use crate::filing::{Date, Misfit};
use crate::finding::{Finding, Severity};
use crate::form::{CellId, Form, brief};
use crate::rule::{Rule, input};
use crate::source::Span;

/// A cell that something is to be told of.
pub(super) struct Told {
    /// The cell.
    pub id: CellId,
    /// What is to be told.
    pub misfit: Misfit,
    /// What was written.
    pub text: String,
    /// What it was read as.
    pub shown: String,
    /// Where.
    pub at: Span,
}

/// Texts of a habit that are quoted.
const QUOTED: usize = 3;

/// The findings for all cells of a year that something is to be told of.
pub(super) fn findings(form: &Form, spelling: Spelling, told: &[Told]) -> Vec<Finding> {
    let mut habits: BTreeMap<(usize, &str, String), Vec<&Told>> = BTreeMap::new();
    for one in told {
        let text = if one.misfit == Misfit::NotANumber { one.text.clone() } else { String::new() };
        habits.entry((form.cell(one.id).table, name(one.misfit), text)).or_default().push(one);
    }
    habits.into_values().map(|cells| finding(form, spelling, &cells)).collect()
}

/// What keeps one habit apart from another.
fn name(misfit: Misfit) -> &'static str {
    match misfit {
        Misfit::NotANumber => "not a number",
        Misfit::Several => "several",
        Misfit::Day => "day",
        Misfit::ZeroDecimals(_) => "zero decimals",
        Misfit::NotWhole => "not whole",
        Misfit::Negative => "negative",
        Misfit::TooManyPlaces => "places",
        Misfit::TooLarge => "too large",
        Misfit::Nothing => "nothing",
        Misfit::Unit => "unit",
        Misfit::Converted => "converted",
        Misfit::Grouped => "grouped",
    }
}

/// The finding for the cells of one table that have one habit.
fn finding(form: &Form, spelling: Spelling, cells: &[&Told]) -> Finding {
    let first = cells[0];
    let cell = form.cell(first.id);
    let (rule, fact, hint) = words(first.misfit, &first.shown, spelling, cell.kind.expectation());
    let told = |message: String| {
        let finding = Finding::new(rule, message).hint(hint.clone());
        if matches!(first.misfit, Misfit::ZeroDecimals(_)) { finding.severity(Severity::Hint) } else { finding }
    };
    let message = if cells.len() == 1 {
        format!("{}：写的是 {}，{fact}。", form.describe(first.id), first.text)
    } else {
        let mut texts: Vec<&str> = Vec::new();
        for one in cells {
            if !texts.contains(&one.text.as_str()) {
                texts.push(&one.text);
            }
        }
        let more = if texts.len() > QUOTED { "等" } else { "" };
        texts.truncate(QUOTED);
        if first.misfit == Misfit::Converted {
            let message = format!(
                "{}：有 {} 格的单位与格式的不同：{}。",
                form.tables[cell.table].label,
                cells.len(),
                converted(form, cells)
            );
            return marked(form, spelling, told(message), cells);
        }
        let fact = several(first.misfit).unwrap_or(&fact);
        format!("{}：有 {} 格写的是 {}{more}，{fact}。", form.tables[cell.table].label, cells.len(), texts.join("、"))
    };
    marked(form, spelling, told(message), cells)
}

/// A finding with all its cells.
fn marked(form: &Form, spelling: Spelling, finding: Finding, cells: &[&Told]) -> Finding {
    let with_cell = |finding: Finding, one: &&Told| {
        let (_, fact, _) = words(one.misfit, &one.shown, spelling, "");
        finding.mark(&one.at, fact).key(&form.cell(one.id).key)
    };
    cells.iter().fold(finding, with_cell)
}

/// What each of some cells was converted to.
fn converted(form: &Form, cells: &[&Told]) -> String {
    let one = |one: &&Told| {
        let cell = form.cell(one.id);
        let labels = [cell.row_labels.last(), cell.column_labels.last()].into_iter().flatten();
        let name = labels.filter(|label| !label.is_empty()).map(|label| brief(label)).collect::<Vec<_>>().join("·");
        format!("“{name}”写的是 {}，换算为 {}", one.text, one.shown)
    };
    cells.iter().map(one).collect::<Vec<_>>().join("；")
}

/// The fact that holds for many cells of a habit, where it differs from that for one.
fn several(misfit: Misfit) -> Option<&'static str> {
    match misfit {
        Misfit::ZeroDecimals(_) => Some("小数点后只有零"),
        Misfit::Unit => Some("数后带着单位，印时只印数"),
        Misfit::Grouped => Some("数里有空格，去掉空格读作一个数"),
        Misfit::NotANumber
        | Misfit::Several
        | Misfit::Day
        | Misfit::NotWhole
        | Misfit::Negative
        | Misfit::TooManyPlaces
        | Misfit::TooLarge
        | Misfit::Converted
        | Misfit::Nothing => None,
    }
}

/// The finding for one number outside the tables that was understood otherwise than it stands; none where no one errs.
pub(super) fn understood(
    names: PlaceNames<'_>,
    path: &str,
    misfit: Misfit,
    (text, shown): (&str, &str),
    at: &Span,
) -> Option<Finding> {
    if !matches!(misfit, Misfit::Nothing | Misfit::Grouped | Misfit::Converted | Misfit::ZeroDecimals(_)) {
        return None;
    }
    let (rule, fact, hint) = words(misfit, shown, names.spelling, "");
    let message = format!("{}：写的是 {text}，{fact}。", names.call(path));
    let finding = Finding::new(rule, message).mark(at, fact).hint(hint).key(path);
    Some(if matches!(misfit, Misfit::ZeroDecimals(_)) { finding.severity(Severity::Hint) } else { finding })
}

/// What is told of a figure: the rule, the fact, and what to do.
fn words(misfit: Misfit, shown: &str, spelling: Spelling, expected: &str) -> (&'static Rule, String, String) {
    let text = |fact: &str, hint: &str| (fact.to_owned(), hint.to_owned());
    let (rule, (fact, hint)) = match misfit {
        Misfit::NotANumber => {
            // What is typed into a cell has no quotes; a text in TOML needs them.
            let (stroke, open) = match spelling {
                Spelling::Workbook | Spelling::Published => ("/ ", "?"),
                Spelling::Toml => ("\"/\"", "\"?\""),
            };
            let hint = format!("填{expected}；没有发生填 0，不适用填 {stroke}，不知道填 {open}");
            (&input::NOT_A_NUMBER, ("读不出数".to_owned(), hint.replace(" ，", "，")))
        }
        Misfit::Several => {
            (&input::NOT_A_NUMBER, text("一格里有两个以上的数", "一格只填一个数；一个数里不要空格、换行"))
        }
        Misfit::Day => {
            let day = Date::parse(shown);
            let kind = if day.is_some() { "日期" } else { "时间" };
            let number = day.map(|day| format!("（去掉日期格式是 {}）", day.serial())).unwrap_or_default();
            let (fact, hint) = match spelling {
                Spelling::Workbook => (format!("单元格是{kind}格式{number}"), "把单元格格式改为“常规”，核对后重填"),
                Spelling::Toml | Spelling::Published => (format!("是{kind}，不是数"), "填数"),
            };
            (&input::NOT_A_NUMBER, (fact, hint.to_owned()))
        }
        Misfit::TooLarge => (&input::NOT_A_NUMBER, text("位数太多，不像真实的数", "核对后改正")),
        Misfit::ZeroDecimals(number) => {
            let done = if spelling == Spelling::Published { "即" } else { "印作" };
            let hint = format!("填 {number}；确要照写的样子印的，在认可里写明理由");
            (&input::COUNT_WITH_DECIMALS, (format!("小数点后只有零，{done} {number}"), hint))
        }
        Misfit::NotWhole => (&input::COUNT_WITH_DECIMALS, text("件数应为整数", "核对后填整数")),
        Misfit::Negative => (&input::NEGATIVE, text("不能小于 0", "核对后填 0 或正数；只有增减的数可以带负号")),
        Misfit::TooManyPlaces => {
            (&input::TOO_MANY_PLACES, text("不到一分的金额不会有", "核对单位和抄录；金额若以元计，先除以 10000"))
        }
        Misfit::Nothing => (&input::WORD_FOR_NOTHING, text("按 0 读入，印作 0", input::WORD_FOR_NOTHING.remedy)),
        Misfit::Unit => (&input::UNIT_IN_CELL, text("数后带着单位，印时只印数", input::UNIT_IN_CELL.remedy)),
        Misfit::Converted => (&input::CONVERTED, (format!("换算为 {shown}"), input::CONVERTED.remedy.to_owned())),
        Misfit::Grouped => {
            (&input::BLANK_IN_NUMBER, (format!("读作 {shown}"), input::BLANK_IN_NUMBER.remedy.to_owned()))
        }
    };
    (rule, fact, hint)
}
