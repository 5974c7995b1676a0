//! The cells of a form as a tree of keys: `applications.results.refused.secret.individual`.

use indexmap::IndexMap;

use super::cell::{Cell, CellId};

/// A key of the tree: a cell, or a group of cells with what it amounts to.
#[derive(Debug, Clone, Default)]
pub struct Branch {
    /// What lies under it, in the order of the form.
    pub children: IndexMap<String, Branch>,
    /// What it amounts to by itself.
    pub main: Option<Main>,
}

/// The cells that a key amounts to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Main {
    /// One cell.
    Cell(CellId),
    /// The sum of several.
    Sum(Vec<CellId>),
}

impl Main {
    /// The cells that are added up.
    pub fn cells(&self) -> &[CellId] {
        match self {
            Self::Cell(id) => std::slice::from_ref(id),
            Self::Sum(ids) => ids,
        }
    }
}

impl Branch {
    /// The tree of some cells.
    pub(super) fn of(cells: &[Cell]) -> Self {
        let mut root = Self::default();
        for (number, cell) in cells.iter().enumerate() {
            let mut at = &mut root;
            for part in cell.key.split('.') {
                at = at.children.entry(part.to_owned()).or_default();
            }
            at.main = Some(Main::Cell(CellId(number)));
        }
        for row in root.children.values_mut().flat_map(|table| table.children.values_mut()) {
            row.settle();
        }
        root
    }

    /// The branch of a dotted key.
    pub fn get(&self, key: &str) -> Option<&Self> {
        key.split('.').try_fold(self, |at, part| at.children.get(part))
    }

    /// Every key under this one with its branch, depth first.
    pub fn walk(&self) -> Vec<(String, &Self)> {
        let mut out = Vec::new();
        for (key, child) in &self.children {
            out.push((key.clone(), child));
            out.extend(child.walk().into_iter().map(|(rest, branch)| (format!("{key}.{rest}"), branch)));
        }
        out
    }

    /// Finds what each group amounts to, from the leaves up, and gives groups of rows the columns of their rows.
    fn settle(&mut self) {
        if self.children.is_empty() {
            return;
        }
        self.children.values_mut().for_each(Self::settle);
        self.main = if let Some(total) = self.children.get("total") {
            total.main.clone()
        } else if self.children.len() == 1 {
            self.children[0].main.clone()
        } else if self.children.values().all(|child| !child.children.is_empty()) {
            self.add(|child| child.main.as_ref())
        } else {
            None
        };
        if !self.children.contains_key("total") {
            self.add_columns();
        }
    }

    /// The sum over all children of something each has.
    fn add<'a>(&'a self, part: impl Fn(&'a Self) -> Option<&'a Main>) -> Option<Main> {
        let parts: Option<Vec<_>> = self.children.values().map(part).collect();
        Some(Main::Sum(parts?.into_iter().flat_map(Main::cells).copied().collect()))
    }

    /// Adds, for a group whose children all have the same keys, those keys as sums over the children.
    fn add_columns(&mut self) {
        let Some((_, first)) = self.children.first() else { return };
        let sum =
            |column: &String| Some((column.clone(), self.add(|child| child.children.get(column)?.main.as_ref())?));
        let sums: Vec<(String, Main)> = first.children.keys().filter_map(sum).collect();
        for (column, sum) in sums {
            self.children.entry(column).or_insert(Self { children: IndexMap::new(), main: Some(sum) });
        }
    }
}
