//! What the TOML parser finds wrong with a text, in Chinese.

use std::ops::Range;

use toml::de::Error;

/// An error of the parser, told to people.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SyntaxFault {
    /// The bytes to be marked, at least one where there is one.
    pub at: Range<usize>,
    /// What is wrong, without a full stop.
    pub what: String,
    /// The same in fewer words, beside the mark.
    pub mark: String,
    /// What to do; none where only the general advice helps.
    pub hint: Option<String>,
}

/// Beginnings of the parser's messages, what they mean, and what to do.
const MEANINGS: &[(&str, &str, &str)] = &[
    ("duplicate key", "这个键前面已经写过", "两处合并为一处"),
    ("key with no value", "键后面缺少等号和值", "写成 键 = 值，等号用英文的 ="),
    ("missing comma", "两个值之间缺少逗号", "在两个值之间加英文逗号 ,"),
    ("missing value", "等号后面没有值", "在 = 后写值；留空写 \"\""),
    ("missing assignment", "键后面缺少等号", "写成 键 = 值"),
    ("extra comma", "多了一个逗号", "删去多余的逗号"),
    ("extra", "多了一个等号", "一行只写一个 键 = 值；文字里的 = 要写在引号里"),
    ("unclosed array", "列表没有右括号 ]", "在列表末尾加 ]"),
    ("unclosed inline table", "花括号没有闭合", "在末尾加 }"),
    ("unclosed table", "表名没有右括号 ]", "写成 [表名]"),
    ("unexpected leading zero", "整数不能以 0 开头", "去掉前面的 0；邮编、电话写在引号里"),
    ("invalid multi-line", "多行文字没有结束的三个引号，或含有不能用的字符", "在文字末尾另起一行写 \"\"\""),
    ("invalid basic string", "文字没有结束的引号，或含有不能用的 \\", "补上英文引号 \"；文字里的 \\ 写成 \\\\"),
    ("invalid literal string", "文字没有结束的引号", "补上英文引号 '"),
    ("invalid string", "文字没有写在英文引号里", "用英文引号 \" 把文字括起来（不是中文引号“ ”）"),
    ("missing opening quote", "文字没有写在英文引号里", "用英文引号 \" 把文字括起来（不是中文引号“ ”）"),
    ("missing escaped value", "反斜杠 \\ 后面缺少字符", "文字里的 \\ 写成 \\\\"),
    ("invalid unquoted key", "键里有不能用的字符", "键用英文；含中文、空格或点的键写在引号里"),
    ("invalid key", "键写得不对", "写成 键 = 值"),
    ("invalid date-time", "日期写得不对", "写成 2021-01-11，不加引号"),
    ("invalid boolean", "这里只能写 true 或 false", "文字请写在引号里"),
    ("invalid comment character", "注释里有不能用的控制字符", "删去该字符"),
    ("unexpected content", "行末多了内容", "一行只写一个 键 = 值；文字写在引号里"),
    ("unexpected key or value", "这里不该有键或值", "一行只写一个 键 = 值；文字写在英文引号里"),
    ("missing key", "缺少键名", "写成 键 = 值"),
    ("invalid key-value pair", "这一行不是 键 = 值", "写成 键 = 值；注释以 # 开头"),
    ("cannot recurse further", "嵌套层数太多", "减少括号的层数"),
    ("string values must be quoted", "文字没有写在英文引号里", "用英文引号 \" 把文字括起来（不是中文引号“ ”）"),
    ("recursion limit", "嵌套层数太多", "减少括号的层数"),
];

/// What an error of the parser means.
pub fn explained(text: &str, error: &Error) -> SyntaxFault {
    let span = error.span().unwrap_or(0..0);
    let at = visible(text, span.start, span.end);
    if let Some((c, plain)) = full_width(text, &at) {
        return SyntaxFault {
            at,
            what: format!("用了中文标点“{c}”"),
            mark: format!("这里有中文标点“{c}”"),
            hint: Some(format!("换成英文标点 {plain}；中文标点只能写在引号里")),
        };
    }
    if let Some(fault) = by_what_stands_there(text, &at, error.message()) {
        return fault;
    }
    let found = MEANINGS.iter().find(|(start, ..)| error.message().contains(start));
    let (what, hint) = found.map_or(("写法有误", None), |(_, what, hint)| (*what, Some((*hint).to_owned())));
    SyntaxFault { at, what: what.to_owned(), mark: what.to_owned(), hint }
}

/// An error that what is written tells better than the parser's message: a day, two numbers without a comma, a text of
/// several lines that does not end.
fn by_what_stands_there(text: &str, at: &Range<usize>, message: &str) -> Option<SyntaxFault> {
    let fault = |at: Range<usize>, what: &str, hint: String| {
        Some(SyntaxFault { at, what: what.to_owned(), mark: what.to_owned(), hint: Some(hint) })
    };
    if message.contains("invalid multi-line") {
        let (start, quotes) = open_quotes(text)?;
        let what = "多行文字从这里开始，后面没有结束的三个引号";
        return fault(start..start + quotes.len(), what, format!("在这段文字的末尾写 {quotes}"));
    }
    let written = text.get(at.clone())?.trim();
    let is_number = |word: &str| word.parse::<f64>().is_ok();
    let mut words = written.split_whitespace();
    if words.next().is_some_and(is_number) && words.next().is_some() {
        return fault(at.clone(), "两个值之间缺少逗号", "在两个值之间加英文逗号 ,；是文字就写在英文引号里".to_owned());
    }
    let parts: Vec<&str> = written.split(['-', '/', '.']).collect();
    let is_day = parts.len() == 3 && parts[0].len() == 4 && parts.iter().all(|part| part.parse::<u16>().is_ok());
    if is_day {
        let is_spelled = written.len() == "2026-01-15".len() && written.contains('-');
        let what = if is_spelled { "日历上没有这一天" } else { "日期要写成 2026-01-15 这样" };
        return fault(at.clone(), what, "月、日各写两位，用 - 隔开，不加引号；核对有没有这一天".to_owned());
    }
    let line = text[..at.start].rfind('\n').map_or(0, |end| end + 1);
    let value = text[line..].lines().next()?.split_once('=')?.1.split('#').next()?.trim();
    let is_broken = value.starts_with('.') || value.ends_with('.');
    let is_of_digits = !value.is_empty() && value.chars().all(|c| c.is_ascii_digit() || c == '.');
    if is_broken && is_of_digits {
        return fault(at.clone(), "小数点前后都要有数字", "如 0.5、1.0".to_owned());
    }
    None
}

/// Where a text of several lines begins that does not end, and its quotes.
fn open_quotes(text: &str) -> Option<(usize, &'static str)> {
    let mut at = 0;
    while at < text.len() {
        let rest = &text[at..];
        if let Some(quotes) = ["\"\"\"", "\x27\x27\x27"].into_iter().find(|quotes| rest.starts_with(quotes)) {
            let Some(end) = rest[quotes.len()..].find(quotes) else { return Some((at, quotes)) };
            at += quotes.len() + end + quotes.len();
            continue;
        }
        let line = rest.find('\n').unwrap_or(rest.len());
        at += match rest.chars().next()? {
            '#' => line,
            quote @ ('"' | '\'') => rest[1..line.max(1)].find(quote).map_or(line.max(1), |end| end + 2),
            c => c.len_utf8(),
        };
    }
    None
}

/// Punctuation of Chinese keyboards, and what TOML takes instead.
const FULL_WIDTH: &[(char, char)] = &[
    ('，', ','),
    ('、', ','),
    ('＝', '='),
    ('“', '"'),
    ('”', '"'),
    ('‘', '\''),
    ('’', '\''),
    ('［', '['),
    ('］', ']'),
    ('【', '['),
    ('】', ']'),
    ('｛', '{'),
    ('｝', '}'),
    ('＃', '#'),
    ('。', '.'),
    ('．', '.'),
    ('：', '='),
];

/// The first Chinese punctuation mark where an error is told, up to the next blank.
fn full_width(text: &str, at: &Range<usize>) -> Option<(char, char)> {
    let line_end = text[at.start..].find('\n').map_or(text.len(), |end| at.start + end);
    let near = text[at.start..line_end]
        .char_indices()
        .take_while(|(offset, c)| at.start + offset < at.end + 1 || !c.is_whitespace());
    // An unclosed string is not mended by what stands in it.
    if text[at.start..].starts_with(['"', '\'']) {
        return None;
    }
    near.take(12).find_map(|(_, c)| FULL_WIDTH.iter().find(|(wide, _)| *wide == c)).copied()
}

/// A range that can be marked: at least one character, before a line end rather than on it.
fn visible(text: &str, start: usize, end: usize) -> Range<usize> {
    let start = text.floor_char_boundary(start.min(text.len()));
    let end = text.ceil_char_boundary(end.min(text.len()));
    if end > start && !text[start..end].starts_with('\n') {
        return start..end;
    }
    let before = text[..start].chars().next_back().filter(|c| *c != '\n').map_or(0, char::len_utf8);
    start - before..start.max(end.min(start + usize::from(before == 0)))
}
