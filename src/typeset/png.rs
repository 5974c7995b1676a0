//! Pages as pictures.

use png::{BitDepth, ColorType, Encoder, EncodingError};
use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::{Options, Tree};
use typst_layout::PagedDocument;
use typst_svg::SvgOptions;

use crate::error::{Error, Result};
use crate::{NAME, PROGRAM};

/// The word of a PNG file before what made it.
const MADE_BY: &str = "Software";

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
    encoded(&picture).map_err(|error| failed(error.to_string()))
}

/// A picture without transparent dots as a PNG file that says what made it.
fn encoded(picture: &Pixmap) -> std::result::Result<Vec<u8>, EncodingError> {
    let mut bytes = Vec::new();
    let mut encoder = Encoder::new(&mut bytes, picture.width(), picture.height());
    encoder.set_color(ColorType::Rgba);
    encoder.set_depth(BitDepth::Eight);
    encoder.add_text_chunk(MADE_BY.to_owned(), PROGRAM.to_owned())?;
    encoder.write_header()?.write_image_data(picture.data())?;
    Ok(bytes)
}

/// Whether a PNG file says that this program made it; what others save says something else, or nothing.
pub fn is_our_picture(bytes: &[u8]) -> bool {
    let mark = format!("tEXt{MADE_BY}\0{NAME} ");
    bytes.windows(mark.len()).any(|found| found == mark.as_bytes())
}
