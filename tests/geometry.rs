//! Running text against GB/T 9704-2012: 22 lines a page, 28 characters a line, filling a block of 156 by 225 mm.

use std::sync::LazyLock;

use crate::support::built::{Built, EXAMPLES, build_text, built, characters};
use crate::support::letters::letter_of;
use crate::support::pdf::{Glyph, POINT, Page};

/// Left edge of the text block in millimetres.
pub const LEFT: f64 = 28.0;

/// Right edge of the text block in millimetres.
pub const RIGHT: f64 = 184.0;

/// Upper edge of the text block in millimetres.
pub const TOP: f64 = 37.0;

/// Lower edge of the text block in millimetres.
pub const BOTTOM: f64 = 262.0;

/// Size of running text in points: 28 characters fill 156 mm.
pub const SIZE: f64 = 15.79;

/// What a measured place may be off by, in millimetres.
pub const TOLERANCE: f64 = 0.3;

/// Points from one line to the next: 22 lines fill 225 mm.
const PITCH: f64 = (225.0 / POINT - SIZE) / 21.0;

/// What the distance of two lines may be off by, in points.
const PITCH_TOLERANCE: f64 = 0.05;

/// Asserts that a place lies where it should.
pub fn assert_near(measured: f64, expected: f64, what: &str) {
    assert!((measured - expected).abs() <= TOLERANCE, "{what}: {measured:.2} mm instead of {expected:.2} mm");
}

/// A line of text.
pub type Line<'a> = Vec<&'a Glyph>;

/// What a line says.
pub fn text(line: &[&Glyph]) -> String {
    line.iter().map(|glyph| glyph.text.as_str()).collect()
}

/// The lines of a size, characters on one baseline together, from top to bottom.
pub fn lines_of(page: &Page, size: f64) -> Vec<Line<'_>> {
    let mut lines: Vec<Line<'_>> = Vec::new();
    for glyph in page.glyphs.iter().filter(|glyph| !glyph.furniture && (glyph.size - size).abs() < 0.005) {
        match lines.iter_mut().find(|line| (line[0].baseline - glyph.baseline).abs() < 0.1) {
            Some(line) => line.push(glyph),
            None => lines.push(vec![glyph]),
        }
    }
    lines.sort_by(|a, b| a[0].baseline.total_cmp(&b[0].baseline));
    lines.iter_mut().for_each(|line| line.sort_by(|a, b| a.left.total_cmp(&b.left)));
    lines
}

/// Points between the baselines of neighbouring lines.
fn distances(lines: &[Line<'_>]) -> Vec<f64> {
    lines.windows(2).map(|pair| (pair[1][0].baseline - pair[0][0].baseline) / POINT).collect()
}

/// Five pages of paragraphs that all fill ten lines, without punctuation, figures or Latin letters.
static RUNNING: LazyLock<Built> = LazyLock::new(|| {
    let paragraph = characters(26 + 9 * 28);
    let text = [paragraph.as_str(); 12].join("\n\n");
    build_text(&format!("[sections.overview]\ntext = \"\"\"\n{text}\n\"\"\"\n"))
});

/// The pages that hold nothing but running text.
fn full_pages() -> &'static [Page] {
    let pages = &RUNNING.pages[1..5];
    assert!(pages.iter().all(|page| page.rules.iter().all(|rule| rule.furniture)), "the pages should hold no tables");
    pages
}

#[test]
fn a_full_page_has_22_lines() {
    for page in full_pages() {
        assert_eq!(lines_of(page, SIZE).len(), 22);
    }
}

#[test]
fn a_full_line_has_28_characters() {
    for line in full_pages().iter().flat_map(|page| lines_of(page, SIZE)) {
        let indent = ((line[0].left - LEFT) / POINT / SIZE).round();
        let expected = 28 - if indent == 0.0 { 0 } else { 2 };
        assert_eq!(line.len(), expected, "{}", text(&line));
        assert_near(line[0].left, LEFT + indent * SIZE * POINT, "left edge of a line");
        assert!(indent == 0.0 || indent == 2.0, "a paragraph should begin two characters in, not {indent}");
        assert_near(line[line.len() - 1].right, RIGHT, "right edge of a line");
    }
}

#[test]
fn lines_of_the_examples_that_go_on_are_filled_up() {
    let mut measured = 0;
    for example in EXAMPLES {
        for page in &built(example).pages {
            let lines = lines_of(page, SIZE);
            let goes_on =
                |(pair, distance): &(&[Line<'_>], f64)| *distance < 1.5 * PITCH && (pair[1][0].left - LEFT).abs() < 1.0;
            for (pair, _) in lines.windows(2).zip(distances(&lines)).filter(goes_on) {
                let last = pair[0][pair[0].len() - 1];
                // The empty half of a squeezed mark hangs over the edge; a figure keeps the stretch meant for what follows it.
                let ends = [last.right, last.middle()];
                let filled = ends.iter().any(|end| (end - RIGHT).abs() <= 0.5);
                assert!(filled, "{example}: {} ends at {:.2} mm", text(&pair[0]), last.right);
                measured += 1;
            }
        }
    }
    assert!(measured > 300, "only {measured} lines were measured");
}

/// How much farther than its size a Chinese character may lie from the next one on a line that is filled up.
const STRETCH: f64 = 1.3;

/// How close it may lie where a figure with its unit is taken into the line.
const CLOSEST: f64 = 0.945;

#[test]
fn lines_of_the_examples_are_not_pulled_apart() {
    let chinese = |glyph: &Glyph| glyph.text.chars().all(|c| ('\u{4E00}'..='\u{9FFF}').contains(&c));
    for example in EXAMPLES {
        for line in built(example).pages.iter().flat_map(|page| lines_of(page, SIZE)) {
            for pair in line.windows(2).filter(|pair| chinese(pair[0]) && chinese(pair[1])) {
                let distance = (pair[1].left - pair[0].left) / POINT / SIZE;
                assert!(
                    (CLOSEST..=STRETCH).contains(&distance),
                    "{example}: {distance:.3} characters between those of {}",
                    text(&line)
                );
            }
        }
    }
}

#[test]
fn lines_fill_the_block_from_edge_to_edge() {
    for page in full_pages() {
        let lines = lines_of(page, SIZE);
        assert_near(lines[0][0].top(), TOP, "top of the first line");
        assert_near(lines[lines.len() - 1][0].bottom(), BOTTOM, "bottom of the last line");
        for distance in distances(&lines) {
            assert!((distance - PITCH).abs() <= PITCH_TOLERANCE, "lines {distance:.3} pt apart instead of {PITCH:.3}");
        }
    }
}

#[test]
fn a_character_fills_the_field_that_is_measured() {
    let (_, face) = nianbao::typeset::Faces::files().find(|(name, _)| name.contains("Fangsong")).expect("the face");
    let face = ttf_parser::Face::parse(&face, 0).expect("the face should be readable");
    let glyph = face.glyph_index('国').expect("the face should have the character");
    let ink = face.glyph_bounding_box(glyph).expect("the character should have an outline");
    let size = f64::from(face.units_per_em());
    let (top, bottom) = (f64::from(ink.y_max) / size, f64::from(ink.y_min) / size);
    assert!((0.76..=0.88).contains(&top), "the ink reaches {top:.3} of its size above the baseline");
    assert!((-0.12..=0.0).contains(&bottom), "the ink reaches {bottom:.3} of its size from the baseline");
}

#[test]
fn headings_of_all_levels_keep_the_pitch() {
    let body = characters(150);
    let long = characters(40);
    let levels = format!("# {long}\n\n{body}\n\n## 二级\n\n{body}\n\n### 三级\n\n{body}\n\n# 段首标题。\n{body}\n\n");
    let section =
        |title: &str| format!("[[extra]]\nafter = \"overview\"\ntitle = \"{title}\"\ntext = \"\"\"\n{levels}\"\"\"\n");
    let built = build_text(&format!(
        "[sections.overview]\ntext = \"\"\"\n{levels}\"\"\"\n{}{}",
        section("另一部分"),
        section(&long)
    ));
    let first_table =
        built.pages.iter().position(|page| page.rules.iter().any(|rule| !rule.furniture)).expect("a table");
    let mut faces = Vec::new();
    for page in &built.pages[..first_table] {
        let lines = lines_of(page, SIZE);
        for (pair, distance) in lines.windows(2).zip(distances(&lines)) {
            let place = format!("{} / {}", text(&pair[0]), text(&pair[1]));
            assert!((distance - PITCH).abs() <= PITCH_TOLERANCE, "{place}: {distance:.3} pt instead of {PITCH:.3}");
        }
        faces.extend(lines.iter().map(|line| line[0].face.clone()));
    }
    for face in ["NotoSansSC", "LXGWWenKai", "ZhuqueFangsong"] {
        assert!(faces.iter().any(|found| found.contains(face)), "no line in {face} was measured among {faces:?}");
    }
}

#[test]
fn neighbouring_lines_of_the_examples_keep_the_pitch() {
    // Where a few lines would be left for a last page, all pages hold one to three lines more.
    let block = PITCH * 21.0;
    let lawful = [22.0, 23.0, 24.0, 25.0].map(|lines| block / (lines - 1.0));
    for example in EXAMPLES {
        let mut pitch = None;
        for page in &built(example).pages {
            let lines = lines_of(page, SIZE);
            for (pair, distance) in
                lines.windows(2).zip(distances(&lines)).filter(|(_, distance)| *distance < 1.5 * PITCH)
            {
                let place = format!("{example}: {} / {}", text(&pair[0]), text(&pair[1]));
                let pitch = *pitch.get_or_insert(distance);
                assert!((distance - pitch).abs() <= PITCH_TOLERANCE, "{place}: {distance:.3} pt instead of {pitch:.3}");
                let is_lawful = lawful.iter().any(|lawful| (distance - lawful).abs() <= PITCH_TOLERANCE);
                assert!(is_lawful, "{place}: {distance:.3} pt");
            }
        }
    }
}

#[test]
fn every_level_has_its_face() {
    let report = build_text(
        "[sections.overview]\ntext = \"\"\"\n# 二级标题\n\n正文甲乙\n\n## 三级标题\n\n### 四级标题\n\n# 段首标题。\n后文丙丁\n\"\"\"\n",
    );
    assert_faces(
        &report.pages,
        &[
            ("总体情况", "NotoSansSC"),
            ("二级标题", "LXGWWenKai"),
            ("三级标题", "ZhuqueFangsong"),
            ("四级标题", "ZhuqueFangsong"),
            ("段首标题", "LXGWWenKai"),
            ("正文甲乙", "ZhuqueFangsong"),
            ("后文丙丁", "ZhuqueFangsong"),
        ],
    );
    // A level that was left out does not lend its face to the next one.
    let skipped = build_text("[sections.overview]\ntext = \"\"\"\n1.打的标题\n正文。\n\"\"\"\n");
    assert_faces(&skipped.pages, &[("打的标题", "ZhuqueFangsong")]);
    // The text of a letter stands by itself: its headings begin with 一、.
    let text = "# 一级标题\n\n甲。\n\n## 二级标题\n\n乙。\n\n### 三级标题\n\n二、段首标题。丙丁。";
    let letter =
        letter_of(&format!("[letter]\nto = \"示例市政府\"\ndate = 2026-01-15\ntext = \"\"\"\n{text}\n\"\"\"\n"));
    assert_faces(
        &letter.pages,
        &[
            ("一、一级标题", "NotoSansSC"),
            ("（一）二级标题", "LXGWWenKai"),
            ("三级标题", "ZhuqueFangsong"),
            ("二、段首标题", "NotoSansSC"),
            ("丙丁", "ZhuqueFangsong"),
        ],
    );
}

/// Asserts in which faces texts are set, in the size of running text.
fn assert_faces(pages: &[Page], expected: &[(&str, &str)]) {
    let glyphs: Vec<&Glyph> = pages.iter().flat_map(|page| &page.glyphs).collect();
    let face = |wanted: &str| {
        let text: Vec<&str> = glyphs.iter().map(|glyph| glyph.text.as_str()).collect();
        let wanted: Vec<String> = wanted.chars().map(String::from).collect();
        let at = text.windows(wanted.len()).position(|window| window.iter().zip(&wanted).all(|(a, b)| a == b));
        let glyph = glyphs[at.unwrap_or_else(|| panic!("{wanted:?} should be printed"))];
        assert!((glyph.size - SIZE).abs() < 0.005, "{wanted:?} is set in {} pt", glyph.size);
        glyph.face.clone()
    };
    for (text, expected) in expected {
        assert!(face(text).contains(expected), "{text} is set in {} instead of {expected}", face(text));
    }
}

#[test]
fn a_short_numbered_line_stays_with_what_it_is_the_title_of() {
    let mut moved = 0;
    for lines in 14..19 {
        let filler = "示例的一段话。\n".repeat(lines);
        let text = format!(
            "[sections.overview]\ntext = \"\"\"\n{filler}1.健全机制。\n成立小组，专人负责，逐件核对。\n\"\"\"\n"
        );
        let built = build_text(&text);
        let of = |wanted: &str| {
            let said = |page: &Page| page.glyphs.iter().map(|glyph| glyph.text.as_str()).collect::<String>();
            let page = built.pages.iter().position(|page| said(page).contains(wanted));
            page.unwrap_or_else(|| panic!("no {wanted}"))
        };
        assert_eq!(of("健全机制。"), of("成立小组"), "{lines} lines above");
        moved += usize::from(of("健全机制。") > 0);
    }
    assert!((1..5).contains(&moved), "{moved}");
}
