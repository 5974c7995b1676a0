//! No stream of a PDF ends in a carriage return.
//!
//! The mark after a stream stands on a new line. Where the stream's own last byte is a carriage return, strict readers
//! take both bytes for the end of the line, and the stream for a byte shorter than it says (ISO 19005-2, 6.1.7.1):
//! one in 256 compressed streams ends so. Such a stream is written in letters, which all readers of PDF know.

use std::fmt::Write as _;

use memchr::memmem;

/// What follows a stream that ends in a carriage return.
const AFTER: &[u8] = b"\r\nendstream";

/// What stands before the bytes of a stream.
const BEFORE: &[u8] = b">>\nstream\n";

/// The same file with no stream that ends in a carriage return; a file that is not laid out as ours are stays as it is.
pub(super) fn settled(pdf: Vec<u8>) -> Vec<u8> {
    let ends: Vec<usize> = memmem::find_iter(&pdf, AFTER).collect();
    if ends.is_empty() {
        return pdf;
    }
    rewritten(&pdf, &ends).unwrap_or(pdf)
}

/// The file with the streams written anew that end at some places.
fn rewritten(pdf: &[u8], ends: &[usize]) -> Option<Vec<u8>> {
    let table = CrossReferences::read(pdf)?;
    let mut out = Vec::with_capacity(pdf.len() + pdf.len() / 4);
    // Where pieces of the old file end, and how much longer the new one is there.
    let (mut copied, mut longer) = (0, Vec::new());
    for end in ends {
        let start = table.offsets.iter().copied().filter(|offset| offset < end).max()?;
        let head = start + position(&pdf[start..*end], BEFORE)?;
        let data = head + BEFORE.len();
        out.extend_from_slice(&pdf[copied..start]);
        let letters = in_letters(&pdf[data..=*end]);
        out.extend_from_slice(described(std::str::from_utf8(&pdf[start..head]).ok()?, letters.len())?.as_bytes());
        out.extend_from_slice(BEFORE);
        out.extend_from_slice(letters.as_bytes());
        copied = end + 1;
        longer.push((copied, out.len() - copied));
    }
    out.extend_from_slice(&pdf[copied..table.start]);
    let moved = |offset: usize| offset + longer.iter().rev().find(|(end, _)| *end <= offset).map_or(0, |(_, by)| *by);
    table.write(pdf, moved, &mut out)?;
    Some(out)
}

/// A stream's dictionary for a stream in so many letters.
fn described(dictionary: &str, length: usize) -> Option<String> {
    let at = dictionary.find("/Length ")? + "/Length ".len();
    let digits = dictionary[at..].find(|c: char| !c.is_ascii_digit()).unwrap_or(dictionary.len() - at);
    let (before, after) = (&dictionary[..at], &dictionary[at + digits..]);
    if dictionary.contains("/DecodeParms") {
        return None;
    }
    let filter = "/Filter/FlateDecode";
    let after = match after.find("/Filter") {
        Some(_) if after.contains(filter) => after.replacen(filter, "/Filter[/ASCII85Decode/FlateDecode]", 1),
        Some(_) => return None,
        None => format!("/Filter/ASCII85Decode{after}"),
    };
    Some(format!("{before}{length}{after}"))
}

/// Bytes as five letters for four bytes (ISO 32000-1, 7.4.3), in lines.
fn in_letters(bytes: &[u8]) -> String {
    let mut out = String::with_capacity(bytes.len() / 4 * 5 + bytes.len() / 50 + 8);
    for (number, chunk) in bytes.chunks(4).enumerate() {
        if number > 0 && number % 16 == 0 {
            out.push('\n');
        }
        let mut four = [0; 4];
        four[..chunk.len()].copy_from_slice(chunk);
        let mut value = u32::from_be_bytes(four);
        if value == 0 && chunk.len() == 4 {
            out.push('z');
            continue;
        }
        let mut letters = [b'!'; 5];
        for letter in letters.iter_mut().rev() {
            *letter += u8::try_from(value % 85).unwrap_or_default();
            value /= 85;
        }
        out.extend(letters[..=chunk.len()].iter().map(|letter| char::from(*letter)));
    }
    out + "~>"
}

/// The table of where objects begin.
struct CrossReferences {
    /// Where it begins.
    start: usize,
    /// Where its entries begin, 20 bytes each.
    entries: usize,
    /// Where objects begin, in the order of their numbers; those that are not used, at 0.
    offsets: Vec<usize>,
}

/// Bytes of an entry.
const ENTRY: usize = 20;

/// The word before where the table begins.
const START: &[u8] = b"startxref\n";

impl CrossReferences {
    /// Reads the table of a file.
    fn read(pdf: &[u8]) -> Option<Self> {
        let tail = pdf.len().saturating_sub(64);
        let at = tail + position(&pdf[tail..], START)? + START.len();
        let start: usize = std::str::from_utf8(&pdf[at..]).ok()?.lines().next()?.parse().ok()?;
        let head = pdf.get(start..)?.strip_prefix(b"xref\n0 ")?;
        let line = position(head, b"\n")?;
        let count: usize = std::str::from_utf8(&head[..line]).ok()?.trim().parse().ok()?;
        let entries = start + b"xref\n0 ".len() + line + 1;
        let lines = pdf.get(entries..entries.checked_add(count.checked_mul(ENTRY)?)?)?.chunks(ENTRY);
        let offset = |entry: &[u8]| match entry[17] {
            b'n' => std::str::from_utf8(&entry[..10]).ok()?.parse().ok(),
            _ => Some(0),
        };
        Some(Self { start, entries, offsets: lines.map(offset).collect::<Option<_>>()? })
    }

    /// Writes the table and what follows it, with the objects moved.
    fn write(&self, pdf: &[u8], moved: impl Fn(usize) -> usize, out: &mut Vec<u8>) -> Option<()> {
        let start = out.len();
        out.extend_from_slice(&pdf[self.start..self.entries]);
        for (entry, offset) in pdf[self.entries..].chunks(ENTRY).zip(&self.offsets) {
            let digits =
                if entry[17] == b'n' { format!("{:010}", moved(*offset)).into_bytes() } else { entry[..10].to_vec() };
            out.extend_from_slice(&digits);
            out.extend_from_slice(&entry[10..]);
        }
        let rest = self.entries + self.offsets.len() * ENTRY;
        let at = rest + position(&pdf[rest..], START)?;
        out.extend_from_slice(&pdf[rest..at + START.len()]);
        let mut end = String::new();
        write!(end, "{start}\n%%EOF").ok()?;
        out.extend_from_slice(end.as_bytes());
        Some(())
    }
}

/// Where some bytes first stand in others.
fn position(bytes: &[u8], wanted: &[u8]) -> Option<usize> {
    bytes.windows(wanted.len()).position(|window| window == wanted)
}

#[cfg(test)]
mod tests {
    use hayro_syntax::Pdf;
    use hayro_syntax::object::{Object, ObjectIdentifier, Stream};

    use super::*;

    /// A file with some streams as its objects from the second on.
    fn file(streams: &[&[u8]]) -> Vec<u8> {
        let mut pdf = b"%PDF-1.7\n".to_vec();
        let mut offsets = Vec::new();
        let mut add = |pdf: &mut Vec<u8>, object: &[u8]| {
            offsets.push(pdf.len());
            pdf.extend_from_slice(format!("{} 0 obj\n", offsets.len()).as_bytes());
            pdf.extend_from_slice(object);
            pdf.extend_from_slice(b"\nendobj\n\n");
        };
        add(&mut pdf, b"<</Type/Catalog/Pages 2 0 R>>");
        add(&mut pdf, b"<</Type/Pages/Kids[]/Count 0>>");
        for stream in streams {
            let head = format!("<</Length {}/Length1 7>>\nstream\n", stream.len());
            add(&mut pdf, &[head.as_bytes(), stream, b"\nendstream"].concat());
        }
        let start = pdf.len();
        pdf.extend_from_slice(format!("xref\n0 {}\n0000000000 65535 f\r\n", offsets.len() + 1).as_bytes());
        for offset in &offsets {
            pdf.extend_from_slice(format!("{offset:010} 00000 n\r\n").as_bytes());
        }
        let trailer = format!("trailer\n<</Size {}/Root 1 0 R>>\nstartxref\n{start}\n%%EOF", offsets.len() + 1);
        pdf.extend_from_slice(trailer.as_bytes());
        pdf
    }

    #[test]
    fn streams_say_the_same_and_do_not_end_in_a_carriage_return() {
        let long: Vec<u8> = (0..=u8::MAX).cycle().step_by(7).take(1000).chain([0, 0, 0, 0, b'\r']).collect();
        let streams: [&[u8]; 7] = [b"a\r", b"plain", b"\r", b"\0\0\0\0\0\r", &long, b"", b"abc\r"];
        let before = file(&streams);
        let after = settled(before.clone());
        assert!(position(&before, AFTER).is_some() && position(&after, AFTER).is_none());
        let pdf = Pdf::new(after).expect("it is a PDF");
        for (number, stream) in (3..).zip(streams) {
            let id = ObjectIdentifier::new(number, 0);
            let Some(Object::Stream(read)) = pdf.xref().get::<Object<'_>>(id) else { panic!("stream {number}") };
            let read: Stream<'_> = read;
            assert_eq!(read.decoded().expect("it can be read").as_ref(), stream, "stream {number}");
        }
    }

    #[test]
    fn other_files_stay_as_they_are() {
        let plain = file(&[b"plain"]);
        assert_eq!(settled(plain.clone()), plain);
        for odd in ["\r\nendstream", "", "startxref\n99\n\r\nendstream", "xref\n0 9\n\r\nendstream\nstartxref\n0\n"] {
            assert_eq!(settled(odd.into()), odd.as_bytes());
        }
    }
}
