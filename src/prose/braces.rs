//! Where `{{ … }}` stands in a text.

use std::ops::Range;

/// Where the expressions of a text stand.
pub fn ranges(text: &str) -> Vec<Range<usize>> {
    let whole = |found: FoundExpression| match found {
        FoundExpression::Whole(range) => Some(range),
        FoundExpression::Open(_) => None,
    };
    expressions(text).into_iter().filter_map(whole).collect()
}

/// What a search for expressions comes upon.
pub enum FoundExpression {
    /// An expression with its braces.
    Whole(Range<usize>),
    /// Braces that are never closed.
    Open(usize),
}

/// The expressions in a text.
pub fn expressions(text: &str) -> Vec<FoundExpression> {
    let mut found = Vec::new();
    let (mut from, mut paragraph) = (0, 0);
    let opening = |from: usize| {
        let braces = text[from..].match_indices('{').map(|(at, _)| from + at);
        braces.into_iter().find(|at| text[*at..].starts_with("{{"))
    };
    while let Some(start) = opening(from) {
        // An expression stays within its paragraph.
        if start >= paragraph {
            paragraph = text[start..].find("\n\n").map_or(text.len(), |at| start + at);
        }
        from = match closing(&text[start + 2..paragraph]).map(|at| start + 2 + at) {
            Some(end) => {
                found.push(FoundExpression::Whole(start..end + 2));
                end + 2
            }
            None => {
                found.push(FoundExpression::Open(start));
                start + 2
            }
        };
    }
    found
}

/// Whether a place is inside one of some ranges in ascending order.
pub fn is_inside(ranges: &[Range<usize>], at: usize) -> bool {
    let next = ranges.partition_point(|range| range.end <= at);
    ranges.get(next).is_some_and(|range| range.contains(&at))
}

/// Bytes of an expression within which `}}` in quotes is passed over.
const LONGEST: usize = 4_000;

/// The place of `}}` outside quotes, before the next `{{`.
fn closing(text: &str) -> Option<usize> {
    let mut quote = None;
    let mut chars = text.char_indices().take_while(|(at, _)| *at < LONGEST).peekable();
    while let Some((at, c)) = chars.next() {
        match quote {
            Some(open) if c == open => quote = None,
            Some(_) => {}
            None if matches!(c, '"' | '\'') => quote = Some(c),
            None if c == '}' && chars.peek().is_some_and(|(_, next)| *next == '}') => return Some(at),
            None if c == '{' && chars.peek().is_some_and(|(_, next)| *next == '{') => return None,
            None => {}
        }
    }
    // A stray quote must not hide the end.
    text[..text.find("{{").unwrap_or(text.len())].find("}}")
}

#[cfg(test)]
mod tests {
    use super::ranges;

    #[test]
    fn what_is_not_closed_does_not_swallow_what_follows() {
        let found = |text: &str| ranges(text).into_iter().map(|range| text[range].to_owned()).collect::<Vec<_>>();
        assert_eq!(found("{{ a }}和{{ \"}}\" }}"), ["{{ a }}", "{{ \"}}\" }}"]);
        assert_eq!(found("收到{{ a件，\n办结{{ b }}件"), ["{{ b }}"]);
        assert_eq!(found("收到{{ a's件，办结{{ b }}件"), ["{{ b }}"]);
        assert!(found("{{ a\n\n}}").is_empty());
    }
}
