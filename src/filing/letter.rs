//! The letter that a report is submitted with, as it was declared.

use super::{Date, ProseText, Text};
use crate::characters::unspaced;
use crate::source::{Located, Span};

/// What kind of document a letter is (《党政机关公文处理工作条例》第八条).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum LetterKind {
    /// 报告: to a superior.
    #[default]
    Report,
    /// 函: to a body that one is not subordinate to.
    Correspondence,
}

impl LetterKind {
    /// All kinds.
    pub const ALL: [Self; 2] = [Self::Report, Self::Correspondence];

    /// Its official name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Report => "报告",
            Self::Correspondence => "函",
        }
    }

    /// Whether it goes to a superior, and so names who signed it off.
    pub fn is_upward(self) -> bool {
        self == Self::Report
    }
}

/// `[letter]`; what is left out is derived.
#[derive(Debug, Clone)]
pub struct Letter {
    /// Where it is declared.
    pub at: Span,
    /// 文种.
    pub kind: LetterKind,
    /// 发文机关, the leading one first; as on the head.
    pub from: Vec<Located<String>>,
    /// 主送机关.
    pub to: Text,
    /// 发文字号.
    pub number: Text,
    /// 签发人, in the order of the agencies.
    pub signers: Vec<Located<String>>,
    /// 成文日期.
    pub date: Option<Located<Date>>,
    /// The last day to submit, where a local notice sets an earlier one than the law.
    pub deadline: Option<Located<Date>>,
    /// A title other than the derived one; a line break in it is kept.
    pub title: Text,
    /// The agency's own text.
    pub text: Option<ProseText>,
    /// Names of what is attached, the report first; the report alone where nothing is said.
    pub attachments: Option<Vec<Located<String>>>,
    /// Whether it is sealed.
    pub sealed: bool,
    /// 附注.
    pub note: Text,
    /// 抄送机关.
    pub cc: Text,
    /// 印发机关.
    pub printed_by: Text,
    /// 印发日期.
    pub printed_on: Option<Located<Date>>,
    /// 份号.
    pub copy_number: Text,
    /// 密级和保密期限.
    pub secrecy: Text,
    /// 紧急程度.
    pub urgency: Text,
}

/// Degrees of secrecy, each with the most years that it may last.
pub const DEGREES: &[(&str, u32)] = &[("绝密", 30), ("机密", 20), ("秘密", 10)];

impl Letter {
    /// Whether it bears a degree of secrecy; some are marked as bearing none.
    pub fn is_secret(&self) -> bool {
        self.secrecy.as_ref().is_some_and(|secrecy| {
            let marked = unspaced(&secrecy.value);
            DEGREES.iter().any(|(degree, _)| marked.contains(degree))
        })
    }

    /// A letter that says nothing.
    pub fn empty(at: Span) -> Self {
        Self {
            at,
            kind: LetterKind::default(),
            from: Vec::new(),
            to: None,
            number: None,
            signers: Vec::new(),
            date: None,
            deadline: None,
            title: None,
            text: None,
            attachments: None,
            sealed: true,
            note: None,
            cc: None,
            printed_by: None,
            printed_on: None,
            copy_number: None,
            secrecy: None,
            urgency: None,
        }
    }
}
