//! Numbers that Word counts by itself: 一、（一）1.（1）; they stand in no text and are part of what is read.

use std::collections::HashMap;

use crate::prose::numbering::Style;
use crate::prose::ordinal;
use crate::xml::XmlElement;

/// Levels of a list.
const LEVELS: usize = 9;

/// One level of a list.
#[derive(Debug, Clone, Default)]
struct ListLevel {
    /// The first number.
    start: u32,
    /// How numbers are written.
    format: String,
    /// What stands before a paragraph, `%1` for the number of the first level.
    text: String,
}

/// What is counted in a document.
#[derive(Debug, Default)]
pub(super) struct Numbering {
    /// The levels of each list, by its number.
    lists: HashMap<String, (String, Vec<ListLevel>)>,
    /// List and level that a style gives to its paragraphs.
    styles: HashMap<String, (String, usize)>,
    /// The style that each is based on.
    based: HashMap<String, String>,
    /// How far each list has been counted, by the list that it is made after.
    counts: HashMap<String, [u32; LEVELS]>,
}

/// What stands before a paragraph.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum ListLabel {
    /// A number.
    Number(String),
    /// A dot, so many lists deep.
    Dot(usize),
}

impl Numbering {
    /// What the parts of a document say of its lists.
    pub(super) fn of(numbering: &XmlElement, styles: &XmlElement) -> Self {
        let mut all = Self::default();
        let root = |part: &XmlElement, name: &str| -> Vec<usize> {
            let inside = part.children.first().map_or(&[][..], |root| &root.children);
            inside.iter().enumerate().filter(|(_, child)| child.name == name).map(|(at, _)| at).collect()
        };
        let Some(lists) = numbering.children.first() else { return all.with_styles(styles) };
        let mut patterns: HashMap<&str, Vec<ListLevel>> = HashMap::new();
        for at in root(numbering, "abstractNum") {
            let pattern = &lists.children[at];
            let Some(id) = pattern.attribute("abstractNumId") else { continue };
            let mut levels = vec![ListLevel::default(); LEVELS];
            for level in pattern.children.iter().filter(|child| child.name == "lvl") {
                if let Some(known) = level_of(level).and_then(|at| levels.get_mut(at)) {
                    *known = ListLevel::of(level);
                }
            }
            patterns.insert(id, levels);
        }
        for at in root(numbering, "num") {
            let list = &lists.children[at];
            let (Some(id), Some(pattern)) = (list.attribute("numId"), list.value("abstractNumId")) else { continue };
            let mut levels = patterns.get(pattern).cloned().unwrap_or_else(|| vec![ListLevel::default(); LEVELS]);
            let mut counted = pattern.to_owned();
            for change in list.children.iter().filter(|child| child.name == "lvlOverride") {
                let Some(known) = level_of(change).and_then(|at| levels.get_mut(at)) else { continue };
                if let Some(level) = change.child("lvl") {
                    *known = ListLevel::of(level);
                }
                if let Some(start) = change.value("startOverride").and_then(|start| start.parse().ok()) {
                    known.start = start;
                    // A list that begins anew is counted by itself.
                    counted = format!("num {id}");
                }
            }
            all.lists.insert(id.to_owned(), (counted, levels));
        }
        all.with_styles(styles)
    }

    /// The same with what styles say.
    fn with_styles(mut self, styles: &XmlElement) -> Self {
        let all = styles.children.first().map_or(&[][..], |root| &root.children);
        for style in all.iter().filter(|style| style.name == "style") {
            let Some(id) = style.attribute("styleId") else { continue };
            if let Some(based) = style.value("basedOn") {
                self.based.insert(id.to_owned(), based.to_owned());
            }
            let numbered = style.child("pPr").and_then(|properties| properties.child("numPr"));
            if let Some(list) = numbered.and_then(|numbered| numbered.value("numId")) {
                let level = numbered.and_then(|numbered| numbered.value("ilvl")).and_then(|level| level.parse().ok());
                self.styles.insert(id.to_owned(), (list.to_owned(), level.unwrap_or(0)));
            }
        }
        self
    }

    /// What stands before the next paragraph of some properties.
    pub(super) fn label(&mut self, properties: &XmlElement) -> Option<ListLabel> {
        let own = properties.child("numPr");
        let said = own.and_then(|own| own.value("numId")).map(str::to_owned);
        let level = own.and_then(|own| own.value("ilvl")).and_then(|level| level.parse().ok());
        let of_style = properties.value("pStyle").and_then(|style| self.of_style(style));
        let (list, level) = match (said, of_style) {
            (Some(list), of_style) => (list, level.or(of_style.map(|(_, level)| level)).unwrap_or(0)),
            (None, Some((list, own))) => (list, level.unwrap_or(own)),
            (None, None) => return None,
        };
        let (counted, levels) = self.lists.get(&list)?;
        let of_level = levels.get(level)?;
        if of_level.format == "bullet" {
            return Some(ListLabel::Dot(level + 1));
        }
        let counts = self.counts.entry(counted.clone()).or_default();
        counts[level] = if counts[level] == 0 { of_level.start.max(1) } else { counts[level].saturating_add(1) };
        counts[level + 1..].fill(0);
        let mut text = of_level.text.clone();
        for (at, of_above) in levels.iter().enumerate().take(level + 1) {
            let number = if counts[at] == 0 { of_above.start.max(1) } else { counts[at] };
            text = text.replace(&format!("%{}", at + 1), &of_above.spell(number));
        }
        Some(ListLabel::Number(text)).filter(|label| *label != ListLabel::Number(String::new()))
    }

    /// List and level that a style gives, its own or from one that it is based on.
    fn of_style(&self, style: &str) -> Option<(String, usize)> {
        let mut style = style;
        // Styles may be based on each other in a ring.
        for _ in 0..20 {
            if let Some(found) = self.styles.get(style) {
                return Some(found.clone());
            }
            style = self.based.get(style)?;
        }
        None
    }
}

/// The level that an element is about.
fn level_of(element: &XmlElement) -> Option<usize> {
    element.attribute("ilvl")?.parse().ok()
}

impl ListLevel {
    /// A level as it is declared.
    fn of(level: &XmlElement) -> Self {
        let text = |name: &str| level.value(name).unwrap_or_default().to_owned();
        let start = level.value("start").and_then(|start| start.parse().ok()).unwrap_or(1);
        Self { start, format: text("numFmt"), text: text("lvlText") }
    }

    /// A number as this level writes it.
    fn spell(&self, number: u32) -> String {
        let plain = number as usize;
        let letter = |first: char| {
            let letters = (number.saturating_sub(1) % 26) + u32::from(first);
            char::from_u32(letters).map(String::from).unwrap_or_default()
        };
        let sign = SERIES.iter().find(|(format, _)| *format == self.format).map(|(_, signs)| *signs);
        if let Some(sign) = sign.and_then(|signs| signs.chars().nth(plain.checked_sub(1)?)) {
            return sign.to_string();
        }
        match self.format.as_str() {
            "none" | "bullet" => String::new(),
            "chineseLegalSimplified" => ordinal(plain).chars().map(written_out).collect(),
            "ordinal" => format!("{number}{}", ending(number)),
            format
                if format.contains("hineseCount")
                    || format.contains("ideograph")
                    || format.contains("japanese")
                    || format.contains("aiwanese") =>
            {
                ordinal(plain)
            }
            format if format.contains("Circle") => Style::Circled.spell(plain),
            "decimalFullWidth" => {
                number.to_string().chars().filter_map(|c| char::from_u32(u32::from(c) + 0xFEE0)).collect()
            }
            "decimalZero" => format!("{number:02}"),
            "upperLetter" => letter('A'),
            "lowerLetter" => letter('a'),
            "upperRoman" => roman(number),
            "lowerRoman" => roman(number).to_lowercase(),
            _ => number.to_string(),
        }
    }
}

/// Formats with signs of their own, in order; what lies beyond is counted in digits.
const SERIES: [(&str, &str); 5] = [
    ("ideographTraditional", "甲乙丙丁戊己庚辛壬癸"),
    ("ideographZodiac", "子丑寅卯辰巳午未申酉戌亥"),
    ("ideographEnclosedCircle", "㊀㊁㊂㊃㊄㊅㊆㊇㊈㊉"),
    ("decimalEnclosedParen", "⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽⑾⑿⒀⒁⒂⒃⒄⒅⒆⒇"),
    ("decimalEnclosedFullstop", "⒈⒉⒊⒋⒌⒍⒎⒏⒐⒑⒒⒓⒔⒕⒖⒗⒘⒙⒚⒛"),
];

/// A Chinese digit as amounts are written out.
fn written_out(digit: char) -> char {
    let at = "一二三四五六七八九十".chars().position(|plain| plain == digit);
    at.and_then(|at| "壹贰叁肆伍陆柒捌玖拾".chars().nth(at)).unwrap_or(digit)
}

/// What follows an English number in an order.
fn ending(number: u32) -> &'static str {
    match (number % 100, number % 10) {
        (11..=13, _) => "th",
        (_, 1) => "st",
        (_, 2) => "nd",
        (_, 3) => "rd",
        _ => "th",
    }
}

/// A Roman number; one beyond their use is Arabic.
fn roman(number: u32) -> String {
    const DIGITS: [(u32, &str); 9] =
        [(100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")];
    if number > 399 {
        return number.to_string();
    }
    let (mut rest, mut out) = (number, String::new());
    for (value, digits) in DIGITS {
        while rest >= value {
            out.push_str(digits);
            rest -= value;
        }
    }
    out
}
