//! What people wrote into comments at cells.

use super::SheetAppearance;
use crate::source::cell_named;
use crate::workbook::annotate::OURS;
use crate::xml;

/// Reads the comments of a sheet; what this program wrote into one is left out.
pub(super) fn read(text: &str, seen: &mut SheetAppearance) {
    let Ok(tree) = xml::parse(text.as_bytes()) else { return };
    let mut comments = Vec::new();
    tree.all(&|name| name == "comment", &mut comments);
    for comment in comments {
        let at = comment.attribute("ref").and_then(cell_named);
        seen.comments.extend(at.zip(of_others(&comment.words())));
    }
}

/// The words of a comment without those of this program; none where nothing is left.
pub(super) fn of_others(words: &str) -> Option<String> {
    let own = words.split(OURS).next().unwrap_or_default().trim();
    (!own.is_empty()).then(|| own.to_owned())
}
