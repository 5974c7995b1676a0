//! The letter that a report is submitted with, as templates see it (GB/T 9704-2012).

use serde::Serialize;

use crate::characters::{clean, is_ideograph, unspaced};
use crate::filing::facts::text;
use crate::filing::{Filing, Letter, LetterKind, Text, facts};
use crate::narrative::Narrative;
use crate::prose::Block;
use crate::report::{DateView, Imprint, TitleWord, name, title_lines};

/// Issuers whose names the head holds; of more only the leading one stands there, as the standard allows (7.2.4: 如需同时标注).
const MOST_NAMES: usize = 8;

/// A letter, everything that is printed of it.
#[derive(Debug, Serialize)]
pub struct LetterView {
    /// 文种.
    pub kind: &'static str,
    /// Its title on one line.
    pub title: String,
    /// Its title's lines as they were given, usually one; the typesetter breaks those that do not fit between words.
    pub title_lines: Vec<Vec<TitleWord>>,
    /// The leading issuer's name.
    pub agency: String,
    /// One sentence that tells what the document is.
    pub description: String,
    /// The day the document bears, or the first it could.
    pub date: DateView,
    /// What stands before everything else.
    pub head: Letterhead,
    /// 主送机关, without the colon.
    pub to: Option<String>,
    /// Its text.
    pub body: Vec<Block>,
    /// What is attached.
    pub attachments: Vec<Attachment>,
    /// What stands on the first page of the report when it is bound with the letter.
    pub attachment_mark: String,
    /// How it ends.
    pub closing: Closing,
    /// Whether it bears a degree of secrecy, and so has no web page.
    pub is_secret: bool,
    /// 版记.
    pub imprint: Imprint,
    /// 版记 of the letter and the report bound together.
    pub whole_imprint: Imprint,
}

/// One thing that is attached.
#[derive(Debug, Serialize)]
pub struct Attachment {
    /// What it is called, without punctuation around it.
    pub name: String,
    /// The same as words, between which it is broken.
    pub words: Vec<TitleWord>,
    /// Whether it is the report itself, which is bound with the letter.
    pub is_report: bool,
}

/// 版头.
#[derive(Debug, Serialize)]
pub struct Letterhead {
    /// Whether it is that of the 信函格式.
    pub correspondence: bool,
    /// 份号, 密级和保密期限, 紧急程度, those there are, with whether they are set in 黑体.
    pub marks: Vec<(String, bool)>,
    /// The issuers' names, a line each.
    pub names: Vec<TitleWord>,
    /// Whether the lines are names of several issuers.
    pub joint: bool,
    /// What follows the names.
    pub suffix: Option<&'static str>,
    /// 发文字号.
    pub number: Option<String>,
    /// 签发人.
    pub signers: Vec<String>,
}

/// 署名, 成文日期 and 附注.
#[derive(Debug, Serialize)]
pub struct Closing {
    /// The issuers' names.
    pub names: Vec<TitleWord>,
    /// 成文日期.
    pub date: Option<String>,
    /// Whether room is kept for seals.
    pub sealed: bool,
    /// 附注, without brackets.
    pub note: Option<String>,
}

impl LetterView {
    /// Puts together what templates print of the letter, where there is one.
    pub fn new(filing: &Filing, narrative: &Narrative) -> Option<Self> {
        let (letter, words) = filing.letter.as_ref().zip(narrative.letter.as_ref())?;
        let issuers = facts::issuers(filing);
        let agency = issuers[0].clone();
        let title: String = words.title.lines().map(|line| clean(line.trim())).collect();
        let named: Vec<String> = issuers.iter().cloned().chain(filing.name().map(str::to_owned)).collect();
        let attachments = attachments(filing, letter, &named);
        let date = facts::date(filing, letter);
        let imprint = imprint(filing, letter, &agency, text(&letter.cc));
        let whole_imprint = imprint_of_whole(filing, letter, &agency);
        Some(Self {
            kind: letter.kind.name(),
            title_lines: title_lines(&words.title, &named, &filing.form.title_words),
            description: format!("{title}，随文报送{}。", filing.exact_title()),
            title,
            date: date.unwrap_or_else(|| filing.first_day()).into(),
            head: head(letter, &issuers),
            to: text(&letter.to).map(|to| to.trim_end_matches(['：', ':']).to_owned()),
            body: words.body.clone(),
            attachment_mark: mark(&attachments),
            attachments,
            closing: Closing {
                names: issuers.iter().map(|issuer| name(issuer)).collect(),
                date: date.map(|date| date.chinese()),
                sealed: letter.sealed,
                note: text(&letter.note).map(|note| without_brackets(&note)),
            },
            is_secret: letter.is_secret(),
            imprint,
            whole_imprint,
            agency,
        })
    }

    /// What is attached and not bound with the letter, with numbers: only the report is at hand.
    pub fn unbound(&self) -> Vec<String> {
        let named = |(index, attachment): (usize, &Attachment)| format!("附件{} {}", index + 1, attachment.name);
        self.attachments.iter().enumerate().filter(|(_, attachment)| !attachment.is_report).map(named).collect()
    }
}

/// What is attached, as the letter names it; of names that are not the report's title, the first stands for it.
fn attachments(filing: &Filing, letter: &Letter, named: &[String]) -> Vec<Attachment> {
    let report = facts::bare_name(&filing.exact_title()).to_owned();
    let names = facts::attachments(filing, letter);
    let number = names.iter().position(|name| *name == report).unwrap_or(0);
    let attachment = |(index, name): (usize, String)| Attachment {
        words: title_lines(&name, named, &filing.form.title_words).concat(),
        is_report: index == number,
        name,
    };
    names.into_iter().enumerate().map(attachment).collect()
}

/// What stands above the report where it is bound: 附件, with its number where there are several.
fn mark(attachments: &[Attachment]) -> String {
    let number = attachments.iter().position(|attachment| attachment.is_report).map_or(1, |index| index + 1);
    if attachments.len() > 1 { format!("附件{number}") } else { "附件".to_owned() }
}

/// 版头.
fn head(letter: &Letter, issuers: &[String]) -> Letterhead {
    let correspondence = match letter.kind {
        LetterKind::Report => false,
        LetterKind::Correspondence => true,
    };
    // The 信函格式 names the leading issuer alone (10.1).
    let joint = issuers.len() > 1 && issuers.len() <= MOST_NAMES && !correspondence;
    let on_head = if joint { issuers } else { &issuers[..1] };
    let mark = |given: &Text, bold| text(given).map(|mark| (mark, bold));
    let marks = [mark(&letter.copy_number, false), mark(&letter.secrecy, true), mark(&letter.urgency, true)];
    Letterhead {
        correspondence,
        marks: marks.into_iter().flatten().collect(),
        names: on_head.iter().map(|issuer| name(issuer)).collect(),
        joint,
        suffix: (!correspondence).then_some("文件"),
        number: text(&letter.number),
        signers: if letter.kind.is_upward() {
            letter.signers.iter().map(|name| unspread(&clean(name.value.trim()))).collect()
        } else {
            Vec::new()
        },
    }
}

/// A person's name without the blanks that it was typed with to be as wide as others (“张 三”, “王小 明”): the pages see to
/// that. What may be the names of two stays as it is.
fn unspread(name: &str) -> String {
    /// Characters of a name of a person at most.
    const LONGEST: usize = 4;
    let joined = unspaced(name);
    let is_name = joined.chars().count() <= LONGEST && joined.chars().all(is_ideograph);
    let mut parts = name.split_whitespace().map(|part| part.chars().count() == 1);
    let is_one = parts.clone().all(|single| single) || parts.clone().count() == 2 && parts.any(|single| single);
    if is_name && is_one { joined } else { name.to_owned() }
}

/// 版记: 印发机关 and 印发日期 are the issuer's and the letter's own where nothing else is said; a 函 has neither (10.1).
fn imprint(filing: &Filing, letter: &Letter, agency: &str, cc: Option<String>) -> Imprint {
    let cc = cc.map(|cc| Imprint::bare(&cc));
    if letter.kind == LetterKind::Correspondence {
        return Imprint { cc, printed_by: None, printed_on: None };
    }
    let printed_on = letter.printed_on.as_ref().map(|date| date.value).or(facts::date(filing, letter));
    Imprint {
        cc,
        printed_by: Some(name(&text(&letter.printed_by).unwrap_or_else(|| agency.to_owned()))),
        printed_on: printed_on.map(|date| date.chinese()),
    }
}

/// 版记 of letter and report together: what the letter leaves open is the report's.
fn imprint_of_whole(filing: &Filing, letter: &Letter, agency: &str) -> Imprint {
    imprint(filing, letter, agency, text(&letter.cc).or_else(|| text(&filing.document.cc)))
}

/// A note without the brackets around it.
fn without_brackets(note: &str) -> String {
    let inner = note.strip_prefix(['（', '(']).and_then(|rest| rest.strip_suffix(['）', ')']));
    inner.unwrap_or(note).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blanks_within_a_name_are_left_out_and_those_between_two_stay() {
        for (given, wanted) in [
            ("张 三", "张三"),
            ("张　三", "张三"),
            ("王小 明", "王小明"),
            ("欧阳 修", "欧阳修"),
            ("诸 葛 孔 明", "诸葛孔明"),
            ("张三 李四", "张三 李四"),
            ("李 四 王五", "李 四 王五"),
            ("张三", "张三"),
            ("Li Si", "Li Si"),
        ] {
            assert_eq!(unspread(given), wanted, "{given}");
        }
    }
}
