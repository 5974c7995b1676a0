//! How pages are filled, lines broken and tables divided: measured on the pages of the examples, of all letters, and of
//! a district of made-up units whose prose is of any length.

mod correspondence;
mod faults;
mod measures;
mod reach;
mod sheet;
mod units;

use std::sync::LazyLock;

use faults::Faults;
use measures::measure;
use sheet::Sheet;

use crate::support::built::{EXAMPLES, build_text, built};
use crate::support::letters::{LETTERS, PUBLISHED, letter};

/// All that is measured, by name.
static SHEETS: LazyLock<Vec<(String, Sheet)>> = LazyLock::new(|| {
    let mut all = Vec::new();
    for example in EXAMPLES {
        all.push((example.to_owned(), Sheet::of(&built(example).pages)));
    }
    for name in LETTERS.into_iter().chain([PUBLISHED]) {
        all.push((format!("letter {name}"), Sheet::of(&letter(name).pages)));
        all.push((format!("whole {name}"), Sheet::of(&letter(name).whole())));
    }
    for (name, change) in correspondence::letters() {
        all.push((name, Sheet::of(&crate::support::letters::letter_of(&change).pages)));
    }
    for (number, text) in units::district().into_iter().enumerate() {
        all.push((format!("unit {number}"), Sheet::of(&build_text(&text).pages)));
    }
    all
});

/// What cannot be otherwise. The text of a letter of two lines stays on the first page with the signature, or shows one
/// there. One of five lines with a single attachment fills 63 % of its first page with all but the two lines that go with
/// the signature, 65 % with 20 lines a page, and has no room on one page with 25. Where lines of a paragraph or of a name
/// that stand together are counted one by one, more letters fill their pages than can. A report is not counted in lines.
const KNOWN: [(&str, &str); 7] = [
    ("imprint overleaf", "letter unsealed page 2"),
    ("imprint overleaf", "letter of 1 paragraphs, 1 attachments, 报告, false, 0 "),
    ("all but two lines", "letter of 1 paragraphs, 1 attachments, 函, false, 2 "),
    ("last line overleaf", "letter of 1 paragraphs, 3 attachments, 报告, false, 4 "),
    ("imprint overleaf", "letter of 4 paragraphs, 3 attachments, 报告, false, 55 "),
    ("imprint overleaf", "letter of 5 paragraphs, 12 attachments, 报告, false, 80 "),
    ("imprint overleaf", "unit 4 "),
];

#[test]
fn nothing_on_a_page_that_a_typist_would_have_done_better() {
    let mut faults = Faults::default();
    for (name, sheet) in SHEETS.iter() {
        measure(name, sheet, &mut faults);
    }
    faults.print();
    let lines: usize = SHEETS.iter().map(|(_, sheet)| sheet.lines.len()).sum();
    assert!(lines > 5_000, "only {lines} lines were measured");
    assert!(SHEETS.len() > 150, "only {} documents were measured", SHEETS.len());
    for (what, value, place) in faults.all() {
        let is_known = KNOWN.iter().any(|(kind, at)| kind == what && place.starts_with(at));
        let sheet = || SHEETS.iter().find(|(name, _)| place.starts_with(&format!("{name} page ")));
        let is_out_of_reach =
            || *what == "imprint overleaf" && sheet().is_some_and(|(_, sheet)| reach::is_out_of_reach(sheet));
        assert!(is_known || is_out_of_reach() || *what == "space", "{what} {value:.3}: {place}");
    }
    for (kind, at) in KNOWN {
        assert!(faults.of(kind).any(|(_, _, place)| place.starts_with(at)), "is no longer so: {kind}, {at}");
    }
    for (_, space, place) in faults.of("space") {
        assert!((7.1..8.2).contains(space), "{space:.2} mm beside a table: {place}");
    }
}

#[test]
fn no_page_before_an_annex_holds_a_line_or_two() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    crate::support::copy(&crate::support::root().join("examples/liaocheng-yingji-2020"), folder.path());
    let path = folder.path().join("report.toml");
    let report = std::fs::read_to_string(&path).expect("the example is there");
    let letter = "[letter]\nto = \"市政府办公室\"\nnumber = \"聊应急〔2021〕3号\"\nsigners = [\"张三\"]\n\
                  date = 2021-01-15\ncc = \"市档案馆\"\n";
    std::fs::write(&path, format!("annex = true\n{report}\n{letter}")).expect("the input can be written");
    let sheet = Sheet::of(&crate::support::letters::build(&path).whole());
    let annex = sheet.annex.expect("there is an annex");
    let before: Vec<&str> =
        sheet.lines.iter().filter(|line| line.page + 1 == annex).map(|line| line.text.as_str()).collect();
    assert!(before.len() >= 4 && before.contains(&"无。"), "before the annex: {before:?}");
}

#[test]
fn a_page_before_an_annex_is_filled_where_no_paragraph_begins_on_the_one_before_it() {
    for lines in [37, 38, 39] {
        let [first, text] = [4, lines].map(|lines| crate::support::built::characters(28 * lines - 2));
        let sections = format!("[sections.overview]\ntext = \"{first}\"\n[sections.problems]\ntext = \"{text}\"\n");
        let sheet = Sheet::of(&build_text(&format!("form = \"2019\"\nannex = true\n{sections}")).pages);
        let annex = sheet.annex.expect("there is an annex");
        let before = sheet.lines.iter().filter(|line| line.page + 1 == annex).count();
        assert!(before >= 4, "{lines}: {before} lines before the annex");
    }
}

/// A report whose first row of table 三 holds a long note, with some lines of prose before the tables.
fn with_note(lines: usize) -> Sheet {
    let note = "其中转办".repeat(60);
    let text = crate::support::built::characters(28 * lines - 2);
    let row = format!("[\"1（{note}）\", 0, 0, 0, 0, 0, 1]");
    Sheet::of(
        &build_text(&format!("[sections.overview]\ntext = \"{text}\"\n[applications]\nresults.granted = {row}\n"))
            .pages,
    )
}

#[test]
fn a_cell_with_a_long_note_does_not_tear_its_row() {
    for lines in [1, 8, 15] {
        let sheet = with_note(lines);
        let holding = sheet
            .pieces
            .iter()
            .filter(|(_, piece)| piece.rows.iter().flatten().any(|field| field.contains("其中转办")));
        let fields: Vec<usize> = holding
            .flat_map(|(_, piece)| piece.rows.iter().flatten())
            .filter(|field| field.contains("其中转办"))
            .map(|field| field.matches("其中转办").count())
            .collect();
        assert_eq!(fields, [60], "{lines} lines of prose: the note stands in one field, whole");
    }
}

#[test]
fn a_long_note_in_a_narrow_cell_takes_few_lines() {
    let note = "其中一件代办".repeat(5);
    let built = build_text(&format!("[applications]\nresults.granted = [\"1（{note}）\", 0, 0, 0, 0, 0, 1]\n"));
    let glyphs = built.pages.iter().flat_map(|page| &page.glyphs).filter(|glyph| glyph.text == "代");
    let mut tops: Vec<f64> = glyphs.map(|glyph| glyph.top()).collect();
    assert_eq!(tops.len(), 5);
    tops.sort_by(f64::total_cmp);
    // In the size of the table, three characters a line, they would be 30 mm apart.
    assert!(tops[4] - tops[0] < 15.0, "{tops:?}");
}

/// How far to the right letters and figures stand, in millimetres; the fields of Chinese marks may reach beyond the line.
fn furthest(pages: &[crate::support::pdf::Page]) -> f64 {
    let glyphs = pages.iter().flat_map(|page| &page.glyphs);
    glyphs.filter(|glyph| glyph.text.is_ascii()).map(|glyph| glyph.right).fold(0.0, f64::max)
}

#[test]
fn long_addresses_are_broken_and_copied_as_they_are() {
    // One that has marks to break at, and one that has none, each in a paragraph and in a table, also alone.
    let long =
        format!("http://www.example.gov.cn/zwgk/nianbao/2025/{}?id=0123456789&from=list", "a1b2c3d4e5".repeat(9));
    let solid = "x".repeat(120);
    let text = format!(
        "查阅地址：{long}。编号{solid}为准。\\n\\n| 名称 | 地址 |\\n|---|---|\\n| 甲 | {long}{solid} |\\n| 乙 | {solid} |"
    );
    let built = build_text(&format!("[sections.problems]\ntext = \"{text}\""));
    let printed: String = built.pages.iter().map(|page| page.text()).collect();
    assert!(!printed.contains('\u{200B}'), "{printed:?}");
    let printed = crate::support::built::without_spaces(&printed);
    assert!(printed.contains(&format!("地址：{long}。编号{solid}为准。")), "{printed}");
    assert!(printed.contains(&format!("甲{long}{solid}")), "{printed}");
    assert!(furthest(&built.pages) < 210.0 - 25.5, "{}", furthest(&built.pages));
}

#[test]
fn words_of_any_length_stay_in_the_block() {
    // As long as a field may be, and far longer: a draft shows what is to be mended.
    for count in [60, 1000] {
        let word = "abcdefghij".repeat(count / 10);
        let report = format!("title = \"关于{word}的报告\"\nagency.address = \"{word}\"");
        let attached =
            format!("to = \"市{word}局\"\ncc = \"{word}\"\nprinted_by = \"{word}\"\nattachments = [\"{word}\"]");
        let letter = crate::support::letters::letter_of(&format!("[letter]\ndate = 2026-01-15\n{attached}"));
        for pages in [build_text(&report).pages, letter.pages] {
            assert!(furthest(&pages) < 210.0 - 25.5, "{count}: {}", furthest(&pages));
        }
    }
}
