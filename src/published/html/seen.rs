//! What of a page is shown, and what begins and ends a line.

use super::tree::{NodeId, NodeKind, PageTree};
use crate::characters::{Script, scripted};
use crate::published::line::LineMaker;
use crate::published::page::Unread;

/// Elements of which nothing is shown, or nothing that is text.
const UNSEEN: &[&str] = &[
    "script", "style", "noscript", "template", "head", "title", "meta", "link", "select", "option", "textarea",
    "button", "svg", "math", "object", "embed", "canvas", "audio", "video", "input", "map", "datalist", "rp", "xml",
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
fn style(tree: &PageTree, id: NodeId) -> String {
    let style = tree.attribute(id, "style").unwrap_or_default();
    style.chars().filter(|c| !c.is_whitespace()).collect::<String>().to_ascii_lowercase()
}

/// Declarations by which an element is not shown.
const HIDING: [&str; 3] = ["display:none", "visibility:hidden", "mso-hide:all"];

/// Whether an element is not shown.
pub(super) fn is_hidden(tree: &PageTree, id: NodeId) -> bool {
    let style = style(tree, id);
    tree.attribute(id, "hidden").is_some() || HIDING.iter().any(|hiding| style.contains(hiding))
}

/// Whether an element has words.
pub(super) fn has_words(tree: &PageTree, id: NodeId) -> bool {
    !text_of(tree, id).trim().is_empty()
}

/// How words are seen: beside the line, struck out, or hardly at all.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct WebLook {
    /// Where beside the line they stand.
    script: Option<Script>,
    /// Whether they are struck out.
    is_struck: bool,
    /// Whether nobody sees them.
    is_faint: bool,
    /// Whether they have the colour of paper, whatever lies behind them.
    is_white: bool,
}

impl WebLook {
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
        let is_white = style.split(';').any(|one| WHITE.contains(&one));
        let is_moving = style.contains("animation") || style.contains("transition");
        let is_faint = !is_moving && style.split(';').any(|one| matches!(one, "opacity:0" | "opacity:0.0"))
            || style.split(';').any(|one| SMALLEST.contains(&one)) && is_leaf()
            || is_white && !has_backdrop(tree, id);
        Self {
            is_white: self.is_white || is_white,
            script,
            is_struck: self.is_struck || ["s", "strike", "del"].contains(&name) || style.contains("line-through"),
            is_faint: self.is_faint || is_faint,
        }
    }

    /// Whether words of another look beside these are no part of them.
    pub(super) fn is_apart(self, other: Self) -> bool {
        let seen = |look: Self| (look.is_struck, look.is_faint, look.is_white);
        seen(self) != seen(other)
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

/// The colour of paper.
const WHITE: [&str; 4] = ["color:#fff", "color:#ffffff", "color:white", "color:rgb(255,255,255)"];

/// Whether a colour lies behind an element, or may lie there: a class of it or of what it is a line of may say so, and what
/// is pressed has one.
fn has_backdrop(tree: &PageTree, id: NodeId) -> bool {
    const NEAR: usize = 30;
    let is_said = |id| tree.attribute(id, "bgcolor").is_some() || style(tree, id).contains("background");
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
