//! Web pages of any site, and tables that a system exported as one.
//!
//! Limits: 16 MB, 300 000 nodes, 400 elements in each other, tables of 5 000 rows and 200 columns.

mod archive;
mod decode;
mod seen;
mod sheet;
mod table;
mod tree;
mod walk;

use super::page::PublishedPage;
use super::refusal::Refused;

/// Reads a page.
///
/// # Errors
/// When it is larger or deeper than any page is.
pub(super) fn read(bytes: &[u8]) -> Result<PublishedPage, Refused> {
    let decoded = match archive::page(bytes) {
        Some(page) => decode::decode(&page?),
        None => decode::decode(bytes),
    };
    let tree = tree::parse(&decoded.text)?;
    let styles = sheet::styles(&tree);
    let mut page = walk::read(&tree.styled(styles))?;
    page.unreadable = decoded.unreadable;
    Ok(page)
}
