//! Pages as they are looked at on a screen.

use typst::utils::{Scalar, hash128};
use typst_layout::PagedDocument;
use typst_render::RenderOptions;

use crate::error::{Error, Result};

/// Dots for a point on a screen of 96 dots an inch.
const SCREEN: f64 = 96.0 / 72.0;

/// A page of a document: one that looks the same has the same key.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct PageKey {
    /// What tells it from any other page.
    pub key: String,
    /// Its width in dots.
    pub width: u32,
    /// Its height in dots.
    pub height: u32,
}

/// The pages of a document in order.
pub fn page_keys(document: &PagedDocument) -> Vec<PageKey> {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a page has some hundred points")]
    let dots = |points: f64| (points * SCREEN).round().max(1.0) as u32;
    let key = |page: &typst_layout::Page| {
        let size = page.frame.size();
        PageKey { key: format!("{:032x}", hash128(page)), width: dots(size.x.to_pt()), height: dots(size.y.to_pt()) }
    };
    document.pages().iter().map(key).collect()
}

/// A page as a PNG file for screens.
///
/// # Errors
/// When the document has no such page.
pub fn page_png(document: &PagedDocument, number: usize) -> Result<Vec<u8>> {
    let failed = |reason: String| Error::Typeset(format!("画不成图片：{reason}"));
    let page = document.pages().get(number).ok_or_else(|| failed("没有这一面".to_owned()))?;
    let options = RenderOptions { pixel_per_pt: Scalar::new(SCREEN), ..RenderOptions::default() };
    typst_render::render(page, &options).encode_png().map_err(|error| failed(error.to_string()))
}
