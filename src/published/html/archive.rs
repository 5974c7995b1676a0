//! Pages that a browser saved into one file with their pictures (.mht, .mhtml): the page is taken out.

use std::borrow::Cow;

use crate::published::refusal::Refused;

/// Archives in each other that are looked through.
const DEEPEST: usize = 3;

/// Bytes of heads by which an archive is told.
const HEAD: usize = 4096;

/// The page in an archive; none for what is no archive.
pub(super) fn page(bytes: &[u8]) -> Option<Result<Vec<u8>, Refused>> {
    let start = String::from_utf8_lossy(&bytes[..bytes.len().min(HEAD)]).to_ascii_lowercase();
    let is_archive = !start.trim_start().starts_with('<') && start.contains("mime-version:");
    let refused =
        || Refused::new("网页归档（.mht）里没有网页", "在浏览器里打开，另存为“网页，仅 HTML”（.html），再给出那个文件");
    is_archive.then(|| part(bytes, 0).ok_or_else(refused))
}

/// The first page in a part of an archive, decoded.
fn part(bytes: &[u8], depth: usize) -> Option<Vec<u8>> {
    let (head, body) = split_head(bytes)?;
    let kind = value(&head, "content-type").unwrap_or_default();
    let name = kind.to_ascii_lowercase();
    if name.trim_start().starts_with("multipart/") && depth < DEEPEST {
        let boundary = format!("--{}", parameter(&kind, "boundary")?);
        return pieces(body, boundary.as_bytes()).find_map(|piece| part(piece, depth + 1));
    }
    let is_page = ["text/html", "application/xhtml"].iter().any(|page| name.trim_start().starts_with(page));
    let encoding = value(&head, "content-transfer-encoding").unwrap_or_default().trim().to_ascii_lowercase();
    is_page.then(|| match encoding.as_str() {
        "quoted-printable" => quoted(body),
        "base64" => sixes(body),
        _ => body.to_vec(),
    })
}

/// The head of a part with its folded lines joined, and what stands below the blank line.
fn split_head(bytes: &[u8]) -> Option<(String, &[u8])> {
    let bytes = bytes.trim_ascii_start();
    let blank = |mark: &[u8]| bytes.windows(mark.len()).position(|at| at == mark).map(|at| (at, at + mark.len()));
    let (end, body) = [blank(b"\r\n\r\n"), blank(b"\n\n")].into_iter().flatten().min()?;
    let head = String::from_utf8_lossy(&bytes[..end]).replace("\r\n", "\n");
    Some((head.replace("\n ", " ").replace("\n\t", " "), &bytes[body..]))
}

/// What a line of a head says.
fn value(head: &str, name: &str) -> Option<String> {
    let lines = head.lines().filter_map(|line| line.split_once(':'));
    let mut named = lines.filter(|(known, _)| known.trim().eq_ignore_ascii_case(name));
    named.next().map(|(_, value)| value.trim().to_owned())
}

/// A parameter of a value: `boundary="…"`.
fn parameter<'v>(value: &'v str, name: &str) -> Option<Cow<'v, str>> {
    value.split(';').skip(1).find_map(|one| {
        let (known, value) = one.split_once('=')?;
        known.trim().eq_ignore_ascii_case(name).then(|| value.trim().trim_matches('"').into())
    })
}

/// The parts between lines of a boundary.
fn pieces<'b>(body: &'b [u8], boundary: &'b [u8]) -> impl Iterator<Item = &'b [u8]> {
    let mut at = Vec::new();
    let mut start = 0;
    for line in body.split_inclusive(|byte| *byte == b'\n') {
        if !boundary.is_empty() && line.starts_with(boundary) {
            at.push((start, start + line.len()));
        }
        start += line.len();
    }
    let ends: Vec<usize> = at.iter().skip(1).map(|(start, _)| *start).chain([body.len()]).collect();
    at.into_iter().zip(ends).map(|((_, from), to)| &body[from..to])
}

/// Text with `=E5` for a byte and `=` before a line end that is none.
fn quoted(body: &[u8]) -> Vec<u8> {
    let digit = |byte: u8| (byte as char).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
    let mut out = Vec::with_capacity(body.len());
    let mut at = 0;
    while let Some(byte) = body.get(at) {
        let rest = &body[at + 1..];
        at += 1;
        match (byte, rest) {
            (b'=', [b'\r', b'\n', ..]) => at += 2,
            (b'=', [b'\n', ..]) => at += 1,
            (b'=', [high, low, ..]) => match digit(*high).zip(digit(*low)) {
                Some((high, low)) => {
                    out.push(high << 4 | low);
                    at += 2;
                }
                None => out.push(b'='),
            },
            (byte, _) => out.push(*byte),
        }
    }
    out
}

/// Bytes of which four letters spell three.
fn sixes(body: &[u8]) -> Vec<u8> {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let (mut bits, mut count, mut out) = (0_u32, 0, Vec::with_capacity(body.len() * 3 / 4));
    for six in body.iter().filter_map(|byte| LETTERS.iter().position(|letter| letter == byte)) {
        bits = bits << 6 | u32::try_from(six).unwrap_or(0);
        count += 6;
        if count >= 8 {
            count -= 8;
            out.extend(u8::try_from(bits >> count & 0xFF));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_page_is_taken_out_of_an_archive() {
        for (encoding, body) in [
            ("quoted-printable", "<p title=3D\"x\">=E5=B9=B4=\r\n=E6=8A=A5</p>"),
            ("base64", "PHAgdGl0bGU9IngiPuW5\r\ntOaKpTwvcD4="),
            ("8bit", "<p title=\"x\">年报</p>"),
        ] {
            let archive = format!(
                "From: <Saved by Blink>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\ttype=\"text/html\";\r\n\tboundary=\"----B\"\r\n\r\n\r\n------B\r\nContent-Type: image/png\r\n\r\nx\r\n------B\r\nContent-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: {encoding}\r\n\r\n{body}\r\n------B--\r\n"
            );
            let page = page(archive.as_bytes()).expect("it is an archive").expect("a page is in it");
            assert_eq!(String::from_utf8_lossy(&page).trim(), "<p title=\"x\">年报</p>", "{encoding}");
        }
        assert!(page("<html>mime-version: 1.0</html>".as_bytes()).is_none());
        assert!(page(b"MIME-Version: 1.0\n\nx").is_some_and(|page| page.is_err()));
    }
}
