//! Fields: what Word reckons, such as numbers of pages, and what is shown of those that keep no result.

use crate::xml::XmlElement;

/// Signs that are drawn around a character.
const AROUND: [&str; 8] = ["○", "□", "△", "◇", "〇", "◯", "▲", "◎"];

/// A field being read.
#[derive(Debug, Default)]
pub(super) struct WordField {
    /// What is reckoned.
    code: String,
    /// Words that it is only reckoned from.
    pub held: String,
    /// What was chosen of a list.
    choice: Option<String>,
    /// Whether what it comes to has begun.
    pub has_result: bool,
    /// Whether something of it is shown.
    pub is_shown: bool,
}

impl WordField {
    /// A field that begins.
    pub(super) fn of(begin: &XmlElement) -> Self {
        let list = begin.child("ffData").and_then(|data| data.child("ddList"));
        let choice = list.and_then(|list| {
            let chosen = list.value("result").and_then(|number| number.parse().ok()).unwrap_or(0_usize);
            let mut entries = list.children.iter().filter(|child| child.name == "listEntry");
            entries.nth(chosen)?.attribute("val").map(str::to_owned)
        });
        Self { choice, ..Self::default() }
    }

    /// Adds to what is reckoned.
    pub(super) fn code(&mut self, code: &str) {
        self.code.push_str(code);
    }

    /// What is seen of a field that keeps no result, without its layout; none of one of which nothing is.
    pub(super) fn seen(self) -> Option<String> {
        if self.is_shown {
            return None;
        }
        let code = self.code.trim();
        let name = code.split([' ', '\\', '(']).next().unwrap_or_default().to_ascii_uppercase();
        match name.as_str() {
            "EQ" => Some(equation(code)),
            "FORMCHECKBOX" => Some(String::new()),
            _ => self.choice,
        }
    }
}

/// The characters of an equation one behind the other, a stroke in fractions: `eq \o\ac(○,一)`, `eq \f(1,2)`.
fn equation(code: &str) -> String {
    let inside =
        code.split_once('(').map_or("", |(_, inside)| inside.rsplit_once(')').map_or(inside, |(inside, _)| inside));
    let is_fraction = code.split('(').next().is_some_and(|switches| switches.to_ascii_lowercase().contains("\\f"));
    let pieces = inside.split([',', ';', '，']).map(str::trim).filter(|piece| !AROUND.contains(piece));
    pieces.collect::<Vec<_>>().join(if is_fraction { "/" } else { "" })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_of_equations_are_not_lost() {
        for (code, seen) in
            [(" eq \\o\\ac(○,一)", "一"), ("EQ \\f(1,2) ", "1/2"), ("eq \\s\\up5(2)", "2"), ("eq", ""), ("eq )(", "")]
        {
            let field = WordField { code: code.to_owned(), ..WordField::default() };
            assert_eq!(field.seen().as_deref(), Some(seen), "{code}");
        }
        let field = WordField { code: "PAGE".to_owned(), ..WordField::default() };
        assert_eq!(field.seen(), None);
    }
}
