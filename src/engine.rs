//! The way through: read, complete, compose, check, view, render, typeset.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde::Serialize;

use crate::changes::{LETTER, PrintedPart, ReportDraft, Years};
use crate::characters::meant;
use crate::charts::{Canvas, ChartSheet, Poster, PosterText};
use crate::digest::digest;
use crate::earlier::{self, EarlierReports, Wanted};
use crate::error::Result;
use crate::figures::Figures;
use crate::filing::{AccountInput, Filing};
use crate::finding::{self, Finding};
use crate::form::Editions;
use crate::letter::LetterView;
use crate::narrative::{self, Narrative, PosterWords};
use crate::output::{DRAFT, Sign, signed};
use crate::policy::{self, Policy, SwitchedOff};
use crate::prose::plain_text;
use crate::read;
use crate::render::{LetterPage, Renderer, WebPage, Whole};
use crate::report::{Report, View};
use crate::rules::{self, Case, Prior};
use crate::source::Sources;
use crate::templates::Templates;
use crate::typeset::{Faces, Typesetter};

/// What every report of a run shares: templates and faces. Can be used by several threads at once.
pub struct Engine {
    editions: Editions,
    templates: Templates,
    renderer: Renderer,
    typesetter: Typesetter,
    faces: Arc<Faces>,
    /// The policy of all reports; where there is none, each report's own.
    policy: Option<Policy>,
}

/// What was read for one report.
#[derive(Debug)]
pub struct Input {
    /// The files.
    pub sources: Sources,
    /// This year's input.
    pub filing: Filing,
    /// Last year's input; of several agencies their sum.
    pub prior: Option<Filing>,
    /// Those of the years before, newest first, where the report shows them.
    pub earlier: Vec<Filing>,
    /// What the office lays down for itself.
    pub policy: Policy,
}

/// A report examined: completed, composed and checked.
#[derive(Debug, Clone)]
pub struct Examined {
    /// The figures.
    pub figures: Figures,
    /// The words.
    pub narrative: Narrative,
    /// Everything that is wrong, sorted.
    pub findings: Vec<Finding>,
    /// How many there were that the office does not want told.
    pub off: SwitchedOff,
}

impl Examined {
    /// Whether an error stands in the way of a final report.
    pub fn is_blocked(&self) -> bool {
        self.findings.iter().any(Finding::blocks)
    }
}

/// A report rendered.
#[derive(Debug)]
pub struct Rendered {
    /// Its Typst source.
    pub typst: String,
    /// Its web page; empty where pages were left out.
    pub html: String,
    /// What of the page is pasted into a site's editor.
    pub fragment: String,
    /// It as a file for Word, if that was asked for.
    pub docx: Option<Vec<u8>>,
    /// The letter it is submitted with, if there is one and it was not left out.
    pub letter: Option<RenderedLetter>,
}

/// A letter rendered.
#[derive(Debug)]
pub struct RenderedLetter {
    /// Its title, which its files are named after.
    pub title: String,
    /// Its Typst source.
    pub typst: String,
    /// Its web page, unless it is secret or pages were left out.
    pub html: Option<String>,
    /// What of the page is pasted into a site's editor.
    pub fragment: Option<String>,
    /// It as a file for Word, if that was asked for.
    pub docx: Option<Vec<u8>>,
    /// The Typst source of the letter with the report bound to it, unless that was left out.
    pub whole: Option<String>,
    /// What is attached and not bound, with numbers.
    pub unbound: Vec<String>,
    /// Both as one file for Word, if that was asked for.
    pub whole_docx: Option<Vec<u8>>,
}

/// Dots for a point of a chart: sharp in print at the width of a page.
const CHART_SCALE: f32 = 3.0;

/// A chart as files.
#[derive(Debug)]
pub struct ChartFiles {
    /// Its key.
    pub key: String,
    /// What it shows.
    pub title: String,
    /// The drawing.
    pub svg: String,
    /// The picture.
    pub png: Vec<u8>,
}

/// A poster as files.
#[derive(Debug)]
pub struct PosterFiles {
    /// The picture, 750 dots wide.
    pub png: Vec<u8>,
    /// The drawing.
    pub svg: String,
    /// The web page.
    pub html: String,
}

impl Engine {
    /// An engine with built-in templates and faces.
    ///
    /// # Errors
    /// Never in practice: a test holds that the built-in templates compile.
    pub fn built_in() -> Result<Self> {
        Self::new(Templates::built_in(), Faces::vendored())
    }

    /// An engine with templates and faces.
    ///
    /// # Errors
    /// When a template is broken.
    pub fn new(templates: Templates, faces: Faces) -> Result<Self> {
        let renderer = Renderer::new(&templates)?;
        templates.printable(|c| faces.lacks(c))?;
        let faces = Arc::new(faces);
        let typesetter = Typesetter::new(renderer.styles(), faces.clone());
        Ok(Self { editions: Editions::built_in().clone(), templates, renderer, typesetter, faces, policy: None })
    }

    /// The same engine with other editions of the form.
    pub fn with_editions(self, editions: Editions) -> Self {
        Self { editions, ..self }
    }

    /// The same engine with one policy for all reports, whatever stands beside them.
    pub fn with_policy(self, policy: Policy) -> Self {
        Self { policy: Some(policy), ..self }
    }

    /// Reads a report, and last year's where the input or `prior` names one.
    ///
    /// # Errors
    /// When the input cannot be read, or the file named by `prior`.
    pub fn read(&self, path: &Path, prior: Option<&Path>) -> Result<Input> {
        self.read_beside(path, prior, Sources::default())
    }

    /// Reads a report with those of earlier years: the files of `before` or those that the input names, and those that
    /// these name in turn.
    ///
    /// # Errors
    /// When the input cannot be read, or a file of `before`.
    pub fn read_years(&self, path: &Path, before: &[PathBuf]) -> Result<Input> {
        let wanted = Wanted { before, inside: false, chain: true };
        self.read_with(path, &wanted, Sources::default())
    }

    /// Reads a report with last year's, of which there may be several: those of the agencies that were merged.
    ///
    /// # Errors
    /// Like [`read_years`](Self::read_years).
    pub fn read_after(&self, path: &Path, before: &[PathBuf]) -> Result<Input> {
        self.read_with(path, &Wanted { before, inside: false, chain: false }, Sources::default())
    }

    /// Reads a report that somebody else sent, with last year's: it may not name a file of last year outside its folder.
    ///
    /// # Errors
    /// Like [`read`](Self::read).
    pub fn read_sent(&self, path: &Path, before: &[PathBuf]) -> Result<Input> {
        self.read_with(path, &Wanted { before, inside: true, chain: false }, Sources::default())
    }

    /// Reads a report beside files that have been read already and that its findings may point into.
    ///
    /// # Errors
    /// Like [`read`](Self::read).
    pub fn read_beside(&self, path: &Path, prior: Option<&Path>, sources: Sources) -> Result<Input> {
        self.read_with(path, &Wanted { before: &one(prior), inside: false, chain: false }, sources)
    }

    /// Reads a report with what it is held against.
    fn read_with(&self, path: &Path, wanted: &Wanted<'_>, mut sources: Sources) -> Result<Input> {
        let mut filing = read::read(path, &self.editions, &mut sources)?;
        let EarlierReports { prior, earlier } = earlier::find(path, &mut filing, wanted, &mut sources)?;
        let policy = match &self.policy {
            Some(policy) => policy.clone(),
            None => {
                let (policy, faults) = policy::beside(path, rules::all(), &mut sources);
                filing.faults.extend(faults);
                policy
            }
        };
        Ok(Input { sources, filing, prior, earlier, policy })
    }

    /// Completes, composes and checks a report.
    ///
    /// # Errors
    /// When a standard wording is a broken template.
    pub fn examine(&self, input: &Input) -> Result<Examined> {
        let prior_figures = input.prior.as_ref().map(|prior| Figures::complete(prior, None));
        let figures = Figures::complete(&input.filing, prior_figures.as_ref());
        let narrative = narrative::compose(&input.filing, &figures, &self.templates, &|| input.years(&figures))?;
        let mut findings = self.look(input, (&figures, &narrative), prior_figures.as_ref(), rules::check);
        let off = input.policy.apply(&mut findings);
        finding::sort(&mut findings);
        Ok(Examined { figures, narrative, findings, off })
    }

    /// The accounts that an examined report tells in its text alone, with all their figures, by their keys.
    pub fn accounts_in_text(&self, input: &Input, examined: &Examined) -> BTreeMap<String, AccountInput> {
        self.look(input, (&examined.figures, &examined.narrative), None, rules::accounts_in_text)
    }

    /// Looks at all that is known of a report.
    fn look<T>(
        &self,
        input: &Input,
        (figures, narrative): (&Figures, &Narrative),
        prior: Option<&Figures>,
        look: impl FnOnce(&Case<'_>) -> T,
    ) -> T {
        look(&Case {
            sources: &input.sources,
            filing: &input.filing,
            figures,
            prior: input.prior.as_ref().zip(prior).map(|(filing, figures)| Prior { filing, figures }),
            narrative,
            policy: &input.policy,
            cuts: rules::Cuts::default(),
            lacks_glyph: &|c| self.faces.lacks(meant(c)),
            lacks_in_title: &|c| self.faces.lacks_in_title(meant(c)),
        })
    }

    /// Renders an examined report, and its letter where it has one.
    ///
    /// # Errors
    /// When a template asks for something that a report does not have.
    pub fn render(&self, input: &Input, examined: Examined, view: View) -> Result<Rendered> {
        let letter = LetterView::new(&input.filing, &examined.narrative).filter(|_| !view.alone);
        let annexed = view.annex || input.filing.has_annex();
        // Without a year there are none to compare.
        let years = (annexed && input.filing.year.is_some()).then(|| input.years(&examined.figures));
        let report = Report::new(&input.filing, &examined.figures, examined.narrative, &view, years.as_ref());
        let letter = letter.map(|letter| self.render_letter(&letter, &report, &view)).transpose()?;
        let page = if view.pageless { WebPage::default() } else { self.renderer.report_page(&report)? };
        let WebPage { html, fragment } = page;
        let docx = view.docx.then(|| self.renderer.report_docx(&report, &self.typesetter)).transpose()?;
        Ok(Rendered { typst: self.renderer.report_typst(&report)?, html, fragment, docx, letter })
    }

    /// Renders a letter, by itself and with the report bound to it, as far as they are asked for.
    fn render_letter(&self, letter: &LetterView, report: &Report, view: &View) -> Result<RenderedLetter> {
        let (bound, paged, docx) = (!view.unbound, !view.pageless, view.docx);
        let page = LetterPage { letter, draft: report.draft, proof: report.proof };
        let whole = Whole { letter, report };
        let public = (paged && !letter.is_secret).then(|| self.renderer.letter_page(&page)).transpose()?;
        let (html, fragment) = public.map(|WebPage { html, fragment }| (html, fragment)).unzip();
        Ok(RenderedLetter {
            title: letter.title.clone(),
            typst: self.renderer.letter_typst(&page)?,
            html,
            fragment,
            unbound: letter.unbound(),
            docx: docx.then(|| self.renderer.letter_docx(&page, &self.typesetter)).transpose()?,
            whole: bound.then(|| self.renderer.whole_typst(&whole)).transpose()?,
            whole_docx: (bound && docx).then(|| self.renderer.whole_docx(&whole, &self.typesetter)).transpose()?,
        })
    }

    /// The charts of a report, each as an SVG file and a PNG file; those of a draft say so, whatever errors it has.
    ///
    /// # Errors
    /// When a template asks for something that a chart does not have.
    pub fn charts(&self, input: &Input, examined: &Examined, is_draft: bool) -> Result<Vec<ChartFiles>> {
        let sheets = ChartSheet::all(&input.years(&examined.figures), &Canvas::PAGE, is_draft);
        let files = |sheet: ChartSheet| {
            let png = self.typesetter.png(&self.renderer.drawing_typst(&sheet.title, &sheet.drawing)?, CHART_SCALE)?;
            let svg = signed(self.renderer.drawing_svg(&sheet)?, Sign::Markup);
            Ok(ChartFiles { svg, png, title: sheet.title, key: sheet.key })
        };
        sheets.into_iter().map(files).collect()
    }

    /// The poster of a report; that of a draft says so, whatever errors it has.
    ///
    /// # Errors
    /// When a template asks for something that a poster does not have.
    pub fn poster(&self, input: &Input, examined: &Examined, is_draft: bool) -> Result<PosterFiles> {
        let PosterWords { mark, sentences, foot } = examined.narrative.poster.clone();
        let mark = if is_draft { mark + DRAFT } else { mark };
        let text = PosterText { title: input.filing.exact_title(), mark, sentences, foot };
        let poster = Poster::new(text, &input.years(&examined.figures));
        Ok(PosterFiles {
            png: self.typesetter.png(&self.renderer.drawing_typst(&poster.title, &poster.drawing)?, 1.0)?,
            svg: signed(self.renderer.drawing_svg(&poster)?, Sign::Markup),
            html: signed(self.renderer.poster_html(&poster)?, Sign::Markup),
        })
    }

    /// Digest of all that every report of this engine is made with: program, templates, forms, faces, policy.
    pub fn fingerprint(&self) -> String {
        let faces = self.faces.fingerprint();
        let policy = self.policy.as_ref().map(Policy::digest).unwrap_or_default();
        let templates = self.templates.texts().flat_map(|(name, text)| [name, text]);
        let forms = self.editions.all().iter().flat_map(|form| form.texts());
        let own = [env!("CARGO_PKG_VERSION"), faces.as_str(), policy.as_str()];
        digest(own.into_iter().chain(templates).chain(forms))
    }

    /// The page of a district's run.
    ///
    /// # Errors
    /// When the template asks for something that a run does not have.
    pub fn district_page(&self, page: &impl Serialize) -> Result<String> {
        self.renderer.district_page(page)
    }

    /// A text for people, such as a notice to a unit, made by one of the `.txt` templates.
    ///
    /// # Errors
    /// When the template asks for something that is not there.
    pub fn text(&self, template: &str, page: &impl Serialize) -> Result<String> {
        self.renderer.text(template, page)
    }

    /// The code book as a PDF.
    ///
    /// # Errors
    /// When its template is broken.
    pub fn rules_pdf(&self, page: &impl Serialize) -> Result<Vec<u8>> {
        self.typesetter.pdf(&self.renderer.rules_typst(page)?)
    }

    /// The editions of the form.
    pub fn editions(&self) -> &Editions {
        &self.editions
    }

    /// The typesetter.
    pub fn typesetter(&self) -> &Typesetter {
        &self.typesetter
    }
}

impl Examined {
    /// A report as a draft that can be held against another one.
    pub fn draft<'a>(&'a self, input: &'a Input) -> ReportDraft<'a> {
        let passage = |key: &str, heading: &str, text: String| PrintedPart {
            key: key.to_owned(),
            heading: heading.to_owned(),
            text,
        };
        let title = passage("title", "报告的标题", input.filing.exact_title());
        let preface = passage("preface", "引言", plain_text(&self.narrative.preface));
        let chapters = self.narrative.sections.iter().map(|chapter| {
            let text = plain_text(&chapter.before) + &plain_text(&chapter.after);
            passage(&chapter.key, &chapter.title, text)
        });
        let letter = self
            .narrative
            .letter
            .iter()
            .map(|letter| passage(LETTER, "报送的公文", format!("{}\n{}", letter.title, plain_text(&letter.body))));
        let passages = [title, preface].into_iter().chain(chapters).chain(letter).collect();
        let is_printed = input.sources.get(input.filing.source).is_published();
        ReportDraft { filing: &input.filing, figures: &self.figures, passages, is_printed }
    }
}

/// A path as a list.
fn one(path: Option<&Path>) -> Vec<PathBuf> {
    path.map(Path::to_owned).into_iter().collect()
}

impl Input {
    /// The report's figures beside those of earlier years.
    pub fn years(&self, figures: &Figures) -> Years {
        let earlier: Vec<Filing> = self.prior.iter().chain(&self.earlier).cloned().collect();
        Years::new(&self.filing, figures, &earlier)
    }
}
