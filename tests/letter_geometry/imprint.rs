//! 版记, page numbers, and the report bound in.

use super::*;

#[test]
fn the_imprint_stands_at_the_foot_of_the_last_even_page() {
    for (name, letter) in documents() {
        assert_eq!(letter.pages.len() % 2, 0, "{name}: the page of 版记");
        let page = letter.pages.last().expect("a page");
        let rules: Vec<&Rule> = page.rules.iter().filter(|rule| !rule.furniture && !rule.red).collect();
        let has_cc = letter.input.filing.letter.as_ref().is_some_and(|l| l.cc.is_some());
        let expected: &[f64] = if has_cc { &[0.35, 0.25, 0.35] } else { &[0.35, 0.35] };
        let weights: Vec<f64> = rules.iter().map(|rule| (rule.thickness * 100.0).round() / 100.0).collect();
        assert_eq!(weights, expected, "{name}: weights of the rules");
        for rule in &rules {
            assert_near(rule.left, LEFT, &format!("{name}: left end of a rule"));
            assert_near(rule.right, RIGHT, &format!("{name}: right end of a rule"));
        }
        assert_near(rules[rules.len() - 1].bottom, BOTTOM, &format!("{name}: last rule"));
        let lines = lines_of(page, SMALL);
        let small = SMALL * POINT;
        let last = &lines[lines.len() - 1];
        assert!(text(last).ends_with("印发"), "{name}: {}", text(last));
        assert_near(left(last), LEFT + small, &format!("{name}: left end of 印发机关"));
        assert_near(right(last), RIGHT - small, &format!("{name}: right end of 印发日期"));
        if has_cc {
            assert!(text(&lines[0]).starts_with("抄送："), "{name}: {}", text(&lines[0]));
            assert_near(left(&lines[0]), LEFT + small, &format!("{name}: left end of 抄送"));
            for turned in &lines[1..lines.len() - 1] {
                assert_near(left(turned), LEFT + 4.0 * small, &format!("{name}: a turned line of 抄送"));
            }
            assert!(text(&lines[lines.len() - 2]).ends_with('。'), "{name}: 抄送 ends in a full stop");
            assert!(
                lines
                    .iter()
                    .all(|line| right(line) <= RIGHT - small + 0.3
                        || line.last().is_some_and(|g| "，。".contains(&g.text))),
                "{name}"
            );
        }
    }
    assert!(
        lines_of(letter("many").pages.last().expect("a page"), SMALL).len() > 5,
        "twenty bodies take several lines"
    );
}

#[test]
fn a_blank_page_before_the_imprint_and_its_page_bear_no_number() {
    // So many bodies leave room for 版记 on no page that has text.
    let bodies = ["市发展和改革委员会"; 45].join("，");
    let many = letter_of(&format!(
        "[letter]\nto = \"甲\"\ndate = 2026-01-15\ncc = \"{bodies}\"\ntext = \"{}。\"",
        characters(28 * 15)
    ));
    let numbered: Vec<bool> = many.pages.iter().map(is_numbered).collect();
    assert_eq!(numbered, [true, true, false, false]);
    assert!(many.pages[2].glyphs.is_empty() && many.pages[2].rules.is_empty(), "the page should be blank");
    for name in ["sealed", "joint", PUBLISHED] {
        assert!(letter(name).pages.iter().all(is_numbered), "{name}: no page is blank");
    }
}

#[test]
fn page_numbers_stand_outside_7_mm_below_the_block() {
    let small = SMALL * POINT;
    for (name, letter) in all() {
        for (index, page) in letter.pages.iter().enumerate().filter(|(_, page)| is_numbered(page)) {
            let place = format!("{name}, page {}", index + 1);
            let number = furniture(page);
            assert_near(ink(number[0]).0, BOTTOM + 7.0, &place);
            if index % 2 == 0 {
                assert_near(right(&number), RIGHT - small, &place);
            } else {
                assert_near(left(&number), LEFT + small, &place);
            }
        }
    }
}

#[test]
fn the_report_is_bound_in_as_an_attachment() {
    for (name, letter) in [("sealed", letter("sealed")), (PUBLISHED, letter(PUBLISHED)), ("many", letter("many"))] {
        let pages = letter.whole();
        let at = pages.iter().position(|page| {
            lines_of(page, SIZE).first().is_some_and(|line| ["附件", "附件1"].contains(&text(line).as_str()))
        });
        let page = &pages[at.unwrap_or_else(|| panic!("{name}: no page begins with 附件"))];
        let lines = lines_of(page, SIZE);
        assert_near(left(&lines[0]), LEFT, &format!("{name}: left end of 附件"));
        assert_near(lines[0][0].top(), TOP, &format!("{name}: 附件 stands on the first line"));
        assert!(lines[0][0].face.contains("NotoSansSC"), "{name}: 附件 is set in {}", lines[0][0].face);
        let title = lines_of(page, TITLE);
        assert_near(title[0][0].top(), TOP + 2.0 * PITCH, &format!("{name}: the title stands on the third line"));
        for (index, page) in pages.iter().enumerate().filter(|(_, page)| is_numbered(page)) {
            assert_eq!(text(&furniture(page)), format!("—{}—", index + 1), "{name}: page numbers go on");
        }
        assert_eq!(pages.len() % 2, 0, "{name}: the page of 版记");
        let rules: Vec<&Rule> = pages[pages.len() - 1].rules.iter().filter(|rule| !rule.furniture).collect();
        assert_near(rules[rules.len() - 1].bottom, BOTTOM, &format!("{name}: last rule of 版记"));
        let printed = pages.iter().map(|page| page.text().matches("日印发").count()).sum::<usize>();
        assert_eq!(printed, 1, "{name}: one 版记");
    }
}

#[test]
fn a_correspondence_without_an_imprint_ends_where_its_text_ends() {
    for lines in 8..32 {
        let built = letter_of(&format!(
            "[letter]\nkind = \"函\"\nto = \"甲\"\ndate = 2026-01-15\ntext = \"{}\"",
            characters(28 * lines - 2)
        ));
        let last = built.pages.last().expect("a page");
        assert!(last.text().contains("2026年1月15日"), "{lines} lines: the last page says {:?}", last.text());
    }
}
