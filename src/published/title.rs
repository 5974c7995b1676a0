//! The title of a report that was published: whose it is, and of which year.

use std::ops::Range;

use super::page::PublishedPage;
use super::site::{is_mention, is_of_site, other_titles};
use crate::characters::{is_raised, unspaced};
use crate::filing::{YEARS, calling, year as year_of};
use crate::form::{Editions, Form};

/// Lines that a title takes at most.
const MOST_LINES: usize = 3;

/// Characters of the shortest name of an agency that is known by being said again.
const SHORTEST_NAME: usize = 4;

/// Characters of the longest title.
const LONGEST: usize = 90;

/// A title, or what else says whose the report is.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct ReportTitle {
    /// Its text on one line.
    pub text: String,
    /// The agency; empty where it is not said.
    pub agency: String,
    /// The year.
    pub year: i32,
    /// The lines it stands in; none where the page says it of itself.
    pub items: Range<usize>,
}

/// What says whose report it is: the title above the text, or else around it, or what the page says of itself.
pub(super) fn find(page: &PublishedPage, above: Range<usize>, editions: &Editions) -> Option<ReportTitle> {
    let around = 0..above.start;
    let of_lines = in_lines(page, above, editions).or_else(|| in_lines(page, around, editions));
    let of_page = || {
        let said = |name: &str| page.meta.iter().find(|(known, _)| known.eq_ignore_ascii_case(name));
        let said = ["ArticleTitle", "title"].into_iter().filter_map(said);
        said.filter_map(|(_, text)| read(text.split(['_', '|']).next()?, editions)).next()
    };
    let mut title = of_lines.or_else(of_page)?;
    if title.agency.is_empty() {
        // Another place may say whose it is.
        let other = of_page().filter(|other| other.year == title.year).map(|other| other.agency);
        title.agency = other.unwrap_or_default();
    }
    Some(title)
}

/// The last title in some lines.
fn in_lines(page: &PublishedPage, items: Range<usize>, editions: &Editions) -> Option<ReportTitle> {
    for length in 1..=MOST_LINES {
        let windows = (items.start..items.end.saturating_sub(length - 1)).rev();
        for start in windows {
            let lines = start..start + length;
            if lines.clone().any(|item| page.text(item).is_empty() || page.items[item].is_aside) {
                continue;
            }
            let text: String = lines.clone().map(|item| page.text(item)).collect();
            let Some(mut title) = read(&text, editions) else { continue };
            title.items = lines;
            if with_lines_above(page, &mut title, items.start, editions) {
                return Some(title);
            }
        }
    }
    None
}

/// Puts the lines above a title to it that are of it: those that only a line break parts from it, and the agency on a line
/// of its own. Whether it is a title with them.
fn with_lines_above(page: &PublishedPage, title: &mut ReportTitle, first: usize, editions: &Editions) -> bool {
    let is_of_title =
        |line: &str| editions.all().iter().flat_map(|form| &form.title_words).any(|word| line.contains(word));
    while title.items.len() <= MOST_LINES
        && let Some(above) = title.items.start.checked_sub(1).filter(|above| *above >= first)
    {
        let line = page.text(above);
        let goes_on = page.paragraph(title.items.start).is_some_and(|line| line.goes_on);
        if goes_on && is_mention(line) {
            return false;
        }
        let is_said_again = || said_again(page, &unspaced(line), title.items.end);
        let is_own = title.agency.is_empty()
            && (calling(line).1.is_some() || !is_of_title(line) && !is_mention(line) && is_said_again());
        if !is_name(line) || !(is_own || goes_on && !is_of_title(line)) {
            break;
        }
        let name = unspaced(line);
        title.agency.insert_str(0, &name);
        title.text.insert_str(0, &name);
        title.items.start = above;
    }
    true
}

/// Whether running text behind an item names what may be an agency.
fn said_again(page: &PublishedPage, name: &str, behind: usize) -> bool {
    let is_long = name.chars().count() >= SHORTEST_NAME;
    let is_text = |item: usize| page.text(item).contains('。') && unspaced(page.text(item)).contains(name);
    is_long && (behind..page.items.len()).any(is_text)
}

/// Whether a line may be nothing but the name of an agency, or a part of it.
fn is_name(line: &str) -> bool {
    !line.is_empty()
        && line.chars().count() <= 40
        && !is_of_site(line)
        && !line.contains(['>', '，', '：', ':', '|', '。'])
}

/// Whether a line is the title of a report.
pub(super) fn is_one(line: &str, editions: &Editions) -> bool {
    read(line, editions).is_some()
}

/// A text as a title of a report; none when it only mentions one.
fn read(text: &str, editions: &Editions) -> Option<ReportTitle> {
    // The mark of a note is no part of it.
    let text: String = text.trim().chars().filter(|c| !is_raised(*c)).collect();
    let text = text.as_str();
    if text.chars().take(LONGEST + 1).count() > LONGEST {
        return None;
    }
    let of_form = |form: &std::sync::Arc<Form>| {
        let (agency, year) = form.titled(text)?;
        let year = year_of(&year).map(i32::from).filter(|year| YEARS.contains(year))?;
        let last = form.title_words.last()?;
        let end = text.rfind(last.as_str()).map(|at| at + last.len());
        // A title that is broken between its words has blanks in them.
        let behind = end.map_or("", |end| text[end..].trim());
        (behind.is_empty() || behind.starts_with(['（', '('])).then_some((agency, year))
    };
    let (agency, year) = editions
        .all()
        .iter()
        .find_map(of_form)
        .or_else(|| editions.all().iter().find_map(|form| otherwise(text, form)))
        .or_else(|| called_otherwise(text))?;
    let is_other = is_mention(&agency);
    let agency = if agency.chars().all(|c| c == '×') { String::new() } else { agency };
    (!is_other).then(|| ReportTitle { text: text.to_owned(), agency, year, items: 0..0 })
}

/// Agency and year of a title in another order than the form's: the year first, or within what the report is called.
fn otherwise(text: &str, form: &Form) -> Option<(String, i32)> {
    let text = unspaced(text);
    let first = text.find(form.title_words.first()?.as_str())?;
    // A report is one by its last word.
    let kind: String = form.title.chars().rev().take(2).collect::<Vec<_>>().into_iter().rev().collect();
    let is_title = text.ends_with(&kind) && !text.contains(['。', '，', '；', '《', '》', '？', '！']);
    let at = text.match_indices("20").map(|(at, _)| at).find(|at| {
        let digits = text[*at..].bytes().take_while(u8::is_ascii_digit).count();
        digits == 4 && text[at + 4..].starts_with('年')
    });
    let (at, year) = at.filter(|_| is_title).and_then(|at| Some((at, text[at..at + 4].parse().ok()?)))?;
    let behind = text[at + 4..].trim_start_matches('年').trim_start_matches('度');
    let agency = if at < first {
        format!("{}{}", &text[..at], &behind[..behind.find(&text[first..])?])
    } else {
        text[..first].to_owned()
    };
    Some((agency.trim_start_matches("关于").to_owned(), year))
}

/// Agency and year of a title that calls the report otherwise, as those of schools and hospitals do.
fn called_otherwise(text: &str) -> Option<(String, i32)> {
    let text = unspaced(text);
    let (name, title) = other_titles().find_map(|title| Some((&text[..text.find(title)?], title)))?;
    let behind = &text[name.len() + title.len()..];
    let is_title =
        (behind.is_empty() || behind.starts_with(['（', '('])) && !name.contains(['。', '，', '；', '《', '！']);
    let is_year = |digits: &str| digits.len() == 4 && digits.starts_with("20") && digits.parse::<i32>().is_ok();
    let name = name.strip_suffix("政府").unwrap_or(name);
    let undated = name.strip_suffix('度').unwrap_or(name).strip_suffix('年');
    let behind_name = undated.and_then(|before| before.split_at_checked(before.len().checked_sub(4)?));
    let before_name = || {
        let (digits, rest) = name.split_at_checked(4)?;
        let rest = rest.strip_prefix('年')?;
        Some((rest.strip_prefix('度').unwrap_or(rest), digits))
    };
    let dated = behind_name.filter(|(_, digits)| is_year(digits));
    let (agency, digits) = dated.or_else(before_name).filter(|(_, digits)| is_title && is_year(digits))?;
    let is_free = !agency.contains(|c: char| c.is_ascii_digit());
    is_free.then_some((agency.to_owned(), digits.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reports_that_are_called_otherwise_have_an_agency_and_a_year() {
        let editions = Editions::built_in();
        let of = |text: &str| read(text, editions).map(|title| (title.agency, title.year));
        for (text, agency, year) in [
            ("示例市第一人民医院2024年度信息公开工作年度报告", "示例市第一人民医院", 2024),
            ("2023年示例职业学院信息公开年度报告", "示例职业学院", 2023),
            ("示例县供水公司 2022 年信息公开工作报告（全文）", "示例县供水公司", 2022),
            ("示例镇2021年政务公开工作年度报告", "示例镇", 2021),
            ("示例市水利局2020年度政府信息公开年报", "示例市水利局", 2020),
            ("2025年度信息公开工作年度报告", "", 2025),
        ] {
            assert_eq!(of(text), Some((agency.to_owned(), year)), "{text}");
        }
        for text in [
            "信息公开年度报告",
            "关于印发示例市医院2024年度信息公开工作年度报告的通知",
            "我院编制了2024年信息公开工作年度报告，并在网站公布。",
            "首页>2024年信息公开年报",
            "2023—2024学年信息公开年度报告",
        ] {
            assert_eq!(of(text), None, "{text}");
        }
    }
}
