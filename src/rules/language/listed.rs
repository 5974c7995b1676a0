//! Things that a list names twice, and clauses that a paragraph says twice.

use std::collections::HashSet;
use std::ops::Range;

use super::doubled::DOUBLED;
use super::{marked, quoted};
use crate::characters::Characters;
use crate::finding::Finding;
use crate::rule::Severity;
use crate::rules::passage::{PassageKind, ReportPassage, TextMark, is_han, marks_within, quote};

/// Characters of Chinese that a thing has at least whose name is no accident: 县、乡、县.
const NAME: usize = 4;

/// Characters of Chinese of the short words of a list.
const SHORT: usize = 2;

/// Characters of Chinese of the names of things of which two are joined, at least.
const THING: usize = 3;

/// Characters of Chinese that a thing has at least that is the beginning of the next.
const BEGINNING: usize = 8;

/// Things of a list that are looked back at.
const BACK: usize = 40;

/// Characters of Chinese that a clause has at least which is said twice by no accident.
const CLAUSE: usize = 14;

/// The finding for clauses that a paragraph says twice, with others between.
pub(super) fn said_again(passage: &ReportPassage<'_>, light: &Characters) -> Option<Finding> {
    let text = passage.text.as_str();
    let again = |line: &Range<usize>| {
        let marks = marks_within(&passage.marks, line);
        let mut found = clauses_again(text, marks, line);
        found.extend(sentences_again(text, marks, line, light));
        found.sort_by_key(|range| range.start);
        found.dedup();
        found
    };
    let found: Vec<Range<usize>> = passage.paragraphs.iter().flat_map(again).collect();
    let texts: Vec<String> = found.iter().map(|range| quote(&text[range.clone()])).collect();
    let places: Vec<_> = found.into_iter().map(|range| passage.place(range)).collect();
    (!places.is_empty())
        .then(|| marked(Finding::new(&DOUBLED, format!("正文：{}在一段里说了两遍。", quoted(&texts))), &places))
}

/// Characters of what a clause says, without the light ones, at least, that are said twice in one sentence by no accident.
const CORE: usize = 6;

/// Characters of a clause that a sentence says twice in the same words.
const SAME: usize = 5;

/// The same of two that are counted off.
const COUNTED_CORE: usize = 5;

/// What a clause says, without the characters that may be there or not.
fn core(clause: &str, light: &Characters) -> String {
    let is_numbered = clause.chars().nth(1) == Some('是');
    let mut core = String::with_capacity(clause.len());
    let said = clause.chars().skip(if is_numbered { 2 } else { 0 });
    core.extend(said.filter(|c| is_han(*c) && !light.contains(*c)));
    core
}

/// The second time that a sentence says a clause, and that one of what is counted off says another again; what stands
/// right behind itself is told elsewhere.
fn sentences_again(text: &str, marks: &[TextMark], line: &Range<usize>, light: &Characters) -> Vec<Range<usize>> {
    let (mut found, mut last) = (Vec::new(), "");
    let (mut said, mut numbered): (HashSet<String>, HashSet<String>) = Default::default();
    let mut whole: HashSet<&str> = HashSet::new();
    for (place, mark) in clauses(marks, line) {
        let clause = &text[place.clone()];
        let is_long = clause.len() >= 8 * 3 && !clause.contains(['|', '《', '〔']);
        let is_figure = has_digit(clause);
        let core = if is_long && !is_figure { core(clause, light) } else { String::new() };
        let length = core.chars().count();
        let is_numbered = clause.chars().nth(1) == Some('是') && length >= COUNTED_CORE;
        // 复议1件，为其他结果；诉讼2件，为其他结果: each is said of another figure.
        let of_figure = has_digit(last);
        let is_plain = clause.len() >= SAME * 3 && !is_figure && !of_figure && !clause.ends_with('的');
        let is_same = is_plain && !whole.insert(clause);
        let again = length >= CORE && said.contains(&core) || is_numbered && numbered.contains(&core) || is_same;
        if again && !last.ends_with(clause) {
            found.push(place);
        }
        if is_numbered {
            numbered.insert(core.clone());
        }
        if length >= CORE {
            said.insert(core);
        }
        if matches!(mark, Some('。' | '！' | '？')) {
            said.clear();
            whole.clear();
        }
        last = clause;
    }
    found
}

/// Whether some words have a digit.
fn has_digit(words: &str) -> bool {
    words.bytes().any(|byte| byte.is_ascii_digit())
}

/// The clauses of a line with those marks, each with the mark that it ends with.
pub(super) fn clauses(marks: &[TextMark], line: &Range<usize>) -> impl Iterator<Item = (Range<usize>, Option<char>)> {
    let ends = marks.iter().filter(|(_, c)| matches!(c, '，' | '。' | '；' | '：' | '！' | '？'));
    let ends = ends.map(|(at, c)| (*at, Some(*c))).chain([(line.end, None)]);
    ends.scan(line.start, |start, (end, mark)| {
        let next = end + mark.map_or(0, char::len_utf8);
        Some((std::mem::replace(start, next)..end, mark))
    })
}

/// The second time that a paragraph says a long clause; titles are said again wherever they are cited, and what stands
/// right behind itself is told elsewhere.
fn clauses_again(text: &str, marks: &[TextMark], line: &Range<usize>) -> Vec<Range<usize>> {
    let (mut found, mut said, mut last) = (Vec::new(), HashSet::new(), "");
    for (place, _) in clauses(marks, line) {
        let clause = &text[place.clone()];
        let is_long = clause.len() >= CLAUSE * 3 && clause.chars().filter(|c| is_han(*c)).count() >= CLAUSE;
        if is_long && !clause.contains('《') && !said.insert(clause) && clause != last {
            found.push(place);
        }
        last = clause;
    }
    found
}

/// Characters of Chinese of a sentence that two paragraphs have in common by no accident.
const SENTENCE: usize = 15;

/// The same of one that may be what everyone says.
const WHOLE: usize = 26;

/// The same of a clause.
const LONG_CLAUSE: usize = 22;

/// The finding for sentences and long clauses that a paragraph says again which another one before it has said; what
/// everyone says in the same words, with one of the creeds, may be said again.
pub(super) fn said_elsewhere(passage: &ReportPassage<'_>, creeds: &[String]) -> Option<Finding> {
    if passage.kind != PassageKind::Section {
        return None;
    }
    let text = passage.text.as_str();
    let (mut found, mut said): (Vec<Range<usize>>, HashSet<&str>) = Default::default();
    let mut is_sentence = false;
    for line in &passage.paragraphs {
        let (mut own, mut start): (Vec<&str>, usize) = (Vec::new(), line.start);
        for (place, mark) in clauses(marks_within(&passage.marks, line), line) {
            let sentence = start..place.end;
            let ends = matches!(mark, Some('。' | '！' | '？') | None);
            if ends {
                start = place.end + mark.map_or(0, char::len_utf8);
            }
            // A sentence of one clause is looked at once.
            let parts = [(place.clone(), LONG_CLAUSE), (sentence, SENTENCE)];
            let parts = if ends { &parts[..] } else { &parts[..1] };
            for (part, least) in parts {
                let words = &text[part.clone()];
                let is_enough = words.len() >= least * 3;
                let han = if is_enough { words.chars().filter(|c| is_han(*c)).count() } else { 0 };
                let is_long = han >= *least;
                let is_slogan = *least == LONG_CLAUSE && words.contains('“');
                if !is_long || is_slogan || words.contains(['《', '|']) {
                    continue;
                }
                let is_whole = *least == SENTENCE && han >= WHOLE;
                let is_creed = || creeds.iter().any(|creed| words.contains(creed.as_str()));
                if said.contains(words) && (is_whole || !is_creed()) {
                    is_sentence |= *least == SENTENCE;
                    found.push(part.clone());
                }
                own.push(words);
            }
        }
        said.extend(own);
    }
    found.sort_by_key(|range| (range.start, usize::MAX - range.end));
    found.dedup_by(|next, kept| next.start < kept.end);
    let texts: Vec<String> = found.iter().map(|range| quote(&text[range.clone()])).collect();
    let places: Vec<_> = found.into_iter().map(|range| passage.place(range)).collect();
    if places.is_empty() {
        return None;
    }
    let finding = Finding::new(&DOUBLED, format!("正文：{}在前面一段里已经说过。", quoted(&texts)));
    // A clause may be said again on purpose.
    let finding = if is_sentence { finding } else { finding.severity(Severity::Hint) };
    Some(marked(finding, &places))
}

/// The finding for what lists of a text name twice.
pub(super) fn listed(passage: &ReportPassage<'_>) -> Option<Finding> {
    let found = named_twice(&passage.text, &passage.marks);
    let texts: Vec<String> = found.iter().map(|range| quote(&passage.text[range.clone()])).collect();
    let places: Vec<_> = found.into_iter().map(|range| passage.place(range)).collect();
    (!places.is_empty())
        .then(|| marked(Finding::new(&DOUBLED, format!("正文：{}在一处列举了两次。", quoted(&texts))), &places))
}

/// The second time that a list names a thing, and a thing that the next begins with again.
fn named_twice(text: &str, marks: &[TextMark]) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut list: Vec<Range<usize>> = Vec::new();
    let mut start = 0;
    for &(at, mark) in marks {
        let item = start..at;
        start = at + mark.len_utf8();
        let is_name = || text[item.clone()].chars().filter(|c| is_han(*c)).count() >= NAME;
        let same = |first: &&Range<usize>| text[(*first).clone()] == text[item.clone()];
        // Right behind itself it is said twice in a row.
        if mark == '、' && list.len() > 1 && is_name() && list.iter().rev().skip(1).take(BACK).any(|first| same(&first))
        {
            found.push(item.clone());
        }
        // Of the last, what the list is of may follow: 保密审查等制度.
        let last = &text[item.clone()];
        let last = last.split_once('等').map_or(last, |(last, _)| last);
        let is_last = mark != '、' && last.chars().filter(|c| is_han(*c)).count() >= NAME;
        // The first stands behind the words that lead over to the list.
        let leads = |(at, first): (usize, &Range<usize>)| at == 0 && text[first.clone()].ends_with(last);
        let known = |(at, first): (usize, &Range<usize>)| text[first.clone()] == *last || leads((at, first));
        // 准确、安全、及时、准确: of short words three others show that they are a list.
        let short = |item: &Range<usize>| text[item.clone()].chars().count() == SHORT;
        let is_short = mark != '、' && last.chars().count() == SHORT && list.len() > 2 && list[1..].iter().all(short);
        if (is_last || is_short) && list.len() > 1 && list.iter().enumerate().rev().skip(1).take(BACK).any(known) {
            found.push(item.start..item.start + last.len());
        }
        // 知情权、参与权和监督权、知情权
        let joined = if mark == '、' { text[item.clone()].split_once(['和', '与']) } else { None };
        let next = || text[start..].split(|c: char| !is_han(c)).next().filter(|next| next.chars().count() >= THING);
        if let Some((one, other)) = joined
            && let Some(next) = next()
            && (one.ends_with(next) || other == next || list.iter().any(|first| text[first.clone()].ends_with(next)))
        {
            found.push(start..start + next.len());
        }
        list.push(item);
        if mark != '、' {
            list.clear();
        }
    }
    found.extend(titles_twice(text, marks));
    found.extend(counted_twice(text, marks));
    for (at, _) in marks.iter().filter(|(_, c)| *c == '、') {
        let before = text[..*at].rfind(|c: char| !is_han(c)).map_or(0, |end| text.ceil_char_boundary(end + 1));
        let item = &text[before..*at];
        let next = at + '、'.len_utf8();
        // 管理委员会、管理委员会办公室
        let goes_on = |rest: &str| rest.starts_with(is_han) && !rest.starts_with(['和', '与', '及', '等', '或', '以']);
        if item.chars().count() >= BEGINNING && text[next..].strip_prefix(item).is_some_and(|rest| !goes_on(rest)) {
            found.push(next..next + item.len());
        }
    }
    found
}

/// The second time that a list of titles, `《A》、《B》和《A》`, has one.
fn titles_twice(text: &str, marks: &[TextMark]) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let (mut list, mut end): (Vec<&str>, usize) = (Vec::new(), 0);
    for &(open, _) in marks.iter().filter(|(_, c)| *c == '《') {
        let Some(close) = text[open..].find('》').map(|close| open + close + '》'.len_utf8()) else { break };
        if open < end || !matches!(&text[end..open], "" | "、" | "和" | "及" | "以及" | "与" | "，") {
            list.clear();
        }
        let title = &text[open..close];
        // Right behind itself it is said twice in a row.
        if list.iter().rev().skip(1).any(|first| *first == title) && !title[3..].contains('《') {
            found.push(open..close);
        }
        list.push(title);
        end = close;
    }
    found
}

/// Things of a row of figures from which on they are a list.
const FIGURES: usize = 4;

/// The second time that a row of figures, `甲5条、乙3条、丙2条、甲1条`, has one of the same name.
fn counted_twice(text: &str, marks: &[TextMark]) -> Vec<Range<usize>> {
    let (mut found, mut twice, mut start) = (Vec::new(), Vec::new(), 0);
    let mut row: Vec<(&str, &str)> = Vec::new();
    for &(at, mark) in marks {
        let item = &text[start..at];
        let from = std::mem::replace(&mut start, at + mark.len_utf8());
        let figure = item.find(|c: char| c.is_ascii_digit()).and_then(|end| {
            let unit = item[end..].trim_start_matches(|c: char| c.is_ascii_digit() || c == '.');
            let is_unit = unit.chars().count() <= 2 && unit.chars().all(is_han);
            (item[..end].chars().all(is_han) && is_unit).then_some((&item[..end], unit))
        });
        let ends = figure.is_none() || !matches!(mark, '、' | '，');
        // The first stands behind the words that lead over to the row; 上年末现行有效 is no 年末现行有效.
        let leads = |before: &str| !before.ends_with(['上', '非', '不', '未']);
        let is_known = |(at, (known, of)): (usize, &(&str, &str)), (name, unit): (&str, &str)| {
            *of == unit && (*known == name || at == 0 && known.strip_suffix(name).is_some_and(leads))
        };
        if let Some((name, unit)) = figure {
            if name.chars().count() >= THING
                && row.iter().enumerate().rev().take(BACK).any(|first| is_known(first, (name, unit)))
            {
                twice.push(from..from + name.len());
            }
            row.push((name, unit));
        }
        if ends {
            found.extend(twice.drain(..).filter(|_| row.len() >= FIGURES));
            row.clear();
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::{clauses_again, named_twice, sentences_again};
    use crate::form::words::CheckWords;
    use crate::rules::passage::marks;

    #[test]
    fn sentences_say_a_clause_once() {
        let light = &CheckWords::built_in().doubled.light;
        for (text, count) in [
            ("按月开展栏目巡查，整改发现的问题，按月开展栏目巡查。", 1),
            ("严格执行“三审三校”发布制度，做好审查，严格落实“三审三校”发布制度。", 1),
            ("一是信息更新的及时性有待加强。二是信息更新的及时性需要加强。", 1),
            ("一是信息更新的及时性有待加强。二是政策解读的及时性需要加强。", 0),
            ("做好政务公开各项工作。另一方面，做好政务公开各项工作。", 0),
        ] {
            assert_eq!(sentences_again(text, &marks(text), &(0..text.len()), light).len(), count, "{text}");
        }
    }

    #[test]
    fn long_clauses_are_said_once_in_a_paragraph() {
        let clause = "做好政府门户网站各栏目的日常维护工作";
        let twice = format!("{clause}，突出重点。一方面，{clause}，按月检查");
        assert_eq!(clauses_again(&twice, &marks(&twice), &(0..twice.len())).len(), 1);
        for text in [
            format!("{clause}，{clause}"),
            "按照《条例》和上级的部署要求做好公开，按照《条例》和上级的部署要求做好公开工作".into(),
        ] {
            assert!(clauses_again(&text, &marks(&text), &(0..text.len())).is_empty(), "{text}");
        }
    }

    #[test]
    fn lists_name_a_thing_once() {
        for (text, words) in [
            ("涵盖机构职能、政策法规、工作动态、政策法规、公共服务等栏目", "政策法规"),
            ("因公开工作被申请行政复议、因公开工作被申请行政复议和提起诉讼", "因公开工作被申请行政复议"),
            ("制定《发布制度》、《审核制度》和《发布制度》", "《发布制度》"),
            ("学习《条例》《条例》", ""),
            ("依据《条例》、《规定》，对照《条例》整改", ""),
            ("县、乡、村、县四级", ""),
            ("确保发布准确、安全、及时、准确，方便查询", "准确"),
            ("确保发布准确、安全、准确，方便查询", ""),
            ("谁主管谁负责、谁公开谁负责，谁主管谁负责、谁审查谁负责", ""),
            ("发布文件通知5条、规划计划1条、报告统计2条、规划计划2条，政民互动4条。", "规划计划"),
            ("发布文件通知5条、规划计划1条、报告统计2条；规划计划2条，政民互动4条。", ""),
            ("办公室发布信息5条，财政所发布信息5条，司法所发布信息2条，农办发布信息1条。", ""),
        ] {
            let found: Vec<&str> = named_twice(text, &marks(text)).into_iter().map(|range| &text[range]).collect();
            assert_eq!(found, words.split_terminator(' ').collect::<Vec<_>>());
        }
    }
}
