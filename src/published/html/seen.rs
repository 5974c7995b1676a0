//! What of a page is shown, and what begins and ends a line.

use super::tree::{NodeId, NodeKind, PageTree};
use crate::published::line::LineMaker;

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

/// Whether an element is not shown.
fn is_hidden(tree: &PageTree, id: NodeId) -> bool {
    let style = tree.attribute(id, "style").unwrap_or_default();
    let style: String = style.chars().filter(|c| !c.is_whitespace()).collect::<String>().to_ascii_lowercase();
    tree.attribute(id, "hidden").is_some() || style.contains("display:none") || style.contains("mso-hide:all")
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
    UNSEEN.contains(&tree.name(id)) || is_hidden(tree, id)
}

/// Whether an element begins and ends a line.
pub(super) fn is_block(name: &str) -> bool {
    BLOCKS.contains(&name)
}
