//! Which faces set the characters of pages.

use std::collections::BTreeMap;

use typst::layout::{Frame, FrameItem};
use typst::text::FontInfo;
use typst_layout::PagedDocument;

/// A face that pages are set in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FaceUse {
    /// What it serves as: 仿宋, 小标宋.
    pub role: &'static str,
    /// Its family.
    pub family: String,
    /// How heavy it is; 400 is usual.
    pub weight: u16,
    /// Characters that are set in it, blanks left out.
    pub characters: usize,
}

/// The faces of a document, that with the most characters first.
pub(super) fn used(document: &PagedDocument, role: impl Fn(&FontInfo) -> &'static str) -> Vec<FaceUse> {
    let mut counts = BTreeMap::new();
    document.pages().iter().for_each(|page| count(&page.frame, &role, &mut counts));
    let of = |((role, family, weight), characters)| FaceUse { role, family, weight, characters };
    let mut faces: Vec<FaceUse> = counts.into_iter().map(of).collect();
    faces.sort_by_key(|face| usize::MAX - face.characters);
    faces
}

/// Counts the characters of a frame by their faces.
fn count(
    frame: &Frame,
    role: &impl Fn(&FontInfo) -> &'static str,
    counts: &mut BTreeMap<(&'static str, String, u16), usize>,
) {
    for (_, item) in frame.items() {
        match item {
            FrameItem::Group(group) => count(&group.frame, role, counts),
            FrameItem::Text(text) => {
                let info = text.font.info();
                let face = (role(info), info.family.clone(), info.variant.weight.to_number());
                *counts.entry(face).or_default() += text.text.chars().filter(|c| !c.is_whitespace()).count();
            }
            _ => {}
        }
    }
}
