//! `{{ … }}` in prose: found, checked against the known names, evaluated within bounds.

use std::borrow::Cow;
use std::ops::Range;
use std::panic::AssertUnwindSafe;

use minijinja::{Environment, Value};

use super::Block;
use super::blocks::blocks;
use super::braces::{FoundExpression, expressions, ranges};
use super::inline::InlineText;
use super::joined;
use super::keyed::{ExpressionNames, NoKey, keyed};
use super::named::NamedValue;
use super::numbering::TopLevel;
use super::tables::TableValue;
use super::units;
use crate::filing::ProseText;
use crate::finding::Finding;
use crate::rule::prose as rules;
use crate::spelling::closest;

/// Bytes that one expression may have: a deep one takes much room to be understood.
const LONGEST: usize = 2_000;

/// Characters that the value of one expression may have.
const MAX_CHARACTERS: usize = 4_000;

/// Expressions that one text may hold.
const MAX_EXPRESSIONS: usize = 2_000;

/// Places that one finding shows.
const MOST_TOLD: usize = 50;

/// Prose as blocks, its headings from the top level on, its expressions evaluated against `names`.
pub fn compose(
    prose: &ProseText,
    highest: TopLevel,
    env: &Environment<'_>,
    names: &ExpressionNames,
    faults: &mut Vec<Finding>,
) -> Vec<Block> {
    let (mut opaque, mut values, mut open) = (Vec::new(), Vec::new(), Vec::new());
    let mut tables: Vec<(usize, Block)> = Vec::new();
    for found in expressions(&prose.text) {
        match found {
            FoundExpression::Whole(range) if values.len() < MAX_EXPRESSIONS => {
                let source = &prose.text[range.start + 2..range.end - 2];
                let source = after_comparison(&prose.text[..range.start], source);
                let evaluated = match evaluate(&source, env, names) {
                    Ok(Evaluated::Table(_)) if !stands_alone(&prose.text, &range) => {
                        Err(ExpressionFault::Failed("表要单独写一行，前后不接文字".to_owned()))
                    }
                    evaluated => evaluated,
                };
                values.push(match evaluated {
                    Ok(Evaluated::Text(text)) => text,
                    Ok(Evaluated::Table(table)) => {
                        tables.push((values.len(), table));
                        mark_of_table(values.len())
                    }
                    Err(fault) => {
                        faults.push(fault.finding(prose, &range));
                        prose.text[range.clone()].to_owned()
                    }
                });
                opaque.push(range);
            }
            FoundExpression::Whole(range) => {
                faults.push(too_many(prose, range));
                break;
            }
            FoundExpression::Open(at) => open.push(at),
        }
    }
    if let Some(rest) = open.len().checked_sub(1) {
        let more = if rest > 0 { format!("，共 {} 处", open.len()) } else { String::new() };
        let finding = Finding::new(&rules::OPEN_EXPRESSION, format!("正文：“{{{{”后面没有“}}}}”{more}。"));
        let told = open.iter().take(MOST_TOLD);
        faults.push(told.fold(finding, |finding, at| finding.mark(&prose.place(*at..*at + 2), "从这里开始")));
    }
    let dropped = joined::fit(&prose.text, &opaque, &mut values);
    let (opaque, values) = joined::without((opaque, values), dropped);
    if tables.is_empty() {
        return blocks(&InlineText { text: &prose.text, opaque: &opaque, values: &values }, prose.line_ends, highest);
    }
    let marks: Vec<String> = tables.iter().map(|(number, _)| mark_of_table(*number)).collect();
    let (text, opaque) = with_lines_around(&prose.text, &opaque, |number| marks.contains(&values[number]));
    let mut blocks = blocks(&InlineText { text: &text, opaque: &opaque, values: &values }, prose.line_ends, highest);
    for block in &mut blocks {
        let Block::Paragraph { lead: None, runs } = &*block else { continue };
        let text: String = runs.iter().map(|run| run.text.as_str()).collect();
        if let Some((_, table)) = tables.iter().find(|(number, _)| mark_of_table(*number) == text) {
            *block = table.clone();
        }
    }
    blocks
}

/// What stands in a text in place of a table.
fn mark_of_table(number: usize) -> String {
    format!("⟦表{number}⟧")
}

/// Whether an expression has its line to itself.
fn stands_alone(text: &str, range: &Range<usize>) -> bool {
    let before = text[..range.start].rsplit('\n').next().unwrap_or_default();
    let after = text[range.end..].split('\n').next().unwrap_or_default();
    before.trim().is_empty() && after.trim().is_empty()
}

/// A text with empty lines around its tables, and where its expressions are there.
fn with_lines_around(
    text: &str,
    opaque: &[Range<usize>],
    is_table: impl Fn(usize) -> bool,
) -> (String, Vec<Range<usize>>) {
    let (mut out, mut places, mut from) = (String::new(), Vec::new(), 0);
    for (number, range) in opaque.iter().enumerate() {
        let between = if is_table(number) { "\n\n" } else { "" };
        out.push_str(&text[from..range.start]);
        out.push_str(between);
        places.push(out.len()..out.len() + range.len());
        out.push_str(&text[range.clone()]);
        out.push_str(between);
        from = range.end;
    }
    out.push_str(&text[from..]);
    (out, places)
}

/// What an expression comes to.
enum Evaluated {
    /// A text.
    Text(String),
    /// A table.
    Table(Block),
}

/// Words that say already what a change is held against.
const COMPARISONS: [&str; 8] = ["比上年", "较上年", "与上年", "比去年", "较去年", "同比", "比上年度", "相比"];

/// An expression of a change as it is meant after `before`: without 比上年 where that stands there already.
fn after_comparison<'s>(before: &str, source: &'s str) -> Cow<'s, str> {
    let path = source.trim();
    let is_path = path.starts_with("change.") && path.chars().all(|c| c.is_ascii_alphanumeric() || "._".contains(c));
    let before = before.trim_end_matches([' ', '，', '*']);
    let compared = is_path && COMPARISONS.iter().any(|words| before.ends_with(words));
    let has_part = ["words", "number", "percent", "before"].iter().any(|part| path.ends_with(&format!(".{part}")));
    if compared && !has_part { format!("{path}.words").into() } else { source.into() }
}

/// The finding for the first expression that is one too many.
fn too_many(prose: &ProseText, range: Range<usize>) -> Finding {
    let message = format!("正文：一段文字里至多 {MAX_EXPRESSIONS} 处 {{{{ … }}}}，从这里起没有算。");
    let finding = Finding::new(&rules::FAILED_EXPRESSION, message).mark(&prose.place(range), "");
    finding.hint("减少 {{ … }}，或把文字分到几个部分")
}

/// Prose as blocks, with nothing where its expressions stand.
pub fn without_figures(prose: &ProseText) -> Vec<Block> {
    let source = InlineText { text: &prose.text, opaque: &ranges(&prose.text), values: &[] };
    blocks(&source, prose.line_ends, TopLevel::InBrackets)
}

/// Why an expression has no value.
enum ExpressionFault {
    /// A name that means nothing; the likeliest meant.
    Unknown { name: String, close: Option<String> },
    /// A name that has parts but is no figure itself.
    NeedsPart { name: String, parts: Vec<String> },
    /// A label of several figures; how each is named.
    Several { name: String, meant: Vec<String> },
    /// A figure that nobody gave.
    NotKnown { name: String },
    /// A comparison without last year's figures.
    NoPrior { name: String },
    /// Anything else, in words.
    Failed(String),
}

/// Evaluates one expression; a fault of the engine is one of the expression.
fn evaluate(source: &str, env: &Environment<'_>, names: &ExpressionNames) -> Result<Evaluated, ExpressionFault> {
    if source.len() > LONGEST {
        return Err(ExpressionFault::Failed(format!("算式超过 {LONGEST} 个字节")));
    }
    let source = keyed(source, names).map_err(ExpressionFault::of_label)?;
    let work = AssertUnwindSafe(|| evaluate_short(&source, env, &names.values));
    std::panic::catch_unwind(work).unwrap_or_else(|_| Err(ExpressionFault::Failed("算不出来".to_owned())))
}

/// Evaluates one expression that is not too long.
fn evaluate_short(source: &str, env: &Environment<'_>, names: &Value) -> Result<Evaluated, ExpressionFault> {
    let expression =
        env.compile_expression(source).map_err(|error| ExpressionFault::Failed(misspelt(&error).to_owned()))?;
    let mut paths: Vec<String> = expression.undeclared_variables(true).into_iter().collect();
    paths.sort();
    for path in &paths {
        check_path(path, names)?;
    }
    let value = expression.eval(names.clone()).map_err(|error| ExpressionFault::Failed(failure(&error)))?;
    if let Some(TableValue(table)) = value.downcast_object_ref::<TableValue>() {
        return Ok(Evaluated::Table(table.clone()));
    }
    let name = || source.trim().to_owned();
    let itself = match value.downcast_object_ref::<NamedValue>() {
        Some(NamedValue { main: Some(main), .. }) => main.clone(),
        Some(NamedValue { main: None, parts }) => {
            return Err(ExpressionFault::NeedsPart {
                name: name(),
                parts: parts.iter().map(|(key, _)| key.clone()).collect(),
            });
        }
        None => value.clone(),
    };
    if itself.is_undefined() || itself.is_none() {
        return Err(if name().starts_with("change.") {
            ExpressionFault::NoPrior { name: name() }
        } else {
            ExpressionFault::NotKnown { name: name() }
        });
    }
    let text = value.to_string();
    if text.chars().count() > MAX_CHARACTERS {
        return Err(ExpressionFault::Failed(format!("结果超过 {MAX_CHARACTERS} 字")));
    }
    Ok(Evaluated::Text(text))
}

/// The part of a dotted name that means nothing, and the likeliest meant.
pub(crate) fn unknown_name(path: &str, names: &Value) -> Option<(String, Option<String>)> {
    match check_path(path, names) {
        Err(ExpressionFault::Unknown { name, close }) => Some((name, close)),
        _ => None,
    }
}

/// Follows a dotted name as far as it is known.
fn check_path(path: &str, names: &Value) -> Result<(), ExpressionFault> {
    let mut at = names.clone();
    let mut walked = Vec::new();
    for part in path.split('.') {
        let next = at.get_attr(part).unwrap_or(Value::UNDEFINED);
        let known: Vec<String> = at
            .try_iter()
            .map(|keys| keys.filter_map(|key| key.as_str().map(str::to_owned)).collect())
            .unwrap_or_default();
        if known.is_empty() {
            return Ok(());
        }
        if !known.iter().any(|key| key == part) {
            let before = walked.iter().map(|part| format!("{part}.")).collect::<String>();
            let close = closest(part, known.iter().map(String::as_str)).map(|close| format!("{before}{close}"));
            return Err(ExpressionFault::Unknown { name: format!("{before}{part}"), close });
        }
        if next.is_undefined() {
            let name = path.to_owned();
            return Err(if path.starts_with("change.") {
                ExpressionFault::NoPrior { name }
            } else {
                ExpressionFault::NotKnown { name }
            });
        }
        walked.push(part.to_owned());
        at = next;
    }
    Ok(())
}

/// What is wrong with a template or an expression, in words.
pub(crate) fn told(error: &minijinja::Error) -> String {
    match error.kind() {
        minijinja::ErrorKind::SyntaxError => misspelt(error).to_owned(),
        _ => failure(error),
    }
}

/// What is wrong with the spelling of an expression.
fn misspelt(error: &minijinja::Error) -> &'static str {
    match error.detail() {
        Some(detail) if detail.contains("end of input") => "算式没有写完",
        _ => "算式写法有误（核对括号、引号和运算符，都要用英文的）",
    }
}

/// A failure of the template engine in words.
fn failure(error: &minijinja::Error) -> String {
    use minijinja::ErrorKind;
    if let Some(own) = error.detail().and_then(|detail| detail.strip_prefix(units::MARK)) {
        return own.to_owned();
    }
    match error.kind() {
        ErrorKind::OutOfFuel => "算得太久，已停止".to_owned(),
        ErrorKind::UnknownFilter => "没有这个过滤器（| 后面的名称）".to_owned(),
        ErrorKind::UnknownFunction | ErrorKind::UnknownMethod => "没有这个函数".to_owned(),
        ErrorKind::UndefinedError => "用到了没有的名称".to_owned(),
        ErrorKind::InvalidOperation => "这样算不出来（多半是文字与数字相混，或总计要写 .total）".to_owned(),
        _ => "算不出来".to_owned(),
    }
}

impl ExpressionFault {
    /// What is wrong with a label.
    fn of_label(no_key: NoKey) -> Self {
        match no_key {
            NoKey::Several { name, meant } => Self::Several { name, meant },
            NoKey::Unknown { name, close } => Self::Unknown { name, close },
        }
    }

    /// The finding for the expression at that range.
    fn finding(self, prose: &ProseText, range: &Range<usize>) -> Finding {
        let written = shorten(&prose.text[range.clone()]);
        let at = prose.place(range.clone());
        match self {
            Self::Unknown { name, close } => {
                let hint = match close {
                    _ if name == "units" => "units 只有用 nianbao batch 汇总时才有".to_owned(),
                    Some(close) => format!("是不是想写 {close}？"),
                    None => rules::UNKNOWN_EXPRESSION.remedy.to_owned(),
                };
                Finding::new(&rules::UNKNOWN_EXPRESSION, format!("正文 {written}：没有 {name} 这个名称。"))
                    .mark(&at, "")
                    .hint(hint)
            }
            Self::Several { name, meant } => {
                let more = if meant.len() > 6 { format!("等 {} 个", meant.len()) } else { String::new() };
                let named = meant.iter().take(6).map(String::as_str).collect::<Vec<_>>().join("、");
                Finding::new(&rules::UNKNOWN_EXPRESSION, format!("正文 {written}：叫“{name}”的不止一格。"))
                    .mark(&at, "")
                    .hint(format!("写明是哪一格：{named}{more}"))
            }
            Self::NeedsPart { name, parts } => {
                let hint = format!(
                    "写明是其中哪一项：{}",
                    parts.iter().map(|p| format!("{name}.{p}")).collect::<Vec<_>>().join("、")
                );
                Finding::new(&rules::UNKNOWN_EXPRESSION, format!("正文 {written}：{name} 不是一个数。"))
                    .mark(&at, "")
                    .hint(hint)
            }
            Self::NotKnown { name } => {
                Finding::new(&rules::UNKNOWN_FIGURE, format!("正文 {written}：{name} 还没有数。")).mark(&at, "")
            }
            Self::NoPrior { name } => {
                Finding::new(&rules::NO_PRIOR_FIGURE, format!("正文 {written}：没有上年数据，算不出 {name}。"))
                    .mark(&at, "")
            }
            Self::Failed(reason) => {
                Finding::new(&rules::FAILED_EXPRESSION, format!("正文 {written}：{reason}。")).mark(&at, "")
            }
        }
    }
}

/// The beginning of a text.
fn shorten(text: &str) -> String {
    let line = text.replace('\n', " ");
    if line.chars().count() <= 40 { line } else { format!("{}…", line.chars().take(40).collect::<String>()) }
}
