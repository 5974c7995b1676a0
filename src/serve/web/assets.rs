//! The page itself: files that say nothing of any report.

/// A file of the page.
pub(super) struct Asset {
    /// The path of its address.
    pub path: &'static str,
    /// What it is.
    pub kind: &'static str,
    /// Its text.
    pub text: &'static str,
}

/// A file of the page by the path of its address, its kind and its name.
macro_rules! asset {
    ($path:literal, $kind:literal, $name:literal) => {
        Asset {
            path: $path,
            kind: concat!("text/", $kind, "; charset=utf-8"),
            text: include_str!(concat!("../../../templates/serve/", $name)),
        }
    };
}

/// All of them.
const ASSETS: [Asset; 12] = [
    asset!("/", "html", "page.html"),
    asset!("/page.css", "css", "page.css"),
    asset!("/ask.js", "javascript", "ask.js"),
    asset!("/report.js", "javascript", "report.js"),
    asset!("/district.js", "javascript", "district.js"),
    asset!("/form.js", "javascript", "form.js"),
    asset!("/paste.js", "javascript", "paste.js"),
    asset!("/changes.js", "javascript", "changes.js"),
    asset!("/findings.js", "javascript", "findings.js"),
    asset!("/pages.js", "javascript", "pages.js"),
    asset!("/files.js", "javascript", "files.js"),
    asset!("/page.js", "javascript", "page.js"),
];

/// The file of an address.
pub(super) fn find(path: &str) -> Option<&'static Asset> {
    ASSETS.iter().find(|asset| asset.path == path)
}
