//! Words that every match of a regular expression has, so that most texts need no further look.
//!
//! Compiling an expression takes far longer than looking for a few words. What is not plain to see is passed over.

/// Sets of words of which one each is in every match.
pub(super) fn required(expression: &str) -> Vec<Vec<String>> {
    let [whole] = alternatives(expression)[..] else { return Vec::new() };
    let (mut sets, mut run, mut rest) = (Vec::new(), String::new(), whole);
    while let Some(first) = rest.chars().next() {
        let (element, after) = rest.split_at(length(rest, first));
        let (is_optional, after) = quantifier(after);
        let literal = !first.is_ascii_punctuation() || first == '%';
        if literal && !is_optional {
            run.push(first);
        } else {
            // What may be left out, or stands for several characters, ends a run of plain ones.
            sets.extend((!run.is_empty()).then(|| vec![std::mem::take(&mut run)]));
        }
        if let Some(inside) = element.strip_prefix('(').filter(|_| !is_optional) {
            let inside = inside.strip_suffix(')').unwrap_or(inside);
            let named = inside.strip_prefix("?P<").and_then(|named| named.split_once('>')).map(|(_, inside)| inside);
            sets.extend(one_of(named.or(inside.strip_prefix("?:")).unwrap_or(inside)));
        }
        rest = after;
    }
    sets.extend((!run.is_empty()).then(|| vec![run]));
    sets
}

/// Words of which one is in every match of one of several expressions; none where one of them has none.
fn one_of(inside: &str) -> Option<Vec<String>> {
    let mut words = Vec::new();
    for alternative in alternatives(inside) {
        words.extend(required(alternative).into_iter().min_by_key(Vec::len)?);
    }
    Some(words)
}

/// An expression cut at the bars that stand in no brackets.
fn alternatives(expression: &str) -> Vec<&str> {
    let (mut cut, mut from, mut at) = (Vec::new(), 0, 0);
    while let Some(first) = expression[at..].chars().next() {
        let next = at + length(&expression[at..], first);
        if first == '|' {
            cut.push(&expression[from..at]);
            from = next;
        }
        at = next;
    }
    cut.push(&expression[from..]);
    cut
}

/// Bytes of the element that an expression begins with: a character, an escaped one, a class, a group.
fn length(expression: &str, first: char) -> usize {
    let mut chars = expression.char_indices();
    let (mut depth, mut in_class) = (0, false);
    while let Some((at, c)) = chars.next() {
        match c {
            '\\' => drop(chars.next()),
            '[' if !in_class => in_class = true,
            ']' => in_class = false,
            '(' if !in_class => depth += 1,
            ')' if !in_class => depth -= 1,
            _ => {}
        }
        if depth == 0 && !in_class {
            return chars.next().map_or(expression.len(), |(next, _)| next).max(at + c.len_utf8());
        }
    }
    expression.len().max(first.len_utf8())
}

/// Whether what stands before may be left out, and what follows its quantifier.
fn quantifier(after: &str) -> (bool, &str) {
    let (is_optional, rest) = match after.chars().next() {
        Some('?' | '*') => (true, &after[1..]),
        Some('+') => (false, &after[1..]),
        Some('{') => (after.starts_with("{0"), after.split_once('}').map_or("", |(_, rest)| rest)),
        _ => return (false, after),
    };
    (is_optional, rest.strip_prefix('?').unwrap_or(rest))
}

#[cfg(test)]
mod tests {
    use super::required;

    #[test]
    fn words_that_every_match_has() {
        let sets = |expression: &str| required(expression).into_iter().map(|set| set.join("/")).collect::<Vec<_>>();
        assert_eq!(sets("(?:新收|收到)(?:的)?申请"), ["新收/收到", "申请"]);
        assert_eq!(sets("(?:上年度?|去年)结转"), ["上年/去年", "结转"]);
        assert_eq!(sets("规章(?:制发|制定){1,2}x?[0-9]+件"), ["规章", "制发/制定", "件"]);
        assert_eq!(sets("(?P<number>[0-9]+)(?P<scale>万)?(?:重复|(?:再|又)次)"), ["重复/次"]);
        assert_eq!(sets("a|b"), Vec::<String>::new());
        assert_eq!(sets("(?:a|[bc])年?度*"), Vec::<String>::new());
        assert_eq!(sets("占\\.(?:a|b(?:c|)d)"), ["占", "a/b"]);
        assert_eq!(sets("[^\\x00-\\x39]*?〈去年〉"), ["〈去年〉"]);
    }
}
