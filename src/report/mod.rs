//! The report as templates see it: everything that is printed, in print order, and nothing else.

mod annex;
mod spread;
mod table;
mod title;
mod web;

use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};
use serde::Serialize;

pub use annex::{AnnexCharts, AnnexGroup, AnnexView};
pub use spread::SpreadTable;
pub use table::{CellView, LabelOverrides, PartView, TableView};
pub use title::{TitleWord, name, title_lines};
pub use web::Meta;

use crate::changes::Years;
use crate::characters::clean;
use crate::figures::Figures;
use crate::filing::facts::text;
use crate::filing::{Date, Filing};
use crate::narrative::{Chapter, Narrative};
use crate::prose::Block;

/// The whole vocabulary of the templates.
#[derive(Debug, Serialize)]
pub struct Report {
    /// The title on one line.
    pub title: String,
    /// The title's lines as they were given, usually one; the typesetter breaks those that do not fit between words.
    pub title_lines: Vec<Vec<TitleWord>>,
    /// The agency's full name.
    pub agency: String,
    /// The year reported on.
    pub year: String,
    /// Whether every page is marked as a draft.
    pub draft: bool,
    /// Whether the grid and the elements of the standard are drawn over every page.
    pub proof: bool,
    /// The day the document bears, or the first it could.
    pub date: DateView,
    /// One sentence that tells what the document is.
    pub description: String,
    /// 发文字号.
    pub number: Option<String>,
    /// The line above the title.
    pub attachment: Option<String>,
    /// The line below the title.
    pub submitter: Option<String>,
    /// The preface.
    pub preface: Vec<Block>,
    /// The level-one sections.
    pub sections: Vec<SectionView>,
    /// 署名 and 成文日期.
    pub signature: Option<Signature>,
    /// The table of changes and the charts behind it.
    pub annex: Option<AnnexView>,
    /// 版记.
    pub imprint: Option<Imprint>,
    /// `<meta>` tags with a value.
    pub meta: Vec<Meta>,
    /// The table of metadata on the page: label and value.
    pub index: Vec<Meta>,
    /// Address of the PDF to offer beside the page.
    pub pdf: Option<String>,
}

/// A date in the forms that templates need.
#[derive(Debug, Clone, Serialize)]
pub struct DateView {
    /// Year.
    pub year: u16,
    /// Month.
    pub month: u8,
    /// Day.
    pub day: u8,
    /// `2021-01-11`.
    pub iso: String,
    /// `2021年1月11日`.
    pub chinese: String,
}

/// A level-one section.
#[derive(Debug, Serialize)]
pub struct SectionView {
    /// Its key.
    pub key: String,
    /// Its heading with ordinal.
    pub heading: String,
    /// Prose before the table, or all of it.
    pub before: Vec<Block>,
    /// Its table.
    pub table: Option<TableView>,
    /// Prose after the table.
    pub after: Vec<Block>,
}

/// 署名 and 成文日期.
#[derive(Debug, Serialize)]
pub struct Signature {
    /// Who signs.
    pub name: Option<TitleWord>,
    /// When.
    pub date: Option<String>,
}

/// 版记.
#[derive(Debug, Serialize)]
pub struct Imprint {
    /// 抄送, without the word and without the full stop.
    pub cc: Option<String>,
    /// 印发机关.
    pub printed_by: Option<TitleWord>,
    /// 印发日期, without the word 印发.
    pub printed_on: Option<String>,
}

/// How a report is shown.
#[derive(Debug, Clone, Default)]
pub struct View {
    /// Whether every page is marked as a draft.
    pub draft: bool,
    /// Whether the grid and the elements of the standard are drawn over every page.
    pub proof: bool,
    /// Whether the letter is left out, by itself and with the report bound to it.
    pub alone: bool,
    /// Whether the letter with the report bound to it is left out.
    pub unbound: bool,
    /// Whether the table of changes and the charts follow the report, even where its input does not ask for them.
    pub annex: bool,
    /// Whether web pages are left out, by themselves and for a site's editor.
    pub pageless: bool,
    /// Whether files for Word are made.
    pub docx: bool,
    /// File name of the PDF to offer on the page.
    pub pdf: Option<String>,
}

impl Report {
    /// Puts together what templates print; where years are given, the table of them follows.
    pub fn new(filing: &Filing, figures: &Figures, narrative: Narrative, view: &View, years: Option<&Years>) -> Self {
        let given = filing.title.as_ref().map(|title| title.value.trim().to_owned());
        let written = given.unwrap_or_else(|| filing.official_title());
        let title = filing.exact_title();
        let names: Vec<String> = filing.name().map(str::to_owned).into_iter().collect();
        let title_lines = title_lines(&written, &names, &filing.form.title_words);
        let labels: LabelOverrides =
            filing.labels.iter().map(|(key, label)| (key.clone(), clean(&label.value))).collect();
        let description = description(&title, &narrative.sections);
        let sections = narrative.sections.into_iter().map(|chapter| SectionView {
            heading: format!("{}、{}", chapter.ordinal, chapter.title),
            key: chapter.key,
            before: chapter.before,
            table: chapter.table.map(|table| TableView::new(figures, table, &labels, &chapter.title)),
            after: chapter.after,
        });
        let sections: Vec<SectionView> = sections.collect();
        let agency = clean(filing.name().unwrap_or("××××").trim());
        let meta = web::meta(filing, &title, &description);
        let document = &filing.document;
        Self {
            title_lines,
            year: filing.year.as_ref().map_or("××××".to_owned(), |year| year.value.to_string()),
            draft: view.draft,
            proof: view.proof,
            date: date(filing).into(),
            number: text(&document.number),
            attachment: text(&document.attachment),
            submitter: text(&document.submitter),
            preface: narrative.preface,
            sections,
            signature: signature(filing),
            imprint: imprint(filing),
            annex: years.map(|years| AnnexView::new(filing, years)),
            index: web::index(filing, &agency),
            meta,
            pdf: view.pdf.as_ref().map(|name| format!("./{}", utf8_percent_encode(name, RESERVED))),
            agency,
            description,
            title,
        }
    }
}

/// The day that the document's metadata bear: its own date, or the first day after the year reported on.
fn date(filing: &Filing) -> Date {
    filing.document.date.as_ref().map_or_else(|| filing.first_day(), |date| date.value)
}

/// 署名 and 成文日期, where one of them is given.
fn signature(filing: &Filing) -> Option<Signature> {
    let name = text(&filing.document.signature);
    let date = filing.document.date.as_ref().filter(|_| name.is_some()).map(|date| date.value.chinese());
    (name.is_some() || date.is_some()).then(|| Signature { name: name.map(|signed| self::name(&signed)), date })
}

/// 版记, where something of it is given.
fn imprint(filing: &Filing) -> Option<Imprint> {
    let document = &filing.document;
    let imprint = Imprint {
        cc: text(&document.cc).map(|cc| Imprint::bare(&cc)),
        printed_by: text(&document.printed_by).map(|printed_by| name(&printed_by)),
        printed_on: document.printed_on.as_ref().map(|date| date.value.chinese()),
    };
    (imprint.cc.is_some() || imprint.printed_by.is_some() || imprint.printed_on.is_some()).then_some(imprint)
}

/// Characters that a file name in an address cannot show as they are.
const RESERVED: &AsciiSet =
    &CONTROLS.add(b' ').add(b'"').add(b'#').add(b'%').add(b'<').add(b'>').add(b'?').add(b'`').add(b'{').add(b'}');

/// What the document is and holds, for search engines and document properties.
fn description(title: &str, chapters: &[Chapter]) -> String {
    let titles: Vec<&str> = chapters.iter().map(|chapter| chapter.title.trim_end_matches('。')).collect();
    format!("{title}，包括{}。", titles.join("、"))
}

impl Imprint {
    /// 抄送 without the word before and the full stop after it.
    pub fn bare(cc: &str) -> String {
        cc.trim_start_matches("抄送：").trim_end_matches('。').to_owned()
    }
}

impl From<Date> for DateView {
    fn from(date: Date) -> Self {
        Self { year: date.year, month: date.month, day: date.day, iso: date.to_string(), chinese: date.chinese() }
    }
}
