//! Units that are said once for many figures: in the head of a column, beside the label of a row, above a table.

use crate::characters::plain;
use crate::filing::{Entry, Misfit, Value, factor, single_unit};
use crate::form::{Kind, mark_before_unit};

/// What a label says of the unit of its figures.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Said {
    /// A unit that figures of the kind can have.
    Unit(String),
    /// Something else.
    Other(String),
}

/// What a label says of the unit of figures of a kind.
pub(super) fn of_label(label: &str, kind: Kind) -> Option<Said> {
    let label = plain(label);
    let bracketed = label.rfind('(').map(|at| &label[at + 1..]);
    let words = |text: &str| -> Vec<String> {
        let inside = text.trim_start().split(')').next().unwrap_or(text);
        inside.split(is_apart).map(|unit| unit.trim_matches('。').trim_start_matches("人民币").to_owned()).collect()
    };
    let fitting =
        |units: &[String]| units.iter().find(|unit| !unit.is_empty() && factor(kind, unit).is_some()).cloned();
    let named: Vec<Vec<String>> = named(&label).map(words).collect();
    if let Some(last) = named.last() {
        let fitting = named.iter().find_map(|units| fitting(units));
        return Some(fitting.map_or_else(|| Said::Other(last.join("、")), Said::Unit));
    }
    // Behind a stroke or a point without brackets: `收费金额，元`.
    let trailing = || mark_before_unit(&label).map(|at| &label[at + 1..]);
    let units: Vec<String> = words(bracketed.or_else(trailing)?).into_iter().filter(|unit| !unit.is_empty()).collect();
    let fits = fitting(&units).map(Said::Unit);
    // What is a unit of something else is no note.
    let is_unit = |unit: &String| unit.ends_with('元') || fits_some(unit) || is_other_measure(unit);
    fits.or_else(|| units.iter().find(|unit| is_unit(unit)).cloned().map(Said::Other))
}

/// What stands behind each `单位：` or `单位为` of a label, blanks inside of it or not.
fn named(label: &str) -> impl Iterator<Item = &str> {
    label.match_indices('单').filter_map(|(at, one)| {
        let rest = label[at + one.len()..].trim_start().strip_prefix('位')?.trim_start();
        rest.strip_prefix([':', '为'])
    })
}

/// What a cell beside a figure of a kind says when it says nothing but a unit, and what is no unit of it.
pub(super) fn of_cell(text: &str, kind: Kind) -> Option<Said> {
    const LONGEST: usize = 4;
    let text = plain(text);
    let unit = text.trim_matches(['(', ')', ' ']);
    if unit.is_empty() || unit.chars().count() > LONGEST {
        return None;
    }
    if factor(kind, unit).is_some() {
        return Some(Said::Unit(unit.to_owned()));
    }
    (unit.ends_with('元') || fits_some(unit) || is_other_measure(unit)).then(|| Said::Other(unit.to_owned()))
}

/// Whether a text names nothing but units: `件、万元`; `示例局` is none.
pub(super) fn are_units(text: &str) -> bool {
    let text = plain(text);
    let mut units = text.split(is_apart).filter(|unit| !unit.is_empty());
    let is_unit = |unit: &str| [Kind::Count, Kind::Wan].iter().any(|kind| of_cell(unit, *kind).is_some());
    units.all(|unit| is_unit(unit) || COUNTED.contains(&unit))
}

/// What stands between two units.
fn is_apart(c: char) -> bool {
    matches!(c, '、' | ',' | '/' | ';' | ':' | '和') || c.is_whitespace()
}

/// Whether figures of some kind can have a unit.
fn fits_some(unit: &str) -> bool {
    !unit.is_empty() && [Kind::Count, Kind::Wan].iter().any(|kind| factor(*kind, unit).is_some())
}

/// What is counted one by one beside what forms count; as many of them make the same figure.
const COUNTED: &[&str] = &[
    "人", "人次", "件次", "批次", "场次", "户", "家", "户次", "辆", "台", "套", "部", "卷", "篇", "页", "个次", "批",
    "期", "场",
];

/// What is measured, which no figure of a form is.
const MEASURED: &[&str] =
    &["吨", "公斤", "千克", "米", "公里", "千米", "平方米", "平方公里", "亩", "公顷", "天", "小时", "分钟", "%", "‰"];

/// Whether a unit is one that cannot be that of any figure: a measure, or many at once of what is counted.
fn is_other_measure(unit: &str) -> bool {
    let single = single_unit(unit);
    MEASURED.contains(&unit) || MEASURED.contains(&single) || single != unit && COUNTED.contains(&single)
}

/// What a title above a table, or the name of its sheet, says of the unit of figures of a kind; units of other kinds of
/// figures are of those.
pub(super) fn of_title(title: &str, kind: Kind) -> Option<Said> {
    let text = plain(title);
    if text.chars().count() > 30 && !text.contains("单位") || text.chars().count() > 80 {
        return None;
    }
    let is_named = text.contains("单位");
    of_label(&text, kind).filter(|said| match said {
        Said::Unit(unit) => is_named || factor(kind, unit).is_some_and(|(factor, _)| factor != 1.into()),
        Said::Other(units) => units.split('、').all(|unit| !fits_some(unit) && is_other_measure(unit)),
    })
}

/// A figure with the unit that is said for it elsewhere, unless it has one or that is the form's own.
pub(super) fn with_unit(text: &str, unit: &str, kind: Kind) -> Option<String> {
    let (_, told) = factor(kind, unit)?;
    let changes = told == Some(Misfit::Converted) || kind == Kind::Yuan && !unit.is_empty();
    let (entry, misfit) = Entry::parse(text, kind);
    let is_number = matches!(entry.value, Value::Number(number) if !number.is_zero());
    let has_unit = matches!(misfit, Some(Misfit::Unit | Misfit::Converted)) || plain(text).contains('元');
    let with_unit = Entry { shown: format!("{}{unit}", entry.shown), ..entry };
    (changes && is_number && !has_unit).then(|| with_unit.spelled())
}

/// A figure with the unit that its label says, where that is not the official label's own; as an error, a unit that
/// cannot be that of the figure.
pub(super) fn by_label(text: &str, label: &str, official: &str, kind: Kind) -> Result<String, String> {
    let said = of_label(label, kind);
    match said {
        _ if text.is_empty() || said == of_label(official, kind) => Ok(text.to_owned()),
        Some(Said::Unit(unit)) => Ok(with_unit(text, &unit, kind).unwrap_or_else(|| text.to_owned())),
        Some(Said::Other(unit)) => Err(unit),
        None => Ok(text.to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn units_are_told_from_notes() {
        let unit = |text: &str| Some(Said::Unit(text.to_owned()));
        for (label, said) in [
            ("本年收费金额（单位：万元）", unit("万元")),
            ("本年收费金额(单位:元)", unit("元")),
            ("收费金额（亿元）", unit("亿元")),
            ("金额单位：元", unit("元")),
            ("收费金额（单位：件）", Some(Said::Other("件".to_owned()))),
            ("收费金额（美元）", Some(Said::Other("美元".to_owned()))),
            ("收费金额（含教育收费）", None),
            ("单  位：亿元", unit("亿元")),
            ("填报单位：示例局　　单位：亿元　　2025年", unit("亿元")),
            ("收费金额", None),
            ("本年收费金额\n单位：元", unit("元")),
            ("本年收费金额，元", unit("元")),
            ("本年收费金额/万元", unit("万元")),
            ("收费金额（人民币：元）", unit("元")),
            ("收费项目/金额", None),
        ] {
            assert_eq!(of_label(label, Kind::Wan), said, "{label}");
        }
        assert_eq!(of_label("处理决定数量（万件）", Kind::Count), unit("万件"));
        assert_eq!(of_label("商业企业/件", Kind::Count), unit("件"));
        assert_eq!(of_label("商业企业／万件", Kind::Count), unit("万件"));
        assert_eq!(of_label("处理决定数量（万元）", Kind::Count), Some(Said::Other("万元".to_owned())));
        assert_eq!(of_label("规章（市政府令）", Kind::Count), None);
    }

    #[test]
    fn a_cell_that_is_nothing_but_a_unit_says_one() {
        let unit = |text: &str| Some(Said::Unit(text.to_owned()));
        for (text, kind, said) in [
            ("元", Kind::Wan, unit("元")),
            ("（万元）", Kind::Wan, unit("万元")),
            ("件", Kind::Count, unit("件")),
            ("万件", Kind::Count, unit("万件")),
            ("美元", Kind::Wan, Some(Said::Other("美元".to_owned()))),
            ("件", Kind::Wan, Some(Said::Other("件".to_owned()))),
            ("元旦前", Kind::Wan, None),
            ("教育收费", Kind::Wan, None),
            ("", Kind::Count, None),
        ] {
            assert_eq!(of_cell(text, kind), said, "{text}");
        }
    }

    #[test]
    fn figures_take_the_unit_that_is_said_for_them() {
        let with = |text, unit, kind| with_unit(text, unit, kind);
        assert_eq!(with("125000", "元", Kind::Wan).as_deref(), Some("125000元"));
        assert_eq!(with("125000（含教育收费）", "元", Kind::Wan).as_deref(), Some("125000元（含教育收费）"));
        assert_eq!(with("0.0321", "万件", Kind::Count).as_deref(), Some("0.0321万件"));
        assert_eq!(with("160.5964", "万元", Kind::Yuan).as_deref(), Some("160.5964万元"));
        for (text, unit, kind) in [
            ("12.5", "万元", Kind::Wan),
            ("12.5万元", "元", Kind::Wan),
            ("0", "元", Kind::Wan),
            ("/", "元", Kind::Wan),
            ("若干", "元", Kind::Wan),
            ("3", "件", Kind::Count),
        ] {
            assert_eq!(with(text, unit, kind), None, "{text}");
        }
    }
}
