//! What of a page is shown, and what begins and ends a line.

use super::tree::{NodeId, NodeKind, PageTree};
use crate::characters::{Script, scripted};
use crate::published::line::LineMaker;
use crate::published::page::Unread;
use crate::workbook::is_unseen_on_white;

/// Elements of which nothing is shown, or nothing that is text.
const UNSEEN: &[&str] = &[
    "script", "style", "noscript", "template", "head", "title", "meta", "link", "select", "option", "textarea",
    "button", "svg", "math", "object", "embed", "canvas", "audio", "video", "input", "map", "datalist", "rp", "xml",
    "iframe", "noframes", "noembed",
];

/// Elements that begin and end a paragraph.
const BLOCKS: &[&str] = &[
    "p",
    "div",
    "section",
    "article",
    "main",
    "header",
    "footer",
    "nav",
    "aside",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "ul",
    "ol",
    "dl",
    "dt",
    "dd",
    "li",
    "blockquote",
    "pre",
    "address",
    "figure",
    "figcaption",
    "form",
    "fieldset",
    "legend",
    "center",
    "caption",
    "details",
    "summary",
    "table",
    "thead",
    "tbody",
    "tfoot",
    "tr",
    "td",
    "th",
    "body",
    "html",
    "dir",
    "menu",
    "hgroup",
    "search",
    "ucapcontent",
    "ucaptitle",
];

/// The text of an element, blanks as they are shown.
pub(super) fn text_of(tree: &PageTree, id: NodeId) -> String {
    let mut line = LineMaker::default();
    let mut open = vec![id];
    while let Some(id) = open.pop() {
        if let NodeKind::Text(text) = &tree.node(id).kind {
            line.push(text, false);
        }
        open.extend(tree.node(id).children.iter().rev());
    }
    line.take().text
}

/// What an element says of its own look, without blanks and in small letters.
fn own_style(tree: &PageTree, id: NodeId) -> String {
    plain(tree.attribute(id, "style").unwrap_or_default())
}

/// What is said of the look of an element, by the sheets of the page and by itself.
fn style(tree: &PageTree, id: NodeId) -> String {
    plain(tree.style(id)) + &own_style(tree, id)
}

/// Declarations without blanks and in small letters.
fn plain(style: &str) -> String {
    style.chars().filter(|c| !c.is_whitespace()).collect::<String>().to_ascii_lowercase()
}

/// Declarations by which an element is not shown.
const HIDING: [&str; 3] = ["display:none", "visibility:hidden", "mso-hide:all"];

/// Whether an element is not shown.
pub(super) fn is_hidden(tree: &PageTree, id: NodeId) -> bool {
    let style = own_style(tree, id);
    tree.attribute(id, "hidden").is_some() || HIDING.iter().any(|hiding| style.contains(hiding))
}

/// Whether an element has words.
pub(super) fn has_words(tree: &PageTree, id: NodeId) -> bool {
    !text_of(tree, id).trim().is_empty()
}

/// How words are seen: beside the line, struck out, or hardly at all.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct WebLook {
    /// Where beside the line they stand.
    script: Option<Script>,
    /// Whether they are struck out.
    is_struck: bool,
    /// Whether nobody sees them.
    is_faint: bool,
    /// Whether they have the colour of paper, whatever lies behind them.
    is_white: bool,
    /// Whether they stand above or below the line, by a length.
    is_shifted: bool,
    /// Their size.
    size: WebSize,
    /// Whether they stand in a field of a form.
    is_field: bool,
}

impl Default for WebLook {
    fn default() -> Self {
        let (script, size) = (None, WebSize { pixels: None, part: 1.0 });
        let [is_struck, is_faint, is_white, is_shifted, is_field] = [false; 5];
        Self { script, is_struck, is_faint, is_white, is_shifted, size, is_field }
    }
}

impl WebLook {
    /// The same in a field of a form.
    pub(super) fn in_field(self) -> Self {
        Self { is_field: true, ..self }
    }

    /// How words are seen within an element in words of this look.
    pub(super) fn within(self, tree: &PageTree, id: NodeId) -> Self {
        let (name, style) = (tree.name(id), style(tree, id));
        let script = match name {
            "sup" => Some(Script::Raised),
            "sub" => Some(Script::Lowered),
            _ if style.contains("vertical-align:super") || is_mark(tree, id) => Some(Script::Raised),
            _ if style.contains("vertical-align:sub") => Some(Script::Lowered),
            _ => self.script,
        };
        // An element of such a size often holds others of a usual one.
        let is_leaf = || tree.node(id).children.iter().all(|child| tree.name(*child).is_empty());
        let is_white = values(&style, "color").any(is_paper);
        let is_moving = style.contains("animation") || style.contains("transition");
        let is_faint = !is_moving && style.split(';').any(|one| matches!(one, "opacity:0" | "opacity:0.0"))
            || style.split(';').any(|one| SMALLEST.contains(&one)) && is_leaf()
            || is_white && !has_backdrop(tree, id)
            || is_put_away(&style)
            || is_leaf() && HIDING.iter().any(|hiding| plain(tree.style(id)).contains(hiding));
        Self {
            is_white: self.is_white || is_white,
            script,
            is_struck: self.is_struck || ["s", "strike", "del"].contains(&name) || style.contains("line-through"),
            is_faint: self.is_faint || is_faint,
            is_shifted: self.is_shifted || is_shifted(&style),
            size: self.size.within(tree, id, &style),
            is_field: self.is_field,
        }
    }

    /// Whether words of another look beside these are no part of them.
    pub(super) fn is_apart(self, other: Self) -> bool {
        let seen = |look: Self| (look.is_struck, look.is_faint, look.is_white, look.is_shifted);
        // Two fields stand beside each other, whatever they look like.
        seen(self) != seen(other) || self.size.is_other(other.size) || self.is_field || other.is_field
    }

    /// Counts what is told of words with this look, in words of another one.
    pub(super) fn tell(self, around: Self, unread: &mut Unread, has_words: impl Fn() -> bool) {
        unread.struck += usize::from(self.is_struck && !around.is_struck && has_words());
        unread.faint += usize::from(self.is_faint && !around.is_faint && has_words());
    }

    /// A text as it is seen, and whether there is a character for each of it.
    pub(super) fn written(self, text: &str) -> (String, bool) {
        self.script.map_or_else(|| (text.to_owned(), true), |script| scripted(text, script))
    }
}

/// Classes that Word gives to the marks of notes.
const MARKS: [&str; 2] = ["MsoFootnoteReference", "MsoEndnoteReference"];

/// Whether an element is the mark of a note, by its class.
fn is_mark(tree: &PageTree, id: NodeId) -> bool {
    tree.attribute(id, "class").is_some_and(|class| MARKS.iter().any(|mark| class.contains(mark)))
}

/// As this part of those beside them digits are so small that they are no part of their number.
const SMALL: f64 = 0.72;

/// What a style says of something, each time.
fn values<'s>(style: &'s str, name: &'s str) -> impl Iterator<Item = &'s str> {
    style.split(';').filter_map(move |one| one.strip_prefix(name)?.strip_prefix(':'))
}

/// Whether a colour is that of paper.
fn is_paper(colour: &str) -> bool {
    let colour = colour.trim_end_matches("!important");
    let digits = colour.strip_prefix('#').map(|digits| match digits.len() {
        3 => digits.chars().flat_map(|digit| [digit, digit]).collect(),
        _ => digits.to_owned(),
    });
    let parts = || -> Option<String> {
        let inside = colour.strip_prefix("rgb(").or_else(|| colour.strip_prefix("rgba("))?.strip_suffix(')')?;
        let parts: Vec<u8> = inside.split(',').take(3).filter_map(|part| part.parse::<u8>().ok()).collect();
        (parts.len() == 3).then(|| parts.iter().map(|part| format!("{part:02x}")).collect())
    };
    colour == "white" || digits.or_else(parts).is_some_and(|digits| is_unseen_on_white(&digits))
}

/// Units of length beyond the edge of a page where nothing of it is.
const FAR: i64 = 900;

/// Whether words are put where nobody sees them: beyond the page, into no room, without a colour.
fn is_put_away(style: &str) -> bool {
    let number = |length: &str| {
        let end = length.find(|c: char| !(c.is_ascii_digit() || c == '-')).unwrap_or(length.len());
        length[..end].parse::<i64>().ok()
    };
    let is_far = |name| values(style, name).filter_map(number).any(|length| length < -FAR);
    let has_none = |name| values(style, name).any(|length| matches!(length, "0" | "0px" | "0pt"));
    let is_clipped = style.contains("overflow:hidden") && (has_none("width") || has_none("height"));
    let is_clear = values(style, "color").any(|colour| colour == "transparent");
    is_clear || is_clipped || style.contains("clip:rect(0") || ["left", "text-indent", "top"].into_iter().any(is_far)
}

/// Whether words stand above or below their line, by a length.
fn is_shifted(style: &str) -> bool {
    let is_length = |at: &str| at.starts_with(|c: char| c.is_ascii_digit() || c == '-') || at.starts_with("text-");
    let is_moved = ["top", "bottom"].iter().any(|side| values(style, side).any(|at| !at.starts_with('0')));
    values(style, "vertical-align").any(|at| is_length(at) && !at.starts_with('0'))
        || style.contains("mso-text-raise:")
        || style.contains("position:relative") && is_moved
}

/// The size of words.
#[derive(Debug, Clone, Copy, PartialEq)]
struct WebSize {
    /// In pixels, where a length was said.
    pixels: Option<f64>,
    /// As a part of the text around the outermost of them that says a part.
    part: f64,
}

impl WebSize {
    /// That of the words of an element in words of this one.
    fn within(self, tree: &PageTree, id: NodeId, style: &str) -> Self {
        /// The sizes of the element for fonts, as parts of the third.
        const SIZES: [f64; 7] = [0.63, 0.81, 1.0, 1.13, 1.5, 2.0, 3.0];
        let scaled = |part: f64| Self { pixels: self.pixels.map(|pixels| pixels * part), part: self.part * part };
        let said = |value: &str| -> Option<Self> {
            let end = value.find(|c: char| !(c.is_ascii_digit() || c == '.')).unwrap_or(value.len());
            let number: f64 = value[..end].parse().ok()?;
            match value[end..].trim_end_matches("!important") {
                "px" => Some(Self { pixels: Some(number), ..self }),
                "pt" => Some(Self { pixels: Some(number / 0.75), ..self }),
                "em" => Some(scaled(number)),
                "%" => Some(scaled(number / 100.0)),
                _ => None,
            }
        };
        let of_font = || {
            let number: usize = tree.attribute(id, "size").filter(|_| tree.name(id) == "font")?.trim().parse().ok()?;
            SIZES.get(number.checked_sub(1)?).map(|part| Self { part: *part, ..self })
        };
        let usual = if tree.name(id) == "small" { scaled(0.83) } else { self };
        values(style, "font-size").filter_map(said).last().or_else(of_font).unwrap_or(usual)
    }

    /// Whether digits of one size are no part of the number of those of the other: of lengths and parts it is not known.
    fn is_other(self, other: Self) -> bool {
        let (one, other) = match (self.pixels, other.pixels) {
            (Some(one), Some(other)) => (one, other),
            (None, None) => (self.part, other.part),
            _ => return false,
        };
        one.min(other) <= SMALL * one.max(other)
    }
}

/// Whether a colour lies behind an element, or may lie there: a class of it or of what it is a line of may say so, and what
/// is pressed has one.
fn has_backdrop(tree: &PageTree, id: NodeId) -> bool {
    const NEAR: usize = 30;
    let is_said = |id| tree.attribute(id, "bgcolor").is_some() || own_style(tree, id).contains("background");
    let is_classed = |id: NodeId| tree.attribute(id, "class").is_some() || ["a", "button"].contains(&tree.name(id));
    let of_line = tree.around(id).take(NEAR).find(|id| is_block(tree.name(*id)) || is_classed(*id));
    of_line.is_some_and(is_classed) || tree.around(id).take(NEAR).any(is_said)
}

/// Sizes that nobody reads.
const SMALLEST: [&str; 6] =
    ["font-size:0", "font-size:0px", "font-size:0pt", "font-size:1px", "font-size:1pt", "font-size:2px"];

/// What a field of a form shows, where it is one that people write in or choose from.
pub(super) fn filled_in(tree: &PageTree, id: NodeId) -> Option<String> {
    match tree.name(id) {
        "input" => {
            let kind = tree.attribute(id, "type").unwrap_or("text").to_ascii_lowercase();
            let is_text = ["text", "number", ""].contains(&kind.as_str());
            tree.attribute(id, "value").filter(|_| is_text).map(str::to_owned)
        }
        "textarea" => Some(text_of(tree, id)),
        "select" => {
            let mut options = tree.node(id).children.iter().filter(|child| tree.name(**child) == "option");
            let chosen = options.clone().find(|option| tree.attribute(**option, "selected").is_some());
            chosen.or_else(|| options.next()).map(|option| text_of(tree, *option))
        }
        _ => None,
    }
}

/// Files that reports are written in.
const FILES: [&str; 7] = [".pdf", ".doc", ".docx", ".wps", ".ofd", ".xls", ".xlsx"];

/// Whether an element shows a file that reports are written in.
pub(super) fn is_file(tree: &PageTree, id: NodeId) -> bool {
    let source = tree.attribute(id, "src").or_else(|| tree.attribute(id, "data")).unwrap_or_default();
    let path = source.split(['?', '#']).next().unwrap_or_default().to_ascii_lowercase();
    FILES.iter().any(|ending| path.ends_with(ending))
}

/// Whether a picture is large enough to have words in it; one without a size may be.
pub(super) fn is_large(tree: &PageTree, id: NodeId) -> bool {
    let side =
        |name: &str| tree.attribute(id, name).and_then(|side| side.trim_end_matches("px").trim().parse::<u32>().ok());
    let (width, height) = (side("width"), side("height"));
    width.is_none_or(|width| width >= 300) && height.is_none_or(|height| height >= 200)
}

/// Whether nothing of an element is shown as text.
pub(super) fn is_unseen(tree: &PageTree, id: NodeId) -> bool {
    is_without_text(tree.name(id)) || is_hidden(tree, id)
}

/// Whether an element of a name shows nothing, or nothing that is text.
pub(super) fn is_without_text(name: &str) -> bool {
    UNSEEN.contains(&name)
}

/// Whether an element begins and ends a line.
pub(super) fn is_block(name: &str) -> bool {
    BLOCKS.contains(&name)
}
