//! TOML syntax errors as findings.

use toml::de::Error;

use crate::finding::Finding;
use crate::rule::input;
use crate::source::{SourceId, Span};
use crate::syntax::explained;

/// Most errors that are told of one file; what follows is usually a consequence.
const MOST: usize = 20;

/// The parser's errors as findings in a source.
pub(super) fn findings(source: SourceId, text: &str, errors: &[Error]) -> Vec<Finding> {
    let tell = |error: &Error| {
        let fault = explained(text, error);
        let hint = fault.hint.unwrap_or_else(|| input::SYNTAX.remedy.to_owned());
        let finding = Finding::new(&input::SYNTAX, format!("TOML 写法：{}。", fault.what));
        finding.mark(&Span::new(source, fault.at), fault.mark).hint(hint)
    };
    errors.iter().take(MOST).map(tell).collect()
}
