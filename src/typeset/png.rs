//! Pages as pictures.

use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::{Options, Tree};
use typst_layout::PagedDocument;
use typst_svg::SvgOptions;

use crate::error::{Error, Result};

/// Dots that a picture may have: a poster of some metres.
const MOST_DOTS: u64 = 60_000_000;

/// The first page of a document as a PNG file, with so many dots for a point.
///
/// # Errors
/// When the picture would be too large.
pub(super) fn png(document: &PagedDocument, scale: f32) -> Result<Vec<u8>> {
    let failed = |reason: String| Error::Typeset(format!("画不成图片：{reason}"));
    let page = document.pages().first().ok_or_else(|| failed("没有内容".to_owned()))?;
    // Letters are drawn as outlines there, so that the picture needs no faces.
    let svg = typst_svg::svg(page, &SvgOptions::default());
    let tree = Tree::from_str(&svg, &Options::default()).map_err(|error| failed(error.to_string()))?;
    // A point is more than a dot there.
    let (points, dots) = (page.frame.size().x.to_pt(), f64::from(tree.size().width()));
    #[expect(clippy::cast_possible_truncation, reason = "a scale is a small number")]
    let scale = if dots > 0.0 { scale * (points / dots) as f32 } else { scale };
    let size = tree.size().to_int_size().scale_by(scale).ok_or_else(|| failed("没有大小".to_owned()))?;
    if u64::from(size.width()) * u64::from(size.height()) > MOST_DOTS {
        return Err(failed("太大".to_owned()));
    }
    let mut picture = Pixmap::new(size.width(), size.height()).ok_or_else(|| failed("没有大小".to_owned()))?;
    picture.fill(resvg::tiny_skia::Color::WHITE);
    resvg::render(&tree, Transform::from_scale(scale, scale), &mut picture.as_mut());
    picture.encode_png().map_err(|error| failed(error.to_string()))
}
