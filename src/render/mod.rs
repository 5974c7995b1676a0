//! From a report to the sources of its PDF, its web page, and its file for Word.
//!
//! In `.typ` templates every printed value becomes a Typst literal, so that nothing a clerk types can become
//! markup; in `.html` and `.xml` templates the usual escaping holds. Undefined names are errors.

mod fault;
mod fields;
mod literal;
mod long;
mod word;

use minijinja::value::Serde;
use minijinja::{AutoEscape, Environment, ErrorKind, UndefinedBehavior, Value, context};

use serde::Serialize;

use crate::charts::{Drawing, PrintedDrawing, PrintedSheet};
use crate::error::Result;
use crate::form::WORDING;
use crate::letter::LetterView;
use crate::report::Report;
use crate::templates::{BUILT_IN, Templates};
use crate::typeset::FILLED;
use fault::broken;

/// The Typst files that hold all looks.
const STYLES: &[&str] = &[
    "lines.typ",
    "charts.typ",
    "style.typ",
    "letter-head.typ",
    "letter-style.typ",
    "proof-style.typ",
    "word-measures.typ",
];

/// What web pages are laid out by; it stands in each.
const STYLESHEET: &str = "style.css";

/// Whether a template is filled, or included by one that is.
fn is_filled(name: &str) -> bool {
    !STYLES.contains(&name) && name != STYLESHEET && name != WORDING
}

/// The text of a built-in template that is filled.
fn built_in(name: &str) -> Option<&'static str> {
    BUILT_IN.iter().find(|(known, _)| *known == name && is_filled(known)).map(|(_, text)| *text)
}

/// A letter by itself.
#[derive(Serialize)]
pub struct LetterPage<'a> {
    /// The letter.
    pub letter: &'a LetterView,
    /// Whether every page is marked as a draft.
    pub draft: bool,
    /// Whether the grid and the elements of the standard are drawn over every page.
    pub proof: bool,
}

/// A letter with the report bound to it.
#[derive(Serialize)]
pub struct Whole<'a> {
    /// The letter.
    pub letter: &'a LetterView,
    /// The report.
    #[serde(flatten)]
    pub report: &'a Report,
}

/// The templates, compiled once for any number of reports.
pub struct Renderer {
    env: Environment<'static>,
    styles: Vec<(&'static str, String)>,
}

/// A document for the web.
#[derive(Debug, Default)]
pub struct WebPage {
    /// Its web page.
    pub html: String,
    /// What of it is pasted into a site's editor.
    pub fragment: String,
}

impl Renderer {
    /// Takes the templates in.
    ///
    /// # Errors
    /// When one that is not built in is broken.
    pub fn new(templates: &Templates) -> Result<Self> {
        let mut env = Environment::new();
        env.set_undefined_behavior(UndefinedBehavior::Strict);
        env.set_fuel(Some(20_000_000));
        env.set_auto_escape_callback(|name| match name.rsplit('.').next() {
            Some("typ") => AutoEscape::Custom("typst".into()),
            Some("html" | "svg" | "xml" | "rels") => AutoEscape::Html,
            _ => AutoEscape::None,
        });
        env.set_formatter(|out, state, value| match state.auto_escape() {
            AutoEscape::Custom(name) if name == "typst" => {
                if value.is_undefined() {
                    return Err(minijinja::Error::from(ErrorKind::UndefinedError));
                }
                if let Some(expression) = value.as_str().filter(|_| value.is_safe()) {
                    return out.write_str(expression).map_err(|_| minijinja::Error::from(ErrorKind::WriteFailure));
                }
                let literal = literal::literal(value);
                out.write_str(&literal).map_err(|_| minijinja::Error::from(ErrorKind::WriteFailure))
            }
            _ => minijinja::escape_formatter(out, state, value),
        });
        // The built-in ones are compiled when they are first asked for: a run needs few of them.
        env.set_loader(|name| Ok(built_in(name).map(str::to_owned)));
        let own = BUILT_IN.iter().filter(|(name, text)| is_filled(name) && templates.get(name) != *text);
        for (name, _) in own {
            env.add_template_owned(*name, templates.get(name).to_owned())
                .map_err(|error| broken(name, &error, |name| Some(templates.get(name).to_owned())))?;
        }
        env.add_global("stylesheet", Value::from_safe_string(templates.get(STYLESHEET).to_owned()));
        env.add_global("block_width", word::WIDTH);
        env.add_filter("across", word::across);
        env.add_filter("data", literal::data);
        env.add_filter("fields", fields::fields);
        env.add_filter("toml", |text: String| toml::Value::String(text).to_string());
        let styles = STYLES.iter().map(|name| (*name, templates.get(name).to_owned())).collect();
        Ok(Self { env, styles })
    }

    /// A report as Typst source, which imports the [styles](Self::styles).
    ///
    /// # Errors
    /// When the template asks for something that a report does not have.
    pub fn report_typst(&self, report: &Report) -> Result<String> {
        self.render("report.typ", Value::from(Serde(report)))
    }

    /// A report as web page.
    ///
    /// # Errors
    /// When a template asks for something that a report does not have.
    pub fn report_page(&self, report: &Report) -> Result<WebPage> {
        self.page("report-fragment.html", "report.html", report)
    }

    /// A letter as Typst source.
    ///
    /// # Errors
    /// When the template asks for something that a letter does not have.
    pub fn letter_typst(&self, page: &LetterPage<'_>) -> Result<String> {
        self.render("letter.typ", Value::from(Serde(page)))
    }

    /// A letter as web page.
    ///
    /// # Errors
    /// When a template asks for something that a letter does not have.
    pub fn letter_page(&self, page: &LetterPage<'_>) -> Result<WebPage> {
        self.page("letter-fragment.html", "letter.html", page)
    }

    /// The Typst source of a letter with the report bound to it.
    ///
    /// # Errors
    /// When the template asks for something that neither has.
    pub fn whole_typst(&self, whole: &Whole<'_>) -> Result<String> {
        self.render("whole.typ", Value::from(Serde(whole)))
    }

    /// The page of a district's run.
    ///
    /// # Errors
    /// When the template asks for something that a run does not have.
    pub fn district_page(&self, page: &impl Serialize) -> Result<String> {
        let mut env = self.env.clone();
        // It grows with the number of units, unlike a report.
        env.set_fuel(None);
        render(&env, "district.html", Value::from(Serde(page)))
    }

    /// A text for people, made by one of the `.txt` templates.
    ///
    /// # Errors
    /// When the template asks for something that is not there.
    pub fn text(&self, template: &str, page: &impl Serialize) -> Result<String> {
        self.render(template, Value::from(Serde(page))).map(|text| text.trim().to_owned() + "\n")
    }

    /// The Typst source of the code book.
    ///
    /// # Errors
    /// When the template asks for something that the code book does not have.
    pub fn rules_typst(&self, page: &impl Serialize) -> Result<String> {
        self.render("rules.typ", Value::from(Serde(page)))
    }

    /// A drawing with its title as Typst source.
    ///
    /// # Errors
    /// When the template asks for something that a drawing does not have.
    pub fn drawing_typst(&self, title: &str, drawing: &Drawing) -> Result<String> {
        let sheet = PrintedSheet { title, drawing: PrintedDrawing::new(drawing) };
        self.render("drawing.typ", Value::from(Serde(&sheet)))
    }

    /// A drawing as an SVG file.
    ///
    /// # Errors
    /// Like [`drawing_typst`](Self::drawing_typst).
    pub fn drawing_svg(&self, sheet: &impl Serialize) -> Result<String> {
        self.render("drawing.svg", Value::from(Serde(sheet)))
    }

    /// A poster as a web page.
    ///
    /// # Errors
    /// When the template asks for something that a poster does not have.
    pub fn poster_html(&self, poster: &impl Serialize) -> Result<String> {
        self.render("poster.html", Value::from(Serde(poster)))
    }

    /// The Typst styles that all documents share, by file name.
    pub fn styles(&self) -> &[(&'static str, String)] {
        &self.styles
    }

    /// A document's web page, which holds what is copied of it.
    fn page(&self, fragment: &str, html: &str, content: &impl Serialize) -> Result<WebPage> {
        let content = Value::from(Serde(content));
        let fragment = format!("{}\n", self.render(fragment, content.clone())?.trim());
        let inside = context! { fragment => Value::from_safe_string(fragment.clone()), ..content };
        Ok(WebPage { html: self.render(html, inside)?, fragment })
    }

    /// A template filled with a document's content.
    fn render(&self, name: &str, content: Value) -> Result<String> {
        render(&self.env, name, content)
    }
}

/// A template of an environment filled with some content.
fn render(env: &Environment<'_>, name: &str, content: Value) -> Result<String> {
    let text_of = |name: &str| env.get_template(name).ok().map(|template| template.source().to_owned());
    let broken = |error: minijinja::Error| broken(name, &error, text_of);
    let mut text = env.get_template(name).and_then(|template| template.render(content)).map_err(broken)?;
    if name.ends_with(".typ") {
        text.extend([FILLED, name, "\n"]);
    }
    Ok(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_built_in_template_can_be_compiled() {
        let renderer = Renderer::new(&Templates::built_in()).expect("nothing is compiled yet");
        for (name, _) in BUILT_IN.iter().filter(|(name, _)| is_filled(name)) {
            assert!(renderer.env.get_template(name).is_ok(), "{name}");
        }
    }
}
