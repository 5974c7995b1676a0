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

/// A file of the page by its name and its kind, at an address of its name where no other is given.
macro_rules! asset {
    ($name:literal, $kind:literal) => {
        asset!($name, $kind, concat!("/", $name))
    };
    ($name:literal, $kind:literal, $path:expr) => {
        Asset {
            path: $path,
            kind: concat!("text/", $kind, "; charset=utf-8"),
            text: include_str!(concat!("../../../templates/serve/", $name)),
        }
    };
}

/// All of them.
const ASSETS: [Asset; 12] = [
    asset!("page.html", "html", "/"),
    asset!("page.css", "css"),
    asset!("ask.js", "javascript"),
    asset!("report.js", "javascript"),
    asset!("district.js", "javascript"),
    asset!("form.js", "javascript"),
    asset!("paste.js", "javascript"),
    asset!("changes.js", "javascript"),
    asset!("findings.js", "javascript"),
    asset!("pages.js", "javascript"),
    asset!("files.js", "javascript"),
    asset!("page.js", "javascript"),
];

/// The file of an address.
pub(super) fn find(path: &str) -> Option<&'static Asset> {
    ASSETS.iter().find(|asset| asset.path == path)
}
