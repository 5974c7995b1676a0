//! What was handed in held against what was printed: everything is there, in order, or a finding names its place.

use std::path::Path;

use nianbao::engine::{Examined, Input};
use nianbao::figures::Figures;
use nianbao::filing::facts::text;
use nianbao::finding::Finding;
use nianbao::report::View;

use super::filing::{FORM, Filing};
use super::prose::Block;
use super::words::folded;
use crate::support::built::without_spaces;
use crate::support::rows::rows;
use crate::support::{engine, pdf, tables, web};
use crate::word;

/// Findings that say of something handed in that it is not printed as it stands.
const TELLING: [&str; 10] = ["INP", "WBK", "GLY", "CEL", "STR", "PRO00", "PRO012", "PRO013", "DIS", "LET"];

/// How an official table begins on a page.
const TABLE: &str = "<div class=\"scroll\" role=\"region\"";

/// What cannot be read as a figure and is wider than its field, so that in a draft it lies over the next one.
const TOO_WIDE: &str = "2025-03-21";

/// What of a filing is lost, changed, moved or made up without a word.
pub fn faults(filing: &Filing, path: &Path) -> Vec<String> {
    let input = match engine().read(path, None) {
        Ok(input) => input,
        Err(error) => return vec![format!("不能读：{error}")],
    };
    let examine = || engine().examine(&input).unwrap();
    let Examined { findings, figures: completed, .. } = examine();
    let rendered = engine().render(&input, examine(), View::default()).unwrap();
    let told = Told { input: &input, findings: &findings };
    let mut faults = Vec::new();
    figures(filing, &rendered.html, &told, &mut faults);
    let letter = rendered.letter.as_ref();
    let letter_html = letter.and_then(|letter| letter.html.as_deref()).unwrap_or_default();
    // What the letter says stands on its pages: head, signers and copies are not on the web.
    let letter_pages = letter.filter(|_| !findings.iter().any(|finding| finding.rule.code == "GLY001")).map(|letter| {
        let document = engine().typesetter().layout(&letter.typst).unwrap();
        pdf::read(&engine().typesetter().export(&document).unwrap()).iter().map(pdf::Page::text).collect::<String>()
    });
    fields(filing, (&rendered.html, letter_html, letter_pages.as_deref()), &told, &mut faults);
    for (place, prose) in &filing.prose {
        let html = if place == "letter.text" { letter_html } else { &rendered.html };
        blocks(place, &prose.blocks, html, &told, &mut faults);
    }
    // What no font has cannot be set in a PDF that is to be kept, which is told.
    if !findings.iter().any(|finding| finding.rule.code == "GLY001") {
        let document = engine().typesetter().layout(&rendered.typst).unwrap();
        let pages = pdf::read(&engine().typesetter().export(&document).unwrap());
        faults.extend(pages_against(&rendered.html, &input.filing, &completed, &pages));
        let made = engine().render(&input, examine(), View { docx: true, ..View::default() }).unwrap();
        let number = text(&input.filing.document.number).unwrap_or_default();
        if word::body(&made.docx.unwrap(), &number) != without_spaces(&web::text(&made.fragment)) {
            faults.push("Word 文件与网页的正文不同".to_owned());
        }
    }
    faults
}

/// What is told of a filing.
struct Told<'a> {
    input: &'a Input,
    findings: &'a [Finding],
}

impl Told<'_> {
    /// The findings that say that something is not printed as it stands.
    fn telling(&self) -> impl Iterator<Item = &Finding> {
        self.findings.iter().filter(|finding| TELLING.iter().any(|code| finding.rule.code.starts_with(code)))
    }

    /// Whether one of them names a key.
    fn names_key(&self, key: &str) -> bool {
        self.telling().any(|finding| finding.keys.iter().any(|known| known == key))
    }

    /// Whether one of them names the place of a typed text.
    fn names(&self, typed: &str) -> bool {
        let lines: Vec<String> = typed.split('\n').map(folded).filter(|line| !line.is_empty()).collect();
        let names = |at: &nianbao::source::Span| {
            let text = &self.input.sources.get(at.source).text;
            let start = text[..at.start].rfind('\n').map_or(0, |end| end + 1);
            let end = text[at.end.max(start)..].find('\n').map_or(text.len(), |end| at.end.max(start) + end);
            let marked = &text[start..end];
            // A text with escapes is one line.
            let is_escaped = marked.contains("\\u") || marked.contains("\\n") || marked.contains("\\\"");
            let marked = folded(marked);
            is_escaped || lines.iter().any(|line| marked.contains(line) || !marked.is_empty() && line.contains(&marked))
        };
        self.telling().flat_map(|finding| &finding.marks).any(|mark| names(&mark.at))
    }
}

/// Every figure is on the page as it was typed, or is told.
fn figures(filing: &Filing, html: &str, told: &Told<'_>, faults: &mut Vec<String>) {
    let printed = web::figures(html);
    for (id, figure) in &filing.figures {
        let key = &FORM.cell(*id).key;
        let Some((_, text)) = printed.iter().find(|(known, _)| known == key) else {
            if FORM.cell(*id).printed {
                faults.push(format!("{key} 不在网页上"));
            }
            continue;
        };
        if folded(text) != figure.printed && !told.names_key(key) && !told.names(&figure.typed) {
            faults.push(format!("{key}：填的 {:?} 印成 {text:?}，没有说明", figure.typed));
        }
    }
}

/// Every field is on its page, or is told: the web's in the page's own particulars, the letter's on its pages.
fn fields(
    filing: &Filing,
    (html, letter, pages): (&str, &str, Option<&str>),
    told: &Told<'_>,
    faults: &mut Vec<String>,
) {
    let page = folded(&web::text(html));
    let particulars = folded(&web::text(&html.replace("<meta", "").replace(['>', '<'], "")));
    let letter = folded(&(web::text(letter) + pages.unwrap_or_default()));
    let label = filing.label.iter().map(|label| ("labels.applications.new", label));
    let extra = filing.extra.iter().map(|title| ("extra[1].title", title));
    for (path, text) in filing.fields.iter().map(|(path, text)| (*path, text)).chain(label).chain(extra) {
        let page = match path {
            _ if path == "letter.kind" || path.starts_with("letter.") && pages.is_none() => continue,
            _ if path.starts_with("letter.") => &letter,
            _ if path.starts_with("web.") => &particulars,
            _ => &page,
        };
        if !page.contains(&folded(&text.printed)) && !told.names(&text.typed) && !told.names_key(path) {
            faults.push(format!("{path}：填的 {:?} 没有印，没有说明", text.typed));
        }
    }
}

/// The part of a page that some prose is printed in.
fn part<'h>(place: &str, html: &'h str) -> &'h str {
    let between = |html: &'h str, start: &str, end: &str| {
        let from = html.find(start).map_or(0, |at| at + start.len());
        &html[from..from + html[from..].find(end).unwrap_or(html.len() - from)]
    };
    if place.starts_with("preface") {
        return between(html, "</nav>", "<section>");
    }
    if place == "letter.text" {
        let body = between(html, "</header>", "<footer>");
        let body = body.split_once("<p class=\"to\">").map_or(body, |(_, to)| to.split_once("</p>").unwrap().1);
        return body.split("<div class=\"enclosed\">").next().unwrap();
    }
    let key = if place == "extra.text" { "extra-1" } else { place.split('.').nth(1).unwrap() };
    let section = between(html, &format!("<h2 id=\"section-{key}\">"), "</section>");
    let section = &section[section.find("</h2>").map_or(0, |at| at + 5)..];
    if place == "extra.text" {
        return section;
    }
    match place.split('.').nth(2) {
        Some("before") => section.split(TABLE).next().unwrap(),
        Some(_) => section.split(TABLE).last().unwrap().split_once("</div>").map_or("", |(_, after)| after),
        None => section,
    }
}

/// The blocks of a part of a page, folded.
fn lines(html: &str) -> Vec<String> {
    let mut html = html.to_owned();
    for tag in ["p", "li", "ul", "td", "th", "h1", "h2", "h3", "h4", "h5"] {
        for tag in [format!("<{tag}>"), format!("<{tag} "), format!("</{tag}>")] {
            html = html.replace(&tag, &format!("\u{1}{tag}"));
        }
    }
    html.split('\u{1}').map(|piece| folded(&web::text(piece))).filter(|line| !line.is_empty()).collect()
}

/// Every block of some prose is printed as one, in order, and nothing else is, or it is told.
fn blocks(place: &str, blocks: &[Block], html: &str, told: &Told<'_>, faults: &mut Vec<String>) {
    let printed = lines(part(place, html));
    let is = |block: &Block, line: &str| {
        let number = line.strip_suffix(block.printed.as_str());
        number.is_some_and(|number| number.is_empty() || block.numbered && number.chars().count() <= 4)
    };
    let mut from = 0;
    let mut extra: Vec<&str> = Vec::new();
    let mut is_told = false;
    for block in blocks {
        match printed[from..].iter().position(|line| is(block, line)) {
            Some(at) => {
                extra.extend(printed[from..from + at].iter().map(String::as_str));
                from += at + 1;
            }
            None if told.names(&block.typed) => is_told = true,
            None => faults.push(format!("{place}：{:?} 没有照样印，没有说明；印的是 {printed:#?}", block.typed)),
        }
    }
    extra.extend(printed[from..].iter().map(String::as_str));
    let is_filled = told.telling().any(|finding| finding.rule.code == "STR004");
    extra.retain(|line| !(is_filled && told.findings.iter().any(|finding| folded(&finding.message).contains(*line))));
    if !extra.is_empty() && !is_told {
        faults.push(format!("{place}：多印了 {extra:?}"));
    }
}

/// The words on the page are in the PDF, in their order, and the rows of the tables as well.
fn pages_against(html: &str, filing: &nianbao::filing::Filing, figures: &Figures, pages: &[pdf::Page]) -> Vec<String> {
    let pdf = folded(&pages.iter().map(pdf::Page::text).collect::<String>());
    let article = html.split("<article>").nth(1).and_then(|rest| rest.split("</article>").next()).unwrap();
    let (head, rest) = article.split_once("<nav").unwrap();
    let mut pieces = rest.split_once("</nav>").unwrap().1.split(TABLE);
    let first = pieces.next().unwrap();
    let after = pieces.map(|piece| piece.split_once("</div>").map_or("", |(_, after)| after));
    let mut faults = Vec::new();
    let mut from = 0;
    for line in [head, first].into_iter().chain(after).flat_map(lines) {
        match pdf[from..].find(&line) {
            Some(at) => from += at + line.len(),
            None => faults.push(format!("网页上的 {line:?} 不在 PDF 里这一处")),
        }
    }
    let printed = pages.iter().flat_map(tables::pieces).flat_map(|piece| piece.rows);
    let printed: Vec<String> = printed.map(|row| folded(&row.concat())).collect();
    let mut from = 0;
    for row in rows(filing, figures).0 {
        let row = folded(&row.concat());
        if row.contains(TOO_WIDE) {
            continue;
        }
        match printed[from..].iter().position(|printed| printed.ends_with(&row)) {
            Some(at) => from += at + 1,
            None => faults.push(format!("PDF 的表里没有这一行：{row:?}，这里起是 {:?}", printed.get(from))),
        }
    }
    faults
}
