//! The words: names, placeholders, line breaks.

use super::{Case, Family, Rule};
use crate::filing::ProseText;
use crate::finding::{Finding, Severity};

/// A mark that stands for something still to be written.
pub static PLACEHOLDER: Rule = Rule {
    code: "PRO001",
    name: "占位符没有替换",
    severity: Severity::Error,
    family: Family::Prose,
    reason: "“XX”“××”“【…】”“（文字描述）”是模板里提示填写的，印出来就是漏填。",
    basis: "国办公开办函〔2021〕30号：内容准确全面",
    remedy: "换成实际的内容",
    faulty: "[sections.problems]\ntext = \"一是XX工作有待加强，【在此填写】。\"",
    corrected: "[sections.problems]\ntext = \"一是培训工作有待加强。\"",
    check: Some(placeholders),
};

/// A name in `{{ … }}` that means nothing.
pub static UNKNOWN_EXPRESSION: Rule = Rule {
    code: "PRO002",
    name: "正文里的名称不存在",
    severity: Severity::Error,
    family: Family::Prose,
    reason: "{{ … }} 里的名称拼错，就取不到数。",
    basis: "输入格式",
    remedy: "核对名称；可用的名称见使用指南",
    faulty: "[sections.problems]\ntext = \"本年新收{{ applications.nwe }}件。\"",
    corrected: "[sections.problems]\ntext = \"本年新收{{ applications.new }}件。\"",
    check: None,
};

/// A name in `{{ … }}` whose figure nobody gave.
pub static UNKNOWN_FIGURE: Rule = Rule {
    code: "PRO003",
    name: "正文用到的数没有填",
    severity: Severity::Error,
    family: Family::Prose,
    reason: "正文引用的数在表里没有，句子就不完整。",
    basis: "输入格式",
    remedy: "先把表里的数填上",
    faulty: "disputes = {}\n[sections.problems]\ntext = \"行政复议{{ disputes.reconsideration }}件。\"",
    corrected: "[sections.problems]\ntext = \"行政复议{{ disputes.reconsideration }}件。\"",
    check: None,
};

/// A comparison without last year's figures.
pub static NO_PRIOR_FIGURE: Rule = Rule {
    code: "PRO004",
    name: "没有上年数据可比",
    severity: Severity::Error,
    family: Family::Prose,
    reason: "change.* 是与上年相比的变化，没有上年的文件或两版格式没有对应的格就算不出来。",
    basis: "输入格式",
    remedy: "用 --prior 给出上年文件，或把这句话改成直接写",
    faulty: "[sections.problems]\ntext = \"申请量{{ change.applications.new }}。\"",
    corrected: "prior = \"上年.toml\"\n[sections.problems]\ntext = \"申请量{{ change.applications.new }}。\"",
    check: None,
};

/// An expression that cannot be evaluated.
pub static FAILED_EXPRESSION: Rule = Rule {
    code: "PRO005",
    name: "正文里的算式算不出来",
    severity: Severity::Error,
    family: Family::Prose,
    reason: "{{ … }} 里的写法有误，或算得太久、太长。",
    basis: "输入格式",
    remedy: "改正算式；要印出两个花括号本身，写 {{ \"{{\" }}",
    faulty: "[sections.problems]\ntext = \"共{{ 1 + }}件。\"",
    corrected: "[sections.problems]\ntext = \"共{{ 1 + 1 }}件。\"",
    check: None,
};

/// `{{` without `}}`.
pub static OPEN_EXPRESSION: Rule = Rule {
    code: "PRO006",
    name: "花括号没有闭合",
    severity: Severity::Error,
    family: Family::Prose,
    reason: "“{{”后面同一段里没有“}}”，不知道到哪里为止。",
    basis: "输入格式",
    remedy: "补上 }}；要印出两个花括号本身，写 {{ \"{{\" }}",
    faulty: "[sections.problems]\ntext = \"共{{ applications.new 件。\"",
    corrected: "[sections.problems]\ntext = \"共{{ applications.new }}件。\"",
    check: None,
};

/// A sentence that ends at a line end, where a paragraph may have been meant.
pub static LINE_BREAK: Rule = Rule {
    code: "PRO007",
    name: "换行没有分段",
    severity: Severity::Warning,
    family: Family::Prose,
    reason: "Markdown 里只换一行不分段，上下两行会并成一段。",
    basis: "Markdown（CommonMark）",
    remedy: "要分段就空一行；不要分段就接在上一行后面",
    faulty: "[sections.problems]\ntext = '''一是培训工作有待加强。\n二是公开的形式较为单一。'''",
    corrected: "[sections.problems]\ntext = '''一是培训工作有待加强。\n\n二是公开的形式较为单一。'''",
    check: Some(line_breaks),
};

/// What templates print where something is to be filled in.
const PLACEHOLDERS: &[&str] = &["××", "ＸＸ", "XX", "xx", "（文字描述", "(文字描述", "□□", "___"];

/// Words by which a bracketed text asks to be replaced; others may be the name of a column on a website.
const ASKING: &[&str] = &[
    "填",
    "在这里",
    "在此",
    "请输入",
    "请写",
    "待补",
    "待定",
    "全称",
    "机关名称",
    "单位名称",
    "部门名称",
    "插入",
    "×",
    "XX",
    "…",
    "...",
];

/// Bytes of a bracketed placeholder: two hundred characters with their brackets.
const LONGEST: usize = 600;

/// Whether a text in 【】 asks to be replaced.
fn asks(words: &str) -> bool {
    words.trim_matches(['【', '】', ' ']).is_empty() || ASKING.iter().any(|word| words.contains(word))
}

/// Every placeholder left in the texts.
fn placeholders(case: &Case<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for text in &case.filing.texts {
        let value = &text.value;
        let bracketed = value.match_indices('【').filter_map(|(start, _)| {
            let near = &value[start..value.floor_char_boundary(start + LONGEST)];
            Some((start, start + near.find('】')? + '】'.len_utf8()))
        });
        let fixed = PLACEHOLDERS.iter().flat_map(|mark| value.match_indices(mark).map(|(at, m)| (at, at + m.len())));
        let mut found: Vec<(usize, usize)> =
            bracketed.chain(fixed).filter(|(start, end)| stands_alone(value, *start, *end)).collect();
        found.sort_unstable();
        found.dedup_by(|next, kept| next.0 < kept.1);
        let place = super::glyphs::place_in(case, text);
        for (start, end) in found {
            let at = place(start..end);
            let words = &value[start..end];
            findings.push(if words.starts_with('【') && !asks(words) {
                let finding = Finding::new(&PLACEHOLDER, format!("“{words}”像是提示填写的话。"));
                finding
                    .mark(&at, "")
                    .severity(Severity::Warning)
                    .hint("是栏目名等正式内容就不用管；是提示就换成实际的内容")
            } else {
                Finding::new(&PLACEHOLDER, format!("“{words}”还没有替换。")).mark(&at, "")
            });
        }
    }
    findings
}

/// Whether what looks like a placeholder is no part of a Latin word or an address.
fn stands_alone(text: &str, start: usize, end: usize) -> bool {
    let latin = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric() || "@._/-".contains(c));
    let ascii = text[start..end].chars().all(|c| c.is_ascii_alphabetic());
    !(ascii
        && (latin(text[..start].chars().next_back().filter(|c| !"Xx".contains(*c)))
            || latin(text[end..].chars().next().filter(|c| !"Xx".contains(*c)))))
}

/// Every line that ends a sentence and is followed by another line of the same paragraph.
fn line_breaks(case: &Case<'_>) -> Vec<Finding> {
    case.filing.prose().into_iter().filter_map(line_break).collect()
}

/// The first such line of a text; one finding shows the habit.
fn line_break(prose: &ProseText) -> Option<Finding> {
    let mut start = 0;
    let mut lines = prose.text.split_inclusive('\n').peekable();
    while let Some(line) = lines.next() {
        let next = lines.peek().map_or("", |next| next.trim_start());
        let text = line.trim_end();
        let plain = |line: &str| {
            !line.is_empty()
                && !line.starts_with(['#', '-', '*', '|', '>', '+'])
                && !line.starts_with(|c: char| c.is_ascii_digit())
        };
        let begins = plain(text.trim_start());
        if begins && plain(next) && text.ends_with(['。', '！', '？', '；']) {
            let end = start + text.len();
            let last = text.chars().next_back().map_or(0, char::len_utf8);
            let finding = Finding::new(&LINE_BREAK, "正文：句子在这里换行，但没有空行，会与下一行并成一段。");
            return Some(finding.mark(&prose.place(end - last..end), "下一行会接在后面"));
        }
        start += line.len();
    }
    None
}
