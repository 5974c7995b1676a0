//! Documents that reports often cite, with another number or issuer than their own.

use std::ops::Range;

use super::notice::{MARKS, MISCITED, MOST, is_behind};
use super::number::{Number, ending, number, numbers};
use crate::finding::Finding;
use crate::form::Form;
use crate::form::words::KnownDocument;
use crate::rules::Case;
use crate::rules::passage::{ReportPassage, is_han};

/// Everything wrong with the documents that are cited, but for what the form's own notice is.
pub(super) fn documents(case: &Case<'_>, passages: &[ReportPassage<'_>]) -> Vec<Finding> {
    let form = &case.filing.form;
    let mut findings = Vec::new();
    for passage in passages {
        findings.extend(misnumbered(passage, &form.words().citations.documents));
        findings.extend(mistitled(passage, &form.words().citations.documents));
        findings.extend(issued_by_another(passage, &form.words().citations.documents));
        findings.extend(case.filing.editions.all().iter().find_map(|form| misissued(passage, form)));
    }
    findings
}

/// Numbers of known documents with another year or number behind their titles.
fn misnumbered(passage: &ReportPassage<'_>, known: &[KnownDocument]) -> Vec<Finding> {
    let text = passage.text.as_str();
    let mut findings = Vec::new();
    for document in known {
        let Some(own) = number(&document.number) else { continue };
        for title in passage.find(&document.title).take(MOST) {
            let end = text[title.end..].strip_prefix("的通知").map_or(title.end, |rest| text.len() - rest.len());
            let title = title.start..end;
            // What a province or a bureau issued under the same title has a number of its own.
            let is_other = |number: &Number<'_>| {
                is_behind(text, &title, number)
                    && number.prefix.ends_with(own.prefix)
                    && (number.year, number.number) != (own.year, own.number)
            };
            let Some(number) = numbers(text, &passage.marks).into_iter().find(is_other) else { continue };
            let range = number.at.start - ending(number.prefix, own.prefix.chars().count()).len()..number.at.end;
            let message = format!("正文：文号“{}”应为“{}”。", &text[range.clone()], document.number);
            findings.push(Finding::new(&MISCITED, message).mark(&passage.place(range), ""));
        }
    }
    findings
}

/// Titles before the numbers of known documents that end as theirs do and are others.
fn mistitled(passage: &ReportPassage<'_>, known: &[KnownDocument]) -> Vec<Finding> {
    const LONGEST: usize = 240;
    const END: usize = 4;
    let text = passage.text.as_str();
    let title_of = |number: &Range<usize>| {
        let before = text[..number.start].trim_end_matches(['（', '(']).strip_suffix('》')?;
        let near = before.floor_char_boundary(before.len().saturating_sub(LONGEST));
        let open = near + before[near..].rfind('《')? + '《'.len_utf8();
        Some(open..before.len())
    };
    let mut findings = Vec::new();
    for document in known {
        let is_it = |title: &Range<usize>| {
            let written = &text[title.clone()];
            written.ends_with(ending(&document.title, END)) && !written.contains(&document.title)
        };
        let titles = passage.find(&document.number).take(MOST).filter_map(|number| title_of(&number)).filter(is_it);
        findings.extend(titles.map(|title| {
            let message =
                format!("正文：《{}》：{} 是《…{}》。", &text[title.clone()], document.number, document.title);
            Finding::new(&MISCITED, message).mark(&passage.place(title), "")
        }));
    }
    findings
}

/// Titles of known documents that name another issuer than theirs.
fn issued_by_another(passage: &ReportPassage<'_>, known: &[KnownDocument]) -> Vec<Finding> {
    const ABOUT: [&str; 2] = ["关于印发", "关于发布"];
    const LEAST: usize = 2;
    const SLIP: usize = 2;
    let text = passage.text.as_str();
    let issuer_of = |title: usize| {
        let before = text[..title].trim_end_matches(['〈', '《']);
        // Some titles begin with what they are about.
        let about = ABOUT.iter().find_map(|about| before.strip_suffix(about));
        let before = about.or_else(|| text[title..].starts_with("关于").then_some(before))?;
        let start = before.char_indices().rev().take_while(|(_, c)| is_han(*c)).last().map(|(at, _)| at)?;
        // What stands before the title of the notice is no part of it.
        text[..start].ends_with('《').then_some(start..before.len())
    };
    let mut findings = Vec::new();
    for document in known {
        let Some(own) = &document.issuer else { continue };
        let is_other = |range: &Range<usize>| {
            let written = &text[range.clone()];
            // That of almost the same name is told as a slip.
            let differing = written.chars().zip(own.chars()).filter(|(one, other)| one != other).count();
            let is_slip = written.chars().count() == own.chars().count() && differing <= SLIP;
            written.chars().count() >= LEAST && !written.ends_with(own.as_str()) && !is_slip
        };
        let others = passage.find(&document.title).take(MOST).filter_map(|title| issuer_of(title.start));
        findings.extend(others.filter(is_other).map(|range| {
            let message = format!("正文：“{}”应为“{own}”：《{}》是它印发的。", &text[range.clone()], document.title);
            Finding::new(&MISCITED, message).mark(&passage.place(range), "")
        }));
    }
    findings
}

/// The notice of a form said to be issued by the office above its own issuer.
fn misissued(passage: &ReportPassage<'_>, form: &Form) -> Option<Finding> {
    let (text, issuer) = (passage.text.as_str(), form.notice.issuer.as_str());
    let mut titles = passage.find(&form.title).take(MOST).peekable();
    titles.peek()?;
    let plain: String = form.notice.title.chars().filter(|c| !MARKS.contains(*c)).collect();
    let between = plain[..plain.find(&form.title)?].strip_prefix(issuer)?;
    let said = |title: Range<usize>| {
        let before = without_end(&text[..title.start], between)?;
        let start = before.char_indices().rev().take_while(|(_, c)| is_han(*c)).last().map(|(at, _)| at)?;
        let written = &before[start..];
        let is_above = written.chars().count() > 3 && issuer.starts_with(written) && issuer != written;
        is_above.then_some(start..before.len())
    };
    let range = titles.find_map(said)?;
    let message = format!("正文：“{}”应为“{issuer}”。", &text[range.clone()]);
    Some(Finding::new(&MISCITED, message).mark(&passage.place(range), ""))
}

/// A text without the words that it ends with, marks around titles left out.
fn without_end<'t>(text: &'t str, words: &str) -> Option<&'t str> {
    words.chars().rev().try_fold(text, |rest, c| rest.trim_end_matches(|c| MARKS.contains(c)).strip_suffix(c))
}
