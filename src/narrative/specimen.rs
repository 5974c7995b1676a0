//! Standard wordings that are brought, tried on specimens: a name that means nothing is told before anything is printed.

use std::collections::BTreeMap;
use std::sync::Arc;

use minijinja::{Environment, Value};
use rust_decimal::Decimal;

use crate::figures::Figures;
use crate::filing::{AccountInput, AccountUnit, Entry, Filing};
use crate::form::{Fault, FaultKind, Form, Wording};
use crate::prose::expression::{told, unknown_name};
use crate::prose::named::map;
use crate::prose::{environment, vocabulary};
use crate::source::{Located, Sources, Span};

/// Everything that is wrong with the standard wordings for reports of a form.
pub fn wording_faults(wording: &Wording, form: &Arc<Form>) -> Vec<Fault> {
    let env = environment::of_wordings();
    let specimens = [names(form, 1, 0), names(form, 0, 1)];
    wording.all().filter_map(|(path, text)| fault(&env, (&path, text), wording, &specimens)).collect()
}

/// What is wrong with one wording, if anything.
fn fault(
    env: &Environment<'_>,
    (path, text): (&str, &str),
    wording: &Wording,
    specimens: &[Vec<(String, Value)>],
) -> Option<Fault> {
    let at = |word: &str, kind: FaultKind, what: String, hint: String| {
        Some(Fault::new(kind, &wording.place(path, word), format!("标准用语 {path}：{what}。"), hint))
    };
    let template = match env.template_from_named_str(path, text) {
        Ok(template) => template,
        Err(error) => return at("", FaultKind::Syntax, told(&error), "照 nianbao forms 写出的文件改正".to_owned()),
    };
    let mut used: Vec<String> = template.undeclared_variables(true).into_iter().collect();
    used.sort();
    for names in specimens {
        let context = context(env, path, wording, names);
        for name in used.iter().filter(|name| !is_of_district(name)) {
            if let Some((unknown, close)) = unknown_name(name, &context) {
                let word = unknown.rsplit('.').next().unwrap_or_default();
                let hint = close.map_or_else(|| "改正这个名称".to_owned(), |close| format!("是不是想写 {close}？"));
                return at(word, FaultKind::Nowhere, format!("没有 {unknown} 这个名称"), hint);
            }
        }
        // Names of an office's own units are there in a district only.
        let rendered = template.render(&context).map_err(|error| told(&error));
        if let Err(why) = rendered.map(drop)
            && !used.iter().any(|name| is_of_district(name))
        {
            return at("", FaultKind::Nowhere, why, "核对用到的名称和过滤器".to_owned());
        }
    }
    None
}

/// Whether a name is known in the report of a district only.
fn is_of_district(name: &str) -> bool {
    name.split('.').next() == Some("units")
}

/// The names that a wording can use.
fn context(env: &Environment<'_>, path: &str, wording: &Wording, names: &[(String, Value)]) -> Value {
    if path.starts_with("sentences.") {
        return map(names.iter().cloned());
    }
    let own = ["year", "agency", "form", "report"];
    let kept = names.iter().filter(|(name, _)| own.contains(&name.as_str())).cloned();
    let words = || Value::from(vec!["示例".to_owned(), "示例".to_owned()]);
    let listed = [("titles", words()), ("count", Value::from("六")), ("notices", words())];
    let of_letters = [("issuers", words()), ("submitted", Value::from("示例"))];
    let all: Vec<(String, Value)> =
        kept.chain(listed.into_iter().chain(of_letters).map(|(name, value)| (name.to_owned(), value))).collect();
    let plain = map(all.clone());
    let shared = wording.shared.iter().map(|(name, text)| {
        let text = env.render_named_str(name, text, plain.clone()).unwrap_or_default();
        (name.clone(), Value::from(text))
    });
    map(all.into_iter().chain([("shared".to_owned(), map(shared.collect::<Vec<_>>()))]))
}

/// What prose can name in a report whose figures are all one number, and those of the year before another.
fn names(form: &Arc<Form>, number: u32, before: u32) -> Vec<(String, Value)> {
    let (filing, last) = (filing(form, number), filing(form, before));
    let figures = Figures::complete(&filing, Some(&Figures::complete(&last, None)));
    let mut names = vocabulary::names(&filing, &figures);
    names.insert("report".to_owned(), map([("title", Value::from(filing.exact_title()))]));
    names.into_iter().collect()
}

/// A filing whose figures are all one number.
fn filing(form: &Arc<Form>, number: u32) -> Filing {
    let at = Span::new(Sources::default().next(), 0..0);
    let amount = Decimal::from(number);
    let cell = |id| Located { value: Entry::number(amount, form.cell(id).kind).0, at: at.clone() };
    let mut filing = Filing::empty(at.source, form.clone());
    filing.year = Some(Located { value: 2025, at: at.clone() });
    filing.cells = form.lines.iter().flat_map(|line| &line.inputs).map(|id| (*id, cell(*id))).collect();
    for account in &form.accounts {
        let keys = || account.figures.iter().map(|figure| figure.key.clone());
        let figures = keys().map(|key| (key, Located { value: amount, at: at.clone() })).collect();
        let shares = keys().map(|key| (key, amount)).collect();
        let unit = AccountUnit { unit: "示例".to_owned(), figures: shares, places: BTreeMap::new() };
        filing.accounts.insert(account.key.clone(), AccountInput { figures, units: vec![unit] });
    }
    filing
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::form::{BUILT_IN_WORDING, Editions};

    #[test]
    fn the_built_in_wordings_are_sound_for_every_edition() {
        let wording = Wording::parse(BUILT_IN_WORDING).expect("the built-in wordings are sound");
        for form in Editions::built_in().all() {
            assert_eq!(wording_faults(&wording, form), Vec::new());
        }
    }
}
