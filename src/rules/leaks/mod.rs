//! What leaks into a report from elsewhere: another year, another agency, another edition, a letter, a person, a
//! network.

mod addresses;
mod agency;
mod carried_to;
mod document;
mod entitled;
mod former;
mod government;
mod letter_words;
mod meetings;
mod misnamed;
mod notice;
mod number;
mod own_name;
mod period;
mod personal;
mod plans;
mod same_number;
mod subject;
mod trade;
mod year;

use super::Case;
use super::passage::ReportPassage;
use crate::finding::Finding;
pub(super) use addresses::ADDRESSES;
pub(super) use agency::OTHER_AGENCY;
pub(super) use letter_words::LETTER_WORDS;
pub(super) use notice::{MISCITED, OTHER_EDITION};
pub(super) use period::OTHER_PERIOD;
pub(super) use period::year_before;
pub(super) use personal::{PERSONAL, PRIVATE_MAIL};
pub(super) use year::OTHER_YEAR;

/// Everything that leaked into a report.
pub(super) fn leaks(case: &Case<'_>, passages: &[ReportPassage<'_>]) -> Vec<Finding> {
    let own = year::own_names(case);
    let mut findings = year::other_year(case, passages, &own);
    findings.extend(plans::plans(case, passages, &own));
    findings.extend(entitled::entitled(case, passages, &own));
    findings.extend(carried_to::carried_to(case, passages));
    findings.extend(meetings::meetings(case, passages));
    findings.extend(former::former(case, passages));
    findings.extend(period::other_period(case, passages));
    findings.extend(agency::other_agency(case, passages));
    findings.extend(own_name::cut_names(case, passages));
    findings.extend(own_name::wrong_places(case, passages));
    findings.extend(government::other_governments(case, passages));
    findings.extend(subject::subjects(case, passages));
    findings.extend(notice::notices(case, passages));
    findings.extend(same_number::same_numbers(passages));
    findings.extend(document::documents(case, passages));
    findings.extend(misnamed::misnamed(case, passages));
    findings.extend(letter_words::letter_words(case, passages));
    findings.extend(personal::personal(case, passages));
    findings.extend(addresses::addresses(case, passages));
    findings
}
