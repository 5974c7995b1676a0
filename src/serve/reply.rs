//! What the page is answered.

use serde::Serialize;
use serde_json::Value as Json;

use crate::diagnostics::without_commands;
use crate::error::Error;

/// What to do about something, as far as it can be done on the page.
pub(super) fn on_page(hint: &str) -> String {
    without_commands(hint).trim().to_owned()
}

/// What is answered.
#[derive(Debug)]
pub enum Reply {
    /// Something told.
    Told(Json),
    /// A web page to be shown within the page.
    Page(String),
    /// A file: its name, what it is, its bytes.
    File(String, &'static str, Vec<u8>),
}

/// Why something is not done.
#[derive(Debug, Clone, Serialize)]
pub struct Declined {
    /// `conflict` where it was changed elsewhere, `totals` where totals would have to be typed for it, else `refused`.
    pub kind: &'static str,
    /// What is wrong.
    pub message: String,
    /// What to do.
    pub hint: String,
}

impl Declined {
    /// Something that cannot be done; what to do about it is done on the page.
    pub(super) fn new(message: impl Into<String>, hint: impl AsRef<str>) -> Self {
        Self { kind: "refused", message: message.into(), hint: on_page(hint.as_ref()) }
    }

    /// A change of what was changed elsewhere.
    pub(super) fn conflict(message: impl Into<String>) -> Self {
        let hint = "这里已换成现在的内容；要改的请再改一次".to_owned();
        Self { kind: "conflict", message: message.into(), hint }
    }
}

impl From<Error> for Declined {
    fn from(error: Error) -> Self {
        Self::new(error.to_string(), error.hint().unwrap_or_default())
    }
}
