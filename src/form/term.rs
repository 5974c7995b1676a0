//! Sums of figures as declarations write them: `a + b - c`.

use super::name::Name;

/// What a key begins with that is of last year.
const LAST_YEAR: &str = "prior.";

/// Figures that are added up, or taken away.
pub type Terms = Vec<Term>;

/// A figure of this year or of the last.
#[derive(Debug, Clone)]
pub struct Term {
    /// Whether it is taken away.
    pub minus: bool,
    /// Whether it is last year's.
    pub last_year: bool,
    /// Its key: of the form's tree, or of an account and its figure.
    pub key: Name,
}

/// Reads a sum, with `prior.` before what is last year's.
pub(super) fn terms(text: &Name) -> Terms {
    let (mut minus, mut terms) = (false, Vec::new());
    for word in text.split_whitespace() {
        match word {
            "+" => minus = false,
            "-" => minus = true,
            word => {
                let own = word.strip_prefix(LAST_YEAR);
                let key = Name { text: own.unwrap_or(word).to_owned(), at: text.at.clone() };
                terms.push(Term { minus, last_year: own.is_some(), key });
            }
        }
    }
    terms
}
