//! From what a text consists of to the blocks that are printed.

use std::ops::Range;

use super::columns::balance;
use super::inline::InlineText;
use super::numbering::{Counter, Style, TopLevel, own_number};
use super::outline::{OutlinePart, PartKind, outline};
use super::rows;
use super::{Block, ITEM_MARK, Item, Lead, Run};
use crate::filing::LineEnds;

/// The blocks of a text: headings numbered from the top level on, items nested, tables put together.
pub(super) fn blocks(source: &InlineText<'_>, ends: LineEnds, highest: TopLevel) -> Vec<Block> {
    let parts = outline(source.text, ends, source.opaque).parts;
    let marks =
        parts.iter().filter_map(|part| if let PartKind::Marked(marks) = part.kind { Some(marks) } else { None });
    let mut builder = Builder {
        source,
        top: marks.min().unwrap_or(1),
        highest: highest as u8,
        counter: Counter::default(),
        blocks: Vec::new(),
        runs_in: false,
    };
    for (number, part) in parts.iter().enumerate() {
        let heads_table = parts.get(number + 1).is_some_and(|next| next.kind == PartKind::Rule);
        builder.part(part, heads_table);
    }
    let mut blocks = builder.blocks;
    square(&mut blocks);
    balance(&mut blocks);
    number_outline(&mut blocks, highest as u8);
    blocks
}

/// Gives all rows of a table as many cells: those that lack some have empty ones at their end.
fn square(blocks: &mut [Block]) {
    for block in blocks {
        if let Block::Table { head, rows, .. } = block {
            let width = rows.iter().map(Vec::len).chain([head.len()]).max().unwrap_or(0);
            rows.iter_mut().chain([head]).for_each(|row| row.resize(width, Vec::new()));
        }
    }
}

/// Gives headings their levels in the outline, one below the last at most; run-in headings are not in it.
fn number_outline(blocks: &mut [Block], highest: u8) {
    let mut last = 1;
    for block in blocks {
        if let Block::Heading { level, outline, .. } = block {
            *outline = (*level + 2 - highest).min(last + 1);
            last = *outline;
        }
    }
}

/// The last level that has numbers: （1）.
const LAST_LEVEL: u8 = 3;

/// Blocks in the making.
struct Builder<'a, 's> {
    source: &'a InlineText<'s>,
    /// The fewest `#` of any heading.
    top: u8,
    /// The level of those that have the fewest.
    highest: u8,
    counter: Counter,
    blocks: Vec<Block>,
    /// Whether the last heading has `#`; a typed one that stands alone does so in print.
    runs_in: bool,
}

impl Builder<'_, '_> {
    /// The level of a heading with a typed number.
    fn level(&self, style: Style) -> u8 {
        style.level().max(self.highest)
    }

    /// Adds one part; a row may be the head of a table.
    fn part(&mut self, part: &OutlinePart, heads_table: bool) {
        match part.kind {
            PartKind::Marked(marks) => self.marked(marks, part),
            PartKind::Typed(typed) => {
                let level = self.level(typed.style);
                self.counter.take(level, Some(typed.number));
                let text = self.source.plain(&part.lines);
                self.blocks.push(Block::Heading { level, outline: 0, text });
                self.runs_in = false;
            }
            PartKind::Paragraph(Some((typed, end))) => {
                let level = self.level(typed.style);
                self.counter.take(level, Some(typed.number));
                let (first, rest) = part.lines.split_first().expect("a part has lines");
                let (title, after) = (first.start..end, end..first.end);
                let text = self.source.plain(std::slice::from_ref(&title));
                let lead = Lead { level, text };
                let body: Vec<_> = std::iter::once(after).chain(rest.iter().cloned()).collect();
                self.blocks.push(Block::Paragraph { lead: Some(lead), runs: self.source.runs(&body) });
            }
            PartKind::Paragraph(None) => self.paragraph(self.source.runs(&part.lines)),
            PartKind::Item(depth) => {
                let runs = self.source.runs(&part.lines);
                nest(&mut self.blocks, depth, Item { marker: ITEM_MARK.to_owned(), runs, rest: Vec::new() });
            }
            PartKind::Row => {
                let cells = rows::cells(self.source.text, &part.lines[0], self.source.opaque);
                let row = cells.into_iter().map(|cell| self.cell(cell)).collect();
                match self.blocks.last_mut() {
                    Some(Block::Table { rows, .. }) if !heads_table => rows.push(row),
                    _ => self.blocks.push(Block::Table { head: row, rows: Vec::new(), shares: Vec::new() }),
                }
            }
            PartKind::Rule => {}
        }
    }

    /// What is printed of a cell of a table.
    fn cell(&self, cell: Range<usize>) -> Vec<Run> {
        let mut runs = self.source.runs(&[cell]);
        runs.iter_mut().for_each(|run| run.text = rows::unescaped(&run.text));
        runs
    }

    /// A heading with `#`: numbered unless it is already, or stands below the last level that has numbers.
    fn marked(&mut self, marks: u8, part: &OutlinePart) {
        let depth = marks - self.top + self.highest;
        let level = depth.min(LAST_LEVEL);
        let text = self.source.plain(&part.lines);
        if text.is_empty() {
            return;
        }
        let text = match super::numbering::Typed::of(&text) {
            Some(typed) => {
                self.counter.take(level, Some(typed.number));
                text
            }
            None if own_number(&text) => {
                self.counter.take(level, None);
                text
            }
            None if depth > LAST_LEVEL => text,
            None => format!("{}{text}", self.counter.next(level)),
        };
        self.blocks.push(Block::Heading { level, outline: 0, text });
        self.runs_in = true;
    }

    /// A paragraph, unless there is nothing in it; a heading with `#` before it that ends a sentence runs into it.
    fn paragraph(&mut self, runs: Vec<Run>) {
        if runs.is_empty() {
            return;
        }
        let lead = match self.blocks.last() {
            Some(Block::Heading { level, text, .. }) if self.runs_in && text.ends_with(['。', '：', '；']) => {
                Some(Lead { level: *level, text: text.clone() })
            }
            _ => None,
        };
        if lead.is_some() {
            self.blocks.pop();
        }
        self.runs_in = false;
        self.blocks.push(Block::Paragraph { lead, runs });
    }
}

/// Puts an item into the list it belongs to, that many lists deep.
fn nest(blocks: &mut Vec<Block>, depth: usize, item: Item) {
    match blocks.last_mut() {
        Some(Block::List { items }) => match items.last_mut() {
            Some(last) if depth > 0 => nest(&mut last.rest, depth - 1, item),
            _ => items.push(item),
        },
        _ => blocks.push(Block::List { items: vec![item] }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::prose::plain_text;

    /// The blocks of prose in a file.
    fn parse(text: &str) -> Vec<Block> {
        blocks(&InlineText { text, opaque: &[], values: &[] }, LineEnds::Wrapped, TopLevel::InBrackets)
    }

    /// Their text, a line each.
    fn plain(text: &str) -> String {
        plain_text(&parse(text))
    }

    /// Headings as `(level, text)`.
    fn headings(text: &str) -> Vec<(u8, String)> {
        let heading = |block: Block| match block {
            Block::Heading { level, text, .. } => Some((level, text)),
            Block::Paragraph { lead: Some(lead), .. } => Some((lead.level, lead.text)),
            _ => None,
        };
        parse(text).into_iter().filter_map(heading).collect()
    }

    #[test]
    fn headings_are_numbered_unless_they_are() {
        assert_eq!(
            plain("# 主动公开\n\n## 加大力度\n\n## 2、老办法\n\n## 再来"),
            "（一）主动公开\n1.加大力度\n2、老办法\n3.再来\n"
        );
        assert_eq!(plain("## 从二级开始\n\n### 下一级"), "（一）从二级开始\n1.下一级\n");
        assert_eq!(plain("#没有空格\n\n正文"), "（一）没有空格\n正文\n");
        assert_eq!(plain("（一）打的\n\n# 标记的"), "（一）打的\n（二）标记的\n");
    }

    #[test]
    fn headings_of_a_text_by_itself_begin_one_level_higher() {
        let text = "# 编制情况\n\n## 纸质\n\n### 份数\n\n#### 正本\n\n# 报送情况\n\n（一）打的\n1.再下\n三、另起";
        let source = InlineText { text, opaque: &[], values: &[] };
        let blocks = blocks(&source, LineEnds::Paragraphs, TopLevel::Chinese);
        let heading = |block: &Block| match block {
            Block::Heading { level, outline, text } => Some(format!("{level} {outline} {text}")),
            _ => None,
        };
        assert_eq!(
            blocks.iter().filter_map(heading).collect::<Vec<_>>(),
            [
                "0 2 一、编制情况",
                "1 3 （一）纸质",
                "2 4 1.份数",
                "3 5 （1）正本",
                "0 2 二、报送情况",
                "1 3 （一）打的",
                "2 4 1.再下",
                "0 2 三、另起"
            ]
        );
    }

    #[test]
    fn headings_run_in() {
        assert_eq!(plain("# 强化领导。\n为有序推动。"), "（一）强化领导。为有序推动。\n");
        assert_eq!(plain("# 优化服务。\n\n## 提升水平。\n推广。"), "（一）优化服务。\n1.提升水平。推广。\n");
        assert_eq!(
            headings(
                "（一）强化领导。成立领导小组。\n（二）主动公开：全年公开126条。\n（1）收到申请12件，办结10件，其余结转下年度继续办理，另有若干正在征求第三方意见之中。另外。"
            ),
            [(1, "（一）强化领导。".into()), (1, "（二）主动公开：".into())]
        );
    }

    #[test]
    fn typed_numbers_make_headings() {
        let text = "（一）主动公开情况\n2025年，我局公开126条。\n(二)依申请公开情况\n1.健全机制\n2、加强培训\n（1）开设专栏\n①试点";
        let levels: Vec<u8> = headings(text).into_iter().map(|(level, _)| level).collect();
        assert_eq!(levels, [1, 1, 2, 2, 3, 3]);
        assert_eq!(plain(text), format!("{text}\n"));
        assert!(headings("1.收到申请；\n2.办结申请；").is_empty());
    }

    #[test]
    fn only_the_marks_of_the_guide_are_marks() {
        for text in [
            "实行7*24小时值守，5*8小时服务。",
            "[申请](含结转)12件",
            "带*号的必填，*号以外选填",
            "1) 第一项",
            "2025. 我局",
            "a_b_c ~~x~~ `代码` C:\\公开\\年报",
            "A&amp;B &nbsp; <b>粗</b>",
            "标题不是\n======",
            "> 引用",
            "+ 20%的栏目",
            "1. 第一项完成。\n2. 第二项完成。\n2025. 我局开会。",
            "四**星",
            "***",
        ] {
            assert_eq!(plain(text), format!("{text}\n"));
        }
        assert_eq!(plain("　　段首空两格\n\n    四个空格\n\n\t制表符"), "段首空两格\n四个空格\n制表符\n");
        assert_eq!(plain("| 是竖线开头的一行\n正文"), "| 是竖线开头的一行\n正文\n");
    }

    #[test]
    fn strong_beside_chinese_punctuation() {
        let blocks = parse("**一是稳定性有待加强。**基层**二是“多”。**2020年");
        let Block::Paragraph { runs, .. } = &blocks[0] else { panic!("{blocks:?}") };
        let strong: Vec<_> = runs.iter().map(|run| (run.text.as_str(), run.strong)).collect();
        assert_eq!(strong, [("一是稳定性有待加强。", true), ("基层", false), ("二是“多”。", true), ("2020年", false)]);
    }

    #[test]
    fn lines_that_an_editor_wrapped_are_joined() {
        let wrapped = "我局认真贯彻落实《中华人民共和国政府信息公开条例》，坚持以公开为常态、不公开为例外，全面推\n\
                       进决策、执行、管理、服务、结果公开。全年通过政府网站公开信息 126 条，通过新媒体公开 88\n\
                       条，办理 OA system 申请 12 件。";
        assert_eq!(plain(wrapped), format!("{}\n", wrapped.replace("推\n进", "推进").replace("88\n条", "88条")));
        assert_eq!(plain("全年公开信息，\n均按时办结。"), "全年公开信息，均按时办结。\n");
    }

    #[test]
    fn lines_pasted_from_word_are_paragraphs() {
        let pasted = "2025年，我局公开信息126条，其中规范性文件3件，均已在网站公布并作解读。\r\n一是加强组织。\r\n\t二是加强培训。\r\n";
        assert_eq!(plain(pasted).lines().count(), 3);
        let cell = InlineText { text: "全年公开信息，\n均按时办结", opaque: &[], values: &[] };
        assert_eq!(
            plain_text(&blocks(&cell, LineEnds::Paragraphs, TopLevel::InBrackets)),
            "全年公开信息，\n均按时办结\n"
        );
    }

    #[test]
    fn lists_and_tables() {
        let blocks = parse("- 甲\n  - 乙\n- 丙\n\n| 名 | 数 |\n|---|---|\n| **甲** | 1 |\n| 乙 |");
        let [Block::List { items }, Block::Table { head, rows, .. }] = &blocks[..] else { panic!("{blocks:?}") };
        assert_eq!((items.len(), items[0].rest.len(), head.len(), rows.len()), (2, 1, 2, 2));
        assert!(rows[0][0][0].strong && rows[1].len() == 2 && rows[1][1].is_empty());
    }

    #[test]
    fn tables_lose_and_move_nothing() {
        let blocks = parse("| 名 | 数 |\n|---|---|\n| 甲\\|乙 | 1 | 多 |\n\n| 另 | 行 |\n接着说。");
        let [Block::Table { head, rows, .. }, Block::Paragraph { .. }, Block::Paragraph { .. }] = &blocks[..] else {
            panic!("{blocks:?}")
        };
        assert_eq!((head.len(), rows.len(), rows[0].len()), (3, 1, 3));
        assert_eq!(rows[0][0][0].text, "甲|乙");
        assert_eq!(plain_text(&blocks[1..]), "| 另 | 行 |\n接着说。\n");
        // The line of strokes may be short, and say where the columns are lined up.
        for strokes in ["|-|-|", "|:-:|-:|", "| -- | :-- |"] {
            let blocks = parse(&format!("| 名 | 数 |\n{strokes}\n| 甲 | - |"));
            let [Block::Table { rows, .. }] = &blocks[..] else { panic!("{strokes}: {blocks:?}") };
            assert_eq!((rows.len(), rows[0][1][0].text.as_str()), (1, "-"), "{strokes}");
        }
    }

    #[test]
    fn values_stand_where_their_expressions_did() {
        let text = "收到{{ a }}件";
        let opaque = crate::prose::braces::ranges(text);
        let source = InlineText { text, opaque: &opaque, values: &["*12* **3**".into()] };
        assert_eq!(plain_text(&blocks(&source, LineEnds::Wrapped, TopLevel::InBrackets)), "收到*12* **3**件\n");
    }
}
