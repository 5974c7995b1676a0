//! What the intake of an archive looks at in a PDF, byte by byte.

use crate::support::built::{EXAMPLES, built};
use crate::support::{engine, pdf};

/// Whether a stream ends in a carriage return, which strict readers take for a part of the line's end after it.
fn has_loose_end(pdf: &[u8]) -> bool {
    pdf.windows(10).any(|window| window == b"\rendstream" || window.starts_with(b"\r\nendstre"))
}

/// A page that says something.
fn page(text: &str) -> String {
    let document = "#set document(title: \"题\", date: datetime(year: 2026, month: 1, day: 1))";
    let dress = "#set text(font: fangsong, lang: \"zh\", region: \"cn\")";
    format!("#import \"faces.typ\": fangsong\n{document}\n{dress}\n{text}")
}

#[test]
fn no_stream_ends_in_a_carriage_return() {
    let mut met = 0;
    for number in 0..200 {
        let text = format!("第{number}件，共{}件", number * 7919);
        let bytes = engine().typesetter().pdf(&page(&text)).expect("the page meets both standards");
        assert!(!has_loose_end(&bytes), "{number}");
        if bytes.windows(12).any(|window| window == b"ASCII85Decod") {
            // Read back by another hand: the same characters in the same places.
            assert_eq!(pdf::read(&bytes)[0].text(), text, "{number}");
            met += 1;
        }
    }
    assert!(met > 0, "no stream ended so");
}

#[test]
fn no_stream_of_the_examples_does() {
    for example in EXAMPLES {
        assert!(!has_loose_end(&built(example).pdf), "{example}");
    }
}
