//! Tables of a page as grids, as the standard for HTML lays them out.

use super::seen::{WebLook, filled_in, has_words, is_block, is_hidden, is_unseen, is_without_text, text_of};
use super::tree::{NodeId, NodeKind, PageTree};
use crate::published::grid::TableMaker;
use crate::published::line::LineMaker;
use crate::published::page::{PageTable, Unread};
use crate::published::refusal::Refused;

/// Characters of a cell that holds a text of its own, not a part of a table.
const LONG: usize = 1_500;

/// Whether a table only arranges what stands in it: other tables, whole texts, or one column.
pub(super) fn is_layout(tree: &PageTree, table: NodeId) -> bool {
    let rows = rows(tree, table);
    let is_single = rows.iter().all(|row| cells(tree, *row).count() <= 1);
    let is_full = |cell: NodeId| {
        let (length, has_table) = size(tree, cell);
        has_table || length > LONG
    };
    is_single || rows.iter().flat_map(|row| cells(tree, *row)).any(is_full)
}

/// Characters that stand in a node, and whether a table does.
fn size(tree: &PageTree, id: NodeId) -> (usize, bool) {
    let (mut length, mut open) = (0, vec![id]);
    while let Some(id) = open.pop() {
        match &tree.node(id).kind {
            NodeKind::Text(text) => length += text.chars().filter(|c| !c.is_whitespace()).count(),
            NodeKind::Element(..) if tree.name(id) == "table" => return (length, true),
            NodeKind::Element(..) if is_unseen(tree, id) => continue,
            NodeKind::Element(..) | NodeKind::Other => {}
        }
        if length > LONG {
            break;
        }
        open.extend(&tree.node(id).children);
    }
    (length, false)
}

/// The rows of a table that are shown.
fn rows(tree: &PageTree, table: NodeId) -> Vec<NodeId> {
    let rows = all_rows(tree, table).into_iter();
    rows.filter(|row| !is_unseen(tree, *row)).collect()
}

/// How many rows of a table, and cells of rows that are shown, are hidden and have words.
fn hidden(tree: &PageTree, table: NodeId) -> usize {
    let is_one = |id: &NodeId| is_hidden(tree, *id) && has_words(tree, *id);
    let of_row = |row: NodeId| match is_hidden(tree, row) {
        true => usize::from(has_words(tree, row)),
        false => tree.node(row).children.iter().filter(|id| is_one(id)).count(),
    };
    all_rows(tree, table).into_iter().map(of_row).sum()
}

/// The rows of a table, those of its head first and those of its foot last.
fn all_rows(tree: &PageTree, table: NodeId) -> Vec<NodeId> {
    let children = |id: NodeId| tree.node(id).children.iter().copied();
    let group = |name: &'static str| {
        let groups = children(table).filter(move |child| tree.name(*child) == name);
        groups.flat_map(children).filter(|row| tree.name(*row) == "tr")
    };
    let bodies = children(table).flat_map(|child| match tree.name(child) {
        "tbody" => children(child).filter(|row| tree.name(*row) == "tr").collect(),
        "tr" => vec![child],
        _ => Vec::new(),
    });
    group("thead").chain(bodies).chain(group("tfoot")).collect()
}

/// The cells of a row.
fn cells(tree: &PageTree, row: NodeId) -> impl Iterator<Item = NodeId> {
    let is_cell = |cell: &NodeId| ["td", "th"].contains(&tree.name(*cell)) && !is_unseen(tree, *cell);
    tree.node(row).children.iter().copied().filter(is_cell)
}

/// A table as a grid, and what of it, outside its cells, is told and not read.
///
/// # Errors
/// When it is larger than any table is.
pub(super) fn grid(tree: &PageTree, table: NodeId) -> Result<(PageTable, Unread), Refused> {
    let caption = tree.node(table).children.iter().find(|child| tree.name(**child) == "caption");
    let mut maker = TableMaker::new(caption.map_or(String::new(), |caption| text_of(tree, *caption)));
    let rows = rows(tree, table);
    let head = rows.first().filter(|row| cells(tree, **row).any(|cell| tree.name(cell) == "th"));
    maker.has_head(head.is_some());
    let unread = Unread { hidden: hidden(tree, table), ..Unread::default() };
    for row in rows {
        maker.begin_row();
        for cell in cells(tree, row) {
            let span = |name: &str| tree.attribute(cell, name).and_then(|span| span.trim().parse().ok());
            // Zero rows are all that follow.
            let height = span("rowspan").map_or(1, |rows: u32| if rows == 0 { u32::MAX } else { rows });
            let (text, unread) = cell_text(tree, cell);
            maker.cell((span("colspan").unwrap_or(1), height), text, unread)?;
        }
    }
    Ok((maker.finish(), unread))
}

/// What stands in a cell, paragraphs a line each, and what of it is told and not read.
fn cell_text(tree: &PageTree, cell: NodeId) -> (String, Unread) {
    let (lines, line) = (Vec::new(), LineMaker::default());
    let look = WebLook::default().within(tree, cell);
    let mut lines = CellLines { tree, lines, line, unread: Unread::default(), look, pictures: 0 };
    look.tell(WebLook::default(), &mut lines.unread, || has_words(tree, cell));
    lines.children(cell, 0, look);
    lines.end();
    // A picture beside words adorns them.
    lines.unread.pictures += if lines.lines.is_empty() { lines.pictures } else { 0 };
    (lines.lines.join("\n"), lines.unread)
}

/// The lines of a cell in the making.
struct CellLines<'t> {
    tree: &'t PageTree,
    lines: Vec<String>,
    line: LineMaker,
    /// What of the cell is told and not read.
    unread: Unread,
    /// How the last words were seen.
    look: WebLook,
    /// How many pictures there are.
    pictures: usize,
}

impl CellLines<'_> {
    /// Reads what a node holds.
    fn children(&mut self, id: NodeId, depth: usize, look: WebLook) {
        // The page has been read as deep before it came to its tables.
        if depth > 1_000 {
            return;
        }
        for child in &self.tree.node(id).children {
            match &self.tree.node(*child).kind {
                NodeKind::Text(text) => self.text(text, look),
                NodeKind::Element(..) => self.element(*child, depth, look),
                NodeKind::Other => {}
            }
        }
    }

    /// Reads an element.
    fn element(&mut self, id: NodeId, depth: usize, look: WebLook) {
        let (tree, name) = (self.tree, self.tree.name(id));
        if is_hidden(tree, id) {
            self.unread.hidden += usize::from(has_words(tree, id));
            return;
        }
        if let Some(text) = filled_in(tree, id) {
            if self.line.joins_digits(&text) {
                self.end();
            }
            return self.text(&text, look.in_field());
        }
        match name {
            "img" => self.pictures += 1,
            "math" | "svg" => self.pictures += usize::from(has_words(tree, id)),
            "br" => self.end(),
            _ => {}
        }
        if is_without_text(name) {
            return;
        }
        let own = look.within(tree, id);
        own.tell(look, &mut self.unread, || has_words(tree, id));
        let is_block = is_block(name);
        if is_block {
            self.end();
        }
        match name {
            "rt" => {
                self.unread.plain += 1;
                self.text("（", own);
                self.children(id, depth + 1, own);
                self.text("）", own);
            }
            _ => self.children(id, depth + 1, own),
        }
        if is_block {
            self.end();
        }
    }

    /// Adds text; digits that are seen otherwise than those before are no part of one number.
    fn text(&mut self, text: &str, look: WebLook) {
        let (text, is_whole) = look.written(text);
        self.unread.plain += usize::from(!is_whole);
        if look.is_apart(self.look) && self.line.joins_digits(&text) {
            self.end();
        }
        if !text.trim().is_empty() {
            self.look = look;
        }
        self.line.push(&text, false);
    }

    /// Ends a line.
    fn end(&mut self) {
        if !self.line.is_empty() {
            self.lines.push(self.line.take().text);
        }
        self.line = LineMaker::default();
    }
}
