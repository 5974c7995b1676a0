//! What a form file says, as it is written there.

use rust_decimal::Decimal;
use serde::Deserialize;

/// One edition of the official form.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Declaration {
    /// Name of the edition, by its first year: `2019`, `2021`.
    pub edition: String,
    /// First report year it is meant for; none for the oldest.
    pub since: Option<i32>,
    /// Last report year it is meant for; none for the newest.
    pub until: Option<i32>,
    /// What a report of this form is called, after agency and year.
    pub title: String,
    /// The notice that prescribes the form.
    pub notice: Notice,
    /// The level-one sections in order.
    pub sections: Vec<Section>,
    /// The tables in order.
    pub tables: Vec<Table>,
}

/// A notice as it is cited.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Notice {
    /// Who issued it.
    pub issuer: String,
    /// Title with 《》.
    pub title: String,
    /// Document number.
    pub number: String,
}

/// Whether a section must hold prose of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Prose {
    /// The section is empty without it.
    Required,
    /// The section's table says what is needed.
    #[default]
    Optional,
}

/// A level-one section.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Section {
    /// Its key in the input.
    pub key: String,
    /// Its title without the ordinal.
    pub title: String,
    /// Whether prose is required.
    #[serde(default)]
    pub prose: Prose,
    /// Key of the table it holds.
    pub table: Option<String>,
    /// Standard sentence that fills it when the agency wrote nothing.
    pub fallback: Option<String>,
    /// Whether the form wants 信息处理费 told here.
    #[serde(default)]
    pub tells_fee: bool,
}

/// A table of the form.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Table {
    /// Its key in the input.
    pub key: String,
    /// How messages call it.
    pub label: String,
    /// What its sheet in a workbook is called, after the ordinal of its section.
    pub sheet: String,
    /// Relative widths of all columns, stub columns included.
    pub widths: Vec<f64>,
    /// Parts with a head of their own, from top to bottom.
    pub blocks: Vec<Block>,
    /// Identities between rows, one a column.
    #[serde(default)]
    pub balances: Vec<Balance>,
}

/// A part of a table with its own head.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Block {
    /// Its key for label overrides.
    #[serde(default)]
    pub key: String,
    /// A row over the whole width above the head.
    pub caption: Option<String>,
    /// What stands above the stub.
    pub corner: Option<String>,
    /// The head, as trees.
    pub columns: Vec<Node>,
    /// The stub, as trees.
    pub rows: Vec<Node>,
}

/// A row, a column, or a group of them.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Node {
    /// Its key; empty for the only row of a table without stub.
    #[serde(default)]
    pub key: String,
    /// Its official label.
    pub label: String,
    /// Other labels that are read as this one.
    #[serde(default)]
    pub aliases: Vec<String>,
    /// The law behind a row, told while it is filled in.
    pub basis: Option<String>,
    /// Kind of value of the cells under it; on columns.
    pub kind: Option<Kind>,
    /// Siblings that it is the sum of.
    #[serde(default)]
    pub sum: Vec<String>,
    /// Two siblings: the first less the second fills it when absent.
    #[serde(default)]
    pub difference: Vec<String>,
    /// Siblings whose figures of last year, added, it takes over.
    #[serde(default)]
    pub prior: Vec<String>,
    /// Whether it is printed; an unprinted column only serves computing.
    #[serde(default = "yes")]
    pub printed: bool,
    /// Whether its key is left out of the keys of its cells.
    #[serde(default)]
    pub transparent: bool,
    /// What it groups.
    #[serde(default)]
    pub children: Vec<Node>,
}

/// An identity between rows of a table: left sides together equal right sides together.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Balance {
    /// Its official wording.
    pub name: String,
    /// Keys of the rows on the left.
    pub left: Vec<String>,
    /// Keys of the rows on the right.
    pub right: Vec<String>,
    /// The row that is filled from the others when it is absent.
    pub fill: String,
}

/// What a cell may hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// A whole number, zero or more.
    Count,
    /// A whole number with a sign.
    Change,
    /// An amount in 万元 with at most four decimal places.
    Wan,
    /// An amount of money whose unit stands in the cell; kept in 元.
    Yuan,
}

impl Kind {
    /// What belongs into such a cell, in words.
    pub fn expectation(self) -> &'static str {
        match self {
            Self::Count => "不带小数的件数（0、1、2…）",
            Self::Change => "带正负号的整数（如 -7、8 或“减 7”“增 8”）",
            Self::Wan => "以万元为单位的金额",
            Self::Yuan => "带单位的金额（如 \"66859 元\" 或 \"160.5964万元\"）",
        }
    }

    /// Whether a number keeps to the kind.
    pub fn accepts(self, value: Decimal) -> bool {
        match self {
            Self::Count => value.scale() == 0 && !value.is_sign_negative(),
            Self::Change => value.scale() == 0,
            Self::Wan => value.scale() <= 4 && !value.is_sign_negative(),
            Self::Yuan => !value.is_sign_negative(),
        }
    }
}

impl Node {
    /// The leaves under this node, itself if it has none.
    pub fn leaves(&self) -> Vec<&Node> {
        if self.children.is_empty() {
            return vec![self];
        }
        self.children.iter().flat_map(Node::leaves).collect()
    }

    /// Levels of this tree.
    pub fn depth(&self) -> usize {
        1 + self.children.iter().map(Node::depth).max().unwrap_or(0)
    }
}

/// Serde's default for `printed`.
fn yes() -> bool {
    true
}
