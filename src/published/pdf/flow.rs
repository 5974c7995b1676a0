//! From pages to paragraphs and tables in their order.

use std::collections::{BTreeMap, BTreeSet};

use super::drawn::DrawnPage;
use super::joined::{goes_on, join};
use super::lines::{GlyphLine, lines};
use super::ruled::{RuledTable, is_inside, tables};
use crate::prose::numbering::Typed;
use crate::published::grid::TableMaker;
use crate::published::line::LineMaker;
use crate::published::page::{Medium, PageItem, PageParagraph, PagePiece, PageTable, PublishedPage, Unread};
use crate::published::refusal::Refused;

/// The share of a page above and below that numbers of pages and the like stand in.
const MARGIN: f64 = 0.12;

/// Pages that repeat a line above or below which is said to stand beside the text.
const REPEATED: usize = 3;

/// A line or a table of a page.
enum FlowBlock {
    /// A line.
    Line(GlyphLine),
    /// A table.
    Table(RuledTable),
}

/// What all pages say.
///
/// # Errors
/// When a table is larger than any is.
pub(super) fn page(pages: &[DrawnPage]) -> Result<PublishedPage, Refused> {
    let mut page = PublishedPage::new(Medium::Pdf);
    let (blocks, aside) = blocks(pages);
    let measure = TextMeasure::of(&blocks);
    let mut line: Option<OpenLine> = None;
    let mut table: Option<RuledTable> = None;
    for block in blocks {
        match block {
            FlowBlock::Line(next) => {
                close(&mut page, table.take())?;
                match &mut line {
                    Some(OpenLine { text, last, unread, .. }) if measure.goes_on(last, &next) => {
                        let is_word = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphabetic());
                        if is_word(last.text.chars().next_back()) && is_word(next.text.chars().next()) {
                            text.push(" ", false);
                        }
                        text.push(&next.text, false);
                        unread.add(next.unread);
                        *last = next;
                    }
                    _ => {
                        let goes_on = line.as_ref().is_some_and(|line| measure.is_one_title(&line.last, &next));
                        end(&mut page, line.take());
                        let mut text = LineMaker::default();
                        text.push(&next.text, false);
                        line = Some(OpenLine { text, unread: next.unread, last: next, goes_on });
                    }
                }
            }
            FlowBlock::Table(next) => {
                end(&mut page, line.take());
                match &mut table {
                    Some(open) if goes_on(open, &next) => join(open, next),
                    _ => close(&mut page, table.replace(next))?,
                }
            }
        }
    }
    end(&mut page, line);
    close(&mut page, table)?;
    let across: BTreeSet<&str> = pages.iter().map(|page| page.across.trim()).filter(|text| !text.is_empty()).collect();
    for text in aside.iter().map(String::as_str).chain(across) {
        let mut line = LineMaker::default();
        line.push(text, false);
        let what = PagePiece::Paragraph(line.take());
        page.items.push(PageItem { in_box: 0, is_aside: true, unread: Unread::default(), what });
    }
    page.unread.pictures = pages.iter().map(|page| page.pictures).sum();
    page.unreadable = pages.iter().map(|page| page.unreadable).sum();
    Ok(page)
}

/// Lines and tables of all pages; and what is repeated above or below on some of them.
fn blocks(pages: &[DrawnPage]) -> (Vec<FlowBlock>, Vec<String>) {
    let mut all = Vec::new();
    for page in pages {
        let tables = tables(page);
        let outside = page.glyphs.iter().filter(|glyph| !is_inside(&tables, glyph.middle()));
        let is_edge =
            |line: &GlyphLine| line.baseline < MARGIN * page.height || line.baseline > (1.0 - MARGIN) * page.height;
        let lines = lines(outside.collect()).into_iter().map(|line| (is_edge(&line), line)).collect::<Vec<_>>();
        all.push((lines, tables));
    }
    // The same but for the number of the page.
    let bare = |text: &str| -> String { text.chars().filter(|c| !c.is_numeric()).collect() };
    let mut edges = BTreeMap::<String, (usize, usize, String)>::new();
    for ((lines, _), page) in all.iter().zip(1_usize..) {
        let is_number = |run: &str| run.parse() == Ok(page);
        for (_, line) in lines.iter().filter(|(is_edge, _)| *is_edge) {
            let (count, numbered, _) = edges.entry(bare(&line.text)).or_insert((0, 0, line.text.clone()));
            *count += 1;
            *numbered += usize::from(line.text.split(|c: char| !c.is_ascii_digit()).any(is_number));
        }
    }
    // What has the numbers of its pages may stand on every other one.
    edges.retain(|_, (count, numbered, _)| *count >= REPEATED || *count > 1 && count == numbered);
    let mut blocks = Vec::new();
    for (lines, tables) in all {
        let is_kept = |(is_edge, line): &(bool, GlyphLine)| {
            let is_number = line.text.chars().all(|c| c.is_numeric() || " -—–－·/第页共".contains(c));
            !(*is_edge && (is_number || edges.contains_key(&bare(&line.text))))
        };
        let lines = lines.into_iter().filter(is_kept).map(|(_, line)| (line.baseline, FlowBlock::Line(line)));
        let tables = tables.into_iter().map(|table| (table.area.y0, FlowBlock::Table(table)));
        let mut of_page: Vec<(f64, FlowBlock)> = lines.chain(tables).collect();
        of_page.sort_by(|(one, _), (other, _)| one.total_cmp(other));
        blocks.extend(of_page.into_iter().map(|(_, block)| block));
    }
    let aside = edges.into_values().map(|(.., text)| text);
    (blocks, aside.filter(|text| text.chars().any(char::is_alphabetic)).collect())
}

/// Between which sides the text stands.
struct TextMeasure {
    left: f64,
    right: f64,
    /// How far lines lie apart.
    leading: f64,
    /// The size of most lines.
    size: f64,
}

impl TextMeasure {
    /// The sides that most lines of a text reach.
    fn of(blocks: &[FlowBlock]) -> Self {
        let lines: Vec<&GlyphLine> = blocks
            .iter()
            .filter_map(|block| if let FlowBlock::Line(line) = block { Some(line) } else { None })
            .collect();
        // The outermost of some places that several lines share, as near each other as that.
        let outermost = |mut places: Vec<f64>, near: f64, fewest: usize| {
            places.sort_by(f64::total_cmp);
            let up_to = |is: &dyn Fn(f64) -> bool| places.partition_point(|other| is(*other));
            let count = |at: f64| up_to(&|other| other - at < near).saturating_sub(up_to(&|other| other - at <= -near));
            let enough = (places.len() / 20).max(fewest);
            places.iter().copied().find(|at| count(*at) >= enough).or(places.first().copied()).unwrap_or(0.0)
        };
        let mut steps: Vec<f64> = lines.windows(2).map(|pair| pair[1].baseline - pair[0].baseline).collect();
        steps.retain(|step| *step > 0.0);
        steps.sort_by(f64::total_cmp);
        let leading = steps.get(steps.len() / 2).copied().unwrap_or(f64::MAX);
        let mut sizes: Vec<f64> = lines.iter().map(|line| line.size).collect();
        sizes.sort_by(f64::total_cmp);
        let size = sizes.get(sizes.len() / 2).copied().unwrap_or(0.0);
        let left = outermost(lines.iter().map(|line| line.left).collect(), 4.0, 2);
        // Lines that are not spread end up to a character or two before the right side, and few are full in a short text.
        let is_text = |line: &&&GlyphLine| line.left < left + 3.0 * line.size;
        let right = -outermost(lines.iter().filter(is_text).map(|line| -line.right).collect(), 1.5 * size, 1);
        Self { left, right, leading, size }
    }

    /// Whether two lines are of one title: both larger than the text, and near each other.
    fn is_one_title(&self, line: &GlyphLine, next: &GlyphLine) -> bool {
        let step = next.baseline - line.baseline;
        next.size > 1.15 * self.size
            && (line.size - next.size).abs() < 0.05 * line.size
            && (0.0..2.5 * line.size).contains(&step)
    }

    /// Whether a line goes on in the next: it is full, and the next begins where all do.
    fn goes_on(&self, line: &GlyphLine, next: &GlyphLine) -> bool {
        let step = next.baseline - line.baseline;
        // On the next page the step is backward.
        let is_near = step < 0.0 || step < 1.6 * self.leading;
        let is_end = line.text.ends_with(['。', '！', '？', '：']);
        if is_end && Typed::of(&next.text).is_some() {
            return false;
        }
        // A line is full where what comes next had no room in it.
        let width = if is_end { 1.0 } else { undivided(&next.text) };
        let is_full = line.right > self.right - (width + 0.8) * line.size;
        let is_flush = next.left < self.left + 0.9 * next.size;
        is_near && is_full && is_flush && (line.size - next.size).abs() < 0.15 * line.size
    }
}

/// How wide the beginning of a line is, in characters, that may not be divided: a word, a number or a character, the
/// marks that open before it, those that close behind it, and what quotation marks hold to it.
fn undivided(text: &str) -> f64 {
    const OPENING: &str = "（〔《“‘【";
    const CLOSING: &str = "，。、；：！？）〕》”’】";
    let width = |c: char| if c.is_ascii() { 0.55 } else { 1.0 };
    let mut rest = text;
    loop {
        let bare = rest.trim_start_matches(|c: char| c.is_ascii_graphic() || OPENING.contains(c));
        let is_word = rest[..rest.len() - bare.len()].ends_with(|c: char| c.is_ascii_graphic());
        let first = bare.chars().next().filter(|_| !is_word).map_or(0, char::len_utf8);
        let end = bare[first..].trim_start_matches(|c: char| CLOSING.contains(c));
        let is_held = rest[..rest.len() - end.len()].ends_with(['”', '’']) || end.starts_with(['“', '‘']);
        rest = end;
        if !is_held {
            break text[..text.len() - rest.len()].chars().map(width).sum();
        }
    }
}

/// A paragraph in the making.
struct OpenLine {
    /// What it says so far.
    text: LineMaker,
    /// What of it is told.
    unread: Unread,
    /// Its last line.
    last: GlyphLine,
    /// Whether it is another line of the title above.
    goes_on: bool,
}

/// Puts a paragraph.
fn end(page: &mut PublishedPage, line: Option<OpenLine>) {
    if let Some(OpenLine { mut text, unread, goes_on, .. }) = line {
        let what = PagePiece::Paragraph(PageParagraph { goes_on, ..text.take() });
        page.items.push(PageItem { in_box: 0, is_aside: false, unread, what });
    }
}

/// Puts a table.
fn close(page: &mut PublishedPage, table: Option<RuledTable>) -> Result<(), Refused> {
    let Some(table) = table else { return Ok(()) };
    let mut cells = table.cells;
    cells.sort_by_key(|cell| (cell.row, cell.column));
    let mut maker = TableMaker::new(String::new());
    let mut cells = cells.into_iter().peekable();
    for row in 0..table.rows {
        maker.begin_row();
        while let Some(cell) = cells.next_if(|cell| cell.row == row) {
            maker.skip_to(cell.column);
            maker.cell((cell.width, cell.height), cell.text, cell.unread)?;
        }
    }
    let what = PagePiece::Table(PageTable { seams: table.seams, ..maker.finish() });
    page.items.push(PageItem { in_box: 0, is_aside: false, unread: Unread::default(), what });
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_full_where_what_may_not_be_divided_had_no_room() {
        for (text, width) in [
            ("设、就业", 2.0),
            ("程。", 2.0),
            ("件", 1.0),
            ("（年）的", 3.0),
            ("“一”，是", 4.0),
            ("", 0.0),
            ("12项", 1.1),
            ("（ab）等", 3.1),
        ] {
            assert!((undivided(text) - width).abs() < 0.01, "{text}");
        }
        let line = |text: &str, left: f64, right: f64, baseline: f64| GlyphLine {
            left,
            right,
            baseline,
            size: 10.0,
            text: text.to_owned(),
            unread: Unread::default(),
        };
        let measure = TextMeasure { left: 0.0, right: 280.0, leading: 20.0, size: 10.0 };
        let above = line("在公共卫生、社会保障和生态环境建", 20.0, 259.0, 0.0);
        assert!(measure.goes_on(&above, &line("设、防灾减灾领域公开", 0.0, 200.0, 20.0)));
        assert!(!measure.goes_on(&above, &line("设立专栏", 0.0, 200.0, 20.0)));
        // A full line that ends a sentence ends its paragraph where a number follows.
        let end = line("均在法定期限内予以答复。", 0.0, 279.0, 0.0);
        assert!(measure.goes_on(&end, &line("市政府另收到", 0.0, 200.0, 20.0)));
        assert!(!measure.goes_on(&end, &line("一、总体情况", 0.0, 60.0, 20.0)));
    }

    #[test]
    fn the_right_side_of_a_text_is_where_its_longest_lines_end() {
        let line = |left: f64, right: f64| {
            let (text, unread) = ("字".to_owned(), Unread::default());
            FlowBlock::Line(GlyphLine { left, right, baseline: 0.0, size: 10.0, text, unread })
        };
        // Two full lines that are not spread, one of them by itself within a short text; and a number beside it.
        let lines = |more: &[(f64, f64)]| -> Vec<FlowBlock> {
            let short = [(0.0, 90.0), (20.0, 91.0), (0.0, 90.0)];
            short.iter().chain(more).map(|(left, right)| line(*left, *right)).collect()
        };
        for (more, right) in
            [(&[(0.0, 300.0), (20.0, 290.0)][..], 300.0), (&[(0.0, 300.0)], 300.0), (&[(200.0, 300.0)], 91.0)]
        {
            assert!((TextMeasure::of(&lines(more)).right - right).abs() < 0.01, "{more:?}");
        }
    }
}
