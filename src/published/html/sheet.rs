//! What the style sheets in a page say of how its elements look; those that a site keeps elsewhere are not to be had.

use std::cell::Cell;
use std::collections::HashMap;
use std::fmt::Write as _;

use simplecss::{AttributeOperator, Element, PseudoClass, StyleSheet};

use super::tree::{NodeId, PageTree};

/// Bytes of style sheets that are read.
const MOST_BYTES: usize = 1 << 20;

/// Rules that say something of looks which are held against elements.
const MOST_RULES: usize = 500;

/// Pairs of rules and elements that are held against each other; a page that has more keeps its elements' own looks.
const MOST_PAIRS: usize = 5_000_000;

/// Elements, and what stands between them, that a selector goes through.
const MOST_STEPS: usize = 3;

/// Elements around others that are asked for on a page while selectors are held against its elements.
const MOST_ASKED: usize = 10_000_000;

/// Selectors and declarations of one rule, multiplied.
const MOST_OF_A_RULE: usize = 4_000;

/// What is read of an element's look.
const LOOKS: [&str; 8] = [
    "color",
    "text-decoration",
    "text-decoration-line",
    "vertical-align",
    "font-size",
    "opacity",
    "display",
    "visibility",
];

/// The declarations of looks that the sheets of a page make for its elements.
pub(super) fn styles(tree: &PageTree) -> HashMap<NodeId, String> {
    let mut css = String::new();
    for id in tree.all().filter(|id| tree.name(*id) == "style") {
        css.extend(tree.texts(id));
        css.push('\n');
    }
    let mut out = HashMap::new();
    if css.len() > MOST_BYTES {
        return out;
    }
    // Word and Excel put their sheets into comments.
    let css = css.replace("<!--", " ").replace("-->", " ");
    let mut sheet = StyleSheet::new();
    for rule in css.split_inclusive('}').filter(|rule| is_small(rule) && LOOKS.iter().any(|look| rule.contains(look))) {
        sheet.parse_more(rule);
    }
    sheet.rules.retain_mut(|rule| {
        rule.declarations.retain(|declaration| LOOKS.contains(&declaration.name));
        let selector = rule.selector.to_string();
        // Selectors of many elements take long, what is so at times only is not so as a rule.
        let is_simple = !selector.contains([':', '+']) && selector.split(' ').count() <= MOST_STEPS;
        is_simple && !rule.declarations.is_empty()
    });
    let elements = tree.all().filter(|id| !tree.name(*id).is_empty());
    let count = elements.clone().count();
    if sheet.rules.len() > MOST_RULES || sheet.rules.len() * count > MOST_PAIRS {
        return out;
    }
    let asked = Cell::new(0);
    for id in elements {
        let element = SheetElement { tree, id, asked: &asked };
        let mut style = String::new();
        for rule in sheet.rules.iter().filter(|rule| rule.selector.matches(&element)) {
            for declaration in &rule.declarations {
                write!(style, "{}:{};", declaration.name, declaration.value).expect("a String takes everything");
            }
        }
        if !style.is_empty() {
            out.insert(id, style);
        }
    }
    out
}

/// Whether a rule is no larger than rules are: each of its selectors is given all its declarations.
fn is_small(rule: &str) -> bool {
    let count = |mark: char| rule.matches(mark).count() + 1;
    count(',') * count(';') < MOST_OF_A_RULE
}

/// An element as selectors see it.
struct SheetElement<'t> {
    tree: &'t PageTree,
    id: NodeId,
    /// How many elements were asked for.
    asked: &'t Cell<usize>,
}

impl Element for SheetElement<'_> {
    fn parent_element(&self) -> Option<Self> {
        self.asked.set(self.asked.get() + 1);
        let parent = self.tree.around(self.id).nth(1).filter(|id| !self.tree.name(*id).is_empty());
        parent.filter(|_| self.asked.get() < MOST_ASKED).map(|id| Self { id, ..*self })
    }

    fn prev_sibling_element(&self) -> Option<Self> {
        None
    }

    fn has_local_name(&self, name: &str) -> bool {
        self.tree.name(self.id).eq_ignore_ascii_case(name)
    }

    fn attribute_matches(&self, name: &str, operator: AttributeOperator<'_>) -> bool {
        self.tree.attribute(self.id, name).is_some_and(|value| operator.matches(value))
    }

    fn pseudo_class_matches(&self, _: PseudoClass<'_>) -> bool {
        false
    }
}
