//! Reading prose: from the input itself or from a Markdown file beside it.

use super::reader::FilingReader;
use crate::document::{Given, Raw, Spelling, Words};
use crate::file::{self, Reach};
use crate::filing::{LineEnds, ProseText};
use crate::finding::Finding;
use crate::rule::input;
use crate::source::{Located, Span};

impl FilingReader<'_> {
    /// Markdown in the input.
    pub(super) fn prose(&mut self, given: &Given) -> Option<ProseText> {
        let Raw::Text(text) = &given.value else { return None };
        let exact = self.sources.text(&given.content) == text;
        let line_ends = match self.names.spelling {
            Spelling::Toml => LineEnds::Wrapped,
            Spelling::Workbook | Spelling::Published => LineEnds::Paragraphs,
        };
        let text = self.kept(Located { value: text.clone(), at: given.at.clone() }).value;
        Some(ProseText { text: text.trim_end().to_owned(), at: given.content.clone(), exact, line_ends })
    }

    /// The prose of a section: in the input, or in the file it names.
    pub(super) fn prose_or_file(&mut self, path: &str, words: &Words) -> Option<ProseText> {
        let text = words.text.as_ref().and_then(|given| self.prose(given));
        let Some(name) = self.text(words.file.as_ref()) else { return text };
        let path = format!("{path}.file");
        if text.is_some() {
            let finding = Finding::new(&input::PROSE_FILE, format!("{path}：既写了 text 又写了 file。"));
            self.faults.push(finding.mark(&name.at, "").hint("两样留一样").key(&path));
        }
        self.file(&name, &path)
    }

    /// The prose of a Markdown file beside the input.
    fn file(&mut self, name: &Located<String>, path: &str) -> Option<ProseText> {
        let full = self.folder.join(&name.value);
        let (fact, hint) = if let Some(why) = file::refusal(self.folder, &name.value, Reach::Inside) {
            (format!("{} {why}", name.value), "把正文文件放到 report.toml 所在的文件夹里".to_owned())
        } else {
            match file::read_text(&full) {
                Ok(text) => {
                    let source = self.sources.add(full.display().to_string(), text.clone());
                    let at = Span::new(source, 0..text.len());
                    let text = self.kept(Located { value: text, at: at.clone() }).value;
                    let line_ends = LineEnds::Wrapped;
                    return Some(ProseText { text: text.trim_end().to_owned(), at, exact: true, line_ends });
                }
                Err(error) => {
                    let hint = error.hint().unwrap_or("检查文件名").to_owned();
                    (format!("读不了正文文件 {error}"), hint)
                }
            }
        };
        let message = format!("{}：{fact}。", self.names.call(path));
        self.faults.push(Finding::new(&input::PROSE_FILE, message).mark(&name.at, "").hint(hint).key(path));
        None
    }
}
