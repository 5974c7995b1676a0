//! What is wrong with a template, in words: which file, which line, what.

use minijinja::{Error as Cause, ErrorKind};

use crate::characters::beginning;
use crate::error::Error;
use crate::prose::expression::told;

/// Characters of a line that are shown.
const MOST_SHOWN: usize = 40;

/// Parts of the engine's messages about how a template is written, and what they mean.
const MISSPELT: &[(&str, &str)] = &[
    ("expected end of block", "有开头没有结尾：if、for、macro、set 后面要有 endif、endfor、endmacro、endset"),
    ("unknown statement", "没有这个语句（{% 后面的词）"),
    ("end of input", "没有写完（{{、{% 要有 }}、%} 收尾，引号和括号要成对）"),
    ("unexpected", "多了不该有的字符，或括号、引号没有成对"),
];

/// A fault of a template: of the one it is in, where that was included by another; `text` gives a template's own text.
pub(super) fn broken(name: &str, error: &Cause, text: impl Fn(&str) -> Option<String>) -> Error {
    let mut innermost = error;
    while let Some(cause) = std::error::Error::source(innermost).and_then(|source| source.downcast_ref::<Cause>()) {
        innermost = cause;
    }
    let name = innermost.name().or(error.name()).unwrap_or(name);
    let line = innermost.line();
    let place = line.map_or(name.to_owned(), |line| format!("{name} 第 {line} 行{}", shown(text(name), line)));
    let reason = match innermost.kind() {
        ErrorKind::SyntaxError => {
            let detail = innermost.detail().unwrap_or_default();
            let found = MISSPELT.iter().find(|(part, _)| detail.contains(part));
            format!("写法有误：{}", found.map_or("核对括号、引号和语句", |(_, meaning)| meaning))
        }
        ErrorKind::TemplateNotFound => "引入了没有的模板（include、import 后面的文件名）".to_owned(),
        ErrorKind::UnknownTest => "没有这个判断（is 后面的词）".to_owned(),
        ErrorKind::TooManyArguments | ErrorKind::MissingArgument => "参数的个数不对".to_owned(),
        _ => told(innermost),
    };
    Error::Template { place, reason }
}

/// The line itself, where the template is at hand.
fn shown(text: Option<String>, line: usize) -> String {
    let text = text.as_ref().and_then(|text| text.lines().nth(line.saturating_sub(1))).map(str::trim);
    text.filter(|text| !text.is_empty()).map_or(String::new(), |text| format!("“{}”", beginning(text, MOST_SHOWN)))
}
