//! The page itself: three files that say nothing of any report.

/// A file of the page.
pub(super) struct Asset {
    /// The path of its address.
    pub path: &'static str,
    /// What it is.
    pub kind: &'static str,
    /// Its text.
    pub text: &'static str,
}

/// All of them.
const ASSETS: [Asset; 3] = [
    Asset { path: "/", kind: "text/html; charset=utf-8", text: include_str!("../../../templates/serve/page.html") },
    Asset {
        path: "/page.css",
        kind: "text/css; charset=utf-8",
        text: include_str!("../../../templates/serve/page.css"),
    },
    Asset {
        path: "/page.js",
        kind: "text/javascript; charset=utf-8",
        text: include_str!("../../../templates/serve/page.js"),
    },
];

/// The file of an address.
pub(super) fn find(path: &str) -> Option<&'static Asset> {
    ASSETS.iter().find(|asset| asset.path == path)
}
