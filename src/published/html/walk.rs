//! From the tree of a page to its paragraphs and tables, as a browser shows them.

use super::seen::{WebLook, has_words, is_block, is_file, is_hidden, is_large, is_unseen, text_of};
use super::table::{self, is_layout};
use super::tree::{NodeId, NodeKind, PageTree};
use crate::published::line::LineMaker;
use crate::published::page::{Emptiness, Medium, PageItem, PageParagraph, PagePiece, PublishedPage, Unread};
use crate::published::refusal::{Refused, SAVE_AGAIN};

/// How deep nodes may lie in each other; the parser moves some deeper than they were opened.
const MOST_DEPTH: usize = 1_000;

/// What is read of a page.
///
/// # Errors
/// When elements lie in each other as in no page.
pub(super) fn read(tree: &PageTree) -> Result<PublishedPage, Refused> {
    let mut walker = PageWalker {
        tree,
        page: PublishedPage::new(Medium::Web),
        line: LineMaker::default(),
        goes_on: false,
        state: WalkerState::default(),
        pictures: 0,
        placed: 0,
        unread: Unread::default(),
        scripts: 0,
        frame: None,
    };
    walker.node(0, 0)?;
    walker.end();
    let mut page = walker.page;
    page.emptiness = match walker.frame {
        Some(frame) => Some(Emptiness::Frame(frame)),
        None if walker.scripts > 0 => Some(Emptiness::Scripts),
        None => (walker.pictures > 0).then_some(Emptiness::Pictures),
    };
    page.unread.pictures = walker.pictures - walker.placed;
    Ok(page)
}

/// Where in a page something stands.
#[derive(Debug, Clone, Default)]
struct WalkerState {
    /// The box.
    in_box: usize,
    /// Whether it is a menu.
    is_aside: bool,
    /// Whether it is bold.
    is_strong: bool,
    /// Whether it is a link.
    is_link: bool,
    /// The level of the heading.
    level: u8,
    /// How many lists lie around it.
    lists: usize,
    /// What stands before the first text of an item that is numbered.
    number: Option<String>,
    /// Whether the next paragraph is an item that has a dot.
    is_item: bool,
    /// How words are seen.
    look: WebLook,
    /// Whether lines end as they do in the file.
    is_as_typed: bool,
}

/// Elements that are a paragraph of a text.
const PARAGRAPHS: [&str; 4] = ["p", "li", "pre", "blockquote"];

/// A page being read.
struct PageWalker<'t> {
    tree: &'t PageTree,
    page: PublishedPage,
    line: LineMaker,
    /// Whether only a line break parts the line from the one above.
    goes_on: bool,
    state: WalkerState,
    pictures: usize,
    /// How many of them stand at an item.
    placed: usize,
    /// What was told and not read since the last item, but for pictures.
    unread: Unread,
    scripts: usize,
    frame: Option<String>,
}

impl PageWalker<'_> {
    /// Reads a node and all in it.
    fn node(&mut self, id: NodeId, depth: usize) -> Result<(), Refused> {
        if depth > MOST_DEPTH {
            return Err(Refused::new("网页的标签嵌套太深，不像一份年度报告的网页", SAVE_AGAIN));
        }
        match &self.tree.node(id).kind {
            NodeKind::Text(text) => self.text(text),
            NodeKind::Other => self.children(id, depth)?,
            NodeKind::Element(..) => self.element(id, depth)?,
        }
        Ok(())
    }

    /// Reads what a node holds.
    fn children(&mut self, id: NodeId, depth: usize) -> Result<(), Refused> {
        self.tree.node(id).children.iter().try_for_each(|child| self.node(*child, depth + 1))
    }

    /// Adds text to the line.
    fn text(&mut self, text: &str) {
        if self.line.is_empty() && text.trim().is_empty() {
            return;
        }
        if let Some(number) = self.state.number.take() {
            self.line.push(&number, false);
        }
        let is_strong = self.state.is_strong && self.state.level == 0;
        let (text, is_whole) = self.state.look.written(text);
        self.unread.plain += usize::from(!is_whole);
        if !self.state.is_as_typed {
            return self.push(&text, is_strong);
        }
        for (number, line) in text.split('\n').enumerate() {
            if number > 0 {
                self.end();
                self.goes_on = true;
            }
            self.push(line, is_strong);
        }
    }

    /// Adds text to the line.
    fn push(&mut self, text: &str, is_strong: bool) {
        if self.state.is_link { self.line.push_link(text, is_strong) } else { self.line.push(text, is_strong) }
    }

    /// Counts what is told of an element and not read: pictures, files, scripts.
    fn count(&mut self, id: NodeId, name: &str) {
        match name {
            "script" => self.scripts += 1,
            "iframe" | "frame" => {
                self.unread.inserted += usize::from(is_file(self.tree, id));
                self.frame = self.tree.attribute(id, "src").map(str::to_owned).or(self.frame.take());
            }
            "img" => self.pictures += usize::from(is_large(self.tree, id)),
            "math" | "svg" => self.pictures += usize::from(has_words(self.tree, id)),
            "object" | "embed" => self.unread.inserted += usize::from(is_file(self.tree, id)),
            _ => {}
        }
    }

    /// Reads an element.
    fn element(&mut self, id: NodeId, depth: usize) -> Result<(), Refused> {
        let name = self.tree.name(id);
        self.count(id, name);
        match name {
            "meta" => self.meta(id),
            "head" => return self.head(id),
            "br" => {
                self.end();
                self.goes_on = true;
            }
            "hr" => self.end(),
            _ => {}
        }
        if is_unseen(self.tree, id) {
            // Beside the text much is hidden that belongs to the site: boxes, menus.
            let is_within = !self.line.is_empty() && !is_block(name) || PARAGRAPHS.contains(&name);
            self.unread.hidden += usize::from(is_within && is_hidden(self.tree, id) && has_words(self.tree, id));
            return Ok(());
        }
        if name == "table" && !is_layout(self.tree, id) {
            return self.table(id);
        }
        if !is_block(name) {
            let before = (self.state.is_strong, self.state.is_link, self.state.look);
            self.state.is_strong |= ["b", "strong"].contains(&name);
            self.state.look = before.2.within(self.tree, id);
            self.state.look.tell(before.2, &mut self.unread, || has_words(self.tree, id));
            self.state.is_link |= name == "a" && self.tree.attribute(id, "href").is_some();
            if name == "rt" {
                self.unread.plain += 1;
                self.text("（");
            }
            self.children(id, depth)?;
            if name == "rt" {
                self.text("）");
            }
            (self.state.is_strong, self.state.is_link, self.state.look) = before;
            return Ok(());
        }
        self.end();
        self.goes_on = false;
        let before = self.state.clone();
        self.enter(id, name);
        let mut number = self.tree.attribute(id, "start").and_then(|start| start.trim().parse().ok()).unwrap_or(1_u32);
        for child in &self.tree.node(id).children {
            if name == "ol" && self.tree.name(*child) == "li" {
                self.state.number = Some(format!("{number}."));
                number = number.saturating_add(1);
            }
            self.node(*child, depth + 1)?;
        }
        self.end();
        self.goes_on = false;
        // What stands before the first text of an item stands before it once.
        let (number, is_item) = (self.state.number.take(), self.state.is_item);
        let is_over = name == "li";
        self.state = WalkerState { number: number.filter(|_| !is_over), is_item: is_item && !is_over, ..before };
        Ok(())
    }

    /// Enters a block: a box of its own, perhaps a heading or an item.
    fn enter(&mut self, id: NodeId, name: &str) {
        self.page.boxes.push(self.state.in_box);
        self.state.in_box = self.page.boxes.len() - 1;
        let level = name.strip_prefix('h').and_then(|level| level.parse().ok()).filter(|level| (1..=6).contains(level));
        self.state.level = level.unwrap_or(self.state.level);
        let role = self.tree.attribute(id, "role").unwrap_or_default();
        self.state.is_aside |= name == "nav" || name == "aside" || ["navigation", "search"].contains(&role);
        let around = self.state.look;
        self.state.look = around.within(self.tree, id);
        self.state.look.tell(around, &mut self.unread, || has_words(self.tree, id));
        match name {
            "ul" | "ol" | "dir" | "menu" => self.state.lists += 1,
            "pre" => self.state.is_as_typed = true,
            "li" => self.state.is_item = self.state.number.is_none() && self.state.lists > 0,
            _ => {}
        }
    }

    /// Ends the line: a paragraph, unless nothing is in it.
    fn end(&mut self) {
        if self.line.is_empty() {
            self.line = LineMaker::default();
            return;
        }
        let item = if std::mem::take(&mut self.state.is_item) { self.state.lists } else { 0 };
        let paragraph = PageParagraph { level: self.state.level, item, goes_on: self.goes_on, ..self.line.take() };
        self.put(PagePiece::Paragraph(paragraph));
    }

    /// Puts a paragraph or a table.
    fn put(&mut self, what: PagePiece) {
        let WalkerState { in_box, is_aside, .. } = self.state;
        let unread = self.unread();
        self.page.items.push(PageItem { in_box, is_aside, unread, what });
    }

    /// What is told and not read since the last item.
    fn unread(&mut self) -> Unread {
        let pictures = self.pictures - std::mem::replace(&mut self.placed, self.pictures);
        let mut unread = std::mem::take(&mut self.unread);
        unread.pictures += pictures;
        unread
    }

    /// Reads a table that holds figures or words in cells.
    fn table(&mut self, id: NodeId) -> Result<(), Refused> {
        self.end();
        self.goes_on = false;
        let (grid, of_table) = table::grid(self.tree, id)?;
        self.unread.add(of_table);
        self.page.boxes.push(self.state.in_box);
        let in_box = self.page.boxes.len() - 1;
        let (unread, is_aside) = (self.unread(), self.state.is_aside);
        self.page.items.push(PageItem { in_box, is_aside, unread, what: PagePiece::Table(grid) });
        Ok(())
    }

    /// Reads what the page says of itself.
    fn head(&mut self, id: NodeId) -> Result<(), Refused> {
        for child in &self.tree.node(id).children {
            match self.tree.name(*child) {
                "meta" => self.meta(*child),
                "script" => self.scripts += 1,
                "title" => {
                    let text = text_of(self.tree, *child);
                    self.page.meta.push(("title".to_owned(), text));
                }
                _ => {}
            }
        }
        Ok(())
    }

    /// A name and what it is said to be.
    fn meta(&mut self, id: NodeId) {
        let both = self.tree.attribute(id, "name").zip(self.tree.attribute(id, "content"));
        if let Some((name, content)) = both.filter(|(_, content)| !content.trim().is_empty()) {
            self.page.meta.push((name.trim().to_owned(), content.trim().to_owned()));
        }
    }
}
