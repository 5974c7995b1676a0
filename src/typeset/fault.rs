//! What the typesetter complains of, in words: where, which line, what is wrong with it.

use typst::diag::SourceDiagnostic;
use typst::syntax::Source;
use typst::{World as _, WorldExt as _};

use super::world::ReportWorld;
use crate::characters::beginning;
use crate::error::Error;

/// What stands at the end of a filled template before its name, so that a complaint can name it.
pub const FILLED: &str = "\n// 由模板填成：";

/// Complaints that are told of one document.
const MOST_TOLD: usize = 3;

/// Characters of a line that are shown.
const MOST_SHOWN: usize = 40;

/// How complaints of the typesetter begin, and what they mean.
const MEANINGS: &[(&str, &str)] = &[
    ("unclosed ", "括号、引号没有配成对"),
    ("unexpected ", "多了不该有的字符"),
    ("expected ", "少了字符，或值的种类不对"),
    ("the character ", "这里不能有这个字符"),
    ("unknown variable", "用到了没有的名称"),
    ("unresolved import", "引入了没有的名称"),
    ("missing argument", "函数少了参数"),
    ("unexpected argument", "函数多了参数"),
    ("duplicate", "写了两遍"),
    ("failed to load file", "要用的文件读不到：模板只能用内置的那些文件"),
    ("file not found", "要用的文件读不到：模板只能用内置的那些文件"),
    ("package", "不能用外部的包"),
    ("maximum ", "一层套一层，套得太深"),
    ("layout did not converge", "排了几遍也定不下来"),
    ("unknown font family", "没有这款字体"),
    ("cannot ", "值的种类不对，这样算不出来"),
    ("PDF", "做出的文件不合 PDF/A-2a、PDF/UA-1"),
];

/// What a complaint means, with its own words.
fn meaning(message: &str) -> String {
    let found = MEANINGS.iter().find(|(start, _)| message.starts_with(start));
    format!("{}（原话：{message}）", found.map_or("排版程序不认这样写", |(_, meaning)| *meaning))
}

/// The error of a document that complaints were made of, with their places.
pub(super) fn failure(world: &ReportWorld<'_>, complaints: &[SourceDiagnostic]) -> Error {
    let tell = |complaint: &SourceDiagnostic| {
        let place = complaint.span.id().zip(world.range(complaint.span)).and_then(|(id, range)| {
            let source = world.source(id).ok()?;
            let line = source.lines().byte_to_line(range.start)?;
            Some(place(&source, id == world.main(), line))
        });
        format!("{}{}", place.unwrap_or_default(), meaning(&complaint.message))
    };
    told(complaints.iter().map(tell))
}

/// The error of a document that is laid out and makes no file.
pub(super) fn no_file(complaints: &[SourceDiagnostic]) -> Error {
    told(complaints.iter().map(|complaint| meaning(&complaint.message)))
}

/// An error of several complaints.
fn told(complaints: impl Iterator<Item = String>) -> Error {
    Error::Typeset(complaints.take(MOST_TOLD).collect::<Vec<_>>().join("；"))
}

/// A line of a file by its number from 0: of the document itself, the template that it was filled from.
fn place(source: &Source, is_main: bool, line: usize) -> String {
    let text = source.text();
    let shown = beginning(text.lines().nth(line).unwrap_or_default().trim(), MOST_SHOWN);
    let id = source.id();
    let filled = text.rsplit_once(FILLED).map(|(_, name)| name.trim()).filter(|_| is_main);
    let (name, filled) = match filled {
        Some(name) => (name, "填好后"),
        None => (id.vpath().get_without_slash(), ""),
    };
    format!("模板 {name} {filled}第 {} 行“{shown}”：", line + 1)
}

#[cfg(test)]
mod tests {
    use super::meaning;

    #[test]
    fn complaints_are_told_in_words() {
        assert_eq!(meaning("unknown variable: x"), "用到了没有的名称（原话：unknown variable: x）");
        assert_eq!(meaning("odd"), "排版程序不认这样写（原话：odd）");
    }
}
