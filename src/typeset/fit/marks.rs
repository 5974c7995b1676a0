//! What the templates mark on the pages, as the function `mark` of `style.typ` writes it.

use typst::foundations::{Content, Dict, Value};
use typst::introspection::MetadataElem;

use super::cells::MarkedPart;

/// What the labels of marks begin with.
const LABEL: &str = "fit-";

/// How far below the block its last rule may reach, in points: what lines are thick.
const THICK: f64 = 2.0;

/// A mark that the templates left.
pub(in crate::typeset) enum Mark<'a> {
    /// The geometry of the text block.
    Block(TextBlock),
    /// A paragraph begins: its number where it stands, which others that say the same do not have, and its text.
    Paragraph(i64, &'a str),
    /// A paragraph ends.
    ParagraphEnd,
    /// A table begins: its key, by how much each of its rows could be lower, in points, and its parts.
    Table(&'a str, f64, Vec<MarkedPart>),
    /// A table ends.
    TableEnd,
    /// The text of a letter begins.
    Letter,
    /// The text of a letter ends.
    LetterEnd,
    /// A signature begins.
    Signature,
    /// The name of an attachment begins in a letter's list of them.
    Name,
    /// What closes a letter begins.
    Closing,
    /// 版记 begins, which may have to stand on an even page.
    Imprint {
        /// Whether it has to.
        is_even: bool,
        /// How high it is, in points.
        height: f64,
    },
    /// 版记 ends.
    ImprintEnd,
    /// What begins on a page of its own.
    OwnPage,
    /// The annex begins.
    Annex,
}

/// The geometry that the templates tell, in points.
#[derive(Debug, Clone, Default)]
pub(in crate::typeset) struct TextBlock {
    /// Upper edge of the text block.
    pub(in crate::typeset) top: f64,
    /// Lower edge of the text block.
    pub(in crate::typeset) bottom: f64,
    /// Left edge of the text block.
    pub(in crate::typeset) left: f64,
    /// Width of the text block.
    pub(in crate::typeset) width: f64,
    /// Size of running text.
    pub(in crate::typeset) size: f64,
    /// Between lines of running text, and between a heading and what stands before it.
    pub(in crate::typeset) gap: f64,
    /// Between a table and what stands behind it.
    pub(in crate::typeset) beside_table: f64,
}

impl<'a> Mark<'a> {
    /// The mark that an element is, if it is one.
    pub(super) fn of(element: &'a Content) -> Option<Self> {
        let (metadata, label) = element.to_packed::<MetadataElem>().zip(element.label())?;
        let kind = label.resolve();
        Self::read(kind.as_str().strip_prefix(LABEL)?, &metadata.value)
    }

    /// The mark of a name and a value; none for one that says something else than it should.
    fn read(kind: &str, value: &'a Value) -> Option<Self> {
        Some(match (kind, value) {
            ("block", Value::Dict(block)) => Self::Block(TextBlock::read(block)),
            ("par", Value::Array(told)) => match told.as_slice() {
                [Value::Int(number), Value::Str(text)] => Self::Paragraph(*number, text),
                _ => return None,
            },
            ("par-end", _) => Self::ParagraphEnd,
            ("table", Value::Array(told)) => match told.as_slice() {
                [Value::Str(key), Value::Float(saves), Value::Array(parts)] => {
                    Self::Table(key, *saves, parts.iter().map(MarkedPart::read).collect::<Option<_>>()?)
                }
                _ => return None,
            },
            ("table-end", _) => Self::TableEnd,
            ("letter-text", _) => Self::Letter,
            ("letter-text-end", _) => Self::LetterEnd,
            ("signature", _) => Self::Signature,
            ("name", _) => Self::Name,
            ("closing", _) => Self::Closing,
            ("imprint", Value::Array(told)) => match told.as_slice() {
                [Value::Bool(is_even), Value::Float(height)] => Self::Imprint { is_even: *is_even, height: *height },
                _ => return None,
            },
            ("imprint-end", _) => Self::ImprintEnd,
            ("own-page", _) => Self::OwnPage,
            ("annex", _) => Self::Annex,
            _ => return None,
        })
    }
}

impl TextBlock {
    /// The geometry of a mark; 0 for what it does not tell.
    fn read(block: &Dict) -> Self {
        let number = |key| match block.get(key) {
            Ok(Value::Float(number)) => *number,
            _ => 0.0,
        };
        Self {
            top: number("top"),
            bottom: number("bottom"),
            left: number("left"),
            width: number("width"),
            size: number("size"),
            gap: number("gap"),
            beside_table: number("beside-table"),
        }
    }

    /// Whether something reaches out of the block.
    pub(super) fn is_left(&self, bottom: f64) -> bool {
        bottom > self.bottom + THICK
    }
}
