//! Letters against GB/T 9704-2012: every element where the standard puts it, within 0.3 mm.

use nianbao::typeset::Faces;

use crate::geometry::{BOTTOM, LEFT, Line, RIGHT, SIZE, TOP, assert_near, lines_of, text};
use crate::support::built::{characters, without_spaces};
use crate::support::letters::{LETTERS, Letter, PUBLISHED, letter, letter_of};
use crate::support::pdf::{Glyph, POINT, Page, Rule};

/// A character of 三号 in millimetres.
const CHARACTER: f64 = SIZE * POINT;

/// From one line to the next in millimetres: a character and 7/8 of one, 22 lines filling 225 mm.
const PITCH: f64 = (225.0 - CHARACTER) / 21.0;

/// Between one line and the next.
const GAP: f64 = PITCH - CHARACTER;

/// Size of the title in points (二号).
const TITLE: f64 = 22.0;

/// Size of page numbers and of 版记 in points (四号).
const SMALL: f64 = 14.0;

/// The letters with the head of a 文件.
fn documents() -> impl Iterator<Item = (&'static str, &'static Letter)> {
    ["sealed", "unsealed", "joint", "many", PUBLISHED].into_iter().map(|name| (name, letter(name)))
}

/// All letters.
fn all() -> impl Iterator<Item = (&'static str, &'static Letter)> {
    LETTERS.into_iter().chain([PUBLISHED]).map(|name| (name, letter(name)))
}

/// Upper and lower edge of the ink of a glyph of the head.
fn ink(glyph: &Glyph) -> (f64, f64) {
    let name = "NotoSerifSC_700Bold";
    assert!(glyph.face.contains("NotoSerifSC") && glyph.face.contains("Bold"), "{} in {}", glyph.text, glyph.face);
    let (_, face) = Faces::files().iter().find(|(file, _)| file.contains(name)).expect("the face");
    let face = ttf_parser::Face::parse(face, 0).expect("the face should be readable");
    let index = face.glyph_index(glyph.text.chars().next().expect("a character")).expect("the character");
    let bounds = face.glyph_bounding_box(index).expect("an outline");
    let scale = glyph.size * POINT / f64::from(face.units_per_em());
    (glyph.baseline - f64::from(bounds.y_max) * scale, glyph.baseline - f64::from(bounds.y_min) * scale)
}

/// The red glyphs of the head, and the upper and lower edge of their ink.
fn head(page: &Page) -> (Vec<&Glyph>, f64, f64) {
    let glyphs: Vec<&Glyph> = page.glyphs.iter().filter(|glyph| glyph.red).collect();
    let top = glyphs.iter().map(|glyph| ink(glyph).0).fold(f64::INFINITY, f64::min);
    let bottom = glyphs.iter().map(|glyph| ink(glyph).1).fold(0.0, f64::max);
    (glyphs, top, bottom)
}

/// The red rules of a page, from top to bottom.
fn red_rules(page: &Page) -> Vec<&Rule> {
    let mut rules: Vec<&Rule> = page.rules.iter().filter(|rule| rule.red).collect();
    rules.sort_by(|a, b| a.top.total_cmp(&b.top));
    rules
}

/// The line of 三号 that begins with some text.
fn line<'a>(page: &'a Page, start: &str) -> Line<'a> {
    let lines = lines_of(page, SIZE);
    let found = lines.iter().find(|line| text(line).starts_with(start));
    found.cloned().unwrap_or_else(|| {
        panic!("no line begins with {start}: {:?}", lines.iter().map(|l| text(l)).collect::<Vec<_>>())
    })
}

/// The stretch of a page's 三号 that says some text.
fn stretch<'a>(page: &'a Page, wanted: &str) -> Line<'a> {
    let length = wanted.chars().count();
    let lines = lines_of(page, SIZE);
    let found = lines.iter().find_map(|line| {
        let windows: Vec<&[&Glyph]> = line.windows(length).collect();
        windows.into_iter().find(|window| text(window) == wanted).map(<[&Glyph]>::to_vec)
    });
    found.unwrap_or_else(|| panic!("{wanted} should be printed"))
}

/// The left end of a line.
fn left(line: &[&Glyph]) -> f64 {
    line[0].left
}

/// The right end of a line.
fn right(line: &[&Glyph]) -> f64 {
    line[line.len() - 1].right
}

/// The page that a text is printed on.
fn page_of<'a>(letter: &'a Letter, wanted: &str) -> &'a Page {
    letter
        .pages
        .iter()
        .find(|page| page.text().contains(wanted))
        .unwrap_or_else(|| panic!("{wanted} should be printed"))
}

#[test]
fn the_name_of_the_issuer_is_red_and_35_mm_below_the_upper_edge() {
    for (name, letter) in documents() {
        let (glyphs, top, _) = head(&letter.pages[0]);
        assert_near(top, TOP + 35.0, &format!("{name}: upper edge of the head"));
        let (from, to) = glyphs.iter().fold((f64::INFINITY, 0.0_f64), |(a, b), g| (a.min(g.left), b.max(g.right)));
        assert_near((from + to) / 2.0, (LEFT + RIGHT) / 2.0, &format!("{name}: middle of the head"));
        assert!(from >= LEFT && to <= RIGHT, "{name}: the head is as wide as {from:.1} to {to:.1} mm");
        let said: String = glyphs.iter().map(|glyph| glyph.text.as_str()).collect();
        assert!(said.ends_with("文件"), "{name}: {said}");
    }
}

#[test]
fn the_number_stands_two_lines_below_the_head() {
    for (name, letter) in documents() {
        let page = &letter.pages[0];
        let (_, _, bottom) = head(page);
        let given = letter.input.filing.letter.as_ref().and_then(|l| l.number.clone()).expect("a number").value;
        let number = stretch(page, &given);
        let rows = letter.input.filing.letter.as_ref().map_or(0, |l| l.signers.len()).div_ceil(2).max(1);
        let expected = bottom + 2.0 * PITCH + (rows - 1) as f64 * PITCH;
        assert_near(number[0].top(), expected, &format!("{name}: top of the number"));
        if letter.input.filing.letter.as_ref().is_some_and(|l| l.signers.is_empty()) {
            assert_near((left(&number) + right(&number)) / 2.0, (LEFT + RIGHT) / 2.0, &format!("{name}: middle"));
        } else {
            assert_near(left(&number), LEFT + CHARACTER, &format!("{name}: left end of the number"));
        }
        let rules = red_rules(page);
        let [rule] = rules[..] else { panic!("{name}: {} red rules", rules.len()) };
        assert_near(rule.left, LEFT, &format!("{name}: left end of the rule"));
        assert_near(rule.right, RIGHT, &format!("{name}: right end of the rule"));
        let upper = rule.top - rule.thickness / 2.0;
        assert_near(upper, number[0].bottom() + 4.0, &format!("{name}: the red rule below the number"));
    }
}

#[test]
fn those_who_signed_off_stand_at_the_right() {
    for (name, letter) in documents() {
        let given = letter.input.filing.letter.as_ref().map(|l| l.signers.clone()).unwrap_or_default();
        if given.is_empty() {
            continue;
        }
        let page = &letter.pages[0];
        let (_, _, bottom) = head(page);
        let label = stretch(page, "签发人：");
        assert_near(label[0].top(), bottom + 2.0 * PITCH, &format!("{name}: top of 签发人"));
        assert!(label[0].face.contains("Fangsong"), "{name}: 签发人 is set in {}", label[0].face);
        let faces = |glyph: &&Glyph| glyph.face.contains("LXGWWenKai");
        let names: Vec<&Glyph> = page.glyphs.iter().filter(faces).collect();
        let said: String = names.iter().map(|glyph| glyph.text.as_str()).collect();
        assert_eq!(said, given.iter().map(|signer| signer.value.as_str()).collect::<String>(), "{name}");
        let end = names.iter().map(|glyph| glyph.right).fold(0.0, f64::max);
        assert_near(end, RIGHT - CHARACTER, &format!("{name}: right end of the names"));
        let first_names = given.iter().step_by(2).map(|signer| {
            let first = signer.value.chars().next().expect("a name").to_string();
            names.iter().find(|glyph| glyph.text == first).expect("the name")
        });
        for (row, first) in first_names.enumerate() {
            assert_near(first.left, label[3].left + CHARACTER, &format!("{name}: first name of row {}", row + 1));
            assert_near(first.top(), label[0].top() + row as f64 * PITCH, &format!("{name}: row {}", row + 1));
        }
    }
}

#[test]
fn marks_stand_at_the_top_left_line_by_line() {
    let page = &letter("sealed").pages[0];
    for (row, (mark, face)) in
        [("000001", "Liberation"), ("秘密★1年", "NotoSansSC"), ("加急", "NotoSansSC")].into_iter().enumerate()
    {
        let line = line(page, mark);
        assert_near(line[0].top(), TOP + row as f64 * PITCH, mark);
        assert_near(left(&line), LEFT, mark);
        assert!(line[0].face.contains(face), "{mark} is set in {}", line[0].face);
    }
}

/// The lines of the title of a letter.
fn title_of(letter: &Letter) -> Vec<Line<'_>> {
    lines_of(&letter.pages[0], TITLE)
}

#[test]
fn the_title_stands_two_lines_below_the_rule_in_a_trapezium_or_rhombus() {
    for (name, letter) in all() {
        let lines = title_of(letter);
        let said: String = lines.iter().map(|line| text(line)).collect();
        assert_eq!(without_spaces(&said), without_spaces(&letter.rendered.title), "{name}");
        for line in &lines {
            // The empty half of an opening mark hangs over the edge.
            let from = if line[0].text == "《" { line[0].middle() } else { left(line) };
            assert_near((from + right(line)) / 2.0, (LEFT + RIGHT) / 2.0, &format!("{name}: {}", text(line)));
            assert!(line.len() > 3, "{name}: {} is alone", text(line));
        }
        let widths: Vec<f64> = lines.iter().map(|line| right(line) - left(line)).collect();
        let fall = widths.windows(2).position(|pair| pair[1] < pair[0]).unwrap_or(widths.len() - 1);
        assert!(widths[fall..].windows(2).all(|pair| pair[1] <= pair[0]), "{name}: {widths:?}");
        let rules = red_rules(&letter.pages[0]);
        if rules.len() == 1 {
            let lower = rules[0].top + rules[0].thickness / 2.0;
            assert_near(lines[0][0].top(), lower + 2.0 * PITCH, &format!("{name}: top of the title"));
        }
    }
    assert_eq!(title_of(letter("joint")).len(), 2);
    assert_eq!(title_of(letter(PUBLISHED)).len(), 3);
}

#[test]
fn recipients_text_and_title_are_lines_apart() {
    for (name, letter) in all() {
        let page = &letter.pages[0];
        let title = title_of(letter);
        let below = title[title.len() - 1][0].bottom();
        let lines = lines_of(page, SIZE);
        let text_lines: Vec<&Line<'_>> = lines.iter().filter(|line| line[0].top() > below).collect();
        assert_near(text_lines[0][0].top(), below + GAP + PITCH, &format!("{name}: top of 主送机关"));
        assert_near(left(text_lines[0]), LEFT, &format!("{name}: left end of 主送机关"));
        let end = text_lines.iter().position(|line| text(line).ends_with('：')).expect("主送机关 ends in a colon");
        for line in &text_lines[1..=end] {
            assert_near(left(line), LEFT, &format!("{name}: {}", text(line)));
        }
        let body = text_lines[end + 1];
        assert_near(left(body), LEFT + 2.0 * CHARACTER, &format!("{name}: the text begins two characters in"));
        assert_near(body[0].top(), text_lines[end][0].top() + PITCH, &format!("{name}: the text's first line"));
    }
    assert!(text(&line(&letter("many").pages[0], "市人民政府")).starts_with("市人民政府办公室、"));
}

#[test]
fn the_list_of_attachments_is_aligned() {
    let one = letter("sealed");
    let page = page_of(one, "附件：");
    let lines = lines_of(page, SIZE);
    let at = lines.iter().position(|line| text(line).starts_with("附件：")).expect("附件说明");
    assert_near(left(&lines[at]), LEFT + 2.0 * CHARACTER, "附件说明 begins two characters in");
    assert_near(lines[at][0].top(), lines[at - 1][0].top() + 2.0 * PITCH, "附件说明 stands a line below the text");
    assert_near(left(&lines[at + 1]), LEFT + 5.0 * CHARACTER, "a turned line aligns with the name");
    assert_near(lines[at + 1][0].top(), lines[at][0].top() + PITCH, "a turned line");

    let nine = letter("many");
    let page = page_of(nine, "附件：");
    let lines = lines_of(page, SIZE);
    let at = lines.iter().position(|line| text(line).starts_with("附件：")).expect("附件说明");
    let list = &lines[at..at + 11];
    let name = list[0][5].left;
    assert!(list[0][5].text == "示" && list[0][3].text == "1" && list[0][4].text == ".", "{}", text(&list[0]));
    let mut number = 1;
    for (row, pair) in list.windows(2).enumerate() {
        assert_near(pair[1][0].top(), pair[0][0].top() + PITCH, &format!("row {}", row + 2));
        if text(&pair[1]).starts_with(&format!("{}.", number + 1)) {
            number += 1;
            assert_near(left(&pair[1]), list[0][3].left, &format!("number {number}"));
            assert_near(pair[1][2].left, name, &format!("name {number}"));
        } else {
            assert_near(left(&pair[1]), name, "a turned line aligns with the name");
        }
        assert!(!text(&pair[1]).ends_with(['。', '；', '，']), "{}", text(&pair[1]));
    }
    assert_eq!(number, 9);
}

#[test]
fn a_sealed_letter_keeps_room_for_the_seal() {
    for (name, letter) in [("sealed", letter("sealed")), (PUBLISHED, letter(PUBLISHED))] {
        let date = letter.input.filing.letter.as_ref().and_then(|l| l.date.clone()).expect("a date").value.chinese();
        let page = page_of(letter, &format!("{date}（"));
        let lines = lines_of(page, SIZE);
        let at = lines.iter().position(|line| text(line) == date).expect("the date stands on a line of its own");
        assert_near(right(&lines[at]), RIGHT - 4.0 * CHARACTER, &format!("{name}: right end of the date"));
        let middle = |line: &[&Glyph]| (left(line) + right(line)) / 2.0;
        assert_near(middle(&lines[at - 1]), middle(&lines[at]), &format!("{name}: the name above the date"));
        assert_near(lines[at][0].top(), lines[at - 1][0].top() + PITCH, &format!("{name}: the date below the name"));
        // A seal of 42 mm, name and date 3 mm below its middle, begins within a line of the text.
        let seal = (lines[at - 1][0].top() + lines[at][0].bottom()) / 2.0 - 3.0 - 21.0;
        let end = lines[at - 2][0].bottom();
        assert!((end - 0.1..=end + PITCH).contains(&seal), "{name}: the seal begins {:.1} mm below", seal - end);
        let note = &lines[at + 1];
        assert!(text(note).starts_with('（') && text(note).ends_with('）'), "{name}: {}", text(note));
        assert_near(note[0].top(), lines[at][0].top() + PITCH, &format!("{name}: 附注 below the date"));
        assert_near(note[1].left, LEFT + 3.0 * CHARACTER, &format!("{name}: 附注 begins two characters in"));
    }
}

#[test]
fn an_unsealed_letter_ends_two_characters_from_the_right() {
    let measured = |from: &str, date: &str| {
        let built = letter_of(&format!(
            "[letter]\nfrom = \"{from}\"\nto = \"甲\"\ndate = {date}\nclosing = \"不盖章\"\nattachments = []\ntext = \"文。\""
        ));
        let page = built.pages[0].glyphs.clone();
        let page = Page { glyphs: page, rules: Vec::new() };
        let lines = lines_of(&page, SIZE);
        let at = lines.iter().position(|line| text(line).contains("日")).expect("a date");
        let ends = |line: &Line<'_>| (left(line), right(line), line[0].top());
        (ends(&lines[at - 2]), ends(&lines[at - 1]), ends(&lines[at]))
    };
    let (end_of_text, name, date) = measured("示例市住房和城乡建设局", "2026-01-15");
    assert_near(name.2, end_of_text.2 + 2.0 * PITCH, "the name stands a line below the text");
    assert_near(name.1, RIGHT - 2.0 * CHARACTER, "right end of a long name");
    assert_near(date.0, name.0 + 2.0 * CHARACTER, "the date begins two characters after the name");
    assert_near(date.2, name.2 + PITCH, "the date below the name");
    let (_, name, date) = measured("示例局", "2026-01-15");
    assert_near(date.1, RIGHT - 2.0 * CHARACTER, "right end of a date longer than the name");
    assert_near(date.0, name.0 + 2.0 * CHARACTER, "the date begins two characters after the name");
}

#[test]
fn co_issuers_have_a_place_for_a_seal_each() {
    let built = letter("joint");
    let page = page_of(built, "2026年1月20日");
    // The names of a row stand on one line, one beside the other.
    let row = |names: &[&str]| -> Vec<(f64, f64)> {
        let said = names.concat();
        let lines = lines_of(page, SIZE);
        let line = lines.iter().find(|line| text(line) == said).unwrap_or_else(|| panic!("no line says {said}"));
        let mut start = 0;
        let place = |name: &&str| {
            let glyphs = &line[start..start + name.chars().count()];
            start += glyphs.len();
            ((left(glyphs) + right(glyphs)) / 2.0, glyphs[0].top())
        };
        names.iter().map(place).collect()
    };
    let places = row(&["示例市教育局", "示例市公安局"]);
    assert_near(places[1].0 - places[0].0, 45.0, "seals stand 45 mm apart");
    let first = row(&["应急管理局"])[0].0;
    assert_near(places[0].0 - first, 45.0, "seals stand 45 mm apart");
    let below = row(&["住房和城乡", "委员会"]);
    for (lower, upper) in below.iter().zip([first, places[1].0]) {
        assert_near(lower.0, upper, "seals of a column stand above each other");
        assert_near(lower.1 - places[0].1, 45.0, "rows of seals stand 45 mm apart");
    }
    let date = stretch(page, "2026年1月20日");
    assert_near(right(&date), RIGHT - 4.0 * CHARACTER, "right end of the date");
    assert_near((left(&date) + right(&date)) / 2.0, places[1].0, "the date stands below the last name");
    assert!(first - 21.0 >= LEFT, "the first seal leaves the block");
}

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

/// Whether a page bears a number.
fn is_numbered(page: &Page) -> bool {
    page.rules.iter().any(|rule| rule.furniture)
}

#[test]
fn a_blank_page_before_the_imprint_and_its_page_bear_no_number() {
    let many = letter("many");
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
            let mut dashes: Vec<&Rule> = page.rules.iter().filter(|rule| rule.furniture).collect();
            dashes.sort_by(|a, b| a.left.total_cmp(&b.left));
            assert_near(dashes[0].top, BOTTOM + 7.0, &place);
            if index % 2 == 0 {
                assert_near(dashes[1].right, RIGHT - small, &place);
            } else {
                assert_near(dashes[0].left, LEFT + small, &place);
            }
        }
    }
}

#[test]
fn a_correspondence_has_its_own_head() {
    let built = letter("correspondence");
    let page = &built.pages[0];
    let (glyphs, top, bottom) = head(page);
    assert_near(top, 30.0, "upper edge of the name from the paper's");
    let said: String = glyphs.iter().map(|glyph| glyph.text.as_str()).collect();
    assert_eq!(said, "示例市应急管理局");
    let rules = red_rules(page);
    let [thick, thin, low_thin, low_thick] = rules[..] else { panic!("{} red rules", rules.len()) };
    for rule in &rules {
        assert_near(rule.right - rule.left, 170.0, "length of a double rule");
        assert_near((rule.left + rule.right) / 2.0, 105.0, "middle of a double rule");
    }
    assert!(thick.thickness > thin.thickness && low_thick.thickness > low_thin.thickness);
    assert_near(thick.top - thick.thickness / 2.0, bottom + 4.0, "the double rule below the name");
    assert_near(
        297.0 - (low_thick.bottom + low_thick.thickness / 2.0),
        20.0,
        "the double rule from the paper's lower edge",
    );
    let lower = thin.bottom + thin.thickness / 2.0;
    let number = stretch(page, "示应急函〔2026〕3号");
    assert_near(right(&number), RIGHT, "right end of the number");
    assert_near(number[0].top(), lower + 7.0 / 8.0 * CHARACTER, "the number below the double rule");
    let mark = stretch(page, "平急");
    assert_near(left(&mark), LEFT, "left end of 紧急程度");
    assert_near(mark[0].top(), number[0].top(), "紧急程度 on the line of the number");
    let title = title_of(built);
    assert_near(title[0][0].top(), number[0].bottom() + GAP + 2.0 * PITCH, "the title two lines below");
    assert!(!is_numbered(page), "the first page bears no number");
    let imprint = lines_of(page, SMALL);
    assert_eq!(imprint.len(), 1, "抄送 alone");
    assert!(text(&imprint[0]).starts_with("抄送："));
    let above = low_thin.top - low_thin.thickness / 2.0 - imprint[0][0].bottom();
    assert!(above >= 7.0 / 8.0 * CHARACTER - 0.3, "the last line stands {above:.2} mm above the double rule");
    assert!(!page.text().contains("日印发"), "a 函 has no 印发");
}

#[test]
fn a_long_correspondence_numbers_its_second_page() {
    let body = characters(28 * 12 - 2);
    let built = letter_of(&format!(
        "[letter]\nkind = \"函\"\nto = \"示例市档案馆\"\ndate = 2026-01-15\ncc = \"甲\"\ntext = \"{body}\""
    ));
    let numbered: Vec<bool> = built.pages.iter().map(is_numbered).collect();
    assert_eq!(numbered, [false, true]);
    let page = &built.pages[1];
    assert!(!page.rules.iter().any(|rule| !rule.furniture), "no rules in 版记");
    let last = lines_of(page, SMALL);
    assert!((BOTTOM - 5.0..=BOTTOM).contains(&last[0][0].bottom()), "抄送 at the foot of the block");
}

#[test]
fn a_full_page_of_a_letter_has_22_lines_of_28_characters() {
    let body = characters(28 * 60 - 2);
    let built = letter_of(&format!("[letter]\nto = \"甲\"\ndate = 2026-01-15\ntext = \"{body}\""));
    let lines = lines_of(&built.pages[1], SIZE);
    assert_eq!(lines.len(), 22);
    assert_near(lines[0][0].top(), TOP, "top of the first line");
    assert_near(lines[21][0].bottom(), BOTTOM, "bottom of the last line");
    for line in &lines {
        assert_eq!(line.len(), 28);
        assert_near(left(line), LEFT, "left end of a line");
        assert_near(right(line), RIGHT, "right end of a line");
    }
    for page in &built.pages {
        let body = lines_of(page, SIZE).into_iter().filter(|line| line.len() == 28).collect::<Vec<_>>();
        for pair in body.windows(2) {
            let distance = pair[1][0].baseline - pair[0][0].baseline;
            assert!((distance - PITCH).abs() < 0.02, "lines {distance:.3} mm apart instead of {PITCH:.3}");
        }
    }
}

#[test]
fn a_signature_is_never_alone_and_the_first_page_shows_text() {
    let is_text = |line: &Line<'_>| line.len() >= 20 && !text(line).starts_with("附件：");
    let text_on = |page: &Page| lines_of(page, SIZE).iter().filter(|line| is_text(line)).count();
    for lines in 1..22 {
        let body = characters(28 * lines - 2);
        let built =
            letter_of(&format!("[letter]\nfrom = \"示例局\"\nto = \"甲\"\ndate = 2026-01-15\ntext = \"{body}。\""));
        assert!(text_on(&built.pages[0]) > 0, "{lines} lines: the first page should show text");
        let page = page_of(&built, "2026年1月15日");
        let first = lines_of(page, SIZE);
        let alone = first.first().is_some_and(|line| text(line) == "示例局" || text(line).starts_with("附件："));
        assert!(!alone || lines == 1, "{lines} lines: the signature is alone on its page");
    }
    for paragraphs in 2..16 {
        let body = vec![characters(28 * 3 - 4); paragraphs].join("\n\n");
        let built = letter_of(&format!(
            "[letter]\nfrom = \"示例局\"\nto = \"甲\"\ndate = 2026-01-15\ntext = \"\"\"\n{body}\n\"\"\""
        ));
        assert!(text_on(&built.pages[0]) > 0, "{paragraphs} paragraphs: the first page should show text");
        let page = page_of(&built, "2026年1月15日");
        assert!(text_on(page) > 0, "{paragraphs} paragraphs: the signature is alone on its page");
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
            let number: String = page.glyphs.iter().filter(|g| g.furniture).map(|g| g.text.as_str()).collect();
            assert_eq!(number, (index + 1).to_string(), "{name}: page numbers go on");
        }
        assert_eq!(pages.len() % 2, 0, "{name}: the page of 版记");
        let rules: Vec<&Rule> = pages[pages.len() - 1].rules.iter().filter(|rule| !rule.furniture).collect();
        assert_near(rules[rules.len() - 1].bottom, BOTTOM, &format!("{name}: last rule of 版记"));
        let printed = pages.iter().map(|page| page.text().matches("日印发").count()).sum::<usize>();
        assert_eq!(printed, 1, "{name}: one 版记");
    }
}

/// Where an element is measured, in millimetres: its name, the standard's place, the measured one.
type Place = (&'static str, f64, f64);

/// The places of the elements on the pages of a letter with the head of a 文件.
fn places(letter: &Letter) -> Vec<Place> {
    let page = &letter.pages[0];
    let (_, top, bottom) = head(page);
    let given = letter.input.filing.letter.as_ref().expect("a letter");
    let number = stretch(page, &given.number.as_ref().expect("a number").value);
    let rule = red_rules(page)[0];
    let upper = rule.top - rule.thickness / 2.0;
    let lower = rule.top + rule.thickness / 2.0;
    let title = title_of(letter);
    let below = title[title.len() - 1][0].bottom();
    let to = line(page, &given.to.as_ref().expect("a recipient").value);
    let last = letter.pages.last().expect("a page");
    let rules: Vec<&Rule> = last.rules.iter().filter(|rule| !rule.furniture && !rule.red).collect();
    let imprint = lines_of(last, SMALL);
    let printed = &imprint[imprint.len() - 1];
    let date = given.date.as_ref().expect("a date").value.chinese();
    let dated = line(page_of(letter, &format!("{date}（")), &date);
    let dash = letter.pages[0].rules.iter().find(|rule| rule.furniture).expect("a page number");
    let small = SMALL * POINT;
    vec![
        ("发文机关标志上边缘至版心上边缘", 35.0, top - TOP),
        ("发文字号上边缘至发文机关标志下边缘（空二行）", 2.0 * PITCH, number[0].top() - bottom),
        ("红色分隔线至发文字号下边缘", 4.0, upper - number[0].bottom()),
        ("红色分隔线长", 156.0, rule.right - rule.left),
        ("标题上边缘至红色分隔线（空二行）", 2.0 * PITCH, title[0][0].top() - lower),
        ("主送机关上边缘至标题下边缘（空一行）", GAP + PITCH, to[0].top() - below),
        ("主送机关左边缘至版心左边缘", 0.0, left(&to) - LEFT),
        ("成文日期右边缘至版心右边缘（四字）", 4.0 * CHARACTER, RIGHT - right(&dated)),
        ("版记首条分隔线高", 0.35, rules[0].thickness),
        ("版记末条分隔线高", 0.35, rules[rules.len() - 1].thickness),
        ("版记末条分隔线至版心下边缘", 0.0, BOTTOM - rules[rules.len() - 1].bottom),
        ("版记分隔线长", 156.0, rules[0].right - rules[0].left),
        ("印发机关左边缘至版心左边缘（4 号一字）", small, left(printed) - LEFT),
        ("印发日期右边缘至版心右边缘（4 号一字）", small, RIGHT - right(printed)),
        ("页码一字线至版心下边缘", 7.0, dash.top - BOTTOM),
    ]
}

#[test]
fn measured_places_as_people_see_them() {
    let mut table = String::new();
    for name in ["sealed", PUBLISHED] {
        table.push_str(&format!("{name}\n"));
        for (element, expected, measured) in places(letter(name)) {
            assert_near(measured, expected, &format!("{name}: {element}"));
            table.push_str(
                &format!("{element}：标准 {expected:.2} mm，实测 {measured:.2} mm\n").replace("-0.00", "0.00"),
            );
        }
    }
    insta::assert_snapshot!("places", table);
}
