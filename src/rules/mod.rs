//! The code book, and everything that is checked of a report.
//!
//! A new rule is a `static` beside its check in the module of its family, a line in `ALL` and a line in `CHECKS` of
//! `checks.rs`; one that reading or composing finds is declared in [`rule`]. Codes are never reused.

mod accept;
mod addressees;
mod aspects;
mod carry;
mod case;
mod checks;
mod codes;
mod culprit;
mod cuts;
mod dates;
mod figure;
mod flattened;
mod follow;
mod furniture;
mod glyphs;
mod head;
mod language;
mod leaks;
mod letter;
mod letter_text;
mod letter_years;
mod likeness;
mod marks;
mod missing;
mod numbering;
mod once;
mod parts;
mod passage;
mod policy;
mod prose;
mod secrecy;
mod sense;
mod set_aside;
mod speaking;
mod structure;
mod sums;
mod told;
mod typing;
mod unprinted;
mod web;
mod workbook;

pub use accept::is_accepted;
pub use case::{Case, Prior};
pub use cuts::Cuts;

pub use carry::UNCHECKED;

use std::collections::BTreeMap;

use rayon::prelude::*;

use crate::characters::plain;
use crate::filing::{AccountInput, ground};
use crate::finding::{Finding, sort};
use crate::rule::{self, Rule};

/// Every rule, in the order of the code book.
static ALL: &[&Rule] = &[
    &rule::input::SYNTAX,
    &rule::input::UNKNOWN_KEY,
    &rule::input::WRONG_TYPE,
    &rule::input::WRONG_LENGTH,
    &rule::input::NOT_A_NUMBER,
    &rule::input::COUNT_WITH_DECIMALS,
    &rule::input::NEGATIVE,
    &rule::input::TOO_MANY_PLACES,
    &rule::input::MISSING_FIELD,
    &rule::input::UNKNOWN_NAME,
    &rule::input::PROSE_FILE,
    &rule::input::PRIOR_FILE,
    &rule::input::TOO_LONG,
    &rule::input::WORD_FOR_NOTHING,
    &rule::input::UNIT_IN_CELL,
    &rule::input::CONVERTED,
    &rule::input::BLANK_IN_NUMBER,
    &rule::workbook::TABLE_TWICE,
    &rule::workbook::INCOMPLETE,
    &rule::workbook::UNKNOWN_ROW,
    &rule::workbook::UNKNOWN_COLUMN,
    &rule::workbook::ERROR_VALUE,
    &rule::workbook::NOT_COMPUTED,
    &rule::workbook::UNKNOWN_FIELD,
    &rule::workbook::FIELD_TWICE,
    &rule::workbook::UNUSED_SHEET,
    &rule::workbook::UNUSED_CELLS,
    &rule::workbook::OVERRUN,
    &workbook::EMPTY_CELLS,
    &rule::workbook::SUBTOTAL,
    &rule::workbook::UNDIVIDED,
    &rule::workbook::TEXT_BESIDE,
    &rule::workbook::UNKNOWN_UNIT,
    &rule::workbook::JOINED,
    &rule::workbook::INVISIBLE,
    &rule::workbook::HIDDEN_USED,
    &rule::workbook::STRUCK,
    &rule::workbook::SHOWN_OTHERWISE,
    &rule::workbook::NOT_ADDED,
    &rule::published::OUTSIDE,
    &rule::published::LEFT_OUT,
    &rule::published::SEVERAL,
    &rule::published::UNREADABLE,
    &rule::published::BY_PLACE,
    &rule::published::PICTURES,
    &rule::published::INSERTED,
    &rule::published::CHANGES,
    &rule::published::COMMENTS,
    &rule::published::SPANS,
    &rule::published::NO_SECTIONS,
    &rule::published::STRUCK,
    &rule::published::HIDDEN,
    &rule::published::FAINT,
    &rule::published::PLAIN,
    &rule::published::WRAPPED,
    &rule::published::DRAFT,
    &missing::MISSING_FIGURES,
    &missing::MISSING_TABLE,
    &missing::STROKES,
    &sums::ROW_SUM,
    &sums::COLUMN_SUM,
    &sums::BALANCE,
    &sums::OVERDRAWN,
    &carry::CARRIED,
    &carry::UNCHECKED,
    &carry::PRIOR_MISMATCH,
    &set_aside::SET_ASIDE,
    &sense::CHAIN,
    &sense::MORE,
    &sense::TOGETHER,
    &sense::SCALE,
    &sense::JUMP,
    &sense::COINCIDENCE,
    &sense::TARIFF,
    &sense::UNITS,
    &sense::UNIT,
    &sense::ALONE,
    &sense::NOT_OF_KIND,
    &structure::FORM_YEAR,
    &structure::EMPTY_SECTION,
    &structure::TITLE,
    &parts::PARTS,
    &aspects::ASPECTS,
    &aspects::OF_LEVEL,
    &aspects::UNTOLD_ACCOUNT,
    &codes::WRONG_LENGTH,
    &codes::NAMED_TWICE,
    &codes::MISPLACED,
    &rule::prose::FILLED,
    &unprinted::UNPRINTED,
    &letter::WITHOUT_SIGNER,
    &letter::ATTACHMENT,
    &dates::NUMBER_YEAR,
    &dates::NUMBER_FORM,
    &dates::TOO_EARLY,
    &dates::TOO_LATE,
    &letter::ASKS,
    &letter::NO_RECIPIENT,
    &letter::NO_PLACE,
    &letter::TITLE_KIND,
    &dates::NO_DATE,
    &secrecy::PUBLIC,
    &secrecy::NO_COPY_NUMBER,
    &addressees::SEVERAL,
    &addressees::DOWNWARD,
    &head::HEAD_FORM,
    &letter_years::OTHER_REPORT,
    &addressees::TO_SUBORDINATES,
    &letter_years::PRINTED_BEFORE,
    &letter_text::IN_TEXT,
    &web::MISSING,
    &web::NOTHING,
    &web::TIME,
    &web::TOO_EARLY,
    &web::TOO_LATE,
    &web::ADDRESS,
    &web::SITE_ID,
    &furniture::FURNITURE,
    &furniture::SIGNATURE,
    &prose::PLACEHOLDER,
    &rule::prose::UNKNOWN_EXPRESSION,
    &rule::prose::UNKNOWN_FIGURE,
    &rule::prose::NO_PRIOR_FIGURE,
    &rule::prose::FAILED_EXPRESSION,
    &rule::prose::OPEN_EXPRESSION,
    &typing::LINE_ENDS,
    &likeness::REPEATED,
    &numbering::OUT_OF_ORDER,
    &numbering::MIXED,
    &marks::NOT_AS_MEANT,
    &typing::STRAIGHT_QUOTES,
    &rule::prose::SHARED_OUT,
    &rule::prose::TWICE,
    &rule::prose::OTHER_TITLE,
    &language::DOUBLED,
    &language::UNPAIRED,
    &language::LOST,
    &language::STOPS,
    &language::HALF_WIDTH,
    &language::LATIN,
    &language::TYPOS,
    &language::PHRASING,
    &leaks::OTHER_YEAR,
    &leaks::OTHER_PERIOD,
    &leaks::OTHER_AGENCY,
    &leaks::OTHER_EDITION,
    &leaks::MISCITED,
    &leaks::LETTER_WORDS,
    &leaks::PERSONAL,
    &leaks::PRIVATE_MAIL,
    &leaks::ADDRESSES,
    &told::OTHERWISE,
    &told::SUM,
    &told::SHARE,
    &told::CHANGE,
    &glyphs::NO_GLYPH,
    &glyphs::INVISIBLE,
    &glyphs::DOUBLE,
    &glyphs::LIGHTER,
    &accept::STALE,
    &accept::WITHOUT_REASON,
    &accept::WIDE,
    &rule::district::MISSING,
    &rule::district::UNEXPECTED,
    &rule::district::SEVERAL,
    &rule::district::SHARED,
    &rule::district::YEAR,
    &rule::district::EDITION,
    &rule::district::OTHER_NAME,
    &rule::district::NAME_TWICE,
    &rule::district::UNREADABLE,
    &rule::district::NOT_WHOLE,
    &rule::district::BLANKS,
    &rule::district::TOTAL_DIFFERS,
    &rule::district::LATE,
    &rule::district::FAULTY_PARTS,
    &rule::district::CRASHED,
    &rule::district::NOT_WRITTEN,
    &rule::district::NOTES,
    &rule::district::TOO_SLOW,
    &rule::district::ALIKE,
    &rule::district::NOT_THERE,
    &rule::district::LAST_YEAR,
    &rule::district::CHANGED,
    &rule::district::LEFTOVER,
    &rule::district::NO_INPUT,
    &rule::district::VERSIONS,
    &rule::district::MISNAMED,
    &rule::district::UNSETTLED,
    &rule::district::NO_RECORD,
    &rule::district::TWO_IN_ONE,
    &rule::district::OF_OTHERS,
    &rule::form::SYNTAX,
    &rule::form::UNKNOWN,
    &rule::form::MISSING,
    &rule::form::TWICE,
    &rule::form::NOWHERE,
    &rule::form::CIRCLE,
    &rule::form::SHAPE,
    &rule::form::FOLDER,
    &rule::policy::SYNTAX,
    &rule::policy::UNKNOWN,
    &rule::policy::VALUE,
    &rule::policy::NO_SUCH_RULE,
    &rule::policy::WITHOUT_REASON,
    &rule::policy::FIXED,
    &policy::NOT_CITED,
    &policy::LONG_OVERVIEW,
];

/// Every rule, in the order of the code book.
pub fn all() -> &'static [&'static Rule] {
    ALL
}

/// The rule of that code, in any case and width of letters.
pub fn find(code: &str) -> Option<&'static Rule> {
    let code = plain(code);
    ALL.iter().copied().find(|rule| rule.code.eq_ignore_ascii_case(&code))
}

/// Everything that is wrong with a report, sorted, with what the agency stands by marked as accepted.
pub fn check(case: &Case<'_>) -> Vec<Finding> {
    let mut findings = case.filing.faults.clone();
    if !case.filing.is_read() {
        sort(&mut findings);
        return findings;
    }
    findings.extend(case.narrative.faults.iter().cloned());
    findings.par_extend(checks::CHECKS.par_iter().flat_map_iter(|check| check(case)));
    findings = once::told_once(findings);
    accept::apply(case.filing, &mut findings);
    speaking::speak(case, &mut findings);
    ground(&mut findings, &case.filing.form);
    sort(&mut findings);
    findings
}

/// The accounts that a report does not have and its text tells with all their figures, by their keys.
pub fn accounts_in_text(case: &Case<'_>) -> BTreeMap<String, AccountInput> {
    let form = &case.filing.form;
    let lacking = || form.accounts.iter().filter(|account| !case.filing.accounts.contains_key(&account.key));
    if !case.filing.is_read() || lacking().next().is_none() {
        return BTreeMap::new();
    }
    let told = told::accounts::told_accounts(case);
    lacking().filter_map(|account| Some((account.key.clone(), told.whole(form, account)?))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_unique_and_well_formed() {
        let mut codes: Vec<_> = ALL.iter().map(|rule| rule.code).collect();
        codes.sort_unstable();
        codes.dedup();
        assert_eq!(codes.len(), ALL.len());
        for code in codes {
            let (letters, digits) = code.split_at(3);
            assert!(letters.bytes().all(|b| b.is_ascii_uppercase()) && digits.len() == 3, "{code}");
        }
    }
}
