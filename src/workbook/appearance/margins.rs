//! Words that are printed above and below the cells of a sheet, and belong to none.

/// Words and marks of numbers of pages, which say nothing of a report.
const OF_PAGES: [&str; 9] = ["第", "页", "共", "of", "Of", "Page", "page", "Pages", "pages"];

/// The words of a header or a footer, without what only numbers pages; none where nothing is left.
pub(super) fn words(code: &str) -> Option<String> {
    let mut words = String::new();
    let mut rest = code.chars().peekable();
    while let Some(c) = rest.next() {
        match (c, rest.peek().copied()) {
            ('&', Some('&')) => words.extend(rest.next()),
            // A face in quotation marks, a colour of six digits, a size.
            ('&', Some('"')) => _ = rest.by_ref().skip(1).find(|c| *c == '"'),
            ('&', Some('K')) => _ = rest.by_ref().nth(6),
            ('&', Some(digit)) if digit.is_ascii_digit() => while rest.next_if(char::is_ascii_digit).is_some() {},
            ('&', Some('L' | 'C' | 'R')) => {
                rest.next();
                words.push(' ');
            }
            ('&', Some(_)) => _ = rest.next(),
            (c, _) => words.push(c),
        }
    }
    let bare = OF_PAGES.iter().fold(words.clone(), |bare, word| bare.replace(word, ""));
    bare.contains(char::is_alphabetic).then(|| words.split_whitespace().collect::<Vec<_>>().join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_pages_say_nothing() {
        for code in
            ["&C第 &P 页，共 &N 页", "&L&D&R&F", "&C&\"宋体,常规\"&10- &P -", "&CPage &P of &N", "&K000000&A", ""]
        {
            assert_eq!(words(code), None, "{code}");
        }
        for (code, text) in [("&L&\"宋体,常规\"&10附件2&R填表人：张三", "附件2 填表人：张三"), ("A&&B", "A&B")]
        {
            assert_eq!(words(code).as_deref(), Some(text), "{code}");
        }
    }
}
