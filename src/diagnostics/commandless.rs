//! What is said where no command can be given: in a window that was opened by a double click, and on the page.

use std::borrow::Cow;

/// Whether a text speaks of a command or an option.
fn is_command(text: &str) -> bool {
    let is_letter = |c: char| c.is_ascii_lowercase();
    // One dash stands before one letter.
    let is_word = |word: &str, rest: &str| {
        rest.starts_with(is_letter)
            && (word != "-" || !rest[1..].starts_with(|c: char| c.is_ascii_alphanumeric() || c == '-'))
    };
    // Within an address it is none.
    let is_alone = |before: &str| !before.ends_with(|c: char| c.is_ascii_alphanumeric() || "-_./".contains(c));
    let mut found = ["--", "-", "nianbao "].into_iter().flat_map(|word| text.match_indices(word));
    found.any(|(at, word)| is_word(word, &text[at + word.len()..]) && is_alone(&text[..at]))
}

/// A text without what its lines say of commands and options: remarks in brackets, clauses, lines of nothing else. Lines
/// of what was read are left as they are.
pub fn without_commands(text: &str) -> Cow<'_, str> {
    if !is_command(text) {
        return text.into();
    }
    let lines = text.split_inclusive('\n').filter_map(|line| {
        if !is_command(line) || line.contains(" | ") {
            return Some(Cow::Borrowed(line));
        }
        let (line, end) = line.strip_suffix('\n').map_or((line, ""), |line| (line, "\n"));
        let line = without_remarks(line);
        let alternatives = |clause: &str| {
            let kept: Vec<&str> = clause.split("，或").filter(|part| !is_command(part)).collect();
            (!kept.is_empty()).then(|| kept.join("，或"))
        };
        let kept: Vec<String> = line.split('；').filter_map(alternatives).collect();
        (!kept.is_empty()).then(|| Cow::Owned(kept.join("；") + end))
    });
    Cow::Owned(lines.collect())
}

/// A line without the remarks in brackets that speak of commands.
fn without_remarks(line: &str) -> String {
    let mut out = String::new();
    let mut rest = line;
    while let Some((before, after)) = rest.split_once('（') {
        out.push_str(before);
        match after.split_once('）') {
            Some((remark, after)) if is_command(remark) => rest = after,
            _ => {
                out.push('（');
                rest = after;
            }
        }
    }
    out + rest
}

#[cfg(test)]
mod tests {
    use super::without_commands;

    #[test]
    fn what_cannot_be_done_in_a_window_is_not_said() {
        for (text, said) in [
            ("有错误，没有生成文件。改正后重试；要先看样子，加 --draft\n", "有错误，没有生成文件。改正后重试\n"),
            ("  = 建议: 填“上年数据”表，或用 --prior 给出上年的文件\n", "  = 建议: 填“上年数据”表\n"),
            ("同类问题还有 5 个，没有逐一列出（--format json 可得到全部）\n\n", "同类问题还有 5 个，没有逐一列出\n\n"),
            ("建议：把这个文件移走或改名，或用 -o 换一个输出文件夹\n", "建议：把这个文件移走或改名\n"),
            ("等它结束，或换一个文件夹（-o）\n", "等它结束，或换一个文件夹\n"),
            ("甲-o-乙、a-b、1 - c、-xyz\n", "甲-o-乙、a-b、1 - c、-xyz\n"),
            ("建议：加上 --year 2025 这样的年份\n", ""),
            ("1 | 见 nianbao check --x\n", "1 | 见 nianbao check --x\n"),
            ("网址 http://a.cn/b--c.html 打不开；见 --c\n", "网址 http://a.cn/b--c.html 打不开\n"),
            ("甲 -- 乙——丙\nnianbao 1.0\n", "甲 -- 乙——丙\nnianbao 1.0\n"),
        ] {
            assert_eq!(without_commands(text), said);
        }
    }
}
