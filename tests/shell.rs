//! What stands around the text: title, page numbers, signature and 版记.

use crate::geometry::{BOTTOM, LEFT, RIGHT, SIZE, TOLERANCE, TOP, assert_near, lines_of, text};
use crate::letter_geometry::{furniture, ink};
use crate::support::built::{EXAMPLES, build_text, built, characters};
use crate::support::pdf::{Glyph, POINT, Page, Rule};

/// Size of the title in points (二号).
const TITLE: f64 = 22.0;

/// Size of page numbers and of 版记 in points (四号).
const SMALL: f64 = 14.0;

/// Millimetres from the text block down to the dashes of the page number.
const DASH: f64 = 7.0;

#[test]
fn the_title_is_centred() {
    for example in EXAMPLES {
        let built = built(example);
        let lines = lines_of(&built.pages[0], TITLE);
        assert!(!lines.is_empty(), "{example}: no line is set in {TITLE} pt");
        for line in &lines {
            let middle = (line[0].left + line[line.len() - 1].right) / 2.0;
            assert_near(middle, (LEFT + RIGHT) / 2.0, &format!("{example}: middle of {}", text(line)));
            assert!(line[0].left >= LEFT, "{example}: {} is wider than the block", text(line));
            let bold = line.iter().all(|glyph| glyph.face.contains("NotoSerifSC") && glyph.face.contains("Bold"));
            assert!(bold, "{example}: {} is set in {}", text(line), line[0].face);
        }
        let filing = &built.input.filing;
        let title = filing.title.as_ref().map_or_else(|| filing.official_title(), |title| title.value.clone());
        let printed: String = lines.iter().map(|line| text(line)).collect();
        assert_eq!(printed, title.replace('\n', ""), "{example}: the title should be printed whole");
    }
}

#[test]
fn page_numbers_stand_outside_below_the_block() {
    for example in EXAMPLES {
        for (index, page) in built(example).pages.iter().enumerate() {
            let place = format!("{example}, page {}", index + 1);
            let number = furniture(page);
            let said: String = number.iter().map(|glyph| glyph.text.as_str()).collect();
            assert_eq!(said, format!("—{}—", index + 1), "{place}: the page number");
            let [before, digits @ .., after] = &number[..] else { panic!("{place}: {said}") };
            for dash in [before, after] {
                assert_near(ink(dash).0, BOTTOM + DASH, &format!("{place}: height of a dash"));
                assert_near(dash.right - dash.left, SMALL * POINT, &format!("{place}: length of a dash"));
            }
            if index % 2 == 0 {
                assert_near(after.right, RIGHT - SMALL * POINT, &format!("{place}: right end of the page number"));
            } else {
                assert_near(before.left, LEFT + SMALL * POINT, &format!("{place}: left end of the page number"));
            }
            assert!(number.iter().all(|glyph| glyph.face.contains("NotoSerifSC")), "{place}: 宋体");
            for digit in digits {
                assert!((digit.size - SMALL).abs() < 0.005, "{place}: the number is set in {} pt", digit.size);
                assert!(before.right < digit.left && digit.right < after.left, "{place}: the number touches a dash");
            }
        }
    }
}

#[test]
fn nothing_but_the_page_number_leaves_the_block() {
    let across = LEFT - TOLERANCE..=RIGHT + TOLERANCE;
    let down = TOP - TOLERANCE..=BOTTOM + TOLERANCE;
    for example in EXAMPLES {
        for (index, page) in built(example).pages.iter().enumerate() {
            let place = format!("{example}, page {}", index + 1);
            for glyph in page.glyphs.iter().filter(|glyph| !glyph.furniture) {
                // The empty half of the field of a squeezed mark may hang over the edge.
                let left = if "（《〈“‘〔「『".contains(&glyph.text) { glyph.middle() } else { glyph.left };
                let right = if "，。、；：）》〉”’！？〕」』".contains(&glyph.text) {
                    glyph.middle()
                } else {
                    glyph.right
                };
                let text = &glyph.text;
                assert!(
                    across.contains(&left) && across.contains(&right),
                    "{place}: “{text}” from {left:.2} to {right:.2} mm"
                );
                let (top, bottom) = (glyph.top(), glyph.bottom());
                assert!(
                    down.contains(&top) && down.contains(&bottom),
                    "{place}: “{text}” from {top:.2} down to {bottom:.2} mm"
                );
            }
            for rule in page.rules.iter().filter(|rule| !rule.furniture) {
                let inside = across.contains(&rule.left) && across.contains(&rule.right);
                assert!(
                    inside && down.contains(&rule.top) && down.contains(&rule.bottom),
                    "{place}: {rule:?} leaves the block"
                );
            }
        }
    }
}

#[test]
fn the_signature_ends_four_characters_from_the_right() {
    let mut measured = 0;
    for example in EXAMPLES {
        let built = built(example);
        let document = &built.input.filing.document;
        let Some((name, date)) = document.signature.as_ref().zip(document.date.as_ref()) else { continue };
        let lines: Vec<_> = built.pages.iter().flat_map(|page| lines_of(page, SIZE)).collect();
        let at = lines.iter().rposition(|line| text(line) == date.value.chinese());
        let at = at.unwrap_or_else(|| panic!("{example}: the date should stand on a line of its own"));
        let (above, line) = (&lines[at - 1], &lines[at]);
        assert_near(
            line[line.len() - 1].right,
            RIGHT - 4.0 * SIZE * POINT,
            &format!("{example}: right end of the date"),
        );
        assert_eq!(text(above), name.value, "{example}: the name should stand above the date");
        let middle = |line: &[&Glyph]| (line[0].left + line[line.len() - 1].right) / 2.0;
        assert_near(middle(above), middle(line), &format!("{example}: middle of the name above the date"));
        measured += 1;
    }
    assert_eq!(measured, 2, "examples with name and date");
}

#[test]
fn the_title_of_an_attachment_stands_on_the_third_line() {
    let report = build_text("[document]\nattachment = \"附件1\"\n[sections.others]\ntext = \"无。\"");
    let page = &report.pages[0];
    let first = &lines_of(page, SIZE)[0];
    assert_eq!(text(first), "附件1");
    assert_near(first[0].top(), TOP, "附件 on the first line");
    assert_near(first[0].left, LEFT, "left end of 附件");
    assert!(first[0].face.contains("NotoSansSC"), "附件 is set in {}", first[0].face);
    let pitch = (225.0 - SIZE * POINT) / 21.0;
    assert_near(lines_of(page, TITLE)[0][0].top(), TOP + 2.0 * pitch, "the title on the third line");
}

/// How thick the first and the last rule of 版记 are, in millimetres.
const THICK: f64 = 0.35;

/// How thick the rule between is, in millimetres.
const THIN: f64 = 0.25;

/// The rules of 版记 on a page, from top to bottom.
fn imprint(page: &Page) -> Vec<&Rule> {
    let belongs = |rule: &&Rule| [THICK, THIN].iter().any(|thickness| (rule.thickness - thickness).abs() < 0.01);
    page.rules.iter().filter(belongs).collect()
}

#[test]
fn the_imprint_stands_on_an_even_page() {
    for example in EXAMPLES.into_iter().filter(|example| built(example).input.filing.document.printed_by.is_some()) {
        assert_eq!(built(example).pages.len() % 2, 0, "{example}: the page of 版记");
    }
}

#[test]
fn the_imprint_ends_on_the_lower_edge() {
    let mut measured = 0;
    for example in EXAMPLES {
        let built = built(example);
        if built.input.filing.document.printed_by.is_none() {
            continue;
        }
        let page = built.pages.last().expect("a page");
        let rules = imprint(page);
        assert_eq!(rules.len(), 3, "{example}: 抄送 and 印发 should stand between three rules");
        for (rule, thickness) in rules.iter().zip([THICK, THIN, THICK]) {
            assert!((rule.thickness - thickness).abs() < 0.01, "{example}: a rule is {:.2} mm thick", rule.thickness);
            assert_near(rule.left, LEFT, &format!("{example}: left end of a rule"));
            assert_near(rule.right, RIGHT, &format!("{example}: right end of a rule"));
        }
        assert_near(rules[2].bottom, BOTTOM, &format!("{example}: last rule of 版记"));
        let lines = lines_of(page, SMALL);
        assert_eq!(lines.len(), 2, "{example}: 抄送 and 印发 should each take a line");
        for line in &lines {
            assert_near(line[0].left, LEFT + SMALL * POINT, &format!("{example}: left end of {}", text(line)));
        }
        assert!(text(&lines[1]).ends_with("印发"), "{example}: {}", text(&lines[1]));
        let end = lines[1][lines[1].len() - 1].right;
        assert_near(end, RIGHT - SMALL * POINT, &format!("{example}: right end of the day of printing"));
        measured += 1;
    }
    assert_eq!(measured, 2, "examples with 版记");
}

#[test]
fn the_imprint_ends_on_the_lower_edge_wherever_the_text_ends() {
    let document = "signature = \"示例局\"\ndate = 2026-01-05\ncc = \"市政府\"\nprinted_by = \"示例局\"\nprinted_on = 2026-01-06\n";
    let mut blanks = 0;
    for lines in 1..45 {
        let text = characters(28 * lines - 2);
        let report = build_text(&format!("[document]\n{document}[sections.others]\ntext = \"{text}\"\n"));
        let page = report.pages.last().expect("a page");
        let rules = imprint(page);
        let count = report.pages.len();
        assert_eq!(count % 2, 0, "{lines} lines: 版记 should stand on an even page, not on page {count}");
        let blank = report.pages[count - 2].text().is_empty();
        for (number, page) in report.pages.iter().enumerate() {
            let numbered = !furniture(page).is_empty();
            let expected = !(blank && number >= count - 2);
            assert_eq!(numbered, expected, "{lines} lines: the number of page {} of {count}", number + 1);
        }
        blanks += usize::from(blank);
        assert_eq!(rules.len(), 3, "{lines} lines: the rules of 版记 should stand on the last page");
        assert_near(rules[2].bottom, BOTTOM, &format!("{lines} lines before the signature: last rule of 版记"));
        let end_of_text = lines_of(page, SIZE).last().map_or(0.0, |line| line[0].bottom());
        assert!(end_of_text < rules[0].top, "{lines} lines before the signature: the text runs into 版记");
    }
    assert_eq!(blanks, 0, "no blank page stands before 版记, also where the even page before is full");
}
