//! PDF files whose text is text, as office programs and this one make them: characters are put into lines by their
//! places, lines into paragraphs by their indents, and tables are what stands between lines that are drawn.
//!
//! Limits: 500 pages, on each 200 000 characters and lines.

mod backdrop;
mod drawn;
mod flow;
mod joined;
mod lines;
mod looks;
mod ruled;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, LazyLock};

use hayro_interpret::font::FontData;
use hayro_interpret::util::TransformExt;
use hayro_interpret::{Context, InterpreterCache, InterpreterSettings, interpret_page};
use hayro_syntax::{LoadPdfError, Pdf};
use kurbo::Rect;

use super::page::{Emptiness, PublishedPage};
use super::refusal::Refused;
use crate::typeset::Faces;
use drawn::{DrawnPage, set_apart};

/// Pages that a report may have.
const MOST_PAGES: usize = 500;

/// Characters in a hundred that may not say what they are.
const MOST_UNREADABLE: usize = 5;

/// What to do about a file that is not read.
const MAKE_WORD: &str = "用 Word 或 WPS 打开，另存为 .docx，再给出那个文件；也可以给公布的网页";

/// What to do about pages that lie on their sides.
pub(super) const TURN: &str = "在阅读器里把横着的页转正，另存后再给出；也可以给 Word 文档、公布的网页";

/// The face that stands in for those that a file does not bring; only widths are asked of it, and seldom.
static STAND_IN: LazyLock<Option<FontData>> = LazyLock::new(|| {
    let (_, file) = Faces::files().find(|(name, _)| *name == "LiberationSerif-Regular.ttf")?;
    Some(Arc::new(file.into_owned()))
});

/// Reads a file.
///
/// # Errors
/// When it is broken, locked, beyond the limits, or its characters do not say what they are.
pub(super) fn read(bytes: &[u8]) -> Result<PublishedPage, Refused> {
    let pages = catch_unwind(AssertUnwindSafe(|| pages(bytes)));
    let pages = pages.unwrap_or_else(|_| Err(Refused::new("PDF 文件损坏或不完整", MAKE_WORD)))?;
    let glyphs: usize = pages.iter().map(|page| page.glyphs.len()).sum();
    let unreadable: usize = pages.iter().map(|page| page.unreadable).sum();
    if unreadable * 100 > glyphs * MOST_UNREADABLE {
        return Err(Refused::new("PDF 文件里的字没有注明是什么字，读不出来", MAKE_WORD));
    }
    let is_turned = |page: &&DrawnPage| page.upright * 3 > page.glyphs.len() * 2;
    if pages.iter().filter(is_turned).count() * 2 > pages.len() {
        return Err(Refused::new("PDF 文件的各页是横着的，字读不成行", TURN));
    }
    let mut page = flow::page(&pages)?;
    page.turned = pages.iter().zip(1..).filter(|(page, _)| is_turned(page)).map(|(_, number)| number).collect();
    if glyphs == 0 {
        page.emptiness = Some(Emptiness::Pictures);
    }
    Ok(page)
}

/// What is drawn on all pages.
fn pages(bytes: &[u8]) -> Result<Vec<DrawnPage>, Refused> {
    let pdf = Pdf::new(bytes.to_vec()).map_err(|error| match error {
        LoadPdfError::Decryption(_) => Refused::new("PDF 文件加了打开密码", "去掉打开密码，另存后再给出"),
        LoadPdfError::Invalid => Refused::new("PDF 文件损坏或不完整", MAKE_WORD),
    })?;
    if pdf.pages().len() > MOST_PAGES {
        let reason = format!("PDF 文件有 {} 页，至多 {MOST_PAGES} 页", pdf.pages().len());
        return Err(Refused::new(reason, "只留年度报告的几页，另存后再给出"));
    }
    let cache = InterpreterCache::new();
    let is_unknown = Arc::new(AtomicBool::new(false));
    let mut pages = Vec::new();
    for page in pdf.pages().iter() {
        let (_, height) = page.render_dimensions();
        let mut drawn = DrawnPage { height: f64::from(height), ..DrawnPage::default() };
        let transform = page.initial_transform(true).to_kurbo();
        let mut context = Context::new(transform, Rect::ZERO, &cache, pdf.xref(), settings(&is_unknown));
        interpret_page(page, &mut context, &mut drawn);
        if drawn.is_full {
            return Err(Refused::new("PDF 文件的一页里字和线太多，不像一份年度报告", MAKE_WORD));
        }
        set_apart(&mut drawn.glyphs);
        looks::strike(&mut drawn);
        pages.push(drawn);
    }
    if is_unknown.load(Ordering::Relaxed) {
        return Err(Refused::new("PDF 文件里有的字没有带字体和编码，读不出来", MAKE_WORD));
    }
    Ok(pages)
}

/// How a file is looked through: fonts that are not in it are stood in for, encodings that are not are noted.
fn settings(is_unknown: &Arc<AtomicBool>) -> InterpreterSettings {
    let (of_maps, of_fonts) = (is_unknown.clone(), is_unknown.clone());
    InterpreterSettings {
        font_resolver: Arc::new(|_| Some((STAND_IN.clone()?, 0))),
        cmap_resolver: Arc::new(move |_| {
            of_maps.store(true, Ordering::Relaxed);
            None
        }),
        warning_sink: Arc::new(move |warning| {
            if matches!(warning, hayro_interpret::InterpreterWarning::UnsupportedFont) {
                of_fonts.store(true, Ordering::Relaxed);
            }
        }),
        render_annotations: true,
    }
}
