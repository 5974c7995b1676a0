//! Reading the figures of the tables.

use std::collections::BTreeMap;

use super::findings::too_long;
use super::reader::Reader;
use crate::document::{RawFigure, Tables};
use crate::filing::{Entry, Misfit};
use crate::finding::Finding;
use crate::form::{CellId, Form};
use crate::rule::input;
use crate::source::Located;

/// Characters of a note behind a number.
const MOST_NOTE: usize = 60;

impl Reader<'_> {
    /// The cells of a year.
    pub(super) fn cells(&mut self, tables: &Tables) -> BTreeMap<CellId, Located<Entry>> {
        let read = |(id, written): (&CellId, &RawFigure)| Some((*id, self.cell(&tables.form, *id, written)?));
        tables.cells.iter().filter_map(read).collect()
    }

    /// One cell.
    fn cell(&mut self, form: &Form, id: CellId, written: &RawFigure) -> Option<Located<Entry>> {
        let cell = form.cell(id);
        let (mut entry, misfit) = written.value.entry(cell.kind)?;
        if let Some(note) = &written.note {
            entry.note = Some(note.clone());
        }
        let at = &written.at;
        if let Some(misfit) = misfit {
            let (rule, fact, hint) = explain(&misfit, cell.kind.expectation());
            let message = format!("{}：写的是 {}，{fact}。", form.describe(id), self.sources.text(at).trim());
            self.faults.push(Finding::new(rule, message).mark(at, fact).hint(hint).key(&cell.key));
        }
        let note = entry.note.as_deref().unwrap_or_default();
        self.faults.extend(too_long(self.spelling, &cell.key, note, MOST_NOTE, at, input::TOO_LONG.remedy));
        let printed = [Some(&entry.shown), entry.note.as_ref()].into_iter().flatten();
        self.texts.extend(printed.map(|text| Located { value: text.clone(), at: at.clone() }));
        Some(Located { value: entry, at: at.clone() })
    }
}

/// What is told of a figure that does not keep to its kind: the rule, the fact, and what to do.
fn explain(misfit: &Misfit, expected: &str) -> (&'static crate::rule::Rule, String, String) {
    let text = |fact: &str, hint: &str| (fact.to_owned(), hint.to_owned());
    let (rule, (fact, hint)) = match misfit {
        Misfit::NotANumber => {
            (&input::NOT_A_NUMBER, ("读不出数".to_owned(), format!("填{expected}；不适用填 \"/\"，不知道填 \"?\"")))
        }
        Misfit::TooLarge => (&input::NOT_A_NUMBER, text("位数太多，不像真实的数", "核对后改正")),
        Misfit::ZeroDecimals(number) => {
            (&input::COUNT_WITH_DECIMALS, (format!("件数写成了小数（即 {number}）"), format!("改为 {number}")))
        }
        Misfit::NotWhole => (&input::COUNT_WITH_DECIMALS, text("件数应为整数", "核对后填整数")),
        Misfit::Negative => (&input::NEGATIVE, text("不能小于 0", "核对后填 0 或正数；只有增减的数可以带负号")),
        Misfit::TooManyPlaces => {
            (&input::TOO_MANY_PLACES, text("万元至多四位小数", "四舍五入到四位小数；金额若以元计，先除以 10000"))
        }
    };
    (rule, fact, hint)
}
