//! What looks for the faults of a report.

use rayon::prelude::*;

use super::{
    Case, addressees, aspects, carry, codes, dates, flattened, follow, furniture, glyphs, head, language, leaks,
    letter, letter_text, letter_years, likeness, marks, missing, numbering, parts, passage, policy, prose, secrecy,
    sense, set_aside, structure, typing, unprinted, web, workbook,
};
use crate::finding::Finding;

/// Everything that is checked, each check by itself: side by side on the threads that there are.
pub(super) static CHECKS: &[fn(&Case<'_>) -> Vec<Finding>] = &[
    missing::missing_figures,
    missing::missing_tables,
    missing::strokes,
    follow::sums_and_told,
    workbook::empty_cells,
    carry::unchecked,
    carry::mismatch,
    set_aside::set_aside,
    sense::checks,
    sense::units,
    structure::form_year,
    structure::empty_sections,
    structure::title,
    aspects::aspects,
    codes::wrong_lengths,
    codes::named_twice,
    codes::misplaced,
    unprinted::unprinted,
    letter::without_signer,
    letter::attachment,
    dates::number_year,
    dates::number_form,
    dates::too_early,
    dates::too_late,
    letter::asks,
    letter::no_recipient,
    letter::no_place,
    letter::title_kind,
    dates::no_date,
    secrecy::public,
    secrecy::copy_number,
    addressees::several,
    addressees::downward,
    head::forms,
    letter_years::other_report,
    addressees::to_subordinates,
    letter_years::printed_before,
    letter_text::in_text,
    web::missing,
    web::nothing,
    web::time,
    web::too_early,
    web::too_late,
    web::addresses,
    web::site_id,
    furniture::furniture,
    prose::placeholders,
    typing::line_ends,
    typing::straight_quotes,
    words,
    numbering::numbers,
    marks::marks,
    flattened::flattened,
    likeness::repeated,
    glyphs::no_glyph,
    glyphs::invisible,
    glyphs::doubles,
    glyphs::lighter,
    policy::not_cited,
    policy::long_overview,
];

/// Everything that is found in the words of a report, which are read once for it.
fn words(case: &Case<'_>) -> Vec<Finding> {
    let passages = passage::passages(case);
    let checks = [language::language, leaks::leaks, parts::parts, furniture::signature];
    checks.par_iter().flat_map_iter(|check| check(case, &passages)).collect()
}
