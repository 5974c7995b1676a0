//! From a report to the sources of its PDF and its web page.
//!
//! In `.typ` templates every printed value becomes a Typst literal, so that nothing a clerk types can become
//! markup; in `.html` templates the usual escaping holds. Undefined names are errors.

mod literal;

use minijinja::value::Serde;
use minijinja::{AutoEscape, Environment, ErrorKind, UndefinedBehavior, Value};

use crate::error::{Error, Result};
use crate::report::Report;
use crate::templates::Templates;

/// The templates compiled, for any number of reports.
pub struct Renderer {
    env: Environment<'static>,
    style: String,
}

impl Renderer {
    /// Compiles the templates.
    ///
    /// # Errors
    /// When one of them is broken.
    pub fn new(templates: &Templates) -> Result<Self> {
        let mut env = Environment::new();
        env.set_undefined_behavior(UndefinedBehavior::Strict);
        env.set_fuel(Some(20_000_000));
        env.set_auto_escape_callback(|name| match name.rsplit('.').next() {
            Some("typ") => AutoEscape::Custom("typst".into()),
            Some("html") => AutoEscape::Html,
            _ => AutoEscape::None,
        });
        env.set_formatter(|out, state, value| match state.auto_escape() {
            AutoEscape::Custom(name) if name == "typst" => {
                if value.is_undefined() {
                    return Err(minijinja::Error::from(ErrorKind::UndefinedError));
                }
                let literal = literal::literal(value);
                out.write_str(&literal).map_err(|_| minijinja::Error::from(ErrorKind::WriteFailure))
            }
            _ => minijinja::escape_formatter(out, state, value),
        });
        for name in ["report.typ", "report.html"] {
            env.add_template_owned(name, templates.get(name).to_owned()).map_err(|error| broken(name, &error))?;
        }
        env.add_global("stylesheet", Value::from_safe_string(templates.get("style.css").to_owned()));
        Ok(Self { env, style: templates.get("style.typ").to_owned() })
    }

    /// The Typst source of a report; it imports the [style](Self::style).
    ///
    /// # Errors
    /// When the template asks for something that a report does not have.
    pub fn typst(&self, report: &Report) -> Result<String> {
        self.render("report.typ", report)
    }

    /// The web page of a report.
    ///
    /// # Errors
    /// When the template asks for something that a report does not have.
    pub fn html(&self, report: &Report) -> Result<String> {
        self.render("report.html", report)
    }

    /// The Typst style that all reports share.
    pub fn style(&self) -> &str {
        &self.style
    }

    /// A template filled with a report.
    fn render(&self, name: &str, report: &Report) -> Result<String> {
        let template = self.env.get_template(name).map_err(|error| broken(name, &error))?;
        template.render(Value::from(Serde(report))).map_err(|error| broken(name, &error))
    }
}

/// A template error with its line.
fn broken(name: &str, error: &minijinja::Error) -> Error {
    let place = match error.line() {
        Some(line) => format!("{}:{line}", error.name().unwrap_or(name)),
        None => name.to_owned(),
    };
    let reason = match error.kind() {
        ErrorKind::UndefinedError => "用到了没有的名称".to_owned(),
        ErrorKind::SyntaxError => format!("写法有误（{}）", error.detail().unwrap_or("")),
        _ => error.to_string(),
    };
    Error::Template { place, reason }
}
