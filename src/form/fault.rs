//! What is wrong with a declaration.

use std::fmt;
use std::ops::Range;

use crate::syntax::{SyntaxFault, explained};

/// One thing wrong with a declaration.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// Which kind of fault it is.
    pub kind: FaultKind,
    /// The bytes of the file that it is about.
    pub at: Range<usize>,
    /// What is wrong, in words.
    pub message: String,
    /// What to do about it.
    pub hint: String,
}

/// Kinds of faults.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FaultKind {
    /// The file is no TOML.
    Syntax,
    /// A field that means nothing, or a value of another type than expected.
    Unknown,
    /// A field that must be there and is not.
    Missing,
    /// A key, a label or a part given twice.
    Twice,
    /// A name for something that is not there.
    Nowhere,
    /// A sum that is made of itself.
    Circle,
    /// A table that cannot be laid out.
    Shape,
}

impl Fault {
    /// A fault at some bytes.
    pub fn new(kind: FaultKind, at: &Range<usize>, message: impl Into<String>, hint: impl Into<String>) -> Self {
        Self { kind, at: at.clone(), message: message.into(), hint: hint.into() }
    }

    /// The fault of a file that is no TOML: the first error, as what follows is usually a consequence.
    pub(super) fn syntax(text: &str, errors: &[toml::de::Error]) -> Option<Self> {
        let SyntaxFault { at, what, hint, .. } = explained(text, errors.first()?);
        let hint = hint.unwrap_or_else(|| "改正这一行的写法".to_owned());
        Some(Self::new(FaultKind::Syntax, &at, format!("TOML 写法：{what}。"), hint))
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}
