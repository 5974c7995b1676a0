//! Whether a district can be run at all.

use super::district::District;
use crate::policy;
use crate::rule::{Family, input};

/// Why a district is not run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DistrictRefusal {
    /// What is wrong.
    pub reason: String,
    /// What to do about it.
    pub hint: &'static str,
    /// Whether not even its year and its units are known.
    pub is_unknown: bool,
}

impl District {
    /// Why it is not run; nothing where it can be.
    pub fn refusal(&self) -> Option<DistrictRefusal> {
        if self.units.is_empty() || self.year.is_none() {
            let is_toml = !self.faults.iter().any(|fault| *fault.rule == input::SYNTAX);
            let (reason, hint) = match is_toml {
                true => ("不知道年度或应报告的单位，没有往下做", "补上 year 和 [[units]]"),
                false => ("TOML 写法有误，没有往下读", "照上面所说改正"),
            };
            return Some(DistrictRefusal { reason: reason.to_owned(), hint, is_unknown: true });
        }
        let is_of = |family| self.faults.iter().any(|fault| fault.rule.family == family);
        let what = match () {
            () if is_of(Family::Form) => "格式文件",
            () if is_of(Family::Policy) => policy::FILE,
            () => return None,
        };
        Some(DistrictRefusal {
            reason: format!("{what}有错，没有往下做"), hint: "改正后重试", is_unknown: false
        })
    }
}
