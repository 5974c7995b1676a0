//! Prose: text with figures in it, as blocks that templates print.
//!
//! ```text
//! text ─expressions─→ values ─lines, outline─→ Outline (headings, paragraphs, items, rows) ─blocks, inline─→ Vec<Block>
//! ```

mod blocks;
pub mod braces;
mod breaks;
pub mod columns;
pub mod environment;
pub mod expression;
mod inline;
mod joined;
pub mod keyed;
pub mod labels;
mod lines;
pub mod named;
pub mod numbering;
pub mod outline;
pub mod quotes;
pub mod rows;
mod settled;
pub mod tables;
pub mod titles;
mod units;
pub mod vocabulary;

use serde::Serialize;

pub use lines::is_line_end;
pub use numbering::{numbered, ordinal};
pub use settled::settled;

/// Lists that may lie in each other.
const MOST_DEPTH: usize = 8;

/// A block of prose.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Block {
    /// A heading that stands alone.
    Heading {
        /// 0 to 3: 一、, （一）, 1., （1）.
        level: u8,
        /// Its level in the outline, where none may be skipped; the section's own is 1.
        outline: u8,
        /// Its text with its number.
        text: String,
    },
    /// A paragraph, perhaps with a heading running into it.
    Paragraph {
        /// The heading it begins with.
        lead: Option<Lead>,
        /// Its text.
        runs: Vec<Run>,
    },
    /// A list.
    List {
        /// Its items.
        items: Vec<Item>,
    },
    /// A small table.
    Table {
        /// The head row.
        head: Vec<Vec<Run>>,
        /// The other rows.
        rows: Vec<Vec<Vec<Run>>>,
        /// How wide its columns are, in thousandths of the table.
        shares: Vec<u32>,
    },
}

/// A heading on the same line as the text that follows it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Lead {
    /// 0 to 3: 一、, （一）, 1., （1）.
    pub level: u8,
    /// Its text with its number.
    pub text: String,
}

/// An item of a list.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Item {
    /// What stands before it.
    pub marker: String,
    /// Its first paragraph.
    pub runs: Vec<Run>,
    /// What else it holds.
    pub rest: Vec<Block>,
}

/// A run of text in one style.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Run {
    /// The text.
    pub text: String,
    /// Whether it is strong.
    pub strong: bool,
}

impl Run {
    /// Plain text.
    pub fn plain(text: impl Into<String>) -> Self {
        Self { text: text.into(), strong: false }
    }
}

/// What is printed before every item of a list.
pub const ITEM_MARK: &str = "——";

/// The plain text of blocks, a line each.
pub fn plain_text(blocks: &[Block]) -> String {
    let mut out = String::new();
    for block in blocks {
        match block {
            Block::Heading { text, .. } => out.push_str(text),
            Block::Paragraph { lead, runs } => {
                out.push_str(lead.as_ref().map_or("", |lead| &lead.text));
                out.extend(runs.iter().map(|run| run.text.as_str()));
            }
            Block::List { items } => {
                for item in items {
                    out.extend(item.runs.iter().map(|run| run.text.as_str()));
                    out.push('\n');
                    out.push_str(&plain_text(&item.rest));
                }
            }
            Block::Table { head, rows, .. } => {
                for row in std::iter::once(head).chain(rows) {
                    out.extend(row.iter().flatten().map(|run| run.text.as_str()));
                    out.push('\n');
                }
            }
        }
        out.push('\n');
    }
    out
}
