//! Word documents (.docx), as they read once every change in them is accepted.
//!
//! Limits: those of workbooks for the archive, 3 000 000 elements, 200 in each other.

mod body;
mod field;
mod looks;
mod numbering;
mod package;
mod runs;
mod tables;

use super::page::PublishedPage;
use super::refusal::Refused;
use crate::characters::beginning;
use crate::xml::XmlElement;

pub(super) use package::is_text;

/// Reads a document.
///
/// # Errors
/// When it is broken, or beyond the limits.
pub(super) fn read(bytes: &[u8]) -> Result<PublishedPage, Refused> {
    let parts = package::open(bytes)?;
    let first = |kind: &str| parts.all(kind).next().unwrap_or_else(|| Ok(XmlElement::default()));
    let styles = first("styles")?;
    let numbering = numbering::Numbering::of(&first("numbering")?, &styles);
    let looks = looks::WordLooks::of(&styles);
    let notes = [first("footnotes")?, first("endnotes")?];
    let margins = parts.all("header").chain(parts.all("footer")).collect::<Result<Vec<_>, _>>()?;
    let (text, chunks) = (parts.text()?, parts.chunks());
    let mut reader = body::BodyReader::new((numbering, &looks), &notes, &chunks);
    reader.blocks(&text)?;
    // What stands above and below every page is beside the text.
    margins.iter().try_for_each(|margin| reader.margin(margin))?;
    let comments = comments(&first("comments")?);
    let mut page = reader.finish();
    let placed: usize = page.items.iter().map(|item| item.unread_in_all().comments).sum();
    page.unread.comments = comments.len().saturating_sub(placed);
    page.comments = comments;
    Ok(page)
}

/// Characters of a comment that a message quotes.
const LONGEST_COMMENT: usize = 100;

/// Who says what in the comments of a document.
fn comments(part: &XmlElement) -> Vec<String> {
    let all = part.children.iter().flat_map(|root| &root.children).filter(|comment| comment.name == "comment");
    let told = |comment: &XmlElement| {
        let words = comment.words();
        let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
        let author = comment.attribute("author").map(str::trim).filter(|author| !author.is_empty());
        let author = author.map_or(String::new(), |author| format!("{author}："));
        format!("{author}“{}”", beginning(&words, LONGEST_COMMENT))
    };
    all.map(told).collect()
}
