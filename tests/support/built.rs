//! What the measuring tests share: the examples built once, reports made up for a test, and texts held against each other.

use std::collections::{BTreeMap, HashSet};
use std::path::{Path, PathBuf};
use std::sync::{LazyLock, OnceLock};

use nianbao::engine::{Examined, Input, Rendered};
use nianbao::figures::Figures;
use nianbao::narrative::Narrative;
use nianbao::report::View;
use typst_layout::PagedDocument;

use super::{engine, pdf};

/// The folders of the examples.
pub const EXAMPLES: [&str; 5] =
    ["changle-2020", "changle-yingji-2020", "liaocheng-yingji-2020", "weihui-yingji-2021", "yinzhou-yingji-2020"];

/// A report with everything that is made of it on the way.
pub struct Built {
    /// What was read.
    pub input: Input,
    /// Its figures.
    pub figures: Figures,
    /// Its words.
    pub narrative: Narrative,
    /// Its Typst source.
    pub typst: String,
    /// Its web page.
    pub html: String,
    /// What of the page is pasted into a site's editor.
    pub fragment: String,
    /// Its pages as they were laid out.
    pub document: PagedDocument,
    /// Its PDF.
    pub pdf: Vec<u8>,
    /// The pages as they are read back from the PDF.
    pub pages: Vec<pdf::Page>,
}

/// The input of an example.
pub fn path(example: &str) -> PathBuf {
    super::root().join("examples").join(example).join("report.toml")
}

/// An example, built once for all tests.
pub fn built(example: &str) -> &'static Built {
    static BUILT: LazyLock<BTreeMap<&str, OnceLock<Built>>> =
        LazyLock::new(|| EXAMPLES.iter().map(|example| (*example, OnceLock::new())).collect());
    BUILT[example].get_or_init(|| build(&path(example)))
}

/// Builds the report of an input file.
pub fn build(path: &Path) -> Built {
    let engine = engine();
    let failed = |error: nianbao::error::Error| -> ! { panic!("{}: {error}", path.display()) };
    let input = engine.read(path, None).unwrap_or_else(|error| failed(error));
    let examine = || engine.examine(&input).unwrap_or_else(|error| failed(error));
    let Examined { figures, narrative, .. } = examine();
    let rendered = engine.render(&input, examine(), View::default()).unwrap_or_else(|error| failed(error));
    let document = engine.typesetter().layout(&rendered.typst).unwrap_or_else(|error| failed(error));
    let pdf = engine.typesetter().export(&document).unwrap_or_else(|error| failed(error));
    let pages = pdf::read(&pdf);
    let Rendered { typst, html, fragment, .. } = rendered;
    Built { input, figures, narrative, typst, html, fragment, document, pdf, pages }
}

/// Builds a report that is made up for a test: what follows the year and the agency in its input.
pub fn build_text(rest: &str) -> Built {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path().join("report.toml");
    std::fs::write(&path, format!("year = 2025\nagency.name = \"示例市示例局\"\n{rest}"))
        .expect("the input should be written");
    build(&path)
}

/// That many Chinese characters without any punctuation.
pub fn characters(count: usize) -> String {
    "政府信息公开工作年度报告机关主动规范全面准确及时服务群众".chars().cycle().take(count).collect()
}

/// A text without spaces and line ends.
pub fn without_spaces(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

/// Characters in a shingle.
const SHINGLE: usize = 8;

/// All stretches of eight characters of a text; the text itself where it is shorter.
pub fn shingles(text: &str) -> Vec<String> {
    let characters: Vec<char> = text.chars().filter(|c| !c.is_whitespace()).collect();
    if characters.is_empty() {
        return Vec::new();
    }
    characters.windows(SHINGLE.min(characters.len())).map(|window| window.iter().collect()).collect()
}

/// The share of the shingles of some lines that a text holds, and the first of those it does not hold.
pub fn share(lines: &[String], text: &str) -> (f64, Vec<String>) {
    let text = without_spaces(text);
    let known: HashSet<String> = shingles(&text).into_iter().collect();
    let all: Vec<String> = lines.iter().flat_map(|line| shingles(line)).collect();
    let is_missing = |shingle: &&String| !known.contains(*shingle) && !text.contains(*shingle);
    let missing: Vec<String> = all.iter().filter(is_missing).cloned().collect();
    (1.0 - missing.len() as f64 / all.len().max(1) as f64, missing.into_iter().take(20).collect())
}
