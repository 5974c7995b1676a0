//! Why what was published is not read.

/// What to do about a page that cannot be read.
pub(super) const SAVE_AGAIN: &str = "在浏览器里打开，只选中报告的内容，复制到 Word 里另存为 .docx，再给出那个文件";

/// Why what was published is not read, and what to do.
#[derive(Debug)]
pub(crate) struct Refused {
    /// What is wrong, without a full stop.
    pub reason: String,
    /// What to do.
    pub hint: String,
}

impl Refused {
    /// A reason, and what to do.
    pub(crate) fn new(reason: impl Into<String>, hint: impl Into<String>) -> Self {
        Self { reason: reason.into(), hint: hint.into() }
    }
}
