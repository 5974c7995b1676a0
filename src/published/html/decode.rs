//! The text of a page: in UTF-8, GBK, or what it says of itself.

use encoding_rs::{Encoding, GB18030, UTF_8};

/// Bytes of a page in which it says what it is encoded in.
const HEAD: usize = 8192;

/// A page as text.
pub(super) struct Decoded {
    /// The text.
    pub text: String,
    /// How many characters could not be read.
    pub unreadable: usize,
}

/// Decodes a page. What is sound UTF-8 is that, whatever the page says: whoever saved it may have changed the encoding and
/// left what the page says of it.
pub(super) fn decode(bytes: &[u8]) -> Decoded {
    let said = Encoding::for_bom(bytes).map(|(encoding, _)| encoding);
    let (text, is_faulty) = match (said, std::str::from_utf8(bytes)) {
        (Some(encoding), _) => {
            let (text, _, is_faulty) = encoding.decode(bytes);
            (text.into_owned(), is_faulty)
        }
        (None, Ok(text)) => (text.to_owned(), false),
        (None, Err(_)) => {
            let (text, is_faulty) = declared(bytes).unwrap_or(GB18030).decode_without_bom_handling(bytes);
            (text.into_owned(), is_faulty)
        }
    };
    let unreadable = if is_faulty { text.matches('\u{FFFD}').count() } else { 0 };
    Decoded { text: text.replace("\r\n", "\n").replace('\r', "\n"), unreadable }
}

/// The encoding that a page names, GB 2312 and GBK as what they are part of; UTF-8 only where nearly all of it is.
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(HEAD)]).to_ascii_lowercase();
    let name = head.split("charset").skip(1).find_map(|rest| {
        let rest = rest.trim_start().strip_prefix('=')?.trim_start().trim_start_matches(['"', '\'']);
        let name: String = rest.chars().take_while(|c| c.is_ascii_alphanumeric() || "-_:".contains(*c)).collect();
        Encoding::for_label(name.as_bytes())
    })?;
    let is_chinese = ["GBK", "gb18030"].contains(&name.name());
    let is_broken = name == UTF_8 && GB18030.decode_without_bom_handling_and_without_replacement(bytes).is_some();
    Some(if is_chinese || is_broken { GB18030 } else { name })
}
