//! How a letter ends: seals, names, dates, notes.

use super::*;

/// How far below the middle of a seal that of name and date stands.
const DROP: f64 = 7.0;

/// Holds that a seal fits: within a line of the text above, over name and date, and over nothing else.
fn assert_fits(name: &str, page: &Page, seal: &Circle, signature: &[&str]) {
    let small = SMALL * POINT;
    let top = seal.y - seal.radius;
    let within = |glyph: &&Glyph| {
        let (x, y) = (glyph.middle() - seal.x, (glyph.top() + glyph.bottom()) / 2.0 - seal.y);
        (x * x + y * y).sqrt() < seal.radius + small / 2.0
    };
    // What is printed, without the grid's notes.
    let glyphs = || page.glyphs.iter().filter(|glyph| glyph.size > SMALL - 0.1);
    let above = glyphs().filter(|glyph| glyph.bottom() <= top + 0.05).map(Glyph::bottom).fold(0.0, f64::max);
    assert!(top - above <= PITCH + 0.05, "{name}: the seal begins {:.1} mm below the text", top - above);
    let said: String = glyphs().filter(within).map(|glyph| glyph.text.as_str()).collect();
    let allowed = signature.concat();
    let other: String = said.chars().filter(|c| !allowed.contains(*c)).collect();
    assert!(other.is_empty(), "{name}: the seal of {:.0} mm covers “{other}”", 2.0 * seal.radius);
    assert!(seal.x + seal.radius <= RIGHT + 0.1, "{name}: the seal leaves the block");
}

#[test]
fn seals_of_45_and_50_mm_fit_where_the_date_stands() {
    let date = "2026年1月15日";
    for (from, rows) in [("示例局", 2), ("示例市应急管理局", 2), ("示例自治区示例地区示例自治县人民政府办公室", 3)]
    {
        for (kind, note, lines) in
            [("报告", true, 1), ("报告", false, 4), ("函", true, 2), ("函", false, 9), ("报告", false, 30)]
        {
            let text = characters(28 * lines - 2);
            let note = if note { "note = \"此件公开发布\"\n" } else { "" };
            let letter = format!(
                "[letter]\nkind = \"{kind}\"\nfrom = \"{from}\"\nto = \"甲\"\ndate = 2026-01-15\ncc = \"{}\"\n{note}text = \"{text}\"",
                characters(20)
            );
            let name = format!("{kind}, {from}, {lines} lines, {note}");
            let pages = proof_of(&letter);
            let seals: Vec<(&Page, &Circle)> =
                pages.iter().flat_map(|page| page.circles.iter().map(move |circle| (page, circle))).collect();
            let sizes: Vec<f64> = seals.iter().map(|(_, seal)| (2.0 * seal.radius).round()).collect();
            assert_eq!(sizes, [45.0, 50.0], "{name}: seals drawn");
            for (page, seal) in seals {
                assert_fits(&name, page, seal, &[from, date]);
                let dated = stretch(page, date);
                assert_near((left(&dated) + right(&dated)) / 2.0, seal.x, &format!("{name}: the seal on the date"));
                // Lines stand closer where a letter comes on one page by that.
                let above = page
                    .glyphs
                    .iter()
                    .filter(|glyph| from.contains(&glyph.text) && glyph.baseline < dated[0].baseline - 1.0);
                let pitch = dated[0].baseline - above.map(|glyph| glyph.baseline).fold(0.0, f64::max);
                let middle = dated[0].bottom() - (rows as f64 * pitch - (pitch - CHARACTER)) / 2.0;
                assert_near(middle - seal.y, DROP, &format!("{name}: name and date below the middle of the seal"));
            }
        }
    }
}

#[test]
fn seals_of_co_issuers_do_not_touch() {
    for (count, sizes) in [(2, vec![45.0, 50.0]), (3, vec![45.0]), (5, vec![45.0])] {
        let names: Vec<String> = (1..=count).map(|number| format!("\"示例市第{number}局\"")).collect();
        let letter =
            format!("[letter]\nfrom = [{}]\nto = \"甲\"\ndate = 2026-01-15\ntext = \"文。\"", names.join(", "));
        let pages = proof_of(&letter);
        let seals: Vec<&Circle> = pages.iter().flat_map(|page| &page.circles).collect();
        assert_eq!(seals.len(), count * sizes.len(), "{count}");
        for (number, seal) in seals.iter().enumerate() {
            assert!(sizes.contains(&(2.0 * seal.radius).round()));
            assert!(seal.x - seal.radius >= LEFT - 0.1 && seal.x + seal.radius <= RIGHT + 0.1, "{count}: {seal:?}");
            for other in &seals[..number] {
                let apart = ((seal.x - other.x).powi(2) + (seal.y - other.y).powi(2)).sqrt();
                let same = apart < 0.1;
                assert!(same || apart > seal.radius + other.radius, "{count}: {seal:?} touches {other:?}");
            }
        }
    }
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
        // A seal with name and date a little below its middle begins within a line of the text.
        for diameter in [45.0, 50.0] {
            let seal = (lines[at - 1][0].top() + lines[at][0].bottom()) / 2.0 - DROP - diameter / 2.0;
            let end = lines[at - 2][0].bottom();
            assert!((end..=end + PITCH).contains(&seal), "{name}: the seal begins {:.1} mm below", seal - end);
        }
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
        let page = Page { glyphs: page, ..Page::default() };
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
    assert_near(places[1].0 - places[0].0, 46.0, "seals stand 46 mm apart");
    let (first, second_line) = row(&["应急管理局"])[0];
    assert_near(places[0].0 - first, 46.0, "seals stand 46 mm apart");
    let below = row(&["城乡建设局", "交通运输局"]);
    for (lower, upper) in below.iter().zip([first, places[0].0]) {
        assert_near(lower.0, upper, "seals of a column stand above each other");
        assert_near(lower.1 - second_line, 46.0, "rows of seals stand 46 mm apart");
    }
    let date = stretch(page, "2026年1月20日");
    // Three seals of 45 mm leave a little less than four characters.
    let room = (RIGHT - right(&date)) / CHARACTER;
    assert!((3.5..=4.05).contains(&room), "the date ends {room:.2} characters from the right");
    assert_near((left(&date) + right(&date)) / 2.0, places[1].0, "the date stands below the last name");
    assert!(first - 22.5 >= LEFT, "the first seal leaves the block");
}
