//! Findings for people: message, source excerpt with carets, reason, what to do.

use std::fmt::Write as _;
use std::ops::Range;

use annotate_snippets::{AnnotationKind, Element, Level, Origin, Renderer, Snippet};

use super::{Checked, Tally};
use crate::finding::{Finding, Mark, Severity};
use crate::source::{SourceId, Sources};

/// Marks beyond which addends of zero are not shown.
const MANY_MARKS: usize = 8;

/// Cells of a workbook beyond which not all are shown: a row of a table, but not a whole one.
const MANY_CELLS: usize = 12;

/// Cells that are shown of so many.
const SHOWN_CELLS: usize = 8;

/// Columns that source excerpts may take.
const WIDTH: usize = 120;

/// Bytes of a line around a mark; a paragraph of prose can be very long.
const EXCERPT: usize = 240;

/// One finding as text; `with_reason` adds why the rule exists.
pub fn finding_text(finding: &Finding, sources: &Sources, color: bool, with_reason: bool) -> String {
    let level = match finding.severity {
        _ if finding.accepted.is_some() => Level::NOTE.with_name("已认可"),
        Severity::Error => Level::ERROR.with_name("错误"),
        Severity::Warning => Level::WARNING.with_name("警告"),
        Severity::Hint => Level::HELP.with_name("提示"),
    };
    let excerpts: Vec<Excerpt> = excerpts(finding, sources);
    let mut group = level
        .primary_title(finding.message.as_str())
        .id(finding.rule.code)
        .elements(excerpts.iter().flat_map(Excerpt::elements));
    if with_reason && finding.accepted.is_none() {
        let reason = format!("{}（{}）", finding.reason.trim_end_matches('。'), finding.basis);
        group = group.element(Level::NOTE.with_name("原因").message(reason));
    }
    let remedy = match &finding.accepted {
        Some(reason) => Level::NOTE.with_name("理由").message(reason.as_str()),
        None => Level::HELP.with_name("建议").message(finding.hint.as_str()),
    };
    let report = [group.element(remedy)];
    let renderer = if color { Renderer::styled() } else { Renderer::plain() };
    let rendered = renderer.term_width(WIDTH).render(&report);
    excerpts.iter().fold(rendered, Excerpt::with_whole_column)
}

/// A range of a source with the marks in it.
struct Excerpt<'a> {
    path: String,
    text: &'a str,
    first_line: usize,
    /// Characters of the first line that are left out before the text.
    left_out: usize,
    marks: Vec<(Range<usize>, &'a str, bool)>,
}

impl<'a> Excerpt<'a> {
    /// What is shown of it: its place, and the text with the marks where there is something to mark.
    fn elements(&'a self) -> Vec<Element<'a>> {
        let place = self.marks.is_empty().then(|| Origin::path(self.path.as_str()).into());
        place.into_iter().chain(self.snippet().map(Element::from)).collect()
    }

    /// Counts the column that the renderer names from the start of the line, where the excerpt begins inside it.
    fn with_whole_column(rendered: String, excerpt: &Self) -> String {
        let named = excerpt.marks.iter().min_by_key(|(range, _, is_primary)| (!is_primary, range.start));
        let before = named.map_or("", |(range, ..)| &excerpt.text[..range.start]);
        if excerpt.left_out == 0 || before.contains('\n') {
            return rendered;
        }
        let column = before.chars().count() + 1;
        let place = |column: usize| format!("{}:{}:{column}", excerpt.path, excerpt.first_line);
        rendered.replacen(&place(column), &place(excerpt.left_out + column), 1)
    }

    /// The excerpt as the renderer takes it; none when there is nothing to mark.
    fn snippet(&'a self) -> Option<Snippet<'a, annotate_snippets::Annotation<'a>>> {
        if self.marks.is_empty() {
            return None;
        }
        let annotations = self.marks.iter().map(|(range, label, primary)| {
            let kind = if *primary { AnnotationKind::Primary } else { AnnotationKind::Context };
            let annotation = kind.span(range.clone());
            if label.is_empty() { annotation } else { annotation.label(*label) }
        });
        Some(Snippet::source(self.text).line_start(self.first_line).path(self.path.as_str()).annotations(annotations))
    }
}

/// The excerpts that a finding's marks need, a source each; long lines are cut to what is around the marks.
fn excerpts<'a>(finding: &'a Finding, sources: &'a Sources) -> Vec<Excerpt<'a>> {
    let telling = |mark: &&Mark| finding.marks.len() <= MANY_MARKS || !mark.label.ends_with(" = 0");
    let marks: Vec<&Mark> = finding.marks.iter().filter(telling).collect();
    let mut ids: Vec<SourceId> = Vec::new();
    for mark in marks.iter().filter(|mark| !sources.get(mark.at.source).has_cells()) {
        if !ids.contains(&mark.at.source) {
            ids.push(mark.at.source);
        }
    }
    let excerpt = |id: SourceId| {
        let source = sources.get(id);
        let here: Vec<&&Mark> = marks.iter().filter(|mark| mark.at.source == id).collect();
        let window = window(&source.text, here.iter().map(|mark| mark.at.start..mark.at.end));
        let ranges = here.iter().map(|mark| {
            let range = cut(&source.text, seen(&source.text, mark.at.start..mark.at.end));
            let primary = std::ptr::eq(**mark, marks[0]);
            (range.start - window.start..range.end.min(window.end) - window.start, mark.label.as_str(), primary)
        });
        Excerpt {
            path: source.name.clone(),
            text: &source.text[window.clone()],
            first_line: source.line(window.start),
            left_out: sources.position(id, window.start).column - 1,
            marks: ranges.collect(),
        }
    };
    let mut cells: Vec<Excerpt> = marks.iter().filter_map(|mark| cell(mark, sources)).collect();
    if cells.len() > MANY_CELLS {
        let path = format!("另有 {} 格", cells.len() - SHOWN_CELLS);
        cells.truncate(SHOWN_CELLS);
        cells.push(Excerpt { path, text: "", first_line: 1, left_out: 0, marks: Vec::new() });
    }
    cells.into_iter().chain(ids.into_iter().map(excerpt)).collect()
}

/// A mark in a workbook: its cell and the content, with the marked range of a text.
fn cell<'a>(mark: &'a Mark, sources: &'a Sources) -> Option<Excerpt<'a>> {
    let (start, text) = sources.cell_text(&mark.at)?;
    let place = sources.describe(&mark.at);
    let range = mark.at.start - start..(mark.at.end - start).min(text.len());
    if range.start > 0 || range.end < text.len() && !range.is_empty() {
        let window = window(text, std::iter::once(range.clone()));
        let range = cut(text, seen(text, range));
        let marks =
            vec![(range.start - window.start..range.end.min(window.end) - window.start, mark.label.as_str(), true)];
        let before = &text[..window.start];
        let line = before.rfind('\n').map_or(before, |at| &before[at + 1..]);
        return Some(Excerpt {
            path: place,
            text: &text[window],
            first_line: before.matches('\n').count() + 1,
            left_out: line.chars().count(),
            marks,
        });
    }
    let first = text.lines().next().unwrap_or_default();
    let shown: String = first.chars().take(SHOWN).collect();
    let more = if shown.len() < text.len() { "…" } else { "" };
    let told = match (mark.label.is_empty() || mark.label == text, text.is_empty()) {
        (true, true) => "（空）".to_owned(),
        (true, false) => format!("“{shown}{more}”"),
        (false, _) => mark.label.clone(),
    };
    Some(Excerpt { path: format!("{place}　{told}"), text: "", first_line: 1, left_out: 0, marks: Vec::new() })
}

/// Characters of a cell that are shown where all of it is meant.
const SHOWN: usize = 40;

/// A mark that can be seen: what is empty is shown by the character after it.
fn seen(text: &str, range: Range<usize>) -> Range<usize> {
    let next = text[range.start..].chars().next().filter(|c| range.is_empty() && *c != '\n');
    range.start..range.end + next.map_or(0, char::len_utf8)
}

/// A mark without the lines after its first: a whole table or text is shown by its beginning.
fn cut(text: &str, range: Range<usize>) -> Range<usize> {
    let end = text[range.clone()].find('\n').map_or(range.end, |at| range.start + at);
    let end = if end > range.start { end } else { range.end };
    let long = text.floor_char_boundary(range.start + EXCERPT);
    range.start..if end - range.start > EXCERPT { long } else { end }
}

/// The part of a text that holds all marks: whole lines, or what is around a mark in a very long line.
fn window(text: &str, marks: impl Iterator<Item = Range<usize>> + Clone) -> Range<usize> {
    let first = marks.clone().map(|range| range.start).min().unwrap_or(0);
    let last = marks.map(|range| cut(text, seen(text, range)).end).max().unwrap_or(0);
    let start = text[..first].rfind('\n').map_or(0, |at| at + 1);
    let end = text[last..].find('\n').map_or(text.len(), |at| last + at);
    let start = if first - start > EXCERPT { text.ceil_char_boundary(first - EXCERPT / 2) } else { start };
    let end = if end - last > EXCERPT { text.floor_char_boundary(last + EXCERPT / 2) } else { end };
    start..end
}

/// The last line of a check: how many of what, and what an office's policy changed about that.
pub fn summary(checked: &Checked<'_>) -> String {
    let (file, tally) = (checked.file, Tally::of(checked.findings));
    let counts = [(tally.errors, "个错误"), (tally.warnings, "个警告"), (tally.hints, "个提示")];
    let told: Vec<_> = counts.iter().filter(|(n, _)| *n > 0).map(|(n, what)| format!("{n} {what}")).collect();
    let mut line =
        if told.is_empty() { format!("{file}：没有发现问题") } else { format!("{file}：{}", told.join("，")) };
    if tally.accepted > 0 {
        write!(line, "（另有 {} 个已认可）", tally.accepted).expect("a String takes everything");
    }
    let off: usize = checked.policy.iter().flat_map(|(_, off)| off.values()).sum();
    let changed = [(tally.lowered, "个本是错误，按本单位的规定改轻"), (off, "个按本单位的规定不查")];
    let changed: Vec<_> = changed.iter().filter(|(n, _)| *n > 0).map(|(n, what)| format!("{n} {what}")).collect();
    if !changed.is_empty() {
        write!(line, "（{}）", changed.join("，")).expect("a String takes everything");
    }
    line
}
