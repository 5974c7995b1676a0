//! The tree of a page as browsers build it, within bounds of size, depth and work.

use std::borrow::Cow;
use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use std::rc::Rc;

use html5ever::interface::{ElementFlags, NodeOrText, QuirksMode, TreeSink};
use html5ever::tendril::{StrTendril, TendrilSink};
use html5ever::{Attribute, ExpandedName, QualName, parse_document};

use crate::published::refusal::{Refused, SAVE_AGAIN};

/// Elements, texts and comments of a page; a large one has some ten thousand.
const MOST_NODES: usize = 300_000;

/// Elements that lie in each other; browsers stop at 512.
const MOST_DEPTH: usize = 400;

/// Nodes that are made or moved while a page is put together; misnested tags move whole branches.
const MOST_WORK: usize = 5_000_000;

/// Bytes that the parser is given at a time: after each it is asked whether the page is within bounds.
const STEP: usize = 4096;

/// The square of the number of attributes of a tag, added up over a page: the parser holds each against all before it.
const MOST_PAIRS: u64 = 200_000_000;

/// A node of the tree by its number.
pub(super) type NodeId = usize;

/// What a node is.
#[derive(Debug)]
pub(super) enum NodeKind {
    /// The document, a comment, or what nobody sees.
    Other,
    /// An element with its attributes.
    Element(Rc<QualName>, Vec<Attribute>),
    /// A text.
    Text(String),
}

/// One node.
#[derive(Debug)]
pub(super) struct TreeNode {
    /// What it is.
    pub kind: NodeKind,
    /// What it holds.
    pub children: Vec<NodeId>,
    /// What holds it.
    parent: Option<NodeId>,
    /// How many hold each other above it.
    depth: usize,
}

/// A page as a tree; its root is node 0.
pub(super) struct PageTree {
    nodes: Vec<TreeNode>,
    /// What its sheets say of the looks of elements.
    styles: HashMap<NodeId, String>,
}

impl PageTree {
    /// A node.
    pub(super) fn node(&self, id: NodeId) -> &TreeNode {
        &self.nodes[id]
    }

    /// All nodes, in the order in which they were made.
    pub(super) fn all(&self) -> impl Iterator<Item = NodeId> + Clone + use<> {
        0..self.nodes.len()
    }

    /// The texts that lie right in an element.
    pub(super) fn texts(&self, id: NodeId) -> impl Iterator<Item = &str> {
        self.node(id).children.iter().filter_map(|child| match &self.node(*child).kind {
            NodeKind::Text(text) => Some(text.as_str()),
            NodeKind::Other | NodeKind::Element(..) => None,
        })
    }

    /// The same page with what its sheets say of the looks of elements.
    pub(super) fn styled(self, styles: HashMap<NodeId, String>) -> Self {
        Self { styles, ..self }
    }

    /// What the sheets of the page say of the look of an element.
    pub(super) fn style(&self, id: NodeId) -> &str {
        self.styles.get(&id).map_or("", String::as_str)
    }

    /// The nodes that a node lies in, the nearest first, and itself before them.
    pub(super) fn around(&self, id: NodeId) -> impl Iterator<Item = NodeId> {
        std::iter::successors(Some(id), |id| self.node(*id).parent)
    }

    /// The name of an element in small letters; empty for another node.
    pub(super) fn name(&self, id: NodeId) -> &str {
        match &self.node(id).kind {
            NodeKind::Element(name, _) => &name.local,
            NodeKind::Other | NodeKind::Text(_) => "",
        }
    }

    /// An attribute of an element.
    pub(super) fn attribute(&self, id: NodeId, name: &str) -> Option<&str> {
        let NodeKind::Element(_, attributes) = &self.node(id).kind else { return None };
        attributes.iter().find(|attribute| &*attribute.name.local == name).map(|attribute| &*attribute.value)
    }
}

/// Reads a page.
///
/// # Errors
/// When it is larger or deeper than any page is.
pub(super) fn parse(text: &str) -> Result<PageTree, Refused> {
    let too_large = || Refused::new("网页的标签太多、嵌套太深，不像一份年度报告的网页", SAVE_AGAIN);
    if pairs(text) > MOST_PAIRS {
        return Err(too_large());
    }
    let root = TreeNode { kind: NodeKind::Other, children: Vec::new(), parent: None, depth: 0 };
    let sink = TreeMaker { nodes: RefCell::new(vec![root]), work: Cell::new(0), is_over: Cell::new(false) };
    let mut parser = parse_document(sink, html5ever::ParseOpts::default());
    let mut rest = text;
    while !rest.is_empty() {
        let (step, after) = rest.split_at(rest.floor_char_boundary(STEP.min(rest.len())));
        parser.process(StrTendril::from(step));
        if parser.tokenizer.sink.sink.is_over.get() {
            return Err(too_large());
        }
        rest = after;
    }
    Ok(parser.finish())
}

/// The squares of what may be numbers of attributes, added up.
fn pairs(text: &str) -> u64 {
    let blanks = |tag: &str| {
        let inside = tag.bytes().take_while(|byte| *byte != b'>');
        inside.filter(|byte| b" \t\n\r/\"'".contains(byte)).count() as u64
    };
    text.split('<').skip(1).map(blanks).map(|count| count * count).fold(0, u64::saturating_add)
}

/// A tree in the making. Beyond the bounds nothing is kept any more, and the parser is stopped at its next step.
struct TreeMaker {
    nodes: RefCell<Vec<TreeNode>>,
    work: Cell<usize>,
    is_over: Cell<bool>,
}

/// A node with the name that the parser asks for.
#[derive(Clone)]
struct NodeHandle(NodeId, Rc<QualName>);

impl TreeMaker {
    /// Counts what is done.
    fn count(&self, work: usize) {
        self.work.set(self.work.get() + work);
        if self.work.get() > MOST_WORK {
            self.is_over.set(true);
        }
    }

    /// Makes a node.
    fn make(&self, kind: NodeKind) -> NodeId {
        let mut nodes = self.nodes.borrow_mut();
        if nodes.len() >= MOST_NODES {
            self.is_over.set(true);
            return 0;
        }
        nodes.push(TreeNode { kind, children: Vec::new(), parent: None, depth: 0 });
        nodes.len() - 1
    }

    /// Puts a node or a text into a parent, before its child at a place or behind all.
    fn put(&self, parent: NodeId, at: Option<usize>, child: NodeOrText<NodeHandle>) {
        self.count(1);
        if self.is_over.get() {
            return;
        }
        let id = match child {
            NodeOrText::AppendNode(NodeHandle(id, _)) => id,
            NodeOrText::AppendText(text) => {
                let mut nodes = self.nodes.borrow_mut();
                let place = at.unwrap_or(nodes[parent].children.len());
                let before = place.checked_sub(1).map(|place| nodes[parent].children[place]);
                if let Some(NodeKind::Text(before)) = before.map(|before| &mut nodes[before].kind) {
                    return before.push_str(&text);
                }
                drop(nodes);
                self.make(NodeKind::Text(text.to_string()))
            }
        };
        // The document is put nowhere.
        if id == 0 {
            return;
        }
        let mut nodes = self.nodes.borrow_mut();
        nodes[id].parent = Some(parent);
        nodes[id].depth = nodes[parent].depth + 1;
        if nodes[id].depth > MOST_DEPTH {
            self.is_over.set(true);
        }
        match at {
            Some(at) => nodes[parent].children.insert(at, id),
            None => nodes[parent].children.push(id),
        }
    }

    /// The parent of a node, and its place among the children.
    fn place(&self, id: NodeId) -> Option<(NodeId, usize)> {
        let nodes = self.nodes.borrow();
        let parent = nodes[id].parent?;
        let place = nodes[parent].children.iter().rposition(|child| *child == id)?;
        self.count(nodes[parent].children.len() - place);
        Some((parent, place))
    }
}

impl TreeSink for TreeMaker {
    type Handle = NodeHandle;
    type Output = PageTree;
    type ElemName<'a> = ExpandedName<'a>;

    fn finish(self) -> PageTree {
        PageTree { nodes: self.nodes.into_inner(), styles: HashMap::new() }
    }

    fn parse_error(&self, _: Cow<'static, str>) {}

    fn get_document(&self) -> NodeHandle {
        NodeHandle(0, Rc::new(QualName::new(None, html5ever::ns!(), html5ever::local_name!(""))))
    }

    fn elem_name<'a>(&'a self, target: &'a NodeHandle) -> ExpandedName<'a> {
        target.1.expanded()
    }

    fn create_element(&self, name: QualName, attributes: Vec<Attribute>, _: ElementFlags) -> NodeHandle {
        let name = Rc::new(name);
        NodeHandle(self.make(NodeKind::Element(name.clone(), attributes)), name)
    }

    fn create_comment(&self, _: StrTendril) -> NodeHandle {
        NodeHandle(self.make(NodeKind::Other), self.get_document().1)
    }

    fn create_pi(&self, _: StrTendril, _: StrTendril) -> NodeHandle {
        self.create_comment(StrTendril::new())
    }

    fn append(&self, parent: &NodeHandle, child: NodeOrText<NodeHandle>) {
        self.put(parent.0, None, child);
    }

    fn append_based_on_parent_node(&self, element: &NodeHandle, before: &NodeHandle, child: NodeOrText<NodeHandle>) {
        match self.place(element.0) {
            Some((parent, place)) => self.put(parent, Some(place), child),
            None => self.put(before.0, None, child),
        }
    }

    fn append_doctype_to_document(&self, _: StrTendril, _: StrTendril, _: StrTendril) {}

    fn get_template_contents(&self, target: &NodeHandle) -> NodeHandle {
        target.clone()
    }

    fn same_node(&self, one: &NodeHandle, other: &NodeHandle) -> bool {
        one.0 == other.0
    }

    fn set_quirks_mode(&self, _: QuirksMode) {}

    fn append_before_sibling(&self, sibling: &NodeHandle, node: NodeOrText<NodeHandle>) {
        if let NodeOrText::AppendNode(node) = &node {
            self.remove_from_parent(node);
        }
        if let Some((parent, place)) = self.place(sibling.0) {
            self.put(parent, Some(place), node);
        }
    }

    fn add_attrs_if_missing(&self, target: &NodeHandle, attributes: Vec<Attribute>) {
        if let NodeKind::Element(_, own) = &mut self.nodes.borrow_mut()[target.0].kind {
            let known: Vec<QualName> = own.iter().map(|attribute| attribute.name.clone()).collect();
            own.extend(attributes.into_iter().filter(|attribute| !known.contains(&attribute.name)));
        }
    }

    fn remove_from_parent(&self, target: &NodeHandle) {
        if let Some((parent, place)) = self.place(target.0) {
            let mut nodes = self.nodes.borrow_mut();
            nodes[parent].children.remove(place);
            nodes[target.0].parent = None;
        }
    }

    fn reparent_children(&self, node: &NodeHandle, new_parent: &NodeHandle) {
        let mut nodes = self.nodes.borrow_mut();
        let moved = std::mem::take(&mut nodes[node.0].children);
        self.count(moved.len());
        // What lies deeper in what is moved keeps the depth it had: the bound is on what is opened.
        let depth = nodes[new_parent.0].depth + 1;
        for child in &moved {
            nodes[*child].parent = Some(new_parent.0);
            nodes[*child].depth = depth;
        }
        nodes[new_parent.0].children.extend(moved);
    }
}
