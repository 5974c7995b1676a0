//! Rules as data: what each fault is called, why it matters, and what to do. What looks for it is elsewhere.
//!
//! Everything that reports a fault needs its rule, so this folder is at the very bottom and imports nothing of the
//! program. A rule that a check finds is declared beside that check, in `rules`; here are the rules of what has no
//! check of its own: reading, composing, and running a district.

pub mod district;
pub mod form;
pub mod input;
pub mod policy;
pub mod prose;
pub mod published;
pub mod workbook;

use serde::{Deserialize, Serialize};

/// How much a finding weighs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Blocks `build`.
    Error,
    /// Should be looked at; does not block.
    Warning,
    /// Good to know.
    Hint,
}

impl Severity {
    /// The word people are shown.
    pub fn label(self) -> &'static str {
        match self {
            Self::Error => "错误",
            Self::Warning => "警告",
            Self::Hint => "提示",
        }
    }
}

/// A kind of fault.
pub struct Rule {
    /// Its code: three letters and three digits.
    pub code: &'static str,
    /// What is at fault, in a few words.
    pub name: &'static str,
    /// Its weight.
    pub severity: Severity,
    /// What it looks at.
    pub family: Family,
    /// Why it matters.
    pub reason: &'static str,
    /// Where the reason is laid down.
    pub basis: &'static str,
    /// What to do, in general.
    pub remedy: &'static str,
    /// An input that has the fault, as a change to a sound report.
    pub faulty: &'static str,
    /// The same put right.
    pub corrected: &'static str,
    /// What to do where the report is a workbook, when the general remedy speaks of TOML.
    pub in_workbook: Option<&'static str>,
}

impl Rule {
    /// An error whose examples are whole workbooks or districts, not changes to one report; its words are to be added.
    pub(crate) const fn shown_elsewhere(
        code: &'static str,
        name: &'static str,
        family: Family,
        basis: &'static str,
    ) -> Self {
        Self {
            code,
            name,
            severity: Severity::Error,
            family,
            reason: "",
            basis,
            remedy: "",
            faulty: "",
            corrected: "",
            in_workbook: None,
        }
    }

    /// Whether an acceptance holds for all that a finding speaks of and nothing else: what is lacking may be more
    /// another time.
    pub fn is_accepted_whole(&self) -> bool {
        *self == district::NOT_WHOLE
    }
}

impl PartialEq for Rule {
    /// Rules are equal when their codes are.
    fn eq(&self, other: &Self) -> bool {
        self.code == other.code
    }
}

impl std::fmt::Debug for Rule {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.code)
    }
}

/// Rules beside whole families of them that no office can switch off or lower.
const FIXED: [&str; 6] = ["GLY001", "ACC002", "DIS009", "DIS015", "DIS016", "DIS018"];

/// Whether a rule tells of what cannot be read, printed or written, which no office can wave through.
pub fn is_fixed(rule: &Rule) -> bool {
    let of_family = match rule.family {
        Family::Input => rule.severity == Severity::Error,
        Family::Form => true,
        Family::Policy => policy::is_about_the_file(rule),
        _ => false,
    };
    of_family || FIXED.contains(&rule.code)
}

/// What a rule looks at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Family {
    /// Whether the input can be read.
    Input,
    /// The figures.
    Figures,
    /// The sections.
    Structure,
    /// The letter it is submitted with.
    Letter,
    /// What the web page says of itself.
    Web,
    /// The words.
    Prose,
    /// The page.
    Typography,
    /// What the agency stands by.
    Acceptance,
    /// The units of a district and their sums.
    District,
    /// Declarations of forms that are brought.
    Form,
    /// What an office lays down for itself.
    Policy,
}

impl Family {
    /// Its name as people are shown it.
    pub fn label(self) -> &'static str {
        match self {
            Self::Input => "输入",
            Self::Figures => "数字",
            Self::Structure => "结构",
            Self::Letter => "公文",
            Self::Web => "网页",
            Self::Prose => "正文",
            Self::Typography => "版面",
            Self::Acceptance => "认可",
            Self::District => "汇总",
            Self::Form => "格式",
            Self::Policy => "规定",
        }
    }
}
