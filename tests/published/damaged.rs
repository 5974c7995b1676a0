//! Pages that were damaged on the way: read or refused, never a panic.

use nianbao::form::Editions;
use nianbao::published::Medium;
use nianbao::read;
use nianbao::report::View;
use nianbao::source::Sources;

use crate::support::random::Random;
use crate::support::{engine, examine, folder, sound};

/// Damaged pages that are read on every change; `NIANBAO_MUTATIONS` gives more.
const DAMAGED: u64 = 300;

/// Damages some bytes: cut off, doubled, moved, replaced by tags and odd bytes.
pub fn damage(bytes: &[u8], number: u64) -> Vec<u8> {
    let mut numbers = Random::new(number);
    let mut bytes = bytes.to_vec();
    let odd: [&[u8]; 10] = [
        b"<table>",
        b"</td>",
        b"<tr><td rowspan=99999999 colspan=99999999>",
        b"</table></div>",
        b"<!--",
        b"\xFF\xFE",
        b"&#x110000;",
        b"<td rowspan=0>",
        b"\0",
        "一、总体情况".as_bytes(),
    ];
    for _ in 0..1 + numbers.below(12) {
        let at = numbers.below(bytes.len());
        let end = (at + numbers.below(400)).min(bytes.len());
        match numbers.below(5) {
            0 => drop(bytes.drain(at..end)),
            1 => {
                let copy = bytes[at..end].to_vec();
                let to = numbers.below(bytes.len());
                drop(bytes.splice(to..to, copy));
            }
            2 => bytes[at] = u8::try_from(numbers.below(256)).unwrap(),
            3 => drop(bytes.splice(at..at, odd[numbers.below(odd.len())].iter().copied())),
            _ => bytes.truncate(end.max(100)),
        }
    }
    bytes
}

#[test]
fn damaged_pages_are_read_or_refused() {
    let of_report = folder(&sound().to_string());
    let (input, examined) = examine(&of_report.path().join("report.toml"));
    let page = engine().render(&input, examined, View::default()).unwrap().html;
    let page = page.split("<body>").nth(1).unwrap();
    let count = std::env::var("NIANBAO_MUTATIONS").ok().and_then(|count| count.parse().ok()).unwrap_or(DAMAGED);
    let mut read_again = 0;
    for number in 0..count {
        let bytes = damage(page.as_bytes(), number);
        let mut sources = Sources::default();
        let read = read::read_published(
            "页.html".as_ref(),
            Medium::Web,
            &bytes,
            of_report.path(),
            Editions::built_in(),
            &mut sources,
        );
        read_again += u64::from(read.is_ok());
    }
    assert!(read_again > count / 3, "only {read_again} of {count} are read");
}

#[test]
fn pages_made_to_take_long_are_refused() {
    let deep = "<div>".repeat(200_000);
    let wide = format!("<table>{}", "<tr><td colspan=1000 rowspan=60000>1".repeat(30_000));
    let attributes = format!("<p {}>", (0..200_000).map(|n| format!("a{n} ")).collect::<String>());
    let formats = (0..20_000).map(|n| format!("<p><font size={n}>")).collect::<String>();
    let started = std::time::Instant::now();
    for page in [deep, wide, attributes, formats] {
        let mut sources = Sources::default();
        let read = read::read_published(
            "页.html".as_ref(),
            Medium::Web,
            page.as_bytes(),
            ".".as_ref(),
            Editions::built_in(),
            &mut sources,
        );
        assert!(read.is_err());
    }
    assert!(started.elapsed().as_secs() < 20, "{:?}", started.elapsed());
}
