//! Numbers as they are typed in prose: （一）（二）, 1.2., 一是二是, 第一，第二.

mod found;

pub(super) use found::OTHER_WORDS;
use found::{Numbered, Sequence, first, firstly, typed};

use super::Case;
use crate::filing::ProseText;
use crate::finding::Finding;
use crate::narrative::Chapter;
use crate::prose::numbering::{Style, Typed};
use crate::prose::ordinal;
use crate::prose::outline::PartKind;
use crate::rule::{Family, Rule, Severity};

/// A typed number that does not follow the one before it.
pub(super) static OUT_OF_ORDER: Rule = Rule {
    code: "PRO009",
    name: "编号不连续",
    severity: Severity::Warning,
    family: Family::Prose,
    reason: "（一）之后是（二），一是之后是二是；跳号、重号多半是删改时留下的，或者漏了一段。",
    // 待核: the number of the clause.
    basis: "GB/T 9704-2012 7.3.3：结构层次序数依次用“一、”“（一）”“1.”“（1）”标注",
    remedy: "改正编号，或补上漏掉的一段；用 # 开头的小标题会自动编号",
    faulty: "[sections.problems]\ntext = '一是培训工作有待加强。三是公开的形式较为单一。'",
    corrected: "[sections.problems]\ntext = '一是培训工作有待加强。二是公开的形式较为单一。'",
    in_workbook: None,
};

/// Numbers of one level written in two ways.
pub(super) static MIXED: Rule = Rule {
    code: "PRO010",
    name: "编号的写法不一",
    severity: Severity::Warning,
    family: Family::Prose,
    reason: "同一级编号的括号、点号前后不一，多半是两处文字拼成的。",
    // 待核: the number of the clause.
    basis: "GB/T 9704-2012 7.3.3：结构层次序数依次用“一、”“（一）”“1.”“（1）”标注",
    remedy: "统一写成（一）、1.、（1）",
    faulty: "[sections.problems]\ntext = '''（一）培训\n有待加强。\n(二)形式\n较为单一。'''",
    corrected: "[sections.problems]\ntext = '''（一）培训\n有待加强。\n（二）形式\n较为单一。'''",
    in_workbook: None,
};

/// Every section of the report with all its prose.
fn sections<'c>(case: &Case<'c>) -> Vec<Vec<&'c ProseText>> {
    let filing = case.filing;
    let official = filing.form.sections.iter().filter_map(|section| filing.sections.get(&section.key));
    let own = |input: &'c crate::filing::SectionInput| {
        [&input.before, &input.text, &input.after].into_iter().flatten().collect::<Vec<_>>()
    };
    official.map(own).chain(filing.extra.iter().map(|extra| extra.text.iter().collect())).collect()
}

/// The finding for 第三， behind 一是, 二是, where no 第一 was counted.
fn counted_on(prose: &ProseText) -> Option<Finding> {
    let last = firstly(prose).into_iter().last().filter(|last| last.number > 1)?;
    let next = format!("第{}，", ordinal(last.number + 1));
    let text = prose.text.as_str();
    let begins = |at: usize| text[..at].trim_end().ends_with(['。', '；', '\n']);
    let at = text.match_indices(&next).map(|(at, _)| at).find(|at| begins(*at))?;
    let is_own = text.contains("第一，") || text.contains(&format!("{}是", ordinal(last.number + 1)));
    let message = format!("正文：前面写“{}”，这里写“{}”，写法不一。", last.written, next.trim_end_matches('，'));
    let place = prose.place(at..at + next.len() - '，'.len_utf8());
    (!is_own).then(|| Finding::new(&MIXED, message).mark(&place, "").mark(&last.at, "前面的写法"))
}

/// Every number that does not follow the one before it in its section; numbers of one level written in two ways.
pub(super) fn numbers(case: &Case<'_>) -> Vec<Finding> {
    let (mut out_of_order, mut mixed) = (Vec::new(), Vec::new());
    for (at, section) in sections(case).into_iter().enumerate() {
        let typed: Vec<Numbered> = section.iter().flat_map(|prose| typed(case, prose)).collect();
        let firstly: Vec<Numbered> = section.iter().flat_map(|prose| firstly(prose)).collect();
        let first: Vec<Numbered> = section.iter().flat_map(|prose| first(prose)).collect();
        let listed = section.iter().flat_map(|prose| listed(prose));
        mixed.extend(section.iter().filter_map(|prose| counted_on(prose)));
        let in_words = breaks(&firstly).into_iter().chain(breaks(&first));
        out_of_order.extend(breaks(&typed).into_iter().chain(in_words).chain(listed));
        mixed.extend(written_in_two_ways(&typed));
        let is_marked = |prose: &&&ProseText| {
            case.cuts.of(prose).outline.parts.iter().any(|part| matches!(part.kind, PartKind::Marked(_)))
        };
        // The first section has its aspects as （一）（二）…; others may count what they list.
        let skipped = || skipped(&typed).filter(|_| !section.iter().any(|prose| is_marked(&prose)));
        mixed.extend((at == 0).then(skipped).flatten());
    }
    titles(case).into_iter().chain(out_of_order).chain(mixed).collect()
}

/// Sections' own titles with an ordinal that is not the one that is printed.
fn titles(case: &Case<'_>) -> Vec<Finding> {
    let filing = case.filing;
    let given = |key: &str| {
        let extra = key.strip_prefix("extra-").and_then(|number| number.parse::<usize>().ok());
        let extra = extra.and_then(|number| filing.extra.get(number.checked_sub(1)?));
        extra.map_or_else(|| filing.sections.get(key)?.title.as_ref(), |extra| extra.title.as_ref())
    };
    let tell = |(at, chapter): (usize, &Chapter)| {
        let title = given(&chapter.key)?;
        let written = title.value.trim();
        let typed = Typed::of_title(written)?;
        let is_other = typed.number != at + 1;
        if !is_other && typed.style == Style::Chinese {
            return None;
        }
        let ordinal = written[..typed.length].trim();
        let message = format!("标题“{written}”自带序号“{ordinal}”，印作“{}、”。", chapter.ordinal);
        let (severity, hint) = if is_other {
            (Severity::Warning, "核对各部分的次序；标题前不必写序号")
        } else {
            (Severity::Hint, "标题前不必写序号")
        };
        Some(Finding::new(&OUT_OF_ORDER, message).severity(severity).mark(&title.at, "").hint(hint))
    };
    case.narrative.sections.iter().enumerate().filter_map(tell).collect()
}

/// The numbers that break a list within a line: `措施：（1）…；（3）…`, `1.…；2.…；2.…`; one that begins with another number
/// than the first is none.
fn listed(prose: &ProseText) -> Vec<Finding> {
    let lines = prose.text.split('\n').scan(0, |next, line| {
        let start = *next;
        *next += line.len() + 1;
        Some((start, line))
    });
    let broken = |(start, line): (usize, &str)| {
        let begins = |at: usize| line[..at].trim_end().ends_with(['。', '；', '：']) || line[..at].trim().is_empty();
        let number = |(at, c): (usize, char)| {
            let may_be = c.is_ascii_digit() && !line[..at].ends_with(|c: char| c.is_ascii_digit()) || c == '（';
            let typed = may_be.then(|| Typed::of(&line[at..])).flatten()?;
            let is_listed = matches!(typed.style, Style::Arabic | Style::ArabicInBrackets) && begins(at);
            let range = start + at..start + at + typed.length;
            let written = prose.text[range.clone()].to_owned();
            let (sequence, number, at) = (Sequence::Typed(typed.style), typed.number, prose.place(range));
            is_listed.then_some(Numbered { sequence, number, written, at, begins: true })
        };
        let all: Vec<Numbered> = line.char_indices().filter_map(number).collect();
        if all.len() > 1 && all[0].number == 1 { breaks(&all) } else { Vec::new() }
    };
    lines.flat_map(broken).collect()
}

/// The numbers that break a sequence. A sequence may begin anew; one below it begins anew under each number.
fn breaks(numbers: &[Numbered]) -> Vec<Finding> {
    let mut open: Vec<&Numbered> = Vec::new();
    let mut findings = Vec::new();
    // The last number that skips one: what follows it as it would follow the one that it should be is right.
    let mut skips: Option<&Numbered> = None;
    for next in numbers {
        let level = open.iter().position(|last| last.sequence == next.sequence);
        let last = level.map(|level| open[level]);
        open.truncate(level.unwrap_or(open.len()));
        open.push(next);
        let expected = last.map_or(1, |last| last.number + 1);
        let is_bracketed = next.sequence == Sequence::Typed(Style::ChineseInBrackets);
        // A sequence of one is none: a first number right behind a first one was typed twice.
        let is_lead = next.begins && !matches!(next.sequence, Sequence::Firstly | Sequence::First);
        let is_twice = last.is_some_and(|last| last.number == 1 && next.number == 1) && !is_lead;
        let is_anew = next.number == 1 && !is_twice && (last.is_none() || next.begins || !is_bracketed);
        let is_mended =
            last.zip(skips).is_some_and(|(last, skips)| std::ptr::eq(last, skips) && last.number == next.number);
        if next.number == expected || is_anew || is_mended {
            continue;
        }
        skips = (last.is_some() && next.number == expected + 1).then_some(next);
        let missing = next.sequence.spell(expected);
        let message = match last {
            Some(last) if last.number == next.number => {
                format!("正文：“{}”用了两次，这里应为“{missing}”。", next.written)
            }
            Some(last) => format!("正文：“{}”之后是“{}”，应为“{missing}”。", last.written, next.written),
            None => format!("正文：编号从“{}”开始，前面没有“{missing}”。", next.written),
        };
        let finding = Finding::new(&OUT_OF_ORDER, message).mark(&next.at, "");
        findings.push(finding.mark_if(last.map(|last| &last.at), "前一个"));
    }
    findings
}

/// The finding for numbers of one level written in two ways, the first of a section.
fn written_in_two_ways(numbers: &[Numbered]) -> Option<Finding> {
    let (first, other) = written_otherwise(numbers)?;
    let message = format!("正文：前面写“{}”，这里写“{}”，写法不一。", first.written, other.written);
    Some(Finding::new(&MIXED, message).mark(&other.at, "").mark(&first.at, "前面的写法"))
}

/// The hint for a section that counts 1., 2., … and has no （一） above them.
fn skipped(numbers: &[Numbered]) -> Option<Finding> {
    let is_of = |style: Style| move |number: &&Numbered| number.sequence == Sequence::Typed(style);
    let first = numbers.first().filter(|first| is_of(Style::Arabic)(first) && first.number == 1)?;
    let counts_on = numbers.iter().filter(is_of(Style::Arabic)).count() > 1;
    let has_higher =
        numbers.iter().any(|n| matches!(n.sequence, Sequence::Typed(Style::ChineseInBrackets | Style::Chinese)));
    let message = format!("正文：“一、”下面一级用“（一）”，这里直接用“{}”。", first.written);
    (counts_on && !has_higher).then(|| Finding::new(&MIXED, message).severity(Severity::Hint).mark(&first.at, ""))
}

/// The first number that has other brackets or another point than the first of its level, after that one.
fn written_otherwise(numbers: &[Numbered]) -> Option<(&Numbered, &Numbered)> {
    let frame = |number: &Numbered| number.written.chars().filter(|c| "（）().．、".contains(*c)).collect::<String>();
    let mut firsts: Vec<&Numbered> = Vec::new();
    for number in numbers {
        match firsts.iter().find(|first| first.sequence == number.sequence) {
            Some(first) if frame(first) != frame(number) => return Some((first, number)),
            Some(_) => {}
            None => firsts.push(number),
        }
    }
    None
}
