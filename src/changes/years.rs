//! The years that are held beside each other, each with its figures.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use crate::figures::{Figures, Former, checked_sum};
use crate::filing::{AccountInput, Entry, Filing, Value};
use crate::form::Form;
use crate::source::{Located, Span};

/// Years that can stand beside each other: more have no room on a page.
pub const MOST_YEARS: i32 = 6;

/// One year's figures.
#[derive(Debug, Clone)]
pub struct ComparedYear {
    /// Which year.
    pub year: i32,
    /// Whose figures they are: one agency's, or several agencies' whose sum stands there.
    pub agencies: Vec<String>,
    /// The figures.
    pub figures: Figures,
    /// The accounts, by key of account and figure.
    accounts: BTreeMap<String, Decimal>,
}

/// The years that are held beside each other, oldest first; the last is the one reported on.
#[derive(Debug, Clone)]
pub struct Years {
    all: Vec<ComparedYear>,
    /// Years that were brought and have no room, newest first.
    pub left_out: Vec<i32>,
}

impl ComparedYear {
    /// A year of one filing, or of several whose figures are added up.
    fn new(filing: &Filing, figures: Figures, year: i32) -> Self {
        let names = filing.merged_from.iter().cloned();
        let own = filing.name().filter(|_| filing.merged_from.is_empty()).map(|name| name.trim().to_owned());
        let accounts = filing.accounts.iter().flat_map(|(key, account)| {
            account.figures.iter().map(move |(figure, value)| (format!("{key}.{figure}"), value.value))
        });
        Self { year, agencies: names.chain(own).collect(), figures, accounts: accounts.collect() }
    }

    /// The form they are filled in.
    pub fn form(&self) -> &Form {
        &self.figures.form
    }

    /// What a figure of a form amounts to in this year.
    pub fn former(&self, key: &str, of: &Form) -> Former {
        if of.tree.get(key).is_some() {
            return self.figures.former(key, of);
        }
        match self.accounts.get(key) {
            Some(amount) => Former::Amount(*amount),
            None if self.form().figure_kind(key).is_some() => Former::Unknown,
            None => Former::Nowhere,
        }
    }
}

/// What a year is called; a filing that does not say its year is of 0.
pub fn year_name(year: i32) -> String {
    if year > 0 { format!("{year}年") } else { "本年".to_owned() }
}

impl Years {
    /// The year of a filing and of earlier ones, in any order; what is of its own year or later is left out, and of two
    /// of one year the second.
    pub fn new(filing: &Filing, figures: &Figures, earlier: &[Filing]) -> Self {
        let year = filing.year.as_ref().map_or(0, |year| year.value);
        let mut before: Vec<(i32, &Filing)> = Vec::new();
        // One that does not say its year is last year's.
        for (number, filing) in earlier.iter().enumerate() {
            let of = filing.year.as_ref().map(|year| year.value).or((number == 0).then_some(year - 1));
            if let Some(of) = of.filter(|of| *of < year && before.iter().all(|(known, _)| known != of)) {
                before.push((of, filing));
            }
        }
        before.sort_by_key(|(of, _)| std::cmp::Reverse(*of));
        let left_out = before.split_off(before.len().min(MOST_YEARS as usize - 1));
        let left_out = left_out.into_iter().map(|(of, _)| of).collect();
        let mut all: Vec<ComparedYear> = Vec::new();
        for (of, filing) in before.into_iter().rev() {
            let former = all.last().filter(|former| former.year == of - 1).map(|former| &former.figures);
            all.push(ComparedYear::new(filing, Figures::complete(filing, former), of));
        }
        all.push(ComparedYear::new(filing, figures.clone(), year));
        Self { all, left_out }
    }

    /// All of them, oldest first.
    pub fn all(&self) -> &[ComparedYear] {
        &self.all
    }

    /// The year reported on.
    pub fn this(&self) -> &ComparedYear {
        &self.all[self.all.len() - 1]
    }

    /// The year before, if it is there.
    pub fn last(&self) -> Option<&ComparedYear> {
        let last = self.all.len().checked_sub(2).map(|number| &self.all[number])?;
        (last.year == self.this().year - 1).then_some(last)
    }
}

/// Several filings of one year as one: their figures are added up, where all of them know one. Words are the first's.
///
/// Nothing when there is none.
pub fn merged(mut filings: Vec<Filing>) -> Option<Filing> {
    if filings.len() < 2 {
        return filings.pop();
    }
    let completed: Vec<Figures> = filings
        .iter()
        .map(|filing| {
            let before = filing.before().map(|before| Figures::complete(&before, None));
            Figures::complete(filing, before.as_ref())
        })
        .collect();
    // Their edition is the newest among them.
    let newest = (0..filings.len()).max_by_key(|number| filings[*number].form.since).unwrap_or(0);
    let mut sum = filings[newest].clone();
    let form = sum.form.clone();
    let here = Span::new(sum.source, 0..0);
    sum.cells = BTreeMap::new();
    for id in form.ids() {
        let cell = form.cell(id);
        let parts = completed.iter().map(|figures| figures.former(&cell.key, &form).amount());
        let Some(amount) = checked_sum(parts) else { continue };
        let at = completed[newest].get(id).at().unwrap_or(&here).clone();
        let all_blank = completed
            .iter()
            .all(|figures| figures.by_key(&cell.key).is_some_and(|figure| figure.entry.value == Value::Blank));
        let entry = if all_blank {
            Entry { value: Value::Blank, shown: String::new(), note: None }
        } else {
            Entry::number(amount.normalize(), cell.kind).0
        };
        sum.cells.insert(id, Located { value: entry, at });
    }
    sum.agency.name = None;
    sum.accounts = accounts(&filings, &form, &here);
    sum.merged_from = filings.iter().map(|filing| filing.name().unwrap_or("？").trim().to_owned()).collect();
    Some(sum)
}

/// The accounts of several filings added up, where all of them know a figure.
fn accounts(filings: &[Filing], form: &Form, at: &Span) -> BTreeMap<String, AccountInput> {
    let mut all = BTreeMap::new();
    for account in &form.accounts {
        let mut sum = AccountInput::default();
        for figure in &account.figures {
            let of = |filing: &Filing| Some(filing.accounts.get(&account.key)?.figures.get(&figure.key)?.value);
            if let Some(amount) = checked_sum(filings.iter().map(of)) {
                sum.figures.insert(figure.key.clone(), Located { value: amount, at: at.clone() });
            }
        }
        if !sum.figures.is_empty() {
            all.insert(account.key.clone(), sum);
        }
    }
    all
}
