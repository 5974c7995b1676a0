//! Lines and cells of a list that stand where a unit would, and hardly name one.

use super::NO_NAMES;
use super::entry::{goes_on, holds_several};

/// Words that are heads of other columns, or notes.
const WORDS: [&str; 10] = ["序号", "编号", "备注", "组别", "联系人", "联系电话", "填报人", "制表人", "无", "暂无"];

/// How lines begin that say who is to be asked, and notes.
const BEGINNINGS: [&str; 4] = ["联系人", "联系电话", "备注：", "注："];

/// What only notes behind a name hold.
const NOTES: [&str; 4] = ["联系人", "联系电话", "电话：", "手机"];

/// How notes end that say what became of a unit's report.
const STATES: [&str; 8] = ["已交", "未交", "已报", "未报", "已报送", "未报送", "已上报", "未上报"];

/// What units are counted by.
const COUNTED: [char; 2] = ['个', '家'];

/// Digits of a telephone number, at least.
const PHONE: usize = 7;

/// Whether a line is doubtful as the name of a unit.
pub(super) fn is_doubtful(name: &str) -> bool {
    let bare = name.split(['（', '(']).next().unwrap_or_default();
    let inner = name.strip_prefix(['（', '(']).and_then(|rest| rest.strip_suffix(['）', ')']));
    inner.is_some_and(|inner| !inner.contains(['（', '(']))
        || !name.chars().any(char::is_alphabetic)
        || name.starts_with(['=', '+', '@'])
        || name.contains(['<', '>', '：', ':'])
        || is_day(name)
        || WORDS.contains(&name)
        || NO_NAMES.iter().chain(&BEGINNINGS).any(|start| name.starts_with(start))
        || NOTES.iter().any(|note| name.contains(note))
        || STATES.iter().any(|state| bare.ends_with(state))
        || name.ends_with(TICKS)
        || name.contains("——")
        || goes_on(name)
        || name.starts_with(['[', '［', '【', '〔'])
        || is_noted(name)
        || holds_several(name)
        || begins_with_number(name)
        || holds_count(name)
        || holds_phone(name)
}

/// Whether a text is the day of a list.
fn is_day(text: &str) -> bool {
    text.ends_with('日') && text.contains('年') && text.starts_with(|c: char| c.is_ascii_digit() || c == '二')
}

/// Marks that tick off a unit.
const TICKS: [char; 11] = ['★', '×', '√', '✓', '✔', '☑', '☒', '□', '○', '△', '*'];

/// How notes in brackets begin that say what becomes of a unit's report.
const NOTED: [&str; 10] = ["已合并", "合并到", "不报", "不用", "不需", "不涉及", "免报", "无需", "撤销", "已撤"];

/// Whether a note in brackets behind a name says what becomes of its report.
fn is_noted(name: &str) -> bool {
    let inner = name.strip_suffix(['）', ')']).and_then(|rest| Some(rest.rsplit_once(['（', '('])?.1));
    inner.is_some_and(|inner| STATES.contains(&inner) || NOTED.iter().any(|note| inner.starts_with(note)))
}

/// Whether a text begins with the number of a list without a mark behind it, or with a count: `5示例区`, `5个单位`.
fn begins_with_number(text: &str) -> bool {
    const MOST: usize = 2;
    let rest = text.trim_start_matches(|c: char| c.is_ascii_digit() || ('０'..='９').contains(&c));
    let digits = text.chars().count() - rest.chars().count();
    (1..=MOST).contains(&digits) && rest.starts_with(char::is_alphabetic)
}

/// Whether a text counts units: `共3个单位`, `以上共计十二家`.
fn holds_count(text: &str) -> bool {
    text.match_indices('共').any(|(at, word)| {
        if text[..at].ends_with('公') {
            return false;
        }
        let rest = text[at + word.len()..].trim_start_matches(['计', '有', ' ']);
        let counted = rest.trim_start_matches(|c: char| {
            c.is_ascii_digit() || "０１２３４５６７８９一二三四五六七八九十百".contains(c)
        });
        counted.len() < rest.len() && counted.trim_start().starts_with(COUNTED)
    })
}

/// Whether a text holds a number as long as that of a telephone.
fn holds_phone(text: &str) -> bool {
    text.split(|c: char| !c.is_ascii_digit() && c != '-')
        .any(|run| run.matches(|c: char| c.is_ascii_digit()).count() >= PHONE)
}

#[cfg(test)]
mod tests {
    use super::is_doubtful;

    #[test]
    fn what_is_no_unit_is_told_from_names_like_it() {
        for text in [
            "以上共3个单位",
            "共计十二家",
            "合计（3个）",
            "序号",
            "..",
            "=cmd",
            "（空）",
            "示例区统计局已交",
            "示例区教育局（联系人：张三 13800000000）",
            "示例区教育局 0591-12345678",
            "示例区<b>局</b>",
            "示例区教育局、示例区公安局",
            "示例区水务局 示例区林业局",
            "示例区公安局×",
            "示例区教育局（不报）",
            "示例区交通局（已交）",
            "5示例区东山乡人民政府",
            "5个单位",
            "[乡镇]示例区东山乡",
            "无",
            "2025年12月31日",
            "填表人：赵六",
            "示例区教育局/示例区体育局",
            "示例区公安局★",
            "示例区民政局  张三 12345",
            "示例区财政二局 新增",
            "示例区民政局——李四",
        ] {
            assert!(is_doubtful(text), "{text}");
        }
        for name in [
            "示例区公共资源交易中心",
            "共青团示例区委员会",
            "中共示例区委办公室",
            "示例区A/B局",
            "CON",
            "示例区教育局（体育局）",
            "110联动中心",
            "一中心街道办事处",
            "示例区卫生健康局（联合计生办）",
            "示例区公共一个窗口服务中心",
            "国家统计局示例调查队",
            "（示例区）第一人民医院",
            "示例区委宣传部（新闻出版局、电影局）",
            "示例区教育、体育局",
            "示例区 教育局",
            "示例区委 组织部",
            "示例区教育局 （体育局）",
        ] {
            assert!(!is_doubtful(name), "{name}");
        }
    }
}
