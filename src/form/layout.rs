//! The geometry of the official tables: which cell stands where and spans what.
//!
//! Laid out once, from the form alone; Typst, HTML and the workbook only spell it.

use super::cell::{Cell, CellId};
use super::declaration::{Declaration, Node, Table, TableBlock};

/// A table laid out.
#[derive(Debug, Clone)]
pub struct Grid {
    /// Relative widths of all columns.
    pub widths: Vec<f64>,
    /// How many of them belong to the stub.
    pub stub: usize,
    /// Parts with a head of their own.
    pub parts: Vec<GridPart>,
}

/// A part of a table with its own head.
#[derive(Debug, Clone)]
pub struct GridPart {
    /// Its head: caption row first, where there is one.
    pub head: Vec<GridRow>,
    /// Its rows.
    pub body: Vec<GridRow>,
}

/// What begins in one row, from left to right.
pub type GridRow = Vec<GridCell>;

/// A cell of the grid.
#[derive(Debug, Clone)]
pub struct GridCell {
    /// What it is.
    pub role: CellRole,
    /// Key of its node; of the cell for a value.
    pub key: String,
    /// Its official label; empty for a value.
    pub label: String,
    /// The lines that its label is printed in; none where nothing is said of it.
    pub lines: Vec<String>,
    /// What it is called within a web page, for all but values.
    pub id: String,
    /// What heads a value within a web page: names with spaces between.
    pub headers: String,
    /// Column it begins in, from 0.
    pub x: usize,
    /// Columns it covers.
    pub colspan: usize,
    /// Rows it covers.
    pub rowspan: usize,
    /// Leaves it stands over or beside: column leaves for a head, row leaves for a label.
    pub leaves: std::ops::Range<usize>,
}

/// What a cell of the grid is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CellRole {
    /// A row over the whole width.
    Caption,
    /// The field above the stub.
    Corner,
    /// A column or a group of columns.
    Head,
    /// A row.
    Label,
    /// A group of rows.
    Group,
    /// A figure.
    Value(CellId),
}

/// Lays out a table of a form with those cells.
pub(super) fn grid(declaration: &Declaration, cells: &[Cell], table: usize) -> Grid {
    let declared = &declaration.tables[table];
    let stub = stub_columns(declared);
    let parts = (0..declared.blocks.len()).map(|block| {
        let layout =
            BlockLayout { cells, table: declared, number: (table, block), block: &declared.blocks[block], stub };
        let mut part = GridPart { head: layout.head(), body: layout.body() };
        part.tell_headers();
        part
    });
    Grid { widths: declared.widths.clone(), stub, parts: parts.collect() }
}

/// Columns that the stub takes: none when the only row has no label.
pub(super) fn stub_columns(table: &Table) -> usize {
    let rows = table.blocks.iter().flat_map(|block| &block.rows);
    rows.map(|row| if row.label.is_empty() { 0 } else { row.depth() }).max().unwrap_or(0)
}

impl GridPart {
    /// Tells every value what heads it: the part's caption, its columns, its rows.
    fn tell_headers(&mut self) {
        let Self { head, body } = self;
        let beside: Vec<GridCell> = body.iter().flatten().filter(|slot| slot.role.is_of_row()).cloned().collect();
        for (row, slots) in body.iter_mut().enumerate() {
            for value in slots.iter_mut().filter(|slot| matches!(slot.role, CellRole::Value(_))) {
                let above = head.iter().flatten().filter(|slot| match slot.role {
                    CellRole::Caption => true,
                    CellRole::Head => slot.leaves.contains(&value.leaves.start),
                    CellRole::Corner | CellRole::Label | CellRole::Group | CellRole::Value(_) => false,
                });
                let headers = above.chain(beside.iter().filter(|slot| slot.leaves.contains(&row)));
                value.headers = headers.map(|slot| slot.id.as_str()).collect::<Vec<_>>().join(" ");
            }
        }
    }

    /// Its cells, the head's first.
    pub fn slots(&self) -> impl Iterator<Item = &GridCell> {
        self.head.iter().chain(&self.body).flatten()
    }
}

impl CellRole {
    /// Whether it is a row's or a group of rows'.
    pub fn is_of_row(self) -> bool {
        matches!(self, Self::Label | Self::Group)
    }

    /// The figure that it is.
    pub fn value(self) -> Option<CellId> {
        match self {
            Self::Value(id) => Some(id),
            Self::Caption | Self::Corner | Self::Head | Self::Label | Self::Group => None,
        }
    }
}

/// A block being laid out.
struct BlockLayout<'a> {
    cells: &'a [Cell],
    table: &'a Table,
    number: (usize, usize),
    block: &'a TableBlock,
    stub: usize,
}

impl BlockLayout<'_> {
    /// The caption row and the rows of the column tree.
    fn head(&self) -> Vec<GridRow> {
        let width = self.table.widths.len();
        let depth = self.block.columns.iter().map(Node::depth).max().unwrap_or(0);
        let mut rows: Vec<GridRow> = vec![Vec::new(); depth];
        if let Some(corner) = &self.block.corner {
            let slot = self.slot(CellRole::Corner, &format!("{}.corner", self.prefix()), corner);
            rows[0].push(GridCell { colspan: self.stub, rowspan: depth, ..slot });
        }
        let spans = self.column_spans();
        let mut leaf = 0;
        for node in self.block.columns.iter().filter(|n| n.printed) {
            self.head_node(node, &self.prefix(), 0, &mut leaf, &spans, &mut rows);
        }
        let caption = self.block.caption.as_ref().map(|caption| {
            let slot = self.slot(CellRole::Caption, &self.prefix(), caption);
            vec![GridCell { colspan: width, ..slot }]
        });
        caption.into_iter().chain(rows).collect()
    }

    /// Puts a column node and what it groups.
    fn head_node(
        &self,
        node: &Node,
        parent: &str,
        level: usize,
        leaf: &mut usize,
        spans: &[(usize, usize)],
        rows: &mut [GridRow],
    ) {
        let key = format!("{parent}.{}", node.key);
        let first = *leaf;
        let slot = self.slot(CellRole::Head, &key, &node.label);
        let at = rows[level].len();
        rows[level].push(slot);
        for child in node.children.iter().filter(|n| n.printed) {
            self.head_node(child, &key, level + 1, leaf, spans, rows);
        }
        if node.children.is_empty() {
            *leaf += 1;
        }
        let depth = rows.len();
        let slot = &mut rows[level][at];
        slot.lines.clone_from(&node.lines);
        slot.x = spans[first].0;
        slot.colspan = spans[first..*leaf].iter().map(|(_, span)| span).sum();
        slot.rowspan = if node.children.is_empty() { depth - level } else { 1 };
        slot.leaves = first..*leaf;
    }

    /// Start and width of every printed column leaf; the last fills the table's width.
    fn column_spans(&self) -> Vec<(usize, usize)> {
        let leaves = self.block.columns.iter().flat_map(Node::leaves).filter(|n| n.printed).count();
        let room = self.table.widths.len() - self.stub;
        (0..leaves).map(|i| (self.stub + i, if i + 1 == leaves { room - i } else { 1 })).collect()
    }

    /// The rows with their labels and figures.
    fn body(&self) -> Vec<GridRow> {
        let mut rows = Vec::new();
        for node in &self.block.rows {
            self.body_node(node, &self.table.key, 0, &mut rows, Vec::new());
        }
        rows
    }

    /// Puts a row node: its label before the first of its rows, then what it groups.
    fn body_node(&self, node: &Node, parent: &str, level: usize, rows: &mut Vec<GridRow>, mut before: GridRow) {
        let key = if node.key.is_empty() { parent.to_owned() } else { format!("{parent}.{}", node.key) };
        let leaves = node.leaves().len();
        let role = if node.children.is_empty() { CellRole::Label } else { CellRole::Group };
        if !node.label.is_empty() {
            let colspan = if node.children.is_empty() { self.stub - level } else { 1 };
            let slot = self.slot(role, &key, &node.label);
            before.push(GridCell {
                x: level,
                colspan,
                rowspan: leaves,
                leaves: rows.len()..rows.len() + leaves,
                lines: node.lines.clone(),
                ..slot
            });
        }
        if node.children.is_empty() {
            before.extend(self.values(rows.len()));
            rows.push(before);
            return;
        }
        for child in &node.children {
            self.body_node(child, &key, level + 1, rows, std::mem::take(&mut before));
        }
    }

    /// The figures of a row.
    fn values(&self, row: usize) -> Vec<GridCell> {
        let (table, block) = self.number;
        let here =
            |(_, cell): &(usize, &Cell)| cell.table == table && cell.block == block && cell.row == row && cell.printed;
        let cells = self.cells.iter().enumerate().filter(here).zip(self.column_spans());
        let mut slots = Vec::new();
        for (leaf, ((id, cell), (x, colspan))) in cells.enumerate() {
            let slot = self.slot(CellRole::Value(CellId(id)), &cell.key, "");
            slots.push(GridCell { x, colspan, leaves: leaf..leaf + 1, ..slot });
        }
        slots
    }

    /// A slot of one cell.
    fn slot(&self, role: CellRole, key: &str, label: &str) -> GridCell {
        let id = match role {
            CellRole::Value(_) => String::new(),
            CellRole::Caption => format!("{}-caption", key.replace(['.', '_'], "-")),
            CellRole::Corner | CellRole::Head | CellRole::Label | CellRole::Group => key.replace(['.', '_'], "-"),
        };
        let (key, label) = (key.to_owned(), label.to_owned());
        let (lines, headers) = (Vec::new(), String::new());
        GridCell { role, key, label, lines, id, headers, x: 0, colspan: 1, rowspan: 1, leaves: 0..0 }
    }

    /// The key of the block.
    fn prefix(&self) -> String {
        let table = &self.table.key;
        if self.block.key.is_empty() { table.clone() } else { format!("{table}.{}", self.block.key) }
    }
}
