//! Prose as it is typed, pasted from Word, or wrapped by an editor, with the blocks that are to be printed of it.

use nianbao::source::terminal_width;

use super::words::{Text, folded, sentences, words};
use crate::support::random::Random;

/// Something that is printed as a block of its own.
#[derive(Debug, Clone)]
pub struct Block {
    /// The line that it is typed on, without indent.
    pub typed: String,
    /// Its text in print, folded.
    pub printed: String,
    /// Whether a number may be put before it.
    pub numbered: bool,
}

/// Some prose.
#[derive(Debug, Clone, Default)]
pub struct Prose {
    /// The lines, each a block or blank.
    pub lines: Vec<String>,
    /// The blocks.
    pub blocks: Vec<Block>,
}

impl Prose {
    /// Adds a line.
    fn line(&mut self, indent: &str, mark: &str, text: &Text) {
        self.lines.push(format!("{indent}{mark}{}", text.typed));
        self.block(text, mark == "# " || mark == "## ");
    }

    /// Adds a block of which the line is there.
    fn block(&mut self, text: &Text, numbered: bool) {
        let printed = folded(&text.printed);
        if !printed.is_empty() {
            self.blocks.push(Block { typed: text.typed.clone(), printed, numbered });
        }
    }

    /// Whether nothing is in it.
    pub fn is_empty(&self) -> bool {
        self.blocks.is_empty()
    }
}

/// Numbers of headings as they are typed.
const NUMBERS: [fn(usize) -> String; 6] = [
    |n| format!("（{}）", ["一", "二", "三", "四", "五", "六", "七", "八", "九"][n]),
    |n| format!("({})", ["一", "二", "三", "四", "五", "六", "七", "八", "九"][n]),
    |n| format!("{}.", n + 1),
    |n| format!("{}、", n + 1),
    |n| format!("（{}）", n + 1),
    |n| ["①", "②", "③", "④", "⑤", "⑥", "⑦", "⑧", "⑨"][n].to_owned(),
];

/// What stands before the first line of a paragraph.
const INDENTS: &[&str] = &["", "", "", "　　", "\t", "    ", "\u{3000}", "\u{A0}\u{A0}", "  "];

/// Prose with a paragraph a line, as it is pasted from Word or typed into a cell.
pub fn pasted(random: &mut Random, only_paragraphs: bool) -> Prose {
    let mut prose = Prose::default();
    let style = random.below(NUMBERS.len());
    let mut number = 0;
    for _ in 0..=random.below(6) {
        let indent = random.pick(INDENTS);
        let kind = if only_paragraphs { 0 } else { random.below(12) };
        match kind {
            5 | 6 if number < 9 => {
                let mut text = Text::plain(NUMBERS[style](number));
                number += 1;
                text.push(&words(random));
                if kind == 6 {
                    // The heading runs into its text.
                    text.push(&Text::plain("。"));
                    text.push(&sentences(random));
                }
                prose.line(indent, "", &text);
            }
            7 => {
                let mark = random.pick(&["# ", "## "]);
                prose.line("", mark, &words(random));
            }
            8 => (0..=random.below(3)).for_each(|_| prose.line("", "- ", &sentences(random))),
            9 => table(random, &mut prose),
            _ => prose.line(indent, "", &sentences(random)),
        }
        if random.chance(15) {
            prose.lines.push(String::new());
        }
    }
    prose
}

/// Adds a small table.
fn table(random: &mut Random, prose: &mut Prose) {
    let columns = 2 + random.below(2);
    for row in 0..2 + random.below(2) {
        let cells: Vec<Text> = (0..columns).map(|_| words(random)).collect();
        // A bar parts cells.
        let is_sound = cells.iter().all(|cell| !cell.typed.contains('|'));
        let cells =
            if is_sound { cells } else { vec![Text::plain("名称"), Text::plain("件数"), Text::plain("备注")] };
        let typed: Vec<&str> = cells[..columns].iter().map(|cell| cell.typed.as_str()).collect();
        prose.lines.push(format!("| {} |", typed.join(" | ")));
        cells[..columns].iter().for_each(|cell| prose.block(cell, false));
        if row == 0 {
            prose.lines.push("|---".repeat(columns) + "|");
        }
    }
}

/// Paragraphs with blank lines between them, their lines wrapped by an editor.
pub fn wrapped(random: &mut Random) -> Prose {
    let width = 60 + random.below(30);
    let mut prose = Prose::default();
    for _ in 0..=random.below(3) {
        let text = sentences(random);
        prose.block(&text, false);
        let mut line = String::new();
        for c in text.typed.chars() {
            let begins = !"，。、；：！？”’）》】…*_ \u{A0}\u{3000}\t'\"".contains(c) && !c.is_ascii();
            if terminal_width(&line) >= width && begins && !line.ends_with(|c: char| c.is_ascii() || c.is_whitespace())
            {
                prose.lines.push(std::mem::take(&mut line));
            }
            line.push(c);
        }
        prose.lines.extend([line, String::new()]);
    }
    // Lines that all end a sentence are paragraphs as much as anything.
    let is_evident = prose.lines.iter().any(|line| !line.is_empty() && !line.ends_with('。'));
    if is_evident { prose } else { pasted(random, true) }
}
