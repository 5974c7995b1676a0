//! Characters that cannot be printed.

use std::cell::LazyCell;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::Case;
use crate::characters::{is_ideograph, meant, nearest_symbol, shown_invisible};
use crate::finding::Finding;
use crate::prose::{is_line_end, plain_text};
use crate::rule::{Family, Rule, Severity};
use crate::source::{Located, Span};

/// A character that no font has.
pub(super) static NO_GLYPH: Rule = Rule {
    code: "GLY001",
    name: "没有字体能印出这个字",
    severity: Severity::Error,
    family: Family::Typography,
    reason: "所有字体都没有这个字形，印出来是空白或方框，也不合 PDF/A。",
    // 待核: the number of the clause.
    basis: "ISO 19005-2（PDF/A-2）：每个字形都要嵌入",
    remedy: "改用通用规范汉字，或用 --fonts 给出有这个字的字体",
    faulty: "[sections.problems]\ntext = \"一是培训工作有待加强🎉。\"",
    corrected: "[sections.problems]\ntext = \"一是培训工作有待加强。\"",
    in_workbook: None,
};

/// A character that shows nothing.
pub(super) static INVISIBLE: Rule = Rule {
    code: "GLY002",
    name: "看不见的控制字符",
    severity: Severity::Warning,
    family: Family::Typography,
    reason: "从网页或文档复制来的零宽字符、方向控制符看不见，却会打断检索，甚至颠倒文字；印出时已去掉。",
    // 待核: the section of the report.
    basis: "Unicode 技术报告 36",
    remedy: "删去它，或重新输入这一处",
    faulty: "[sections.problems]\ntext = \"一是\\u200B培训工作有待加强。\"",
    corrected: "[sections.problems]\ntext = \"一是培训工作有待加强。\"",
    in_workbook: None,
};

/// A character that stands for another of the same look.
pub(super) static DOUBLE: Rule = Rule {
    code: "GLY003",
    name: "样子相同的别的字",
    severity: Severity::Hint,
    family: Family::Typography,
    reason: "从 PDF 复制来的字常常是部首符号或兼容汉字，看起来一样，检索、核对时却是另一个字；已照通常的字读，照通常的字印。",
    basis: "Unicode 标准：康熙部首、中日韩兼容汉字",
    remedy: "不必改；要改就重新输入这几个字",
    faulty: "[sections.problems]\ntext = \"一是培训\\u2F2F作有待加强。\"",
    corrected: "[sections.problems]\ntext = \"一是培训工作有待加强。\"",
    in_workbook: None,
};

/// A character of a title that its face has not.
pub(super) static LIGHTER: Rule = Rule {
    code: "GLY004",
    name: "标题里小标宋没有的字",
    severity: Severity::Hint,
    family: Family::Typography,
    reason: "标题用的小标宋没有这个字，这一个字改用宋体，描粗到和旁边的字差不多；内置的小标宋有《通用规范汉字表》、GB 2312 和全国乡镇街道村居名称的用字。",
    basis: "GB/T 9704-2012 7.3.1：标题用2号小标宋体字",
    remedy: "核对是不是繁体字、异体字，改用规范字；确是这个字的，用 --fonts 给出有这个字的小标宋",
    faulty: "[agency]\nname = \"安寧市应急管理局\"",
    corrected: "[agency]\nname = \"安宁市应急管理局\"",
    in_workbook: None,
};

/// Each run of unprintable characters once, with all its places.
pub(super) fn no_glyph(case: &Case<'_>) -> Vec<Finding> {
    let mut found: BTreeMap<&str, Vec<Span>> = BTreeMap::new();
    // Nearly always all that was read can be printed.
    let read = case.cuts.characters(case.filing);
    let is_read_whole = !read.any(case.lacks_glyph);
    for text in case.filing.texts.iter().filter(|_| !is_read_whole) {
        let place = place_in(case, text);
        for range in unprintable(&text.value, case.lacks_glyph) {
            let places = found.entry(&text.value[range.clone()]).or_default();
            let place = place(range);
            if places.last() != Some(&place) {
                places.push(place);
            }
        }
    }
    let printed = printed(case);
    let lacking = |text: &str| text.contains(|c| !(is_read_whole && read.contains(c)) && (case.lacks_glyph)(c));
    // What shows nothing was left out of what is printed.
    let shown = |text: &str| text.chars().filter(|c| !shown_invisible(*c)).collect::<String>();
    let shown = LazyCell::new(|| case.filing.texts.iter().map(|text| shown(&text.value)).collect::<Vec<_>>());
    for (text, at) in printed.iter().filter(|(text, _)| lacking(text)) {
        let is_read = |run: &str| shown.iter().any(|text| text.contains(run));
        let runs = unprintable(text, case.lacks_glyph).into_iter().map(|range| &text[range]);
        runs.filter(|run| !is_read(run)).for_each(|run| found.entry(run).or_default().extend((*at).cloned()));
    }
    let tell = |(run, places): (&str, Vec<Span>)| {
        let marks: String = run.chars().filter_map(nearest_symbol).collect();
        let like = if marks.is_empty() { String::new() } else { format!("，像是“{marks}”") };
        let (told, count) = (told(run, case.lacks_glyph), places.len().max(1));
        let finding = Finding::new(&NO_GLYPH, format!("{told}{like}，共 {count} 处。"));
        let is_own = |c: char| matches!(c, '\u{F000}'..='\u{F0FF}');
        let because = if run.contains(is_own) {
            "：它在 Wingdings 一类的符号字体里，换了字体就没有了"
        } else {
            ""
        };
        let hint = format!("核对后改成“{marks}”{because}");
        let finding = if marks.is_empty() { finding } else { finding.hint(hint) };
        let code = code(run.chars().next().unwrap_or_default());
        places.iter().take(5).fold(finding, |finding, at| finding.mark(at, &code))
    };
    found.into_iter().map(tell).collect()
}

/// What is printed beyond the texts as they were read: what expressions put in, and the form's own words; with places
/// where there are some.
fn printed<'a>(case: &'a Case<'_>) -> Vec<(String, Option<&'a Span>)> {
    let words = case.narrative;
    let chapters = words.sections.iter().map(|chapter| {
        let text = [plain_text(&chapter.before), plain_text(&chapter.after)].concat();
        (format!("{}\n{text}", chapter.title), chapter.at.as_ref())
    });
    let letter = words.letter.iter().map(|letter| (format!("{}\n{}", letter.title, plain_text(&letter.body)), None));
    let labels: Vec<&str> = case.filing.form.node_labels().map(|(_, label)| label).collect();
    let others = [(plain_text(&words.preface), None), (labels.join("\n"), None)];
    others.into_iter().chain(chapters).chain(letter).collect()
}

/// The runs of a text that nothing can print, blanks and what shows nothing between them among them.
fn unprintable(text: &str, lacks_glyph: &dyn Fn(char) -> bool) -> Vec<Range<usize>> {
    let mut runs: Vec<Range<usize>> = Vec::new();
    // Whether nothing but blanks came since the last run.
    let mut goes_on = false;
    for (at, c) in text.char_indices() {
        let missing = lacks_glyph(c) && !shown_invisible(c);
        // Most of a text is characters of which nothing more is to be seen.
        if is_ideograph(c) && !missing {
            goes_on = false;
            continue;
        }
        if (c.is_whitespace() || shown_invisible(c)) && c != '\n' && !missing {
            continue;
        }
        let end = at + c.len_utf8();
        match runs.last_mut().filter(|_| missing && goes_on) {
            Some(run) => run.end = end,
            None => runs.extend(missing.then_some(at..end)),
        }
        goes_on = missing;
    }
    runs
}

/// Characters of a run that a message shows.
const MOST_SHOWN: usize = 10;

/// A run that nothing can print, in words.
fn told(run: &str, lacks_glyph: &dyn Fn(char) -> bool) -> String {
    let mut characters: Vec<char> = run.chars().filter(|c| lacks_glyph(*c)).collect();
    let more = if characters.len() > MOST_SHOWN { "…" } else { "" };
    let shown: String = run.chars().take(MOST_SHOWN).collect();
    characters.sort_unstable();
    characters.dedup();
    let codes: Vec<String> = characters.iter().take(3).copied().map(code).collect();
    let codes = codes.join("、");
    match characters.len() {
        1 if run.chars().count() == 1 => format!("“{shown}”（{codes}）：没有字体能印出这个字"),
        1..=3 => format!("“{shown}{more}”（{codes}）：没有字体能印出这些字"),
        count => format!("“{shown}{more}”（{codes} 等 {count} 个）：没有字体能印出这些字"),
    }
}

/// The number of a character.
fn code(c: char) -> String {
    format!("U+{:04X}", u32::from(c))
}

/// Each invisible character once, with all its places.
pub(super) fn invisible(case: &Case<'_>) -> Vec<Finding> {
    if !case.cuts.characters(case.filing).any(shown_invisible) {
        return Vec::new();
    }
    let prose = case.filing.prose();
    let is_within =
        |at: &Span, whole: &Span| at.source == whole.source && whole.start <= at.start && at.end <= whole.end;
    let is_prose = |text: &Located<String>| prose.iter().any(|prose| is_within(&prose.at, &text.at));
    let mut found: BTreeMap<char, Vec<Span>> = BTreeMap::new();
    for text in &case.filing.texts {
        let place = place_in(case, text);
        // In prose they end a line, which is printed.
        let is_told = |c: char| shown_invisible(c) && !(is_line_end(c) && is_prose(text));
        for (at, c) in text.value.char_indices().filter(|(_, c)| is_told(*c)) {
            let places = found.entry(c).or_default();
            let place = place(at..at + c.len_utf8());
            if places.last() != Some(&place) {
                places.push(place);
            }
        }
    }
    let tell = |(c, places): (char, Vec<Span>)| {
        let message = format!("有看不见的字符 {}，共 {} 处，印出时已去掉。", code(c), places.len());
        places.iter().take(5).fold(Finding::new(&INVISIBLE, message), |finding, at| finding.mark(at, code(c)))
    };
    found.into_iter().map(tell).collect()
}

/// Each character of a title that is printed by a face that is not for titles, once.
pub(super) fn lighter(case: &Case<'_>) -> Vec<Finding> {
    let letter = case.narrative.letter.iter().map(|letter| letter.title.clone());
    let titles = letter.chain([case.filing.exact_title()]).collect::<String>();
    let lighter: BTreeSet<char> = titles.chars().filter(|c| (case.lacks_in_title)(*c)).collect();
    let tell = |c: char| {
        let finding = Finding::new(&LIGHTER, format!("标题里的“{c}”（{}）：小标宋没有这个字，用宋体描粗印。", code(c)));
        let at = case.filing.texts.iter().find_map(|text| {
            let at = text.value.find(c)?;
            Some(place_in(case, text)(at..at + c.len_utf8()))
        });
        at.iter().fold(finding, |finding, at| finding.mark(at, code(c)))
    };
    lighter.into_iter().map(tell).collect()
}

/// All characters that were read as others, in one finding.
pub(super) fn doubles(case: &Case<'_>) -> Vec<Finding> {
    if !case.cuts.characters(case.filing).any(|c| meant(c) != c) {
        return Vec::new();
    }
    let (mut count, mut shown, mut places) = (0, Vec::new(), Vec::new());
    for text in &case.filing.texts {
        let place = place_in(case, text);
        for (at, c) in text.value.char_indices().filter(|(_, c)| meant(*c) != *c) {
            count += 1;
            if !shown.contains(&c) && shown.len() <= MOST_SHOWN {
                shown.push(c);
                places.push((place(at..at + c.len_utf8()), format!("{} → {}", code(c), code(meant(c)))));
            }
        }
    }
    if count == 0 {
        return Vec::new();
    }
    let more = if shown.len() > MOST_SHOWN { "等" } else { "" };
    let read: String = shown.iter().take(MOST_SHOWN).map(|c| meant(*c)).collect();
    let message = format!("有 {count} 个字是样子相同的部首符号或兼容汉字，已换成通常的字印出：{read}{more}。");
    let finding = Finding::new(&DOUBLE, message);
    vec![places.iter().take(5).fold(finding, |finding, (at, codes)| finding.mark(at, codes))]
}

/// Returns the place of any range of a text that was read; the whole text's where it was written with escapes.
///
/// The text is looked for in its source once, and only if a place is asked for.
pub(super) fn place_in<'a>(case: &'a Case<'_>, text: &'a Located<String>) -> impl Fn(Range<usize>) -> Span + 'a {
    let offset = LazyCell::new(move || case.sources.text(&text.at).find(text.value.as_str()));
    move |range| match *offset {
        Some(offset) => text.at.slice(offset + range.start..offset + range.end),
        None => text.at.clone(),
    }
}
