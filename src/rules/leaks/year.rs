//! Another year told as the one reported on.

use std::ops::Range;

use crate::finding::Finding;
use crate::form::words::YearWords;
use crate::rule::{Family, Rule, Severity};
use crate::rules::Case;
use crate::rules::passage::{PassageKind, ReportPassage, quote};

/// Another year told as the one reported on.
pub(in crate::rules) static OTHER_YEAR: Rule = Rule {
    code: "PRO035",
    name: "把别年的事当作本年的说",
    severity: Severity::Warning,
    family: Family::Prose,
    reason: "照上年的报告改写时常漏改年份，读起来是用上年的情况报本年的账。",
    basis: "格式",
    remedy: "核对这一段说的是哪一年：漏改的改成报告年度，确实说往年的写明“上年”或与本年比较",
    faulty: "[sections.problems]\ntext = '2024年，我局共收到申请3件，培训工作有待加强。'",
    corrected: "[sections.problems]\ntext = '2025年，我局共收到申请3件，比2024年多1件，培训工作有待加强。'",
    in_workbook: None,
};

/// Years back that a leftover may be of.
const BACK: i32 = 3;

/// Every paragraph that tells of another year and not of the one reported on.
pub(super) fn other_year(case: &Case<'_>, passages: &[ReportPassage<'_>]) -> Vec<Finding> {
    let Some(year) = case.filing.year.as_ref().map(|year| year.value) else { return Vec::new() };
    let words = &case.filing.form.words().year;
    let own = own_names(case);
    let this = format!("{year}年");
    let mut findings = Vec::new();
    let told = passages.iter().filter(|passage| passage.is_running_text());
    for passage in told {
        let text = &passage.text;
        let is_named = |other: &i32| passage.find(&format!("{other}年")).next().is_some();
        let named: Vec<i32> = (year - BACK..year).filter(is_named).collect();
        let is_alone =
            |paragraph: &&Range<usize>| !named.is_empty() && !speaks_of_both(&text[(*paragraph).clone()], &this, words);
        let alone = passage.paragraphs.iter().filter(is_alone);
        let years = |paragraph: &Range<usize>| {
            let said = |other| said_of(text, paragraph, other, &own, words);
            named.iter().copied().flat_map(said).collect::<Vec<_>>()
        };
        let mut found: Vec<Range<usize>> = alone.flat_map(years).collect();
        found.extend(last_days(case, passage, year));
        found.sort_by_key(|range| range.start);
        let Some(first) = found.first() else { continue };
        let told = quote(&text[first.start..clause_end(text, first.start)]);
        let message = format!("正文：“{told}”说的不是报告年度 {year} 年。");
        let mark = |finding: Finding, range: &Range<usize>| finding.mark(&passage.place(range.clone()), "");
        findings.push(found.iter().take(5).fold(Finding::new(&OTHER_YEAR, message), mark));
    }
    findings.extend(planned(passages, year, &own, words));
    findings.extend(ahead(passages, year, &own, words));
    findings.extend(misdated(case, passages, year, &own));
    findings.extend(made(passages, year, (words, &own)));
    findings.extend(entitled(passages, year, &own, words));
    findings.extend(published(passages, year, words));
    findings
}

/// Where the preface, or a sentence that presents the report, calls it that of another year.
fn entitled(passages: &[ReportPassage<'_>], year: i32, own: &[String], words: &YearWords) -> Vec<Finding> {
    let mut findings = Vec::new();
    let told = passages.iter().filter(|passage| passage.is_running_text());
    for passage in told {
        let text = &passage.text;
        let presents = |sentence: &str| words.presents.iter().any(|word| sentence.contains(word.as_str()));
        for other in (year - BACK..=year + 1).filter(|other| *other != year) {
            let written = format!("{other}年");
            for Range { start: at, end } in passage.find(&written).take(MOST) {
                let after = &text[end..];
                let rest = after.trim_start_matches('度');
                let rest = own.iter().find_map(|own| rest.strip_prefix(own.as_str())).unwrap_or(rest);
                let is_it = |name: &&String| [rest, after].into_iter().any(|text| text.starts_with(name.as_str()));
                let Some(name) = words.reports.iter().find(is_it) else { continue };
                let sentence = sentence_around(text, at);
                let is_here = passage.kind == PassageKind::Preface || presents(sentence);
                if !is_here || unless(words).any(|word| sentence.contains(word.as_str())) {
                    continue;
                }
                let message = format!("正文：写的是“{other}年{name}”，报告年度是 {year} 年。");
                let finding = Finding::new(&OTHER_YEAR, message);
                findings.push(finding.mark(&passage.place(at..at + written.len()), format!("应为 {year} 年")));
            }
        }
    }
    findings
}

/// Where a text says that the report was published in the year that it is of, before that was over.
fn published(passages: &[ReportPassage<'_>], year: i32, words: &YearWords) -> Vec<Finding> {
    let mut findings = Vec::new();
    let told = passages.iter().filter(|passage| passage.is_running_text());
    for passage in told {
        let text = &passage.text;
        let early = [1, 2, 3].map(|month| format!("{year}年{month}月"));
        let places = early.iter().flat_map(|written| passage.find(written).take(MOST).map(move |at| (at, written)));
        for (Range { start: at, end }, written) in places {
            let rest = &text[end..];
            let sentence = sentence_around(text, at);
            let says = |known: &[String], text: &str| known.iter().any(|word| text.contains(word.as_str()));
            let clause = &rest[..rest.find(['。', '；', '\n']).unwrap_or(rest.len())];
            // The first day of the year is that of the period.
            let is_period = rest.starts_with("1日");
            let is_named = || {
                let named =
                    words.reports.iter().flat_map(|name| [format!("{year}年{name}"), format!("{year}年度{name}")]);
                named.into_iter().any(|name| sentence.contains(&name))
            };
            let is_of_this = says(&words.this_report, sentence) || is_named();
            if is_period || !is_of_this || !says(&words.published, clause) {
                continue;
            }
            let message = format!("正文：{year} 年的报告写的是 {written}公布，应在下一年。");
            let finding = Finding::new(&OTHER_YEAR, message).hint("把年份改成公布的那一年");
            findings.push(finding.mark(&passage.place(at..at + written.len()), ""));
        }
    }
    findings
}

/// What in one sentence says that another year is meant.
fn unless(words: &YearWords) -> impl Iterator<Item = &String> {
    words.unless.iter().chain(&words.unless_said).chain(&words.unless_period)
}

/// The sentence that a byte stands in.
pub(super) fn sentence_around(text: &str, at: usize) -> &str {
    let start = text[..at].rfind(['。', '\n']).map_or(0, |end| end + 1);
    let start = text.ceil_char_boundary(start);
    let end = text[at..].find(['。', '\n']).map_or(text.len(), |end| at + end);
    &text[start..end]
}

/// Where a text says until when figures are, and means the last day of the year before or after.
fn last_days(case: &Case<'_>, passage: &ReportPassage<'_>, year: i32) -> Vec<Range<usize>> {
    let text = &passage.text;
    let (month, day) = case.filing.form.period_end;
    let this = format!("{year}年");
    let until = &case.filing.form.words().year.until;
    let is_it = |Range { start: at, .. }: &Range<usize>| {
        let sentence = text[*at..].find(['。', '\n']).map_or(text.len(), |end| at + end);
        until.iter().any(|word| text[..*at].ends_with(word.as_str())) && !text[*at..sentence].contains(&this)
    };
    let days = [year - 1, year + 1].map(|year| {
        let ends = ["底", "末"].map(|end| format!("{year}年{end}"));
        [format!("{year}年{month}月{day}日"), format!("{year}年{month}月底")]
            .into_iter()
            .chain(ends)
            .collect::<Vec<_>>()
    });
    // Where the paragraph speaks of that year again, it is meant.
    let is_it = |place: &Range<usize>| {
        let paragraph = &text[passage.paragraph(place.start)];
        let is_day = text[..place.end].ends_with('日');
        is_it(place) && (is_day || paragraph.matches(&text[place.start..place.start + "2000年".len()]).count() == 1)
    };
    let found = |day: &String| passage.find(day).take(MOST).filter(is_it).collect::<Vec<_>>();
    days.iter().flatten().flat_map(found).collect()
}

/// Last days of a text that are looked at.
pub(super) const MOST: usize = 20;

/// Where the agency says of the year reported on what it will do.
fn planned(passages: &[ReportPassage<'_>], year: i32, own: &[String], words: &YearWords) -> Vec<Finding> {
    let mut findings = Vec::new();
    let told = passages.iter().filter(|passage| passage.kind == PassageKind::Section);
    // Plans are for the next year: neither for the one reported on or before it, nor for that after the next.
    let told = told.flat_map(|passage| [year - 1, year, year + 2].map(|other| (passage, other)));
    for (passage, other) in told {
        let written = format!("{other}年");
        for Range { start: at, end } in passage.find(&written).take(MOST) {
            let rest = passage.text[end..].trim_start_matches(['度', '，']);
            let rest = words.leading.iter().find_map(|word| rest.strip_prefix(word.as_str())).unwrap_or(rest);
            let names = own.iter().filter_map(|own| rest.strip_prefix(own.as_str()));
            let will = |rest: &str| {
                let begins = |rest: &str, words: &[String]| words.iter().any(|word| rest.starts_with(word.as_str()));
                begins(rest, &words.intends)
                    || rest.strip_prefix(['将', '要']).is_some_and(|plan| begins(plan, &words.plans))
            };
            // 力争在〈本年〉年底前
            let aims = || {
                let before = clause_before(&passage.text, at);
                let told = sentence_around(&passage.text, at);
                let aims = words.aims.iter().any(|word| before.ends_with(word.as_str()));
                let is_past = words.planned_before.iter().any(|word| told.contains(word.as_str()));
                other <= year && (aims && !is_past || is_due(passage, at..end, words))
            };
            if will(rest) || names.into_iter().any(will) || aims() {
                let message = if other == year {
                    format!("正文：打算做的事说的是报告年度 {year} 年，应是下一年。")
                } else {
                    format!("正文：打算做的事说的是 {other} 年，报告年度是 {year} 年，应是下一年。")
                };
                let finding = Finding::new(&OTHER_YEAR, message).hint("改成下一年；已经做了的改写成做了什么");
                findings.push(finding.mark(&passage.place(at..at + written.len()), ""));
            }
        }
    }
    findings
}

/// Whether a year, in a paragraph of what will be done, is that by a month of which something is to be completed:
/// 其三，在2025年9月底前完成….
fn is_due(passage: &ReportPassage<'_>, year: Range<usize>, words: &YearWords) -> bool {
    const NEAR: usize = 8;
    let text = passage.text.as_str();
    let paragraph = &text[passage.paragraph(year.start)];
    let rest: String = text[year.end..].chars().take(NEAR).collect();
    let by = rest.split_once("前完成").is_some_and(|(by, _)| by.contains('月') || by.ends_with('底'));
    let clause = text[year.end..].find(['，', '。', '；']).map_or("", |end| &text[year.end..year.end + end]);
    by && clause_before(text, year.start).ends_with('在')
        && !clause.contains(['了', '已'])
        && words.planning.iter().any(|word| paragraph.contains(word.as_str()))
}

/// Where the agency says of the year after the one reported on what it did.
fn ahead(passages: &[ReportPassage<'_>], year: i32, own: &[String], words: &YearWords) -> Vec<Finding> {
    let mut findings = Vec::new();
    let next = year + 1;
    for passage in passages.iter().filter(|passage| passage.kind == PassageKind::Section) {
        let text = passage.text.as_str();
        for Range { start: at, end } in passage.find(&format!("{next}年")).take(MOST) {
            let rest = text[end..].trim_start_matches(['度', '，']);
            let rest = own.iter().find_map(|own| rest.strip_prefix(own.as_str())).unwrap_or(rest);
            let sentence = sentence_around(text, at);
            let has = |known: &[String], text: &str| known.iter().any(|word| text.contains(word.as_str()));
            let bare = rest.strip_prefix('已');
            let begins = words.done.iter().any(|done| bare.unwrap_or(rest).starts_with(done.as_str()));
            // What was done is counted.
            let counts =
                rest[..rest.find(['。', '；', '\n']).unwrap_or(rest.len())].contains(|c: char| c.is_ascii_digit());
            let mark = text[..at].chars().next_back();
            let sums = words.summed.iter().any(|word| rest.starts_with(word.as_str()));
            let is_first = mark.is_none_or(|c| "。；：\n）".contains(c)) || mark == Some('，') && sums;
            if !is_first || !begins || !counts && bare.is_none() || has(&words.future, sentence) {
                continue;
            }
            let message = format!("正文：已经做了的事说的是 {next} 年，报告年度是 {year} 年。");
            findings.push(Finding::new(&OTHER_YEAR, message).mark(&passage.place(at..end), ""));
        }
    }
    findings
}

/// The finding for a report of which every sentence that tells what the agency did tells it of the next year: the year of
/// the report is wrong.
fn misdated(case: &Case<'_>, passages: &[ReportPassage<'_>], year: i32, own: &[String]) -> Option<Finding> {
    let deeds = &case.filing.form.words().other.deeds;
    let (this, next) = (format!("{year}年"), format!("{}年", year + 1));
    let told: Vec<_> = passages.iter().filter(|passage| passage.kind == PassageKind::Section).collect();
    if told.iter().any(|passage| passage.find(&this).next().is_some()) {
        return None;
    }
    let tells = |passage: &ReportPassage<'_>, place: &Range<usize>| {
        let text = passage.text.as_str();
        let rest = text[place.end..].trim_start_matches(['度', '，']);
        let rest = own.iter().find_map(|own| rest.strip_prefix(own.as_str()))?;
        let begins = text[..place.start].chars().next_back().is_none_or(|c| "。；：\n）".contains(c));
        (begins && deeds.iter().any(|deed| deed.chars().count() > 1 && rest.starts_with(deed.as_str()))).then_some(())
    };
    let (passage, place) = told.iter().find_map(|passage| {
        let mut places = passage.find(&next).take(MOST);
        Some((passage, places.find(|place| tells(passage, place).is_some())?))
    })?;
    let message = format!("正文：说的是 {} 年做的事，全文没有提到报告年度 {year} 年。", year + 1);
    let finding = Finding::new(&OTHER_YEAR, message).hint("核对报告年度：报告的是哪一年的工作，年度就写哪一年");
    Some(finding.mark(&passage.place(place), ""))
}

/// Where the agency says that it made the plan of an earlier year, or follows one of long ago.
fn made(passages: &[ReportPassage<'_>], year: i32, (words, own): (&YearWords, &[String])) -> Vec<Finding> {
    const OLDEST: i32 = 8;
    let mut findings = Vec::new();
    for passage in passages.iter().filter(|passage| passage.kind == PassageKind::Section) {
        let text = passage.text.as_str();
        let opens = |place: Range<usize>| (place.start, place.start + '《'.len_utf8());
        // 《某办公室关于印发2021年工作要点的通知》
        let issued = |place: Range<usize>| Some((text[..place.start].rfind('《')?, place.end - "20".len()));
        let issued = passage.find("关于印发20").take(MOST).filter_map(issued);
        // 《某局2021年工作要点》
        let names: Vec<String> = own.iter().map(|own| format!("《{own}20")).collect();
        let named = names.iter().flat_map(|name| passage.find(name));
        let named = named.map(|place| (place.start, place.end - "20".len()));
        for (open, at) in passage.find("《20").map(opens).chain(issued).chain(named).take(MOST) {
            let title = &text[at..];
            let Some(title) = title.find('》').map(|end| title[..end].trim_end_matches("的通知")) else { continue };
            let Some(of) = title.get(..4).and_then(|digits| digits.parse::<i32>().ok()) else { continue };
            let (before, sentence) = (&text[..open], sentence_around(text, open));
            let before = before.trim_end_matches('了');
            let ends = |verbs: &[String]| verbs.iter().any(|verb| before.ends_with(verb.as_str()));
            // The plan of the last year may still be followed.
            let is_made = ends(&words.made) || of < year - 1 && ends(&words.follows);
            let is_plan = words.plan_titles.iter().any(|end| title.ends_with(end.as_str()));
            let told = unless(words).any(|word| sentence.contains(word.as_str()));
            let clause = clause_before(text, before.len());
            let is_old = (year - OLDEST..year).contains(&of) && title[4..].starts_with('年');
            if !is_made || !is_plan || !is_old || told || clause.contains(&format!("{of}年")) {
                continue;
            }
            let message = format!("正文：“{}”是 {of} 年的，报告年度是 {year} 年。", quote(title));
            findings.push(Finding::new(&OTHER_YEAR, message).mark(&passage.place(at..at + "2000年".len()), ""));
        }
    }
    findings
}

/// How the agency speaks of itself.
fn own_names(case: &Case<'_>) -> Vec<String> {
    let words = &case.filing.form.words().other;
    let own = words.own.iter().map(|own| own.word.clone());
    let name = case.filing.name().unwrap_or_default();
    // 甲市乙区司法局 is 乙区司法局 as well.
    let is_region = |c: char| words.regions.iter().any(|region| region.starts_with(c));
    let has_place = |below: &str| words.regions.iter().chain(&words.levels).any(|end| below.contains(end.as_str()));
    let below = name.split_once(is_region).map(|(_, below)| below).filter(|below| has_place(below));
    let names = [case.filing.short_name(), name].into_iter().chain(below).filter(|own| !own.is_empty());
    own.chain(names.map(str::to_owned)).collect()
}

/// Where a paragraph tells what was done in a year.
fn said_of(text: &str, paragraph: &Range<usize>, year: i32, own: &[String], words: &YearWords) -> Vec<Range<usize>> {
    let written = format!("{year}年");
    let tells = |at: usize| {
        // What begins a sentence or names the agency is near.
        let near = text.floor_char_boundary(at.saturating_sub(NEAR)).max(paragraph.start);
        let (before, after) = (&text[near..at], &text[at + written.len()..paragraph.end]);
        let begins = |known: &[String]| known.iter().any(|known| after.starts_with(known.as_str()));
        let first = is_first(before, near == paragraph.start, &words.led_in);
        let own_after = || own.iter().any(|own| after.starts_with(own.as_str()));
        let of_own = || own.iter().any(|own| before.ends_with(own.as_str()));
        let past = words.past.iter().any(|past| before.ends_with(past.as_str()));
        past || first && (begins(&words.facts) || own_after()) || begins(&words.after_own) && of_own()
    };
    let found = text[paragraph.clone()].match_indices(&written).map(|(at, _)| paragraph.start + at);
    let is_explained = |at: usize| {
        let end = paragraph.end.min(at + text[at..].match_indices('。').nth(1).map_or(text.len() - at, |(end, _)| end));
        words.unless_said.iter().any(|word| text[at..end].contains(word.as_str()))
    };
    found.filter(|at| tells(*at) && !is_explained(*at)).map(|at| at..at + written.len()).collect()
}

/// Bytes before a year that are looked at.
const NEAR: usize = 120;

/// Whether a sentence begins after some words: at the beginning of a paragraph or after a full stop, a number between, or
/// words that lead in.
fn is_first(before: &str, begins: bool, led_in: &[String]) -> bool {
    let (sentence, whole) = match before.rfind(['。', '！', '？']) {
        Some(at) => (&before[at + '。'.len_utf8()..], true),
        None => (before, begins),
    };
    let numbered = sentence.chars().count() <= 5 && sentence.ends_with(['）', '、', '.', '是', ')', '|']);
    whole && (sentence.is_empty() || numbered || led_in.iter().any(|lead| lead == sentence))
}

/// Whether a paragraph speaks of the year reported on as well, or says that it compares.
fn speaks_of_both(paragraph: &str, this: &str, words: &YearWords) -> bool {
    let says = paragraph.match_indices(this).any(|(at, _)| !is_planned(&paragraph[at + this.len()..], words));
    says || words.unless.iter().any(|word| paragraph.contains(word.as_str()))
}

/// Whether a clause of the year before it says what will be done, as is meant of the next one: 〈年〉，我局将….
fn is_planned(rest: &str, words: &YearWords) -> bool {
    let clause = rest.trim_start_matches(['度', '，']);
    let clause = &clause[..clause.find(['，', '。', '；', '\n']).unwrap_or(clause.len())];
    let will = clause.find('将').map(|at| &clause[at + '将'.len_utf8()..]);
    will.is_some_and(|plan| words.plans.iter().chain(&words.intends).any(|word| plan.starts_with(word.as_str())))
}

/// What a clause says before a place, with the mark that it follows.
pub(super) fn clause_before(text: &str, at: usize) -> &str {
    &text[text[..at].rfind(['，', '。', '；', '\n']).unwrap_or(0)..at]
}

/// Where the clause after the next comma ends, so that a message can quote what is told.
fn clause_end(text: &str, from: usize) -> usize {
    let marks = text[from..].char_indices().filter(|(_, c)| "，。；\n".contains(*c));
    marks.map(|(at, _)| from + at).nth(1).unwrap_or(text.len())
}
