//! Parts of a letter that were typed into its text, and are printed where they belong as well.

use std::ops::Range;

use super::furniture::{is_day, is_month};
use super::passage::quote;
use super::{Case, addressees};
use crate::characters::unspaced;
use crate::filing::{Letter, facts};
use crate::finding::Finding;
use crate::rule::{Family, Rule, Severity};

/// A part of a letter among its text.
pub(super) static IN_TEXT: Rule = Rule {
    code: "LET020",
    name: "公文正文里有另印的项目",
    severity: Severity::Warning,
    family: Family::Letter,
    reason: "标题、主送机关、附件说明、落款、附注、抄送各有一项，程序印在规定的地方；整篇公文贴进正文，就印了两遍，或者照正文的一段印。",
    basis: "输入格式",
    remedy: "从 text 里删去这一行",
    faulty: "[letter]\nto = \"示例市政务公开办公室\"\ntext = \"\"\"\n示例市政务公开办公室：\n现将报告报上。\n\"\"\"",
    corrected: "[letter]\nto = \"示例市政务公开办公室\"\ntext = \"现将报告报上。\"",
    in_workbook: Some("从“报送函”表的“公文正文”里删去这一行"),
};

/// Characters of a line that names somebody or a day.
const LONGEST: usize = 60;

/// Lines at the beginning among which the addressee stands: below a title of one line or two.
const FIRST_LINES: usize = 4;

/// What of a letter a line may be: its name, and its path.
type LetterPart = (&'static str, &'static str);

const TITLE: LetterPart = ("公文标题", "letter.title");
const TO: LetterPart = ("主送机关", "letter.to");
const ATTACHMENTS: LetterPart = ("附件说明", "letter.attachments");
const NAME: LetterPart = ("署名", "letter.from");
const DATE: LetterPart = ("成文日期", "letter.date");
const NOTE: LetterPart = ("附注", "letter.note");
const COPIES: LetterPart = ("抄送机关", "letter.cc");
const NUMBER: LetterPart = ("发文字号", "letter.number");

/// The lines of a letter's own text that are parts of it which stand elsewhere, a finding each.
pub(super) fn in_text(case: &Case<'_>) -> Vec<Finding> {
    let Some(letter) = &case.filing.letter else { return Vec::new() };
    let Some(prose) = &letter.text else { return Vec::new() };
    let mut end = 0;
    let ranges = prose.text.split_inclusive('\n').map(|line| {
        end += line.len();
        let start = end - line.trim_start().len();
        start..start + line.trim().len()
    });
    let ranges: Vec<Range<usize>> = ranges.filter(|range| !range.is_empty()).collect();
    let lines = ranges.iter().map(|range| unspaced(&prose.text[range.clone()])).collect();
    let text = LetterText { case, letter, lines };
    let tell = |(number, range): (usize, &Range<usize>)| {
        let line = &prose.text[range.clone()];
        let part @ (name, path) = text.part(number)?;
        let done = match text.is_printed(part) {
            true => "在规定的地方另外印，印了两遍".to_owned(),
            false => format!("照正文的一段印；要印在规定的地方，写在{}", case.call(path)),
        };
        let message = format!("{}里的“{}”是{name}，{done}。", case.call("letter.text"), quote(line));
        Some(Finding::new(&IN_TEXT, message).mark(&prose.place(range.clone()), "").key("letter.text"))
    };
    ranges.iter().enumerate().filter_map(tell).collect()
}

/// The lines of a letter's own text, without blanks.
struct LetterText<'a> {
    case: &'a Case<'a>,
    letter: &'a Letter,
    lines: Vec<String>,
}

impl LetterText<'_> {
    /// The part of a letter that a line is, if it is none of its text.
    fn part(&self, number: usize) -> Option<LetterPart> {
        let line = self.lines[number].as_str();
        let is_short = line.chars().count() <= LONGEST;
        let below = &self.lines[number + 1..];
        if number < FIRST_LINES && self.is_title(line) {
            return Some(TITLE);
        }
        if number < FIRST_LINES && facts::text(&self.letter.number).is_some_and(|given| unspaced(&given) == line) {
            return Some(NUMBER);
        }
        if number < FIRST_LINES && is_short && !below.is_empty() && self.is_addressee(line) {
            return Some(TO);
        }
        if let Some(rest) = line.strip_prefix("附件").filter(|_| number > 0) {
            let rest = rest.trim_start_matches(|c: char| c.is_ascii_digit());
            return rest.starts_with(['：', ':']).then_some(ATTACHMENTS);
        }
        if line.starts_with("抄送：") || line.starts_with("抄送:") {
            return Some(COPIES);
        }
        if !is_short || number == 0 {
            return None;
        }
        if self.is_name(number) {
            return Some(NAME);
        }
        let is_signed = self.is_name(number - 1);
        if is_day(line) && (is_signed || self.is_end(number)) || is_signed && is_month(line) {
            return Some(DATE);
        }
        let is_bracketed = line.starts_with(['（', '(']) && line.ends_with(['）', ')']);
        (is_bracketed && self.is_end(number)).then_some(NOTE)
    }

    /// Whether a part is printed where it belongs.
    fn is_printed(&self, part: LetterPart) -> bool {
        let Letter { note, cc, to, attachments, .. } = self.letter;
        match part {
            DATE => facts::date(self.case.filing, self.letter).is_some(),
            NOTE => facts::text(note).is_some(),
            COPIES => facts::text(cc).is_some(),
            TO => facts::text(to).is_some(),
            ATTACHMENTS => attachments.as_ref().is_none_or(|given| !given.is_empty()),
            _ => true,
        }
    }

    /// Whether a line is the title of the letter.
    fn is_title(&self, line: &str) -> bool {
        self.case.narrative.letter.as_ref().is_some_and(|words| unspaced(&words.title.replace('\n', "")) == line)
    }

    /// Whether a line names whom the letter goes to, and nothing else.
    fn is_addressee(&self, line: &str) -> bool {
        let Some(name) = line.strip_suffix(['：', ':']) else { return false };
        let given = facts::text(&self.letter.to);
        given.is_some_and(|to| unspaced(&to).trim_end_matches(['：', ':']) == name) || addressees::are_named(name)
    }

    /// Whether a line is the name of who issues the letter, with its day or without: that of an issuer, or another one
    /// above the last day.
    fn is_name(&self, number: usize) -> bool {
        let line = &self.lines[number];
        let mut issuers = facts::issuers(self.case.filing);
        issuers.extend(self.case.filing.name().map(str::to_owned));
        let of_issuer = |issuer: &String| {
            let rest = line.strip_prefix(&*unspaced(issuer))?;
            Some(["", "（盖章）", "（章）", "（公章）", "(盖章)"].contains(&rest) || is_day(rest) || is_month(rest))
        };
        let next = self.lines.get(number + 1);
        let is_above_day = next.is_some_and(|next| is_day(next)) && addressees::are_named(line);
        number > 0 && (is_above_day || issuers.iter().filter_map(of_issuer).any(|is_whole| is_whole))
    }

    /// Whether no sentence follows a line.
    fn is_end(&self, number: usize) -> bool {
        self.lines[number + 1..].iter().all(|line| {
            is_day(line) || line.starts_with(['（', '(']) || line.starts_with("抄送") || line.ends_with("印发")
        })
    }
}
