//! Word documents (.docx), as they read once every change in them is accepted.
//!
//! Limits: those of workbooks for the archive, 3 000 000 elements, 200 in each other.

mod body;
mod numbering;
mod package;
mod tables;
mod xml;

use super::page::{Medium, PublishedPage};
use super::refusal::Refused;
use crate::characters::beginning;

/// Reads a document.
///
/// # Errors
/// When it is broken, or beyond the limits.
pub(super) fn read(bytes: &[u8]) -> Result<PublishedPage, Refused> {
    let parts = package::open(bytes)?;
    let document = parts.xml(package::TEXT)?.unwrap_or_default();
    let optional = |name: &str| Ok::<_, Refused>(parts.xml(name)?.unwrap_or_default());
    let numbering = numbering::Numbering::of(&optional("word/numbering.xml")?, &optional("word/styles.xml")?);
    let notes = [optional("word/footnotes.xml")?, optional("word/endnotes.xml")?];
    let is_margin = |name: &&str| name.starts_with("word/header") || name.starts_with("word/footer");
    let margins = parts.names().filter(is_margin).map(optional).collect::<Result<Vec<_>, _>>()?;
    let mut reader = body::BodyReader::new(PublishedPage::new(Medium::Word), numbering, &notes);
    reader.blocks(&document)?;
    // What stands above and below every page is beside the text.
    margins.iter().try_for_each(|margin| reader.margin(margin))?;
    let comments = comments(&optional("word/comments.xml")?);
    let mut page = reader.finish();
    let placed: usize = page.items.iter().map(|item| item.unread.comments).sum();
    page.unread.comments = comments.len().saturating_sub(placed);
    page.comments = comments;
    Ok(page)
}

/// Characters of a comment that a message quotes.
const LONGEST_COMMENT: usize = 100;

/// Who says what in the comments of a document.
fn comments(part: &xml::XmlElement) -> Vec<String> {
    let all = part.children.iter().flat_map(|root| &root.children).filter(|comment| comment.name == "comment");
    let told = |comment: &xml::XmlElement| {
        let words = comment.words();
        let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
        let author = comment.attribute("author").map(str::trim).filter(|author| !author.is_empty());
        let author = author.map_or(String::new(), |author| format!("{author}："));
        format!("{author}“{}”", beginning(&words, LONGEST_COMMENT))
    };
    all.map(told).collect()
}
