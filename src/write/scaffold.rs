//! A new filing to fill in, made from the form alone.

use std::sync::Arc;

use crate::figures::Figures;
use crate::filing::{AccountInput, Agency, Entry, Filing, LastYear, Letter, Preface, SectionInput, calling};
use crate::form::{Editions, Form, InputLine};
use crate::source::{Located, SourceId, Sources, Span};

/// What a new filing begins with.
#[derive(Debug, Clone)]
pub struct Start<'a> {
    /// The agency's full name.
    pub agency: Option<&'a str>,
    /// The year reported on.
    pub year: i32,
    /// Last year's filing, whose names, contacts and titles are carried over.
    pub last_year: Option<&'a Filing>,
    /// The path of last year's file, to be named in the new one.
    pub prior: Option<String>,
    /// The editions there are.
    pub editions: &'a Editions,
    /// The folder of editions that the new filing brings.
    pub forms: Option<String>,
}

/// A place for what nobody has written yet.
fn nowhere() -> (SourceId, Span) {
    let source = Sources::default().next();
    (source, Span::new(source, 0..0))
}

/// A text that stands nowhere yet.
fn text(value: impl Into<String>) -> Located<String> {
    Located { value: value.into(), at: nowhere().1 }
}

/// A filing that is blank but for what is known before the year is over.
pub fn blank(form: &Arc<Form>, start: &Start<'_>) -> Filing {
    let (source, at) = nowhere();
    let mut filing = Filing::empty(source, form.clone());
    filing.year = Some(Located { value: start.year, at: at.clone() });
    filing.prior = start.prior.as_ref().map(text);
    filing.forms = start.forms.as_ref().map(text);
    filing.editions = start.editions.clone();
    filing.meant = start.editions.for_year(start.year);
    if form.edition != filing.meant.edition {
        filing.form_given = Some(text(form.edition.as_str()));
    }
    filing.preface = Some(Preface::default());
    filing.agency = start.last_year.map_or_else(Agency::default, |last| last.agency.clone());
    let name = start.agency.map(text).or(filing.agency.name).unwrap_or_else(|| text("【机关全称】"));
    let (short, level) = calling(&name.value);
    filing.agency.short = filing.agency.short.or(short.map(text));
    filing.agency.level = filing.agency.level.or(level.map(text));
    filing.agency.name = Some(name);
    for account in form.accounts.iter().filter(|account| account.section.is_some()) {
        filing.accounts.insert(account.key.clone(), AccountInput::default());
    }
    if let Some(last) = start.last_year {
        filing.letter = last.letter.as_ref().map(|letter| carried(letter, at.clone()));
        filing.web = last.web.clone();
        filing.web.fields.retain(|name, _| !["published", "url", "index_number"].contains(name));
        for section in &form.sections {
            if let Some(title) = last.sections.get(&section.key).and_then(|s| s.title.clone()) {
                filing
                    .sections
                    .insert(section.key.clone(), SectionInput { title: Some(title), ..SectionInput::default() });
            }
        }
    }
    filing
}

/// What of last year's letter holds for this year's: its kind, whom it goes to, who gets a copy.
fn carried(letter: &Letter, at: Span) -> Letter {
    Letter {
        kind: letter.kind,
        to: letter.to.clone(),
        cc: letter.cc.clone(),
        from: letter.from.clone(),
        ..Letter::empty(at)
    }
}

/// A new filing with last year's figures, completed, beside its own.
pub fn with_last_year(filing: Filing, last: &Filing) -> Filing {
    let before = last.before().map(|before| Figures::complete(&before, None));
    filing.with_last_year(last, &Figures::complete(last, before.as_ref()))
}

impl Filing {
    /// The same with last year's figures beside its own.
    pub fn with_last_year(mut self, last: &Filing, figures: &Figures) -> Self {
        let at = nowhere().1;
        let known = last.form.ids().filter(|id| last.form.cell(*id).printed);
        let cells = known.filter_map(|id| {
            let entry = &figures.get(id).entry;
            let located = Located { value: entry.clone(), at: at.clone() };
            (entry.value.addend().is_some() && !last.form.is_derived(id) || last.cells.contains_key(&id))
                .then_some((id, located))
        });
        self.last_year = Some(LastYear {
            year: last.year.clone(),
            form_given: last.form_given.clone(),
            cells: cells.collect(),
            accounts: last.accounts.iter().map(|(key, account)| (key.clone(), account.figures_alone())).collect(),
            form: last.form.clone(),
            at: at.clone(),
        });
        self
    }

    /// The same with marks where figures are wanted, and 0 where nearly all agencies have nothing.
    pub fn with_marks(mut self) -> Self {
        let form = self.form.clone();
        let at = nowhere().1;
        for line in form.lines.iter().filter(|line| !line.inputs.iter().all(|id| form.is_derived(*id))) {
            for id in &line.inputs {
                let entry =
                    if is_rare(&form, line) { Entry::parse("0", form.cell(*id).kind).0 } else { Entry::unknown("") };
                self.cells.insert(*id, Located { value: entry, at: at.clone() });
            }
        }
        self
    }
}

/// Whether a line stands below a group: nearly all agencies have nothing there.
fn is_rare(form: &Form, line: &InputLine) -> bool {
    line.inputs.first().is_some_and(|id| form.cell(*id).row_labels.len() > 1)
}

/// The file of a section's prose, to be filled in.
pub fn section_markdown(title: &str) -> String {
    format!(
        "【在这里写“{title}”。一行一段，可以从 Word 粘贴；小标题照公文打（一）、1.、（1），或者用 # 开头自动编号；表里的数可以用名称引用，写法见使用指南】\n"
    )
}

/// Keys and titles of the sections that are written in Markdown files of their own.
pub fn prose_sections(form: &Form) -> Vec<(&str, &str)> {
    let prose = form.sections.iter().filter(|section| section.table.is_none() && section.fallback.is_none());
    prose.map(|section| (section.key.as_str(), section.title.as_str())).collect()
}
