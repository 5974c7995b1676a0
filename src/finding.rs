//! What is wrong with a report: values, never `Err`.

use crate::rule::Rule;
pub use crate::rule::Severity;
use crate::source::Span;

/// One place involved in a finding, and what it contributes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mark {
    /// Where.
    pub at: Span,
    /// What stands there, or its part in the arithmetic.
    pub label: String,
    /// Whether it only shows what does not fit, because what is wrong stands elsewhere.
    pub is_evidence: bool,
}

/// One fault of a report.
#[derive(Debug, Clone)]
pub struct Finding {
    /// The rule that found it.
    pub rule: &'static Rule,
    /// Its weight; the rule's own unless the case is milder.
    pub severity: Severity,
    /// Its weight before an office's policy changed that, where one did.
    pub usual: Option<Severity>,
    /// Where in words, the fact, and by how much.
    pub message: String,
    /// Every place involved, the most telling first; may be empty.
    pub marks: Vec<Mark>,
    /// What to do about it.
    pub hint: String,
    /// Why it matters; the rule's own reason unless the form or the case has a better one.
    pub reason: String,
    /// Where that is laid down.
    pub basis: String,
    /// Keys of the cells or fields involved, which `[[accept]]` can name.
    pub keys: Vec<String>,
    /// Other findings that have the same cause and are told with it.
    pub folded: Vec<Folded>,
    /// Why the agency stands by it, when it does.
    pub accepted: Option<String>,
}

/// What is told with a finding of the same cause: an acceptance of it is not without an object.
#[derive(Debug, Clone)]
pub struct Folded {
    /// The rule that found it.
    pub rule: &'static Rule,
    /// Keys of the cells involved.
    pub keys: Vec<String>,
}

impl Finding {
    /// A finding with the rule's own severity and hint.
    pub fn new(rule: &'static Rule, message: impl Into<String>) -> Self {
        Self {
            rule,
            severity: rule.severity,
            usual: None,
            message: message.into(),
            marks: Vec::new(),
            hint: rule.remedy.to_owned(),
            reason: rule.reason.to_owned(),
            basis: rule.basis.to_owned(),
            keys: Vec::new(),
            folded: Vec::new(),
            accepted: None,
        }
    }

    /// Adds a place.
    pub fn mark(mut self, at: &Span, label: impl Into<String>) -> Self {
        self.marks.push(Mark { at: at.clone(), label: label.into(), is_evidence: false });
        self
    }

    /// Adds a place if it is known.
    pub fn mark_if(self, at: Option<&Span>, label: impl Into<String>) -> Self {
        match at {
            Some(at) => self.mark(at, label),
            None => self,
        }
    }

    /// Says that all places from a number on only show what does not fit.
    pub fn evidence_from(mut self, number: usize) -> Self {
        self.marks.iter_mut().skip(number).for_each(|mark| mark.is_evidence = true);
        self
    }

    /// Replaces the rule's general hint by one for this case.
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = hint.into();
        self
    }

    /// Replaces the rule's general reason, and where it is laid down, by what is said of this case; nothing said keeps
    /// them.
    pub fn because(mut self, reason: &str, basis: &str) -> Self {
        for (own, said) in [(&mut self.reason, reason), (&mut self.basis, basis)] {
            if !said.is_empty() {
                *own = said.to_owned();
            }
        }
        self
    }

    /// Names a cell or field involved.
    pub fn key(mut self, key: impl Into<String>) -> Self {
        self.keys.push(key.into());
        self
    }

    /// All that it speaks of, as an acceptance of it names that.
    pub fn whole(&self) -> String {
        whole(&self.keys)
    }

    /// Sets a severity other than the rule's.
    pub fn severity(mut self, severity: Severity) -> Self {
        self.severity = severity;
        self
    }

    /// Whether it would be an error but for an office's policy.
    pub fn is_lowered(&self) -> bool {
        self.usual == Some(Severity::Error) && self.accepted.is_none()
    }

    /// Whether it stops a build: an error that nobody has accepted.
    pub fn blocks(&self) -> bool {
        self.severity == Severity::Error && self.accepted.is_none()
    }
}

/// Some keys as an acceptance names all of them.
pub fn whole(keys: &[String]) -> String {
    keys.join("、")
}

/// Sorts findings by weight, then by place, so that every run tells them in one order.
pub fn sort(findings: &mut [Finding]) {
    findings.sort_by(|a, b| {
        let key = |f: &Finding| (f.accepted.is_some(), f.severity, f.marks.first().map(|m| m.at.clone()), f.rule.code);
        key(a).cmp(&key(b)).then_with(|| a.message.cmp(&b.message))
    });
}
