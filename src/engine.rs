//! The way through: read, complete, compose, check, view, render, typeset.

use std::path::Path;
use std::sync::Arc;

use serde::Serialize;

use crate::digest::digest;
use crate::document::Spelling;
use crate::error::Result;
use crate::figures::Figures;
use crate::file::{self, Reach};
use crate::filing::Filing;
use crate::finding::{self, Finding};
use crate::form::Editions;
use crate::letter::LetterView;
use crate::narrative::{self, Narrative};
use crate::policy::{self, Policy, SwitchedOff};
use crate::read;
use crate::render::{LetterPage, Pair, Renderer, Whole};
use crate::report::{Report, View};
use crate::rule::input;
use crate::rules::{self, Case, Prior};
use crate::source::{Located, Sources};
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
    /// Last year's input.
    pub prior: Option<Filing>,
    /// What the office lays down for itself.
    pub policy: Policy,
}

/// A report examined: completed, composed and checked.
#[derive(Debug)]
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
    /// Its web page.
    pub html: String,
    /// The letter it is submitted with, if there is one.
    pub letter: Option<RenderedLetter>,
}

/// A letter rendered.
#[derive(Debug)]
pub struct RenderedLetter {
    /// Its title, which its files are named after.
    pub title: String,
    /// Its Typst source.
    pub typst: String,
    /// Its web page, unless it is secret.
    pub html: Option<String>,
    /// The Typst source of the letter with the report bound to it, unless that was left out.
    pub whole: Option<String>,
    /// What is attached and not bound, with numbers.
    pub unbound: Vec<String>,
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

    /// Reads a report that somebody else sent: it may not name a file of last year outside its folder.
    ///
    /// # Errors
    /// Like [`read`](Self::read).
    pub fn read_sent(&self, path: &Path, prior: Option<&Path>) -> Result<Input> {
        self.read_with(path, prior, Sources::default(), true)
    }

    /// Reads a report beside files that have been read already and that its findings may point into.
    ///
    /// # Errors
    /// Like [`read`](Self::read).
    pub fn read_beside(&self, path: &Path, prior: Option<&Path>, sources: Sources) -> Result<Input> {
        self.read_with(path, prior, sources, false)
    }

    /// Reads a report with last year's, whose file may have to stay in the folder of the input that names it.
    fn read_with(&self, path: &Path, prior: Option<&Path>, mut sources: Sources, inside: bool) -> Result<Input> {
        let mut filing = read::read(path, &self.editions, &mut sources)?;
        let editions = filing.editions.clone();
        let prior = match (prior, filing.prior.clone()) {
            (Some(path), _) => Some(read::read_whole(path, &editions, &mut sources)?),
            (None, Some(named)) => match named_prior((path, &editions), &named, &mut sources, inside) {
                Ok(prior) => Some(prior),
                Err(fault) => {
                    filing.faults.push(*fault);
                    None
                }
            },
            (None, None) => filing.before(),
        };
        let policy = match &self.policy {
            Some(policy) => policy.clone(),
            None => {
                let (policy, faults) = policy::beside(path, rules::all(), &mut sources);
                filing.faults.extend(faults);
                policy
            }
        };
        Ok(Input { sources, filing, prior, policy })
    }

    /// Completes, composes and checks a report.
    ///
    /// # Errors
    /// When a standard wording is a broken template.
    pub fn examine(&self, input: &Input) -> Result<Examined> {
        let prior_figures = input.prior.as_ref().map(|prior| Figures::complete(prior, None));
        let figures = Figures::complete(&input.filing, prior_figures.as_ref());
        let narrative = narrative::compose(&input.filing, &figures, &self.templates)?;
        let prior = input.prior.as_ref().zip(prior_figures.as_ref());
        let mut findings = rules::check(&Case {
            sources: &input.sources,
            filing: &input.filing,
            figures: &figures,
            prior: prior.map(|(filing, figures)| Prior { filing, figures }),
            narrative: &narrative,
            policy: &input.policy,
            has_glyph: &|c| self.faces.has(c),
        });
        let off = input.policy.apply(&mut findings);
        finding::sort(&mut findings);
        Ok(Examined { figures, narrative, findings, off })
    }

    /// Renders an examined report, and its letter where it has one.
    ///
    /// # Errors
    /// When a template asks for something that a report does not have.
    pub fn render(&self, input: &Input, examined: Examined, view: View) -> Result<Rendered> {
        let letter = LetterView::new(&input.filing, &examined.narrative);
        let bound = !view.unbound;
        let report = Report::new(&input.filing, &examined.figures, examined.narrative, view);
        let letter = letter.map(|letter| self.render_letter(&letter, &report, bound)).transpose()?;
        let Pair { typst, html } = self.renderer.report(&report)?;
        Ok(Rendered { typst, html, letter })
    }

    /// Renders a letter, by itself and with the report bound to it.
    fn render_letter(&self, letter: &LetterView, report: &Report, bound: bool) -> Result<RenderedLetter> {
        let page = LetterPage { letter, draft: report.draft, proof: report.proof };
        let Pair { typst, html } = self.renderer.letter(&page)?;
        Ok(RenderedLetter {
            title: letter.title.clone(),
            typst,
            html: (!letter.is_secret).then_some(html),
            unbound: letter.unbound(),
            whole: bound.then(|| self.renderer.whole_typst(&Whole { letter, report })).transpose()?,
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

/// Last year's file that an input names; a fault of the input when it cannot be read.
fn named_prior(
    (path, editions): (&Path, &Editions),
    named: &Located<String>,
    sources: &mut Sources,
    inside: bool,
) -> std::result::Result<Filing, Box<Finding>> {
    let folder = path.parent().unwrap_or(Path::new("."));
    let called = Spelling::of(sources.get(named.at.source)).call("prior");
    let fault = |fact: &str| {
        let message = format!("{called}：{fact}。");
        Box::new(Finding::new(&input::PRIOR_FILE, message).mark(&named.at, "").key("prior"))
    };
    let reach = if inside { Reach::Inside } else { Reach::Above };
    if let Some(why) = file::refusal(folder, &named.value, reach) {
        let hint = if inside {
            "把上年的文件放到这个文件夹里；或放进“上年”文件夹，由地区在 district.toml 里用 prior 写明"
        } else {
            "写从这个文件所在的文件夹起的路径，如 ../上年/report.toml；别处的文件用 --prior 给出"
        };
        return Err(Box::new(fault(&format!("{} {why}，没有读", named.value)).hint(hint)));
    }
    read::read_whole(&folder.join(&named.value), editions, sources).map_err(|error| {
        let reason = error.to_string();
        fault(&format!("读不了上年文件：{}", reason.lines().next().unwrap_or_default().trim_end_matches('。')))
    })
}
