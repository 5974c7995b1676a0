//! What nobody sees of a document, though it stands there: what is hidden by itself or by its style, and what is white or
//! too small.

use std::collections::HashMap;

use crate::characters::Script;
use crate::workbook::is_unseen_on_white;
use crate::xml::XmlElement;

/// Half points of height up to which nobody reads characters.
const SMALLEST: f64 = 6.0;

/// As this part of those beside them digits are so small that they are no part of their number.
const SMALL: f64 = 0.72;

/// Half points that digits stand above or below those beside them to be no part of their number.
const RAISED: f64 = 4.0;

/// Styles that one goes through to what it is based on.
const MOST_STEPS: usize = 12;

/// How characters look, as far as it is said.
#[derive(Debug, Clone, Copy, Default)]
struct RunLook {
    is_hidden: Option<bool>,
    is_white: Option<bool>,
    size: Option<f64>,
    position: Option<f64>,
    is_shaded: Option<bool>,
    is_struck: Option<bool>,
    script: Option<Option<Script>>,
}

impl RunLook {
    /// The look that the properties of runs say, and those of paragraphs.
    fn of(properties: Option<&XmlElement>, of_paragraph: Option<&XmlElement>) -> Self {
        let Some(runs) = properties else { return Self { is_shaded: shading(of_paragraph), ..Self::default() } };
        let hidden = |mark: &str| runs.child(mark).map(|_| runs.is_on(mark));
        let number = |name: &str| runs.value(name).and_then(|number| number.parse::<f64>().ok());
        let script = |side: &str| match side {
            "superscript" => Some(Script::Raised),
            "subscript" => Some(Script::Lowered),
            _ => None,
        };
        Self {
            is_struck: hidden("strike").or_else(|| hidden("dstrike")),
            script: runs.value("vertAlign").map(script),
            is_hidden: hidden("vanish"),
            is_white: runs.child("color").map(is_white),
            size: number("sz"),
            position: number("position"),
            is_shaded: shading(Some(runs))
                .or_else(|| runs.value("highlight").map(|colour| colour != "none"))
                .or_else(|| shading(of_paragraph)),
        }
    }

    /// This look, and another one for what it leaves unsaid.
    fn or(self, other: Self) -> Self {
        Self {
            is_hidden: self.is_hidden.or(other.is_hidden),
            is_white: self.is_white.or(other.is_white),
            size: self.size.or(other.size),
            position: self.position.or(other.position),
            is_shaded: self.is_shaded.or(other.is_shaded),
            is_struck: self.is_struck.or(other.is_struck),
            script: self.script.or(other.script),
        }
    }
}

/// Whether a colour is that of paper.
fn is_white(colour: &XmlElement) -> bool {
    match colour.attribute("themeColor") {
        // A colour of the theme takes the place of what is written beside it.
        Some(name) => matches!(name, "background1" | "light1") && colour.attribute("themeShade").is_none(),
        None => colour.attribute("val").is_some_and(is_unseen_on_white),
    }
}

/// Whether properties put a colour behind what has them; none where they do not say.
pub(super) fn shading(properties: Option<&XmlElement>) -> Option<bool> {
    let shade = properties?.child("shd")?;
    let is_plain = shade.attribute("fill").is_none_or(|fill| fill == "auto" || is_unseen_on_white(fill));
    let is_patterned = shade.attribute("val").is_some_and(|pattern| !matches!(pattern, "clear" | "nil"));
    Some(!is_plain || is_patterned || shade.attribute("themeFill").is_some_and(|fill| fill != "background1"))
}

/// Twentieths of a point of a row below which nothing is seen of it.
const THIN_ROW: f64 = 40.0;

/// Whether nobody sees a row of a table: it is said to be hidden, or hardly has a height.
pub(super) fn is_unseen_row(row: &XmlElement) -> bool {
    let Some(properties) = row.child("trPr") else { return false };
    let height = properties.child("trHeight").filter(|height| height.attribute("hRule") == Some("exact"));
    let is_thin =
        height.and_then(|height| height.attribute("val")?.parse::<f64>().ok()).is_some_and(|at| at < THIN_ROW);
    is_thin || properties.is_on("hidden")
}

/// How a run is seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Visibility {
    /// As any.
    Seen,
    /// Not at all, since it is said to be hidden.
    Hidden,
    /// Not at all, since it is white or too small.
    Faint,
}

/// How a run is seen, and where.
#[derive(Debug, Clone, Copy)]
pub(super) struct SeenRun {
    /// Whether it is.
    pub visibility: Visibility,
    /// Whether it is struck out.
    pub is_struck: bool,
    /// Where beside the line it stands.
    pub script: Option<Script>,
    /// Its size in half points, where that is said.
    size: Option<f64>,
    /// How many half points it stands above the line.
    position: f64,
}

impl SeenRun {
    /// Whether digits of it and of another one look like those of one number.
    pub(super) fn is_one_with(&self, other: &Self) -> bool {
        let is_as_large = self.size.zip(other.size).is_none_or(|(one, other)| one.min(other) > SMALL * one.max(other));
        let is_level = (self.position - other.position).abs() < RAISED;
        (self.visibility, self.is_struck) == (other.visibility, other.is_struck) && is_level && is_as_large
    }
}

/// The looks that the styles of a document give.
#[derive(Debug, Default)]
pub(super) struct WordLooks {
    /// The look of each style and the style it is based on, by its name.
    styles: HashMap<String, (RunLook, Option<String>)>,
    /// The style of paragraphs that name none.
    usual: Option<String>,
}

impl WordLooks {
    /// The looks that the part with the styles gives.
    pub(super) fn of(styles: &XmlElement) -> Self {
        let all = styles.children.first().map_or(&[][..], |root| &root.children);
        let mut looks = Self::default();
        for style in all.iter().filter(|style| style.name == "style") {
            let Some(id) = style.attribute("styleId") else { continue };
            let is_usual = matches!(style.attribute("default"), Some("1" | "true" | "on"));
            if is_usual && style.attribute("type") == Some("paragraph") {
                looks.usual = Some(id.to_owned());
            }
            let look = RunLook::of(style.child("rPr"), style.child("pPr"));
            looks.styles.insert(id.to_owned(), (look, style.value("basedOn").map(str::to_owned)));
        }
        looks
    }

    /// How a run is seen, by its properties, those of its paragraph and their styles; `is_shaded` says whether a colour lies
    /// behind all.
    pub(super) fn seen(&self, run: Option<&XmlElement>, paragraph: Option<&XmlElement>, is_shaded: bool) -> SeenRun {
        let style = |properties: Option<&XmlElement>, name: &str| properties?.value(name).map(str::to_owned);
        let of_run = self.of_style(style(run, "rStyle"));
        let of_paragraph = self.of_style(style(paragraph, "pStyle").or_else(|| self.usual.clone()));
        let look = RunLook::of(run, paragraph).or(of_run).or(of_paragraph);
        let is_white = look.is_white == Some(true) && look.is_shaded != Some(true) && !is_shaded;
        let visibility = match () {
            () if look.is_hidden == Some(true) => Visibility::Hidden,
            () if is_white || look.size.is_some_and(|size| size <= SMALLEST) => Visibility::Faint,
            () => Visibility::Seen,
        };
        SeenRun {
            visibility,
            is_struck: look.is_struck == Some(true),
            script: look.script.flatten(),
            size: look.size,
            position: look.position.unwrap_or_default(),
        }
    }

    /// The look of a style with those that it is based on.
    fn of_style(&self, name: Option<String>) -> RunLook {
        let (mut look, mut next) = (RunLook::default(), name.as_ref());
        for _ in 0..MOST_STEPS {
            let Some((own, based)) = next.and_then(|name| self.styles.get(name)) else { break };
            look = look.or(*own);
            next = based.as_ref();
        }
        look
    }
}
