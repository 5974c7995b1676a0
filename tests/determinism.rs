//! Same input, same bytes; and the standards that the PDF claims to meet.

use hayro_syntax::Pdf;
use hayro_syntax::object::{Dict, String as PdfString};

use crate::support::built::{EXAMPLES, build, built, path};
use crate::support::engine;

#[test]
fn the_same_input_gives_the_same_bytes() {
    let before = EXAMPLES.map(built);
    // The other way round, so that each comes after another report.
    for (example, first) in EXAMPLES.iter().zip(&before).rev() {
        let again = build(&path(example));
        assert!(first.pdf == again.pdf, "{example}: the PDF differs when it is made again");
        assert!(first.html == again.html, "{example}: the web page differs when it is made again");
        let whole = engine().typesetter().pdf(&first.typst).unwrap_or_else(|error| panic!("{example}: {error}"));
        assert!(first.pdf == whole, "{example}: the PDF differs when it is made in one go");
    }
}

#[test]
fn threads_do_not_change_the_bytes() {
    std::thread::scope(|scope| {
        for shift in [0, 2] {
            scope.spawn(move || {
                for number in 0..EXAMPLES.len() {
                    let example = EXAMPLES[(number + shift) % EXAMPLES.len()];
                    let again = build(&path(example));
                    assert!(
                        built(example).pdf == again.pdf,
                        "{example}: the PDF differs when it is made beside others"
                    );
                    assert!(
                        built(example).html == again.html,
                        "{example}: the web page differs when it is made beside others"
                    );
                }
            });
        }
    });
}

#[test]
fn the_folder_does_not_change_the_bytes() {
    let example = EXAMPLES[0];
    let folder = tempfile::tempdir().expect("a temporary folder");
    let files = std::fs::read_dir(path(example).parent().expect("a folder")).expect("the example's folder");
    for file in files.map(|file| file.expect("a file").path()).filter(|file| file.is_file()) {
        std::fs::copy(&file, folder.path().join(file.file_name().expect("a name"))).expect("a copy");
    }
    let moved = build(&folder.path().join("report.toml"));
    assert!(built(example).pdf == moved.pdf, "the PDF differs in another folder");
    assert!(built(example).html == moved.html, "the web page differs in another folder");
}

/// An element of the metadata of a PDF, which are not compressed.
fn metadata(pdf: &[u8], element: &str) -> String {
    let text = String::from_utf8_lossy(pdf);
    let (_, rest) =
        text.split_once(&format!("<{element}>")).unwrap_or_else(|| panic!("the metadata should hold {element}"));
    let (content, _) =
        rest.split_once(&format!("</{element}>")).unwrap_or_else(|| panic!("{element} should be closed"));
    content.to_owned()
}

#[test]
fn the_pdf_claims_both_standards() {
    for example in EXAMPLES {
        let report = built(example);
        for (tag, expected) in [("pdfaid:part", "2"), ("pdfaid:conformance", "A"), ("pdfuaid:part", "1")] {
            assert_eq!(metadata(&report.pdf, tag), expected, "{example}: {tag}");
        }
    }
}

/// A text string as PDF writes it: UTF-16 with a byte order mark, or plain.
fn decoded(string: &PdfString<'_>) -> String {
    match string.as_bytes() {
        [0xFE, 0xFF, rest @ ..] => {
            let units: Vec<u16> = rest.chunks(2).map(|pair| u16::from_be_bytes([pair[0], pair[1]])).collect();
            String::from_utf16(&units).expect("a text should be UTF-16")
        }
        bytes => String::from_utf8(bytes.to_vec()).expect("a text should be plain"),
    }
}

/// The titles of an outline's entry and of those beside it.
fn titles(parent: &Dict<'_>) -> Vec<String> {
    let mut titles = Vec::new();
    let mut entry = parent.get::<Dict<'_>>("First");
    while let Some(dictionary) = entry {
        titles.push(decoded(&dictionary.get::<PdfString<'_>>("Title").expect("an entry should have a title")));
        entry = dictionary.get::<Dict<'_>>("Next");
    }
    titles
}

#[test]
fn the_pdf_tells_title_language_and_outline() {
    for example in EXAMPLES {
        let report = built(example);
        let pdf = Pdf::new(report.pdf.clone()).expect("a PDF");
        let root: Dict<'_> = pdf.xref().get(pdf.xref().root_id()).expect("the document should have a root");
        let language = root.get::<PdfString<'_>>("Lang").expect("a language");
        assert!(decoded(&language).starts_with("zh"), "{example}: the language is {}", decoded(&language));
        let marked = root.get::<Dict<'_>>("MarkInfo").and_then(|info| info.get::<bool>("Marked"));
        assert_eq!(marked, Some(true), "{example}: the document should be tagged");
        let shown = root
            .get::<Dict<'_>>("ViewerPreferences")
            .and_then(|preferences| preferences.get::<bool>("DisplayDocTitle"));
        assert_eq!(shown, Some(true), "{example}: the title should be shown in place of the file name");
        let filing = &report.input.filing;
        let title =
            filing.title.as_ref().map_or_else(|| filing.official_title(), |title| title.value.replace('\n', ""));
        let written = metadata(&report.pdf, "dc:title");
        assert!(written.contains(&title), "{example}: the title in the metadata is {written}, not {title}");
        let outline = root.get::<Dict<'_>>("Outlines").expect("an outline");
        let sections: Vec<String> =
            report.narrative.sections.iter().map(|chapter| format!("{}、{}", chapter.ordinal, chapter.title)).collect();
        assert_eq!(titles(&outline), sections, "{example}: the outline");
    }
}
