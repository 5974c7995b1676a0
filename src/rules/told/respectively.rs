//! Several things named first, and told in the same order: 予以公开、部分公开分别为15件和4件.

use std::ops::Range;

use super::text::Paragraph;

/// A thing with its number, as phrases are looked for in it, and where the number stands.
pub(super) struct Respective {
    /// The thing and its number, as if it were told alone.
    pub text: String,
    /// Where the number stands, with what it counts.
    pub number: Range<usize>,
}

/// The things of a sentence that are told so, each alone.
pub(super) fn respectively(paragraph: &Paragraph<'_>, sentence: &Range<usize>) -> Vec<Respective> {
    const JOINS: [char; 4] = ['、', '和', '与', '及'];
    let text = &paragraph.text[sentence.clone()];
    if !text.contains("分别") {
        return Vec::new();
    }
    let mut all = Vec::new();
    for found in paragraph.words.respectively.regex().captures_iter(text) {
        let (Some(names), Some(numbers)) = (found.name("names"), found.name("numbers")) else { continue };
        let names: Vec<&str> = names.as_str().split(JOINS).filter(|name| !name.is_empty()).collect();
        let mut at = sentence.start + numbers.start();
        let mut places = Vec::new();
        for number in numbers.as_str().split(|c| JOINS.contains(&c) || c == '，') {
            places.push(at..at + number.len());
            // Each of the marks is as long as the others.
            at += number.len() + '、'.len_utf8();
        }
        if names.len() == places.len() {
            let told = |(name, number): (&&str, Range<usize>)| Respective {
                text: format!("，{name}{}。", &paragraph.text[number.clone()]),
                number,
            };
            all.extend(names.iter().zip(places).map(told));
        }
    }
    all
}
