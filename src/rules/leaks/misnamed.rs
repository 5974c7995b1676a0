//! Notices cited with another title than their own, and numbers that are not written as numbers of documents are.

use super::notice::{BEGIN, MARKS, MISCITED, MOST, beginning, named};
use super::number::{Number, ending, number, numbers};
use crate::finding::Finding;
use crate::form::Form;
use crate::rules::Case;
use crate::rules::passage::{ReportPassage, is_han};

/// Every title and number of a notice that is not as it should be.
pub(super) fn misnamed(case: &Case<'_>, passages: &[ReportPassage<'_>]) -> Vec<Finding> {
    let form = &case.filing.form;
    let others = case.filing.editions.all().iter().map(AsRef::as_ref);
    let known: Vec<&Form> = others.chain([&**form]).collect();
    let ends: Vec<(&Form, String)> = known.iter().filter_map(|form| Some((*form, behind_name(form)?))).collect();
    let look = |passage: &ReportPassage<'_>| {
        let numbers = numbers(&passage.text, &passage.marks);
        let mut findings: Vec<Finding> = unbracketed(passage, &numbers).into_iter().collect();
        findings.extend(titles_before_numbers(passage, &numbers, &known));
        findings.extend(almost_titles(passage, &ends));
        findings.extend(issuer_again(passage));
        findings
    };
    passages.iter().flat_map(look).collect()
}

/// Characters before the year of a number that is certainly one: who issued it, and in what series.
const ISSUER: usize = 2;

/// What stands before the number of an entry, which is no document.
const ENTRY: &str = "编号";

/// The finding for numbers of documents whose year stands in other brackets than they have.
fn unbracketed(passage: &ReportPassage<'_>, numbers: &[Number<'_>]) -> Option<Finding> {
    let text = &passage.text;
    let found: Vec<&Number<'_>> = numbers
        .iter()
        .filter(|number| !number.is_bracketed && !number.prefix.ends_with(ENTRY))
        .filter(|number| number.prefix.chars().count() >= ISSUER)
        .take(MOST)
        .collect();
    let first = found.first()?;
    let message = format!("正文：文号“…{}”的年份应当用六角括号〔〕。", &text[first.at.clone()]);
    Some(
        found.iter().fold(Finding::new(&MISCITED, message), |finding, number| {
            finding.mark(&passage.place(number.at.clone()), "")
        }),
    )
}

/// Titles in front of the number of a notice that are not its own.
fn titles_before_numbers(passage: &ReportPassage<'_>, cited: &[Number<'_>], known: &[&Form]) -> Vec<Finding> {
    const LONGEST: usize = 240;
    let text = passage.text.as_str();
    let title_of = |number: &Number<'_>| {
        let before = text[..number.at.start - number.prefix.len()].strip_suffix(['（', '('])?;
        let before = before.trim_end_matches(char::is_whitespace).strip_suffix('》')?;
        let near = before.floor_char_boundary(before.len().saturating_sub(LONGEST));
        // Titles stand inside each other: the outermost of them.
        let open = before[near..].char_indices().rev().try_fold(1usize, |depth, (at, c)| match (c, depth) {
            ('《', 1) => Err(near + at),
            ('《', _) => Ok(depth - 1),
            ('》', _) => Ok(depth + 1),
            _ => Ok(depth),
        });
        open.err().map(|open| open..before.len() + '》'.len_utf8())
    };
    let mut findings = Vec::new();
    for written in cited {
        let is_own =
            |own: Number<'_>| (own.year, own.number, own.prefix) == (written.year, written.number, written.prefix);
        let Some(form) = known.iter().find(|form| number(&form.notice.number).is_some_and(is_own)) else { continue };
        let Some(title) = title_of(written) else { continue };
        let plain = |text: &str| text.chars().filter(|c| !MARKS.contains(*c)).collect::<String>();
        let (own, written) = (plain(&form.notice.title), plain(&text[title.clone()]));
        // Where it is told apart from others: the name of the report with what follows it.
        let Some(at) = own.rfind(&form.title) else { continue };
        let apart: String = own[at..].chars().take(form.title.chars().count() + 2).collect();
        let another = known.iter().any(|other| other.edition != form.edition && !named(passage, other).is_empty());
        // Of another document that is known the number is told.
        let documents = &known[0].words().citations.documents;
        let is_other = documents.iter().any(|document| text[title.clone()].contains(&document.title));
        if !written.contains(&apart) && !another && !is_other {
            let message = format!("正文：{} 的名称是{}。", form.notice.number, form.notice.title);
            findings.push(Finding::new(&MISCITED, message).mark(&passage.place(title), ""));
        }
    }
    findings.dedup_by(|a, b| a.marks == b.marks);
    findings
}

/// What the title of a notice ends with behind the name of the report.
fn behind_name(form: &Form) -> Option<String> {
    let own: String = form.notice.title.chars().filter(|c| !MARKS.contains(*c)).collect();
    own.rfind(&form.title).map(|at| own[at + form.title.len()..].to_owned())
}

/// The finding for who issued a document, told before its title and once more at the beginning of it.
fn issuer_again(passage: &ReportPassage<'_>) -> Option<Finding> {
    const SHORTEST: usize = 4;
    const LONGEST: usize = 24;
    let text = passage.text.as_str();
    let twice = |open: usize| {
        let title = &text[open + '《'.len_utf8()..];
        let starts = text[..open].char_indices().rev().skip(SHORTEST - 1).take(LONGEST);
        let known = starts.map(|(at, _)| at).filter(|at| title.starts_with(&text[*at..open])).last()?;
        text[known..open].chars().all(is_han).then_some(known..open)
    };
    let range = passage.find("《").take(MOST).find_map(|place| twice(place.start))?;
    let message = format!("正文：“{}”在书名号前面和里面说了两遍。", &text[range.clone()]);
    Some(Finding::new(&MISCITED, message).mark(&passage.place(range), ""))
}

/// Titles that begin with the issuer of a notice and end as its own does, and leave words of the report's name out.
fn almost_titles(passage: &ReportPassage<'_>, known: &[(&Form, String)]) -> Vec<Finding> {
    const LONGEST: usize = 240;
    const NAME: usize = 4;
    let text = passage.text.as_str();
    let mut findings: Vec<Finding> = Vec::new();
    for &(open, mark) in passage.marks.iter().filter(|(_, c)| *c == '《').take(MOST) {
        let near = &text[open..text.floor_char_boundary(open + LONGEST)];
        let Some(end) = near.find('》').map(|end| open + end) else { continue };
        let title = &text[open + mark.len_utf8()..end];
        let is_almost = |(form, rest): &&(&Form, String)| {
            title.ends_with(rest.as_str())
                && title.contains(ending(&form.title, NAME))
                && title.starts_with(beginning(&form.notice.issuer, BEGIN))
                && !title.contains(&form.title)
        };
        if let Some((form, _)) = known.iter().find(is_almost) {
            let message = format!("正文：《{title}》应为{}。", form.notice.title);
            findings.push(Finding::new(&MISCITED, message).mark(&passage.place(open..end + '》'.len_utf8()), ""));
        }
    }
    findings
}
