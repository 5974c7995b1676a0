//! Texts that say at their end what made them, with a digest by which a later change is seen: what others wrote, or
//! corrected by hand, is not written over unasked.

use crate::digest::digest;
use crate::{NAME, PROGRAM};

/// How the line of a signature is set apart from a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sign {
    /// A comment of HTML and SVG.
    Markup,
    /// A comment of Typst.
    Typst,
}

impl Sign {
    /// What stands before the signature and behind it.
    fn around(self) -> (&'static str, &'static str) {
        match self {
            Self::Markup => ("<!-- ", " -->\n"),
            Self::Typst => ("// ", "\n"),
        }
    }
}

/// A text with its signature at the end.
pub fn signed(mut text: String, sign: Sign) -> String {
    if !text.ends_with('\n') {
        text.push('\n');
    }
    let ((before, behind), digest) = (sign.around(), digest([&text]));
    text + before + PROGRAM + " " + &digest + behind
}

/// Whether a file was signed by this program, in whatever version, and is as it was.
pub fn is_signed(bytes: &[u8], sign: Sign) -> bool {
    let (before, behind) = sign.around();
    let signature = |text: &str| {
        let start = text.trim_end_matches('\n').rfind('\n').map_or(0, |end| end + 1);
        let line = text[start..].strip_prefix(before)?.strip_suffix(behind)?.strip_prefix(NAME)?;
        let (_, sum) = line.strip_prefix(' ')?.split_once(' ')?;
        Some(digest([&text[..start]]) == sum)
    };
    std::str::from_utf8(bytes).ok().and_then(signature).unwrap_or(false)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_change_is_seen() {
        for sign in [Sign::Markup, Sign::Typst] {
            for text in ["<p>甲</p>", "<p>甲</p>\n", ""] {
                let made = signed(text.to_owned(), sign);
                assert!(is_signed(made.as_bytes(), sign), "{made}");
                assert!(made.starts_with(text));
                for other in [made.replace('\n', "\r\n"), format!("乙{made}"), format!("{made}乙"), text.to_owned()] {
                    assert!(!is_signed(other.as_bytes(), sign), "{other}");
                }
            }
        }
        assert!(!is_signed(&[0xFF, 0xFE], Sign::Markup));
    }
}
