//! Last year's prose, to be looked at while this year's is written.

use crate::filing::{Filing, ProseText};

/// The file that last year's prose is put into.
pub const LAST_WORDS: &str = "上年正文.md";

/// Last year's prose, section by section, as it was written; none where there was none.
pub fn last_words(last: &Filing) -> Option<String> {
    let mut parts: Vec<(&str, Vec<&ProseText>)> = Vec::new();
    parts.push(("引言", last.preface.iter().flat_map(|preface| &preface.text).collect()));
    for section in &last.form.sections {
        let Some(input) = last.sections.get(&section.key) else { continue };
        let title = input.title.as_ref().map_or(section.title.as_str(), |title| &title.value);
        parts.push((title, input.before.iter().chain(&input.text).chain(&input.after).collect()));
    }
    for extra in &last.extra {
        let title = extra.title.as_ref().map_or("", |title| title.value.as_str());
        parts.push((title, extra.text.iter().collect()));
    }
    parts.retain(|(_, words)| words.iter().any(|text| !text.text.trim().is_empty()));
    if parts.is_empty() {
        return None;
    }
    let year = last.year.as_ref().map_or_else(|| "上".to_owned(), |year| format!(" {} ", year.value));
    let mut text = format!("这是{year}年的正文，只供参考，不会印出；要用的话复制到今年的正文里再改。\n");
    for (title, words) in parts {
        text.push_str(&format!("\n# {title}\n"));
        text.extend(words.iter().map(|words| format!("\n{}\n", words.text.trim())));
    }
    Some(text)
}
