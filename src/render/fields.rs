//! Rows of tables of a web page, whose fields hold nothing but text.

use std::fmt::Write as _;

use minijinja::{Error, HtmlEscape, Value};

/// What is escaped in a web page.
const SPECIAL: [char; 6] = ['<', '>', '&', '"', '\'', '/'];

/// The texts of a row, each between what begins and what ends a field; a filter, since rows are many and fields more.
pub(super) fn fields(row: &Value, start: &str, end: &str) -> Result<Value, Error> {
    let mut out = String::new();
    for field in row.try_iter()? {
        out.push_str(start);
        match field.as_str() {
            Some(text) if !text.contains(SPECIAL) => out.push_str(text),
            Some(text) => write!(out, "{}", HtmlEscape(text)).expect("a String takes everything"),
            None => write!(out, "{}", HtmlEscape(&field.to_string())).expect("a String takes everything"),
        }
        out.push_str(end);
    }
    Ok(Value::from_safe_string(out))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_are_escaped_like_any_text_of_a_page() {
        let row = Value::from(vec!["1/2", "甲<乙>&\"丙'", "12"]);
        let made = fields(&row, "<td>", "</td>").expect("it is a list");
        let mut env = minijinja::Environment::new();
        let page = "{% for field in row %}<td>{{ field }}</td>{% endfor %}";
        env.add_template("row.html", page).expect("it is a template");
        let template = env.get_template("row.html").expect("it was added");
        let usual = template.render(minijinja::context! { row }).expect("it can be filled");
        assert_eq!(made.as_str(), Some(usual.as_str()));
        assert!(made.is_safe());
    }
}
