//! Prose of a whole report pasted into one place, shared out over the sections it belongs to.
//!
//! Whoever copies last year's report from Word copies the titles of its sections along. A section's own title at the
//! top of its prose is left out, since the program prints it; other sections' titles begin their prose.

use std::ops::Range;

use crate::filing::{Filing, Preface, ProseText};
use crate::finding::Finding;
use crate::form::Section;
use crate::prose::outline::{PartKind, outline};
use crate::prose::titles::{SectionTitles, bones};
use crate::prose::{braces, numbered};
use crate::rule::prose::{OTHER_TITLE, SHARED_OUT, TWICE};
use crate::source::Span;

/// The title of a section in some prose.
struct Title {
    /// The section's number.
    section: usize,
    /// Where the line with it stands, and those of titles before it that have nothing under them.
    lines: Range<usize>,
}

/// Shares out the prose of every section that holds titles of sections, until nothing more is to be shared: what is
/// written down again is read alike.
pub(super) fn share_out(filing: &mut Filing) {
    let own = |section: &Section| filing.sections.get(&section.key)?.title.as_ref().map(|title| title.value.as_str());
    let names = SectionTitles::of(&filing.form, own);
    leave_out_title(filing);
    let mut twice = Vec::new();
    // What a section is given may hold titles in its turn.
    for _ in 0..=filing.form.sections.len() {
        twice.clear();
        let mut is_shared = false;
        for number in 0..filing.form.sections.len() {
            is_shared |= share(filing, &names, number, &mut twice);
        }
        if !is_shared {
            break;
        }
    }
    filing.faults.append(&mut twice);
    filing.sections.retain(|_, section| {
        section.title.is_some() || [&section.text, &section.before, &section.after].into_iter().any(Option::is_some)
    });
}

/// Lines that the title of a report takes at most.
const TITLE_LINES: usize = 3;

/// Leaves out the report's title above the prose of the first section, since the program prints it; that of another
/// report is told.
fn leave_out_title(filing: &mut Filing) {
    let form = filing.form.clone();
    let Some((section, prose)) = form.sections.first().zip(text_of(filing, 0).cloned()) else { return };
    let parts = outline(&prose.text, prose.line_ends, &braces::ranges(&prose.text)).parts;
    let mut title = String::new();
    for line in parts.iter().flat_map(|part| &part.lines).take(TITLE_LINES) {
        title.push_str(prose.text[line.clone()].trim_start_matches(['#', ' ']));
        // 现将某局2025年政府信息公开工作年度报告总结如下： begins the text.
        let is_sentence = title.contains(['，', '。', '；']) || title.ends_with(['：', ':']);
        if is_sentence || form.titled(&title).is_none() {
            continue;
        }
        let own = [filing.exact_title(), filing.official_title()].map(|own| bones(&own));
        if !own.contains(&bones(&title)) {
            let message = format!("文字前面的标题“{title}”不是这份报告的（{}），没有印。", filing.exact_title());
            let finding = Finding::new(&OTHER_TITLE, message).key(format!("sections.{}", section.key));
            filing.faults.push(finding.mark(&prose.place(parts[0].lines[0].start..line.end), ""));
        }
        let rest = slice(&prose, line.end..prose.text.len());
        filing.sections.entry(section.key.clone()).or_default().text = rest;
        return;
    }
}

/// Shares out the prose of one section, and says whether there was anything to share.
fn share(filing: &mut Filing, names: &SectionTitles, own: usize, twice: &mut Vec<Finding>) -> bool {
    let Some(prose) = text_of(filing, own).cloned() else { return false };
    let mut titles = titles(names, own, &prose);
    let is_blank = |range: Range<usize>| prose.text[range].trim().is_empty();
    // Titles alone are all that was written.
    if titles.is_empty() || is_blank(0..titles[0].lines.start) && ranges(&prose, &titles).all(is_blank) {
        return false;
    }
    // What stands above the first section's title is the preface, where titles of others follow.
    let begins_with_preface = own == 0 && titles[0].section == 0 && titles.len() > 1 && !has_preface(filing);
    while let Some((number, there)) = doubled(filing, own, &prose, &titles, begins_with_preface) {
        twice.push(finding_of_two(filing, &prose, &titles.remove(number), &there));
    }
    if !titles.is_empty() {
        cut(filing, own, &prose, &titles, begins_with_preface);
    }
    !titles.is_empty()
}

/// The first title with prose under it whose section has other prose, and where that stands.
fn doubled(
    filing: &Filing,
    own: usize,
    prose: &ProseText,
    titles: &[Title],
    begins_with_preface: bool,
) -> Option<(usize, Span)> {
    let there = |title: &Title| match title.section {
        section if section != own => text_of(filing, section).map(|text| text.at.clone()),
        _ if begins_with_preface => None,
        _ => slice(prose, 0..titles[0].lines.start).map(|above| above.at),
    };
    let filled = titles.iter().zip(ranges(prose, titles)).enumerate();
    let mut filled = filled.filter(|(_, (_, range))| !prose.text[range.clone()].trim().is_empty());
    filled.find_map(|(number, (title, _))| Some((number, there(title)?)))
}

/// What stands under each title.
fn ranges(prose: &ProseText, titles: &[Title]) -> impl Iterator<Item = Range<usize>> {
    let ends = titles.iter().skip(1).map(|title| title.lines.start).chain([prose.text.len()]);
    titles.iter().zip(ends).map(|(title, end)| title.lines.end..end)
}

/// The prose of a section, where it says anything.
fn text_of(filing: &Filing, section: usize) -> Option<&ProseText> {
    let input = filing.sections.get(&filing.form.sections[section].key)?;
    input.text.as_ref().filter(|prose| !prose.text.trim().is_empty())
}

/// Whether the agency wrote a preface of its own.
fn has_preface(filing: &Filing) -> bool {
    let text = filing.preface.as_ref().and_then(|preface| preface.text.as_ref());
    text.is_some_and(|prose| !prose.text.trim().is_empty())
}

/// The titles of sections in the prose of one, in the order of the report. Those of earlier sections and its own count
/// only where prose begins with them.
fn titles(names: &SectionTitles, own: usize, prose: &ProseText) -> Vec<Title> {
    let parts = outline(&prose.text, prose.line_ends, &braces::ranges(&prose.text)).parts;
    let mut titles: Vec<Title> = Vec::new();
    let mut at_top = true;
    for part in &parts {
        let found = match (part.kind, &part.lines[..]) {
            (PartKind::Marked(_) | PartKind::Typed(_) | PartKind::Paragraph(None), [line]) => {
                names.section_of(&prose.text[line.clone()]).map(|section| (section, line))
            }
            _ => None,
        };
        let Some((section, line)) = found else {
            at_top = false;
            continue;
        };
        let mut start = prose.text[..line.start].rfind('\n').map_or(0, |end| end + 1);
        // A table of contents has titles with nothing under them; then they begin again.
        let is_bare =
            |last: &Title, start: usize| last.section >= section && prose.text[last.lines.end..start].trim().is_empty();
        while let Some(last) = titles.last().filter(|last| is_bare(last, start)) {
            start = last.lines.start;
            titles.pop();
        }
        let follows = match titles.last() {
            Some(last) => last.section < section,
            None => at_top || section > own || own == 0,
        };
        if follows {
            titles.push(Title { section, lines: start..line.end });
        }
    }
    titles
}

/// The finding for the prose of a section that stands in two places; both are kept.
fn finding_of_two(filing: &Filing, prose: &ProseText, title: &Title, there: &Span) -> Finding {
    let section = &filing.form.sections[title.section];
    let name = numbered(title.section + 1, &section.title);
    let message = format!("“{name}”：这里贴了它的文字，它自己那里也写了，不知道用哪一份。");
    let finding = Finding::new(&TWICE, message).key(format!("sections.{}", section.key));
    finding.mark(&prose.place(title.lines.clone()), "这里贴了一份").mark(there, "这里也写了")
}

/// Cuts prose at the titles in it, and gives each piece to its section; what stands above them all to the preface, if
/// there is one in it.
fn cut(filing: &mut Filing, own: usize, prose: &ProseText, titles: &[Title], begins_with_preface: bool) {
    let form = filing.form.clone();
    let own_key = &form.sections[own].key;
    // What stands above the first title is the section's own, or what stands before all sections.
    let mut above = slice(prose, 0..titles[0].lines.start);
    let mut shared = Vec::new();
    if let Some(preface) = above.take_if(|_| begins_with_preface) {
        shared.push(("引言".to_owned(), preface.at.clone()));
        filing.preface.get_or_insert_with(Preface::default).text = Some(preface);
    }
    filing.sections.entry(own_key.clone()).or_default().text = above;
    for (title, range) in titles.iter().zip(ranges(prose, titles)) {
        let Some(piece) = slice(prose, range) else { continue };
        let section = &form.sections[title.section];
        filing.sections.entry(section.key.clone()).or_default().text = Some(piece);
        if title.section != own {
            shared.push((numbered(title.section + 1, &section.title), prose.place(title.lines.clone())));
        }
    }
    if !shared.is_empty() {
        let names: Vec<&str> = shared.iter().map(|(name, _)| name.as_str()).collect();
        let message = format!("“{}”里贴了几个部分的文字，已分到“{}”。", form.sections[own].title, names.join("”“"));
        let finding = Finding::new(&SHARED_OUT, message).key(format!("sections.{own_key}"));
        filing.faults.push(shared.iter().fold(finding, |finding, (_, at)| finding.mark(at, "从这里起")));
    }
}

/// A range of prose without the blank lines around it; none when nothing is in it.
fn slice(prose: &ProseText, range: Range<usize>) -> Option<ProseText> {
    let text = &prose.text[range.clone()];
    let start = range.start + (text.len() - text.trim_start_matches(['\n', '\r']).len());
    let body = prose.text[start..range.end.max(start)].trim_end();
    (!body.trim().is_empty()).then(|| ProseText {
        text: body.to_owned(),
        at: prose.place(start..start + body.len()),
        ..prose.clone()
    })
}
