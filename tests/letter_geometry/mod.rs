//! Letters against GB/T 9704-2012: every element where the standard puts it, within 0.3 mm.

mod body;
mod closing;
mod head;
mod imprint;
mod places;

pub(super) use nianbao::typeset::Faces;

pub(super) use crate::geometry::{BOTTOM, LEFT, Line, RIGHT, SIZE, TOP, assert_near, lines_of, text};
pub(super) use crate::support::built::{characters, without_spaces};
pub(super) use crate::support::letters::{LETTERS, Letter, PUBLISHED, case, letter, letter_of, proof_of};
pub(super) use crate::support::pdf::{Circle, Glyph, POINT, Page, Rule};

/// A character of 三号 in millimetres.
pub(super) const CHARACTER: f64 = SIZE * POINT;

/// From one line to the next in millimetres: a character and 7/8 of one, 22 lines filling 225 mm.
pub(super) const PITCH: f64 = (225.0 - CHARACTER) / 21.0;

/// Between one line and the next.
pub(super) const GAP: f64 = PITCH - CHARACTER;

/// Size of the title in points (二号).
pub(super) const TITLE: f64 = 22.0;

/// Size of page numbers and of 版记 in points (四号).
pub(super) const SMALL: f64 = 14.0;

/// The letters with the head of a 文件.
pub(super) fn documents() -> impl Iterator<Item = (&'static str, &'static Letter)> {
    ["sealed", "unsealed", "joint", "many", PUBLISHED].into_iter().map(|name| (name, letter(name)))
}

/// All letters.
pub(super) fn all() -> impl Iterator<Item = (&'static str, &'static Letter)> {
    LETTERS.into_iter().chain([PUBLISHED]).map(|name| (name, letter(name)))
}

/// Upper and lower edge of the ink of a glyph of the head or of a page number.
pub(crate) fn ink(glyph: &Glyph) -> (f64, f64) {
    let name = if glyph.face.contains("Bold") { "NotoSerifSC_700Bold" } else { "NotoSerifSC_400Regular" };
    assert!(glyph.face.contains("NotoSerifSC"), "{} in {}", glyph.text, glyph.face);
    let (_, face) = Faces::files().find(|(file, _)| file.contains(name)).expect("the face");
    let face = ttf_parser::Face::parse(&face, 0).expect("the face should be readable");
    // The dash of full width looks like the bar.
    let character = glyph.text.chars().next().expect("a character");
    let index = face.glyph_index(if character == '—' { '―' } else { character }).expect("the character");
    let bounds = face.glyph_bounding_box(index).expect("an outline");
    let scale = glyph.size * POINT / f64::from(face.units_per_em());
    (glyph.baseline - f64::from(bounds.y_max) * scale, glyph.baseline - f64::from(bounds.y_min) * scale)
}

/// The red glyphs of the head, and the upper and lower edge of their ink.
pub(super) fn head(page: &Page) -> (Vec<&Glyph>, f64, f64) {
    let glyphs: Vec<&Glyph> = page.glyphs.iter().filter(|glyph| glyph.red).collect();
    let top = glyphs.iter().map(|glyph| ink(glyph).0).fold(f64::INFINITY, f64::min);
    let bottom = glyphs.iter().map(|glyph| ink(glyph).1).fold(0.0, f64::max);
    (glyphs, top, bottom)
}

/// The red rules of a page, from top to bottom.
pub(super) fn red_rules(page: &Page) -> Vec<&Rule> {
    let mut rules: Vec<&Rule> = page.rules.iter().filter(|rule| rule.red).collect();
    rules.sort_by(|a, b| a.top.total_cmp(&b.top));
    rules
}

/// The line of 三号 that begins with some text.
pub(super) fn line<'a>(page: &'a Page, start: &str) -> Line<'a> {
    let lines = lines_of(page, SIZE);
    let found = lines.iter().find(|line| text(line).starts_with(start));
    found.cloned().unwrap_or_else(|| {
        panic!("no line begins with {start}: {:?}", lines.iter().map(|l| text(l)).collect::<Vec<_>>())
    })
}

/// The stretch of a page's 三号 that says some text.
pub(super) fn stretch<'a>(page: &'a Page, wanted: &str) -> Line<'a> {
    let length = wanted.chars().count();
    let lines = lines_of(page, SIZE);
    let found = lines.iter().find_map(|line| {
        let windows: Vec<&[&Glyph]> = line.windows(length).collect();
        windows.into_iter().find(|window| text(window) == wanted).map(<[&Glyph]>::to_vec)
    });
    found.unwrap_or_else(|| panic!("{wanted} should be printed"))
}

/// The left end of a line.
pub(super) fn left(line: &[&Glyph]) -> f64 {
    line[0].left
}

/// The right end of a line.
pub(super) fn right(line: &[&Glyph]) -> f64 {
    line[line.len() - 1].right
}

/// The page that a text is printed on.
pub(super) fn page_of<'a>(letter: &'a Letter, wanted: &str) -> &'a Page {
    letter
        .pages
        .iter()
        .find(|page| page.text().contains(wanted))
        .unwrap_or_else(|| panic!("{wanted} should be printed"))
}

/// From one line of a letter's text to the next: letters of which 版记 would be alone have a line less on a page.
pub(super) fn pitch_of(letter: &Letter) -> f64 {
    let lines = lines_of(&letter.pages[0], SIZE);
    let full: Vec<&Line<'_>> = lines.iter().filter(|line| line.len() > 20).collect();
    full.windows(2).last().map_or(PITCH, |pair| pair[1][0].top() - pair[0][0].top())
}

/// The lines of the title of a letter.
pub(super) fn title_of(letter: &Letter) -> Vec<Line<'_>> {
    lines_of(&letter.pages[0], TITLE)
}

/// Whether a page bears a number.
pub(super) fn is_numbered(page: &Page) -> bool {
    !furniture(page).is_empty()
}

/// The glyphs of the page number, from left to right, without its blanks.
pub(crate) fn furniture(page: &Page) -> Vec<&Glyph> {
    let mut glyphs: Vec<&Glyph> = page.glyphs.iter().filter(|glyph| glyph.furniture && glyph.text != " ").collect();
    glyphs.sort_by(|a, b| a.left.total_cmp(&b.left));
    glyphs
}
