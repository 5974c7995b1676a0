//! What official texts and letters share: standard wordings put into words, and text without an outline.

use minijinja::{Environment, ErrorKind, Value};

use crate::error::{Error, Result};
use crate::form::Wording;
use crate::prose::expression::{told, unknown_name};
use crate::prose::named::map;
use crate::prose::{Block, Lead};

/// The names of a context, with what several wordings say alike put in as `shared`.
///
/// # Errors
/// When one of those wordings is a broken template.
pub(super) fn with_shared(
    env: &Environment<'_>,
    wording: &Wording,
    context: Vec<(&'static str, Value)>,
) -> Result<Value> {
    let names = map(context.clone());
    let mut shared = Vec::new();
    for (name, text) in &wording.shared {
        let value = render(env, &format!("shared.{name}"), text, &names)?;
        shared.push((name.clone(), value.map_or(Value::UNDEFINED, Value::from)));
    }
    Ok(map(context.into_iter().chain([("shared", map(shared))])))
}

/// A wording with its names put in; none when a figure it uses is not known.
///
/// # Errors
/// When the wording is a broken template.
pub(super) fn render(env: &Environment<'_>, name: &str, wording: &str, context: &Value) -> Result<Option<String>> {
    match env.render_named_str(name, wording, context.clone()) {
        Ok(text) => Ok(Some(text.trim().to_owned())),
        Err(error) if error.kind() == ErrorKind::UndefinedError => Ok(None),
        Err(error) => Err(Error::Template { place: format!("wording.toml 的 {name}"), reason: told(&error) }),
    }
}

/// The same for a wording that is printed in any case: a name that means nothing is told, not printed as nothing.
///
/// # Errors
/// When the wording is a broken template, or uses a name that there is not.
pub(super) fn render_printed(
    env: &Environment<'_>,
    wordings: &Wording,
    name: &str,
    wording: &str,
    context: &Value,
) -> Result<Option<String>> {
    let text = render(env, name, wording, context)?;
    let used = wordings.shared.iter().filter(|(shared, _)| wording.contains(&format!("shared.{shared}")));
    let used = used.map(|(shared, text)| (format!("shared.{shared}"), text.as_str()));
    let unknown = |(name, wording): (String, &str)| {
        let template = env.template_from_named_str(&name, wording).ok()?;
        let mut paths: Vec<String> = template.undeclared_variables(true).into_iter().collect();
        paths.sort();
        Some((name.clone(), paths.iter().find_map(|path| unknown_name(path, context))?))
    };
    let mut all = std::iter::once((name.to_owned(), wording)).chain(used);
    match all.find_map(unknown).filter(|_| text.is_none()) {
        Some((place, (unknown, close))) => {
            let close = close.map_or(String::new(), |close| format!("，是不是想写 {close}？"));
            Err(Error::Template {
                place: format!("wording.toml 的 {place}"),
                reason: format!("没有 {unknown} 这个名称{close}"),
            })
        }
        None => Ok(text),
    }
}

/// Sets headings before the first section as paragraphs: an outline begins with a section.
pub(super) fn without_headings(blocks: &mut [Block]) {
    for block in blocks {
        if let Block::Heading { level, text, .. } = block {
            let lead = Some(Lead { level: *level, text: std::mem::take(text) });
            *block = Block::Paragraph { lead, runs: Vec::new() };
        }
    }
}
