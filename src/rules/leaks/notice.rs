//! The notice that prescribes the form, cited wrongly.

use std::ops::Range;

use super::number::{Number, ending, is_almost, number, numbers};
use crate::finding::Finding;
use crate::form::words::Articles;
use crate::form::{Form, Notice};
use crate::prose::numbering::said_number;
use crate::rule::{Family, Rule, Severity};
use crate::rules::Case;
use crate::rules::passage::{ReportPassage, is_han, mistaken};
use crate::source::Span;

/// The notice of another edition cited as the one that the report follows.
pub(in crate::rules) static OTHER_EDITION: Rule = Rule {
    code: "PRO038",
    name: "引用了别的一版格式的通知",
    severity: Severity::Warning,
    family: Family::Prose,
    reason: "报告照哪一版格式编制，就引用哪一份通知；引用旧的，多半是照往年的报告改时漏了。",
    basis: "格式",
    remedy: "改成这一版格式的通知，或删去自己写的一段，由程序照格式写",
    faulty: "[preface]\ntext = '根据国办公开办函〔2019〕60号文件要求，编制本报告。'",
    corrected: "[preface]\ntext = '根据国办公开办函〔2021〕30号文件要求，编制本报告。'",
    in_workbook: None,
};

/// A notice cited with another issuer or number than its own.
pub(in crate::rules) static MISCITED: Rule = Rule {
    code: "PRO039",
    name: "通知的发文机关或文号写错",
    severity: Severity::Warning,
    family: Family::Prose,
    reason: "机关名称和文号是照抄的，错一个字就查不到这份文件。",
    basis: "格式",
    remedy: "照通知的原文改正",
    faulty: "[preface]\ntext = '根据《国务院办公厅政务信息与政务公开办公室关于规范平台有关事项的通知》要求，编制本报告。'",
    corrected: "[preface]\ntext = '根据《国务院办公厅政府信息与政务公开办公室关于规范平台有关事项的通知》要求，编制本报告。'",
    in_workbook: None,
};

/// The finding for an article that the regulation does not have.
fn articles(passage: &ReportPassage<'_>, known: &Articles) -> Option<Finding> {
    let text = passage.text.as_str();
    let of_regulation = |at: usize| {
        let title = &text[text[..at].rfind('《')? + '《'.len_utf8()..at];
        (title.is_empty() || title.ends_with(known.of.as_str())).then_some(())
    };
    let is_bare = |place: &Range<usize>| known.before.iter().any(|word| text[..place.start].ends_with(word.as_str()));
    let article = |place: Range<usize>| {
        let rest = &text[place.end..];
        let digits = &rest[..rest.find('条')?];
        let number = said_number(digits).filter(|number| *number > known.last)?;
        Some((place.end - '第'.len_utf8()..place.end + digits.len() + '条'.len_utf8(), number))
    };
    let entitled = passage.find(&known.after).filter(|place| of_regulation(place.start).is_some());
    let (range, number) = entitled.chain(passage.find(&known.bare).filter(is_bare)).find_map(article)?;
    let message = format!("正文：引用了条例第 {number} 条，条例只有 {} 条。", known.last);
    Some(Finding::new(&MISCITED, message).mark(&passage.place(range), ""))
}

/// Everything wrong with the notices that are cited.
pub(super) fn notices(case: &Case<'_>, passages: &[ReportPassage<'_>]) -> Vec<Finding> {
    let form = &case.filing.form;
    let others: Vec<&Form> = case.filing.editions.all().iter().map(AsRef::as_ref).collect();
    let mut findings = Vec::new();
    // What the own notice has issued may be called by the beginning of its title, as another notice calls its own.
    let own = form.notice.issued.as_deref().unwrap_or_default();
    let cites = |other: &Form| -> Vec<Span> {
        let is_other =
            |text: &str| other.notice.number == form.notice.number || !own.starts_with(text.trim_matches(['《', '》']));
        let of = |passage: &ReportPassage<'_>| {
            let ranges = cited(passage, other).into_iter().filter(|range| is_other(&passage.text[range.clone()]));
            ranges.map(|range| passage.place(range)).collect::<Vec<_>>()
        };
        passages.iter().flat_map(of).collect()
    };
    if cites(form).is_empty() {
        for other in others.iter().filter(|other| other.notice.number != form.notice.number) {
            let places = cites(other);
            if places.is_empty() {
                continue;
            }
            let Notice { number, .. } = &form.notice;
            let message = format!(
                "正文：引用的是 {} 年格式的通知（{}），这份报告用的是 {} 年格式（{number}）。",
                other.edition, other.notice.number, form.edition
            );
            let finding = Finding::new(&OTHER_EDITION, message);
            findings.push(places.iter().take(5).fold(finding, |finding, at| finding.mark(at, "")));
        }
    }
    let known: Vec<&Form> = others.into_iter().chain([&**form]).collect();
    let citations = &form.words().citations;
    for passage in passages {
        findings.extend(mistaken(passage, citations).into_iter().map(|(typo, range)| {
            let message = format!("正文：“{}”应为“{}”。", typo.wrong, typo.right);
            Finding::new(&MISCITED, message).mark(&passage.place(range), "")
        }));
        findings.extend(citations.articles.as_ref().and_then(|known| articles(passage, known)));
        findings.extend(issuers(passage, &known));
        findings.extend(numbers_of(passage, &known));
    }
    findings
}

/// Where a text cites the notice of a form: by its number, or its title with who issued it.
fn cited(passage: &ReportPassage<'_>, form: &Form) -> Vec<Range<usize>> {
    let Some(own) = number(&form.notice.number) else { return Vec::new() };
    let is_own = |number: &Number<'_>| {
        (number.year, number.number) == (own.year, own.number) && number.prefix.ends_with(own.prefix)
    };
    let by_number = numbers(&passage.text, &passage.marks)
        .into_iter()
        .filter(is_own)
        .map(|number| number.at.start - own.prefix.len()..number.at.end);
    by_number.chain(named(passage, form)).collect()
}

/// Where a text names the notice of a form, or what was issued with it by its own title.
pub(super) fn named(passage: &ReportPassage<'_>, form: &Form) -> Vec<Range<usize>> {
    let mut found = titled(passage, form);
    let inner = form.notice.title.split_once('〈').and_then(|(_, rest)| rest.split_once('〉')).map(|(inner, _)| inner);
    for issued in inner.into_iter().chain(form.notice.issued.as_deref()) {
        let title = |place: Range<usize>| {
            let whole = place.start.checked_sub('《'.len_utf8())?..place.end + '》'.len_utf8();
            let title = passage.text.get(whole.clone())?;
            (title.starts_with('《') && title.ends_with('》')).then_some(whole)
        };
        found.extend(passage.find(issued).filter_map(title).take(MOST));
    }
    found
}

/// Where a text names the notice of a form by the end of its title, with the beginning of its issuer before it.
fn titled(passage: &ReportPassage<'_>, form: &Form) -> Vec<Range<usize>> {
    const LONGEST: usize = 210;
    let text = passage.text.as_str();
    let mut places = passage.find(&form.title).peekable();
    if places.peek().is_none() {
        return Vec::new();
    }
    let plain: String = form.notice.title.chars().filter(|c| !MARKS.contains(*c)).collect();
    let Some(title) = plain.rfind(&form.title).map(|at| &plain[at..]) else { return Vec::new() };
    let issuer = beginning(&form.notice.issuer, BEGIN);
    let whole = |place: Range<usize>| {
        let at = place.start;
        let end = at + said(&text[at..], title)?;
        let near = text.floor_char_boundary(at.saturating_sub(LONGEST));
        let before = near + text[near..at].rfind(issuer)?;
        (!text[before..at].contains('。')).then_some(before..end)
    };
    places.filter_map(whole).take(MOST).collect()
}

/// Titles of a text that are looked at.
pub(super) const MOST: usize = 20;

/// Marks around titles, which may be left out or set otherwise.
pub(super) const MARKS: &str = "《》〈〉“”<>";

/// How many bytes of a text say some words, marks around titles left out.
fn said(text: &str, words: &str) -> Option<usize> {
    let mut chars = text.char_indices().filter(|(_, c)| !MARKS.contains(*c));
    let mut end = 0;
    for word in words.chars() {
        let (at, c) = chars.next().filter(|(_, c)| *c == word)?;
        end = at + c.len_utf8();
    }
    Some(end)
}

/// Characters of the beginning and of the end of an issuer's name by which it is known.
pub(super) const BEGIN: usize = 5;

/// The first characters of a text.
pub(super) fn beginning(text: &str, count: usize) -> &str {
    text.char_indices().nth(count).map_or(text, |(end, _)| &text[..end])
}

/// Names of issuers that are almost one that is known: a finding for each way that they are written.
fn issuers(passage: &ReportPassage<'_>, known: &[&Form]) -> Vec<Finding> {
    let text = &passage.text;
    let Some(form) = known.last() else { return Vec::new() };
    let issuer = form.notice.issuer.as_str();
    let (first, last) = (beginning(issuer, BEGIN), ending(issuer, BEGIN));
    let wrong = |place: Range<usize>| {
        let at = place.start;
        let limit = text[at..].char_indices().nth(issuer.chars().count() + 6).map_or(text.len(), |(end, _)| at + end);
        let end = at + text[at..limit].find(last)? + last.len();
        let written = &text[at..end];
        let short = written.chars().count() + 4 < issuer.chars().count();
        let right = known.iter().any(|form| form.notice.issuer == written);
        (!right && !short && written.chars().all(is_han)).then_some(at..end)
    };
    let mut findings: Vec<(&str, Finding)> = Vec::new();
    for range in passage.find(first).filter_map(wrong) {
        let (written, at) = (&text[range.clone()], passage.place(range));
        if let Some((_, finding)) = findings.iter_mut().find(|(known, _)| *known == written) {
            *finding = finding.clone().mark(&at, "");
            continue;
        }
        let message = format!("正文：“{written}”应为“{issuer}”。");
        findings.push((written, Finding::new(&MISCITED, message).mark(&at, "")));
    }
    findings.into_iter().map(|(_, finding)| finding).collect()
}

/// Whether a number stands in brackets right behind a title.
pub(super) fn is_behind(text: &str, title: &Range<usize>, number: &Number<'_>) -> bool {
    let between = text.get(title.end..number.at.start).unwrap_or_default();
    let between = between.trim_start_matches(|c| MARKS.contains(c));
    between.starts_with(['（', '(']) && between.chars().count() <= 15 && between.chars().skip(1).all(is_han)
}

/// Whether a number has the year of one notice and the rest of another: 国办公开办函〔2019〕30号.
fn is_mixed(written: &Number<'_>, known: &[&Form]) -> bool {
    let mut own = known.iter().filter_map(|form| number(&form.notice.number));
    let issued = |own: &Number<'_>| written.prefix.ends_with(own.prefix);
    let has_number = own.clone().any(|own| issued(&own) && own.number == written.number && own.year != written.year);
    has_number && own.any(|own| issued(&own) && own.year == written.year && own.number != written.number)
}

/// Numbers that are almost the number of a notice, or stand behind the title of another.
fn numbers_of(passage: &ReportPassage<'_>, known: &[&Form]) -> Vec<Finding> {
    let text = &passage.text;
    let titles: Vec<(Range<usize>, &&Form)> =
        known.iter().flat_map(|form| named(passage, form).into_iter().map(move |range| (range, form))).collect();
    let mut findings = Vec::new();
    for written in numbers(text, &passage.marks) {
        // A number in brackets right behind a title is that title's.
        let behind = titles.iter().find(|(range, _)| is_behind(text, range, &written));
        let close = |form: &&&Form| number(&form.notice.number).is_some_and(|own| is_almost(&written, &own));
        let mixed = || known.last().filter(|_| is_mixed(&written, known));
        let meant = behind.map(|(_, form)| *form).or_else(|| known.iter().find(close)).or_else(mixed);
        let Some(form) = meant else { continue };
        let Some(own) = number(&form.notice.number) else { continue };
        let right = (own.year, own.number) == (written.year, written.number) && written.prefix.ends_with(own.prefix);
        if !right {
            let prefix = ending(written.prefix, own.prefix.chars().count());
            let range = written.at.start - prefix.len()..written.at.end;
            let message = format!("正文：文号“{}”应为“{}”。", &text[range.clone()], form.notice.number);
            findings.push(Finding::new(&MISCITED, message).mark(&passage.place(range), ""));
        }
    }
    findings.dedup_by(|a, b| a.marks == b.marks);
    findings
}
