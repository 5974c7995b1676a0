//! Paths as URIs (RFC 3986, RFC 8089).

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

/// Characters of a path that must be encoded: all but the unreserved ones and the separator.
const ENCODED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~').remove(b'/');

/// A path as a URI: an absolute one with `file:`, a relative one as a reference from the folder it is named in.
pub(super) fn uri(path: &str) -> String {
    if cfg!(windows) { of_windows(path) } else { of_unix(path) }
}

/// The URI of a path with `/` between its parts.
fn of_unix(path: &str) -> String {
    let scheme = if path.starts_with('/') { "file://" } else { "" };
    format!("{scheme}{}", encoded(path))
}

/// The URI of a path of Windows: `C:\…`, `\\server\share\…`, either of them after `\\?\`, or relative.
fn of_windows(path: &str) -> String {
    let path = path.replace('\\', "/");
    let path = match path.strip_prefix("//?/") {
        Some(rest) => rest.strip_prefix("UNC/").map_or(rest.to_owned(), |share| format!("//{share}")),
        None => path,
    };
    if path.starts_with("//") {
        return format!("file:{}", encoded(&path));
    }
    match path.split_once(':') {
        Some((drive, rest)) if drive.len() == 1 && rest.starts_with('/') => {
            format!("file:///{drive}:{}", encoded(rest))
        }
        _ => of_unix(&path),
    }
}

/// A path without characters that a URI cannot hold; a colon would begin one.
fn encoded(path: &str) -> String {
    utf8_percent_encode(path, ENCODED).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_of_unix() {
        for (path, uri) in [
            ("report.toml", "report.toml"),
            ("../a b/年报.toml", "../a%20b/%E5%B9%B4%E6%8A%A5.toml"),
            ("/home/x/100%#1?.toml", "file:///home/x/100%25%231%3F.toml"),
            ("a:b\\c.toml", "a%3Ab%5Cc.toml"),
        ] {
            assert_eq!(of_unix(path), uri, "{path}");
        }
    }

    #[test]
    fn paths_of_windows() {
        for (path, uri) in [
            (r"单位\a b.toml", "%E5%8D%95%E4%BD%8D/a%20b.toml"),
            (r"C:\Users\x\a.toml", "file:///C:/Users/x/a.toml"),
            ("d:/a.toml", "file:///d:/a.toml"),
            (r"\\server\share\a.toml", "file://server/share/a.toml"),
            (r"\\?\C:\a.toml", "file:///C:/a.toml"),
            (r"\\?\UNC\server\share\a.toml", "file://server/share/a.toml"),
        ] {
            assert_eq!(of_windows(path), uri, "{path}");
        }
    }
}
