//! What is lost when a filing is written anew.

use crate::finding::{Finding, Severity};
use crate::rule::input;

/// Whether something that a fault tells of is not in the filing. What is missing or out of bounds is: it is kept as
/// it was written.
pub fn loses(fault: &Finding) -> bool {
    let kept = [
        &input::NOT_A_NUMBER,
        &input::COUNT_WITH_DECIMALS,
        &input::NEGATIVE,
        &input::TOO_MANY_PLACES,
        &input::MISSING_FIELD,
        &input::PRIOR_FILE,
        &input::TOO_LONG,
    ];
    fault.severity == Severity::Error && !kept.iter().any(|rule| rule.code == fault.rule.code)
}
