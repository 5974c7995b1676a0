//! What was submitted is what is published: figures and prose read back from the web page and from the PDF.

use std::collections::BTreeMap;

use nianbao::filing::{Entry, Value};
use nianbao::prose::plain_text;
use typst::layout::{Frame, FrameItem};

use crate::support::built::{EXAMPLES, built, share, without_spaces};
use crate::support::rows::{rows, shown};
use crate::support::{root, tables, web};

/// The least share of the shingles of a published report that must be found again: the rest is the scan's.
const PUBLISHED: f64 = 0.985;

/// The share of the shingles of the prose that must be found again.
const WHOLE: f64 = 1.0;

#[test]
fn the_web_page_holds_every_figure() {
    for example in EXAMPLES {
        let report = built(example);
        let form = &report.figures.form;
        let read = web::figures(&report.html);
        let by_key: BTreeMap<&str, &str> = read.iter().map(|(key, text)| (key.as_str(), text.as_str())).collect();
        assert_eq!(by_key.len(), read.len(), "{example}: a figure stands on the page twice");
        let printed: Vec<_> = form.ids().filter(|id| form.cell(*id).printed).collect();
        assert_eq!(read.len(), printed.len(), "{example}: figures on the page");
        for id in printed {
            let (cell, entry) = (form.cell(id), &report.figures.get(id).entry);
            let text =
                *by_key.get(cell.key.as_str()).unwrap_or_else(|| panic!("{example}: {} is not on the page", cell.key));
            assert_eq!(text, shown(entry), "{example}: {}", cell.key);
            let (again, _) = Entry::parse(text, cell.kind);
            if entry.value != Value::Unknown {
                assert_eq!(again.value, entry.value, "{example}: {} read again as a figure", cell.key);
            }
        }
    }
}

#[test]
fn the_pdf_holds_every_figure_in_its_row() {
    for example in EXAMPLES {
        let report = built(example);
        let (expected, heads) = rows(&report.input.filing, &report.figures);
        let mut rows = expected.into_iter();
        let mut next = rows.next();
        for printed in report.pages.iter().flat_map(tables::pieces).flat_map(|piece| piece.rows) {
            let last = printed.last().expect("a row should have fields");
            let matches = next.as_ref().is_some_and(|row| printed.ends_with(row));
            if matches {
                next = rows.next();
            } else {
                assert!(heads.contains(last), "{example}: the row {printed:?} is printed where {next:?} should stand");
            }
        }
        assert_eq!(next, None, "{example}: a row is not printed");
    }
}

/// The text of a frame.
fn frame_text(frame: &Frame, out: &mut String) {
    for (_, item) in frame.items() {
        match item {
            FrameItem::Group(group) => frame_text(&group.frame, out),
            FrameItem::Text(text) => out.push_str(&text.text),
            _ => {}
        }
    }
}

#[test]
fn the_pdf_says_what_its_pages_show() {
    for example in EXAMPLES {
        let report = built(example);
        assert_eq!(report.pages.len(), report.document.pages().len(), "{example}: pages");
        for (number, (page, laid_out)) in report.pages.iter().zip(report.document.pages()).enumerate() {
            let mut expected = String::new();
            frame_text(&laid_out.frame, &mut expected);
            let read: String = page.glyphs.iter().map(|glyph| glyph.text.as_str()).collect();
            assert_eq!(without_spaces(&read), without_spaces(&expected), "{example}, page {}", number + 1);
        }
    }
}

/// Asserts that a share of the shingles of some lines is found in the PDF and on the web page.
fn assert_published(example: &str, lines: &[String], least: f64, fold: fn(&str) -> String) {
    let report = built(example);
    let pdf: String = report.pages.iter().map(|page| page.text()).collect();
    let lines: Vec<String> = lines.iter().map(|line| fold(line)).collect();
    for (name, text) in [("PDF", pdf), ("web page", web::text(&report.html))] {
        let (found, missing) = share(&lines, &fold(&text));
        assert!(
            found >= least,
            "{example}: only {:.2} % of the shingles are in the {name}, not {missing:?}",
            found * 100.0
        );
    }
}

#[test]
fn the_prose_is_published_whole() {
    for example in EXAMPLES {
        let narrative = &built(example).narrative;
        let sections =
            narrative.sections.iter().flat_map(|chapter| [plain_text(&chapter.before), plain_text(&chapter.after)]);
        let texts: Vec<String> = std::iter::once(plain_text(&narrative.preface)).chain(sections).collect();
        let lines: Vec<String> = texts.iter().flat_map(|text| text.lines()).map(str::to_owned).collect();
        assert!(lines.concat().chars().count() > 1000, "{example}: there should be prose");
        assert_published(example, &lines, WHOLE, str::to_owned);
    }
}

/// A text without spaces and Markdown marks, its brackets half-width.
fn folded(text: &str) -> String {
    let fold = |c: char| match c {
        '（' => Some('('),
        '）' => Some(')'),
        '#' | '*' | '<' | '>' => None,
        c if c.is_whitespace() => None,
        c => Some(c),
    };
    text.chars().filter_map(fold).collect()
}

#[test]
fn the_published_reports_are_reproduced() {
    for example in EXAMPLES {
        let path = root().join("tests/sources").join(example).with_extension("txt");
        let source = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        // A line with tabs belongs to a table; a line of prose goes on after a page break.
        let stretches =
            source.lines().map(|line| if line.contains('\t') { "\t" } else { line }).collect::<Vec<_>>().concat();
        let lines: Vec<String> = stretches.split('\t').filter(|line| !line.is_empty()).map(str::to_owned).collect();
        assert_published(example, &lines, PUBLISHED, folded);
    }
}
