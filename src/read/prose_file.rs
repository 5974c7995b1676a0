//! Reading prose: from the input itself or from a Markdown file beside it.

use std::path::Path;

use toml::Spanned;
use toml::de::DeValue;

use super::fields::{Fields, Log};
use super::file;
use crate::filing::ProseText;
use crate::finding::Finding;
use crate::rules::input;
use crate::source::{Located, Sources, Span};

/// Reads prose from the TOML or from the file it names.
pub struct ProseReader<'a> {
    /// What else comes to light.
    pub log: &'a Log<'a>,
    /// The input's folder.
    pub folder: &'a Path,
    /// Where files that are read are kept.
    pub sources: &'a mut Sources,
}

impl ProseReader<'_> {
    /// The prose of a section: `text` or `file`.
    pub fn read(&mut self, t: &Fields<'_>) -> Option<ProseText> {
        let text = t.prose("text");
        let item = t.value("file");
        let name = t.text("file");
        let (Some(item), Some(name)) = (item, name) else { return text };
        if text.is_some() {
            let message = format!("{}：既写了 text 又写了 file。", t.path("file"));
            self.log.fault(
                Finding::new(&input::PROSE_FILE, message).mark(&name.at, "").hint("两样留一样").key(t.path("file")),
            );
        }
        self.file(item, &name, &t.path("file"))
    }

    /// The prose of a Markdown file beside the input.
    fn file(&mut self, item: &Spanned<DeValue<'_>>, name: &Located<String>, path: &str) -> Option<ProseText> {
        let fault = |message: String, hint: &str| {
            let at = self.log.at(item);
            self.log.fault(Finding::new(&input::PROSE_FILE, message).mark(&at, "").hint(hint).key(path));
        };
        if !file::stays_inside(self.folder, &name.value) {
            fault(
                format!("{}：{} 在输入所在的文件夹之外。", self.log.call(path), name.value),
                "把正文文件放到 report.toml 所在的文件夹里",
            );
            return None;
        }
        let full = self.folder.join(&name.value);
        match file::read_text(&full) {
            Ok(text) => {
                let source = self.sources.add(full.display().to_string(), text.clone());
                let at = Span::new(source, 0..text.len());
                self.log.texts.borrow_mut().push(Located { value: text.clone(), at: at.clone() });
                Some(ProseText { text: text.trim_end().to_owned(), at, exact: true })
            }
            Err(error) => {
                fault(
                    format!("{}：读不了正文文件 {error}。", self.log.call(path)),
                    error.hint().unwrap_or("检查文件名"),
                );
                None
            }
        }
    }
}
