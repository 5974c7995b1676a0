//! From Markdown to blocks.
//!
//! Read with `comrak`, which alone handles emphasis beside Chinese punctuation (`**一是加强。**基层`).
//! HTML, code and images are no part of a report: what looks like them is printed as it stands.

use comrak::nodes::{ListType, Node, NodeValue};
use comrak::{Arena, Options};
use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};

use super::numbering::{Counter, own_number};
use super::{Block, Item, Lead, Run};

/// Characters that an address cannot hold as they are.
const NOT_IN_ADDRESSES: &AsciiSet =
    &CONTROLS.add(b' ').add(b'"').add(b'<').add(b'>').add(b'\\').add(b'^').add(b'`').add(b'{').add(b'|').add(b'}');

/// Levels of nesting that are followed; what lies deeper is dropped to plain text.
const MAX_DEPTH: usize = 8;

/// First of the characters that stand for expressions while Markdown is parsed (a private use plane).
const MASK: u32 = 0xF_0000;

/// Parses Markdown in which the expressions have been replaced by `mask` characters; `values` are theirs.
pub fn parse(text: &str, values: &[String]) -> Vec<Block> {
    let mut options = Options::default();
    options.extension.table = true;
    options.extension.cjk_friendly_emphasis = true;
    options.parse.ignore_setext = true;
    let arena = Arena::new();
    let root = comrak::parse_document(&arena, &lenient(text), &options);
    let top = root.children().filter_map(|node| heading_level(node)).min().unwrap_or(1);
    let mut reader = Reader { values, top, counter: Counter::default() };
    let mut blocks = run_in(reader.blocks(root, 0));
    number_outline(&mut blocks, &mut 1);
    blocks
}

/// Gives headings their levels in the outline, one below the last at most; run-in headings are not in it.
fn number_outline(blocks: &mut [Block], last: &mut u8) {
    for block in blocks {
        match block {
            Block::Heading { level, outline, .. } => {
                *outline = (*level + 1).min(*last + 1);
                *last = *outline;
            }
            Block::List { items, .. } => items.iter_mut().for_each(|item| number_outline(&mut item.rest, last)),
            Block::Paragraph { .. } | Block::Table { .. } => {}
        }
    }
}

/// The character that stands for the expression of that number.
pub fn mask(number: usize) -> Option<char> {
    char::from_u32(MASK + u32::try_from(number).ok()?).filter(|c| is_private(*c))
}

/// Whether a character lies in the supplementary private use planes.
fn is_private(c: char) -> bool {
    matches!(c, '\u{F0000}'..='\u{10FFFF}')
}

/// Whether a character shows nothing and must not reach a page: controls, zero-width marks, bidirectional overrides.
pub fn shown_invisible(c: char) -> bool {
    (c.is_control() && c != '\n' && c != '\t')
        || is_private(c)
        || matches!(c, '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{FEFF}' | '\u{FFF9}'..='\u{FFFC}')
}

/// A text without invisible characters; odd spaces become plain ones.
pub fn clean(text: &str) -> String {
    let space = |c: char| if matches!(c, '\t' | '\u{A0}' | '\u{2000}'..='\u{200A}' | '\u{202F}') { ' ' } else { c };
    text.chars().filter(|c| !shown_invisible(*c)).map(space).collect()
}

/// Markdown as people write it in Chinese: lines indented by spaces are no code, `#标题` is a heading.
fn lenient(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 16);
    for line in text.split_inclusive('\n') {
        let unindented = line.trim_start_matches([' ', '\u{3000}', '\t', '\u{A0}']);
        let indent = &line[..line.len() - unindented.len()];
        let continues_list =
            unindented.starts_with(['-', '*', '+']) || unindented.starts_with(|c: char| c.is_ascii_digit());
        let line =
            if indent.contains('\u{3000}') || (indent.len() >= 4 && !continues_list) { unindented } else { line };
        let marks = line.len() - line.trim_start_matches('#').len();
        let title = &line[marks..];
        if (1..=3).contains(&marks) && title.starts_with(|c: char| c.len_utf8() == 3) && !title.contains('#') {
            out.push_str(&line[..marks]);
            out.push(' ');
            out.push_str(title);
        } else {
            out.push_str(line);
        }
    }
    out
}

/// The level of a heading as written, 1 to 6.
fn heading_level(node: Node<'_>) -> Option<u8> {
    match node.data().value {
        NodeValue::Heading(heading) => Some(heading.level),
        _ => None,
    }
}

/// Whether a heading runs into the text after it.
fn runs_in(text: &str) -> bool {
    text.ends_with(['。', '：', '；'])
}

/// Joins headings that end in 。 with the paragraph after them.
fn run_in(blocks: Vec<Block>) -> Vec<Block> {
    let mut out: Vec<Block> = Vec::new();
    for block in blocks {
        let open = matches!(out.last(), Some(Block::Heading { text, .. }) if runs_in(text));
        match block {
            Block::Paragraph { lead: None, runs } if open => {
                let Some(Block::Heading { level, text, .. }) = out.pop() else { continue };
                out.push(Block::Paragraph { lead: Some(Lead { level, text }), runs });
            }
            block => out.push(block),
        }
    }
    out
}

/// Turns nodes into blocks.
struct Reader<'v> {
    values: &'v [String],
    top: u8,
    counter: Counter,
}

impl Reader<'_> {
    /// The blocks under a node.
    fn blocks(&mut self, parent: Node<'_>, depth: usize) -> Vec<Block> {
        let mut out = Vec::new();
        for node in parent.children() {
            self.block(node, depth, &mut out);
        }
        out
    }

    /// One block.
    fn block(&mut self, node: Node<'_>, depth: usize, out: &mut Vec<Block>) {
        if depth > MAX_DEPTH {
            return self.paragraph(vec![Run::plain(self.literal_text(node))], out);
        }
        match &node.data().value {
            NodeValue::Heading(heading) => {
                let level = (heading.level - self.top.min(heading.level) + 1).min(3);
                let text: String = self.runs(node).into_iter().map(|run| run.text).collect();
                let text = text.trim().to_owned();
                if text.is_empty() {
                    return;
                }
                let number = self.counter.next(level);
                let text = if own_number(&text) { text } else { format!("{number}{text}") };
                out.push(Block::Heading { level, outline: 0, text });
            }
            NodeValue::Paragraph => self.paragraph(self.runs(node), out),
            NodeValue::List(list) => {
                let (ordered, start) = (list.list_type == ListType::Ordered, list.start);
                let items = node.children().enumerate().map(|(number, item)| {
                    let marker = if ordered { format!("{}.", start + number) } else { "•".to_owned() };
                    self.item(item, marker, depth)
                });
                out.push(Block::List { ordered, start, items: items.collect() });
            }
            NodeValue::Table(_) => {
                let mut rows: Vec<Vec<Vec<Run>>> =
                    node.children().map(|row| row.children().map(|cell| self.runs(cell)).collect()).collect();
                if !rows.is_empty() {
                    let head = rows.remove(0);
                    out.push(Block::Table { head, rows });
                }
            }
            NodeValue::CodeBlock(code) => self.lines(&code.literal, out),
            NodeValue::HtmlBlock(html) => self.lines(&html.literal, out),
            NodeValue::ThematicBreak => {}
            _ => out.extend(self.blocks(node, depth + 1)),
        }
    }

    /// An item of a list: its first paragraph beside the marker, the rest below.
    fn item(&mut self, node: Node<'_>, marker: String, depth: usize) -> Item {
        let mut blocks = self.blocks(node, depth + 1);
        let runs = match blocks.first_mut() {
            Some(Block::Paragraph { lead: None, runs }) => {
                let runs = std::mem::take(runs);
                blocks.remove(0);
                runs
            }
            _ => Vec::new(),
        };
        Item { marker, runs, rest: blocks }
    }

    /// Text printed as it stands, a paragraph a line.
    fn lines(&self, text: &str, out: &mut Vec<Block>) {
        for line in text.lines() {
            self.paragraph(vec![Run::plain(self.unmask(line))], out);
        }
    }

    /// A paragraph, unless there is nothing in it.
    fn paragraph(&self, mut runs: Vec<Run>, out: &mut Vec<Block>) {
        if let Some(first) = runs.first_mut() {
            first.text = first.text.trim_start().to_owned();
        }
        if let Some(last) = runs.last_mut() {
            last.text = last.text.trim_end().to_owned();
        }
        runs.retain(|run| !run.text.is_empty());
        if !runs.is_empty() {
            out.push(Block::Paragraph { lead: None, runs });
        }
    }

    /// The runs under a node, neighbours of one style joined.
    fn runs(&self, node: Node<'_>) -> Vec<Run> {
        let mut runs = Vec::new();
        self.inline(node, false, None, 0, &mut runs);
        runs
    }

    /// Collects the text under a node.
    fn inline(&self, parent: Node<'_>, strong: bool, link: Option<&str>, depth: usize, out: &mut Vec<Run>) {
        for node in parent.children() {
            let data = node.data();
            let mut push = |text: String| match out.last_mut() {
                Some(last) if last.strong == strong && last.link.as_deref() == link => last.text.push_str(&text),
                _ => out.push(Run { text, strong, link: link.map(str::to_owned) }),
            };
            match &data.value {
                _ if depth > MAX_DEPTH => push(self.literal_text(node)),
                NodeValue::Text(text) => push(self.unmask(text)),
                NodeValue::Code(code) => push(self.unmask(&code.literal)),
                NodeValue::HtmlInline(html) => push(self.unmask(html)),
                NodeValue::SoftBreak => push(soft_break(node)),
                NodeValue::LineBreak => push("\n".to_owned()),
                NodeValue::Strong | NodeValue::Emph => self.inline(node, true, link, depth + 1, out),
                NodeValue::Link(target) => {
                    let url = self.unmask(&target.url);
                    let safe = ["http://", "https://", "mailto:"].iter().any(|scheme| url.starts_with(scheme));
                    let url = utf8_percent_encode(&url, NOT_IN_ADDRESSES).to_string();
                    self.inline(node, strong, if safe { Some(url.as_str()) } else { link }, depth + 1, out);
                }
                _ => self.inline(node, strong, link, depth + 1, out),
            }
        }
    }

    /// All text under a node, without following its structure by recursion.
    fn literal_text(&self, node: Node<'_>) -> String {
        let mut out = String::new();
        for node in node.descendants() {
            match &node.data().value {
                NodeValue::Text(text) => out.push_str(&self.unmask(text)),
                NodeValue::Code(code) => out.push_str(&self.unmask(&code.literal)),
                NodeValue::CodeBlock(code) => out.push_str(&self.unmask(&code.literal)),
                NodeValue::HtmlInline(html) => out.push_str(&self.unmask(html)),
                NodeValue::HtmlBlock(html) => out.push_str(&self.unmask(&html.literal)),
                NodeValue::SoftBreak => out.push_str(&soft_break(node)),
                NodeValue::LineBreak => out.push('\n'),
                _ => {}
            }
        }
        out
    }

    /// Puts the values of expressions back, and leaves invisible characters out.
    fn unmask(&self, text: &str) -> String {
        let mut out = String::with_capacity(text.len());
        for c in text.chars() {
            let value = (u32::from(c) >= MASK).then(|| self.values.get((u32::from(c) - MASK) as usize)).flatten();
            match value {
                Some(value) => out.push_str(value),
                None => out.push(c),
            }
        }
        clean(&out)
    }
}

/// A line end inside a paragraph: nothing beside Chinese, a space between Latin words.
fn soft_break(node: Node<'_>) -> String {
    let edge = |node: Option<Node<'_>>, last: bool| match node.map(|n| n.data().value.clone()) {
        Some(NodeValue::Text(text)) => {
            if last {
                text.chars().last()
            } else {
                text.chars().next()
            }
        }
        _ => None,
    };
    let latin = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric() || c.is_ascii_punctuation());
    let both = latin(edge(node.previous_sibling(), true)) && latin(edge(node.next_sibling(), false));
    if both { " ".to_owned() } else { String::new() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plain(text: &str) -> String {
        super::super::plain_text(&parse(text, &[]))
    }

    #[test]
    fn headings_are_numbered_unless_they_are() {
        assert_eq!(
            plain("# 主动公开\n\n## 加大力度\n\n## 1、老办法\n\n## 再来"),
            "（一）主动公开\n1.加大力度\n1、老办法\n3.再来\n"
        );
        assert_eq!(plain("## 从二级开始\n\n### 下一级"), "（一）从二级开始\n1.下一级\n");
        assert_eq!(plain("#没有空格\n\n正文"), "（一）没有空格\n正文\n");
    }

    #[test]
    fn headings_run_in() {
        assert_eq!(plain("# 强化领导。\n为有序推动。"), "（一）强化领导。为有序推动。\n");
        assert_eq!(plain("# 优化服务。\n\n## 提升水平。\n推广。"), "（一）优化服务。\n1.提升水平。推广。\n");
    }

    #[test]
    fn strong_beside_chinese_punctuation() {
        let blocks = parse("**一是稳定性有待加强。**基层**二是“多”。**2020年", &[]);
        let Block::Paragraph { runs, .. } = &blocks[0] else { panic!("{blocks:?}") };
        let strong: Vec<_> = runs.iter().map(|run| (run.text.as_str(), run.strong)).collect();
        assert_eq!(strong, [("一是稳定性有待加强。", true), ("基层", false), ("二是“多”。", true), ("2020年", false)]);
    }

    #[test]
    fn what_is_no_prose_is_printed_as_it_stands() {
        assert_eq!(plain("<script>alert(1)</script>\n\na <b>b</b> c"), "<script>alert(1)</script>\na <b>b</b> c\n");
        assert_eq!(plain("　　段首空两格\n\n    四个空格"), "段首空两格\n四个空格\n");
        assert_eq!(plain("标题不是\n======\n"), "标题不是======\n");
        assert_eq!(plain("(1)不是列表\n\n1、也不是"), "(1)不是列表\n1、也不是\n");
    }

    #[test]
    fn deep_nesting_is_flattened() {
        assert!(plain(&format!("{}深", ">".repeat(5000))).contains('深'));
        assert!(plain(&format!("{}深{}", "*a **b ".repeat(2000), "** *".repeat(2000))).contains('深'));
        // Whatever it is, it is printed.
        let quote = ">".repeat(30);
        let deep = plain(&format!(
            "{quote} a `b` <c> d\n{quote} e\\\n{quote} f\n{quote}\n{quote} <p>g\n{quote}\n{quote} ```\n{quote} h\n"
        ));
        assert_eq!(deep.split_whitespace().collect::<String>(), "ab<c>def<p>gh");
        assert!(deep.contains("d e"), "{deep}");
    }

    #[test]
    fn values_stand_where_their_expressions_did() {
        let text = format!("收到{}件", mask(0).unwrap());
        assert_eq!(super::super::plain_text(&parse(&text, &["*12*".into()])), "收到*12*件\n");
    }
}
