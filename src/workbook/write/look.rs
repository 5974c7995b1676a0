//! How the sheets look.

use rust_xlsxwriter::{Color, DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Worksheet, XlsxError};

use crate::PROGRAM;

/// The face of all sheets; every office suite has one by that name or takes its own instead.
const FACE: &str = "宋体";
/// Fill of cells to be filled in.
const INPUT: u32 = 0xFF_F8_DC;
/// Fill of heads and labels.
const LABEL: u32 = 0xF2_F2_F2;
/// Fill of what is computed.
const COMPUTED: u32 = 0xE8_F1_E4;
/// Colour of hints.
const HINT: u32 = 0x59_59_59;
/// Lines around cells.
const LINE: u32 = 0x80_80_80;

/// Tabs of sheets to be filled in.
pub(crate) const TAB_INPUT: Color = Color::RGB(0xE0_A8_00);
/// Tabs of sheets that only some agencies fill in.
pub(crate) const TAB_OPTIONAL: Color = Color::RGB(0x7F_9F_BF);
/// The tab of the guide.
pub(crate) const TAB_GUIDE: Color = Color::RGB(0x70_AD_47);

/// The formats of a workbook.
pub(crate) struct Looks {
    /// The title of a sheet.
    pub title: Format,
    /// A hint below it.
    pub hint: Format,
    /// A heading between rows.
    pub heading: Format,
    /// A head or a label, centred.
    pub head: Format,
    /// A label of a row, at the left.
    pub label: Format,
    /// A figure to be filled in.
    pub figure: Format,
    /// A text to be filled in.
    pub text: Format,
    /// A long text to be filled in.
    pub prose: Format,
    /// What is computed.
    pub computed: Format,
    /// What is only shown, at the left.
    pub shown: Format,
    /// What only checks.
    pub check: Format,
    /// What is wrong.
    pub wrong: Format,
    /// Running text of the guide.
    pub plain: Format,
}

impl Looks {
    /// The formats.
    pub(crate) fn new() -> Self {
        let base = Format::new().set_font_name(FACE).set_font_size(10.5).set_align(FormatAlign::VerticalCenter);
        let boxed = base.clone().set_border(FormatBorder::Thin).set_border_color(Color::RGB(LINE)).set_text_wrap();
        let input = boxed.clone().set_background_color(Color::RGB(INPUT)).set_unlocked();
        Self {
            title: base.clone().set_font_size(16).set_bold().set_align(FormatAlign::Center),
            hint: base.clone().set_font_color(Color::RGB(HINT)).set_text_wrap(),
            heading: base.clone().set_bold().set_font_size(12),
            head: boxed.clone().set_background_color(Color::RGB(LABEL)).set_align(FormatAlign::Center),
            label: boxed.clone().set_background_color(Color::RGB(LABEL)).set_indent(1),
            figure: input.clone().set_align(FormatAlign::Center),
            text: input.clone().set_num_format("@"),
            prose: input.clone().set_num_format("@").set_align(FormatAlign::Top),
            computed: boxed.clone().set_background_color(Color::RGB(COMPUTED)).set_align(FormatAlign::Center),
            shown: boxed.clone().set_align(FormatAlign::Left),
            check: base.clone().set_align(FormatAlign::Center).set_font_color(Color::RGB(HINT)).set_text_wrap(),
            wrong: Format::new()
                .set_background_color(Color::RGB(0xFF_C7_CE))
                .set_font_color(Color::RGB(0x9C_00_06))
                .set_bold(),
            plain: base.set_text_wrap(),
        }
    }
}

/// What a workbook says of itself: its title, and a fixed day, so that the same content gives the same bytes.
///
/// # Errors
/// Never: the day exists.
pub(crate) fn properties(title: &str) -> Result<DocProperties, XlsxError> {
    Ok(DocProperties::new()
        .set_title(title)
        .set_author(PROGRAM)
        .set_creation_datetime(&ExcelDateTime::from_ymd(2021, 9, 26)?))
}

/// Columns that a text takes in a sheet, where a Chinese character takes two.
pub(crate) fn width(text: &str) -> f64 {
    text.lines().map(crate::source::terminal_width).max().unwrap_or(0) as f64
}

/// The height of a row whose text is broken at that many columns, in points.
pub(crate) fn height(text: &str, columns: f64) -> f64 {
    // Excel allows 409 points.
    let lines: f64 = text.lines().map(|line| (width(line) * 1.12 / columns.max(2.0)).ceil().max(1.0)).sum();
    (lines.max(1.0) * 15.0 + 5.0).min(405.0)
}

/// What all sheets have: A4, margins, page numbers.
pub(crate) fn paper(sheet: &mut Worksheet, landscape: bool) {
    sheet.set_paper_size(9).set_print_fit_to_pages(1, 0).set_margins(0.6, 0.6, 0.7, 0.7, 0.3, 0.3);
    sheet.set_footer("&C第 &P 页，共 &N 页");
    if landscape {
        sheet.set_landscape();
    }
}
