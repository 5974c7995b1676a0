//! Letters made up for tests, built once, and the examples' own.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::{LazyLock, OnceLock};

use nianbao::engine::{Input, RenderedLetter};
use nianbao::finding::Finding;
use nianbao::report::View;

use super::pdf::Page;
use super::{changed, engine, folder, pdf, root};

/// The letters under `tests/cases/letters`.
pub const LETTERS: [&str; 5] = ["sealed", "unsealed", "correspondence", "joint", "many"];

/// The example whose letter was published.
pub const PUBLISHED: &str = "changle-2020";

/// A letter with everything that is made of it.
pub struct Letter {
    /// What was read.
    pub input: Input,
    /// What was found.
    pub findings: Vec<Finding>,
    /// What was rendered.
    pub rendered: RenderedLetter,
    /// The report's own web page.
    pub report_html: String,
    /// Its PDF.
    pub pdf: Vec<u8>,
    /// Its pages as they are read back from the PDF.
    pub pages: Vec<Page>,
}

/// A letter by the name of its case, or the published one; built once for all tests.
pub fn letter(name: &str) -> &'static Letter {
    static BUILT: LazyLock<BTreeMap<&str, OnceLock<Letter>>> =
        LazyLock::new(|| LETTERS.into_iter().chain([PUBLISHED]).map(|name| (name, OnceLock::new())).collect());
    BUILT[name].get_or_init(|| match name {
        PUBLISHED => build(&root().join("examples").join(PUBLISHED).join("report.toml")),
        name => letter_of(&case(name)),
    })
}

/// The input of a case: what it changes in the sound report.
pub fn case(name: &str) -> String {
    let path = root().join("tests/cases/letters").join(name).with_extension("toml");
    std::fs::read_to_string(path).expect("the case is there")
}

/// A letter made up for a test: a change to the sound report.
pub fn letter_of(change: &str) -> Letter {
    let folder = folder(&changed(change));
    build(&folder.path().join("report.toml"))
}

/// The pages of the proof of a letter made up for a test.
pub fn proof_of(change: &str) -> Vec<Page> {
    pdf::read(&proof_pdf(change))
}

/// The PDF of the proof of a letter made up for a test.
pub fn proof_pdf(change: &str) -> Vec<u8> {
    let folder = folder(&changed(change));
    let engine = engine();
    let input = engine.read(&folder.path().join("report.toml"), None).expect("the input is TOML");
    let examined = engine.examine(&input).expect("the wordings are sound");
    let view = View { proof: true, ..View::default() };
    let rendered = engine.render(&input, examined, view).expect("the templates are sound");
    let letter = rendered.letter.expect("the input has a letter");
    engine.typesetter().pdf(&letter.typst).expect("the pages meet both standards")
}

/// Builds the letter of an input file.
pub fn build(path: &Path) -> Letter {
    let engine = engine();
    let input = engine.read(path, None).expect("the input is TOML");
    let examined = engine.examine(&input).expect("the wordings are sound");
    let findings = examined.findings.clone();
    let rendered = engine.render(&input, examined, View::default()).expect("the templates are sound");
    let letter = rendered.letter.expect("the input has a letter");
    let pdf = engine.typesetter().pdf(&letter.typst).expect("the pages meet both standards");
    let pages = pdf::read(&pdf);
    Letter { input, findings, rendered: letter, report_html: rendered.html, pdf, pages }
}

impl Letter {
    /// The PDF of the letter with the report bound to it.
    pub fn whole_pdf(&self) -> Vec<u8> {
        let whole = self.rendered.whole.as_ref().expect("it was asked for");
        engine().typesetter().pdf(whole).expect("the pages meet both standards")
    }

    /// The pages of the letter with the report bound to it.
    pub fn whole(&self) -> Vec<Page> {
        pdf::read(&self.whole_pdf())
    }
}
