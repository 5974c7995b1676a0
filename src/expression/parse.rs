//! Reading a regular expression.

use std::iter::Peekable;
use std::str::Chars;

use super::ExpressionMark;
use super::node::{Class, ExpressionNode};

/// Groups inside each other.
const DEEPEST: usize = 24;

/// Times that a part may be counted.
const MOST: usize = 200;

/// Reads an expression with marks that stand for others; what is wrong is told in words.
pub(super) fn parse(expression: &str, marks: &[ExpressionMark]) -> Result<ExpressionNode, String> {
    let mut reader = ExpressionReader { rest: expression.chars().peekable(), marks, depth: 0 };
    let node = reader.alternatives()?;
    match reader.rest.next() {
        None => Ok(node),
        Some(_) => Err("右括号 ) 没有配上左括号".to_owned()),
    }
}

/// An expression being read.
struct ExpressionReader<'e> {
    rest: Peekable<Chars<'e>>,
    marks: &'e [ExpressionMark],
    depth: usize,
}

impl ExpressionReader<'_> {
    /// Reads alternatives, up to the end of their group.
    fn alternatives(&mut self) -> Result<ExpressionNode, String> {
        let mut all = vec![self.sequence()?];
        while self.rest.next_if_eq(&'|').is_some() {
            all.push(self.sequence()?);
        }
        Ok(if all.len() == 1 { all.remove(0) } else { ExpressionNode::Either(all) })
    }

    /// Reads parts one behind the other, those that are characters in one.
    fn sequence(&mut self) -> Result<ExpressionNode, String> {
        let mut parts = Vec::new();
        while let Some(c) = self.rest.next_if(|c| !matches!(c, '|' | ')')) {
            match parts.last_mut() {
                Some(ExpressionNode::Text(text)) if self.is_plain(c) => text.push(c),
                _ => {
                    let part = self.part(c)?;
                    parts.push(self.repeated(part)?);
                }
            }
        }
        Ok(if parts.len() == 1 { parts.remove(0) } else { ExpressionNode::Sequence(parts) })
    }

    /// Whether a character that was read stands for itself, once.
    fn is_plain(&mut self, c: char) -> bool {
        !matches!(c, '(' | '[' | '^' | '$' | '.' | '\\' | '?' | '*' | '+' | '{')
            && !matches!(self.rest.peek(), Some('?' | '*' | '+' | '{'))
            && !self.marks.iter().any(|mark| mark.text.starts_with(c))
    }

    /// Reads a part that begins with a character.
    fn part(&mut self, first: char) -> Result<ExpressionNode, String> {
        Ok(match first {
            '(' => self.group()?,
            '[' => ExpressionNode::Class(self.class()?),
            '^' => ExpressionNode::Start,
            '$' => ExpressionNode::End,
            '.' => ExpressionNode::Class(Class::new(vec![('\n', '\n')], true)),
            '\\' => match self.escaped()? {
                Escaped::Char(c) => ExpressionNode::Text(c.to_string()),
                Escaped::Class(ranges) => ExpressionNode::Class(Class::new(ranges, false)),
            },
            '?' | '*' | '+' | '{' => return Err(format!("{first} 前面没有要重复的")),
            c => self.mark(c).unwrap_or_else(|| ExpressionNode::Text(c.to_string())),
        })
    }

    /// Reads the rest of a mark that begins with a character, if it is one.
    fn mark(&mut self, first: char) -> Option<ExpressionNode> {
        for mark in self.marks.iter().filter(|mark| mark.text.starts_with(first)) {
            let mut ahead = self.rest.clone();
            if mark.text.chars().skip(1).all(|c| ahead.next_if_eq(&c).is_some()) {
                self.rest = ahead;
                return Some(ExpressionNode::Shared(mark.node.clone()));
            }
        }
        None
    }

    /// Reads how often a part stands.
    fn repeated(&mut self, node: ExpressionNode) -> Result<ExpressionNode, String> {
        let (least, most) = match self.rest.next_if(|c| matches!(c, '?' | '*' | '+' | '{')) {
            Some('?') => (0, Some(1)),
            Some('*') => (0, None),
            Some('+') => (1, None),
            Some(_) => self.counted()?,
            None => return Ok(node),
        };
        let lazy = self.rest.next_if_eq(&'?').is_some();
        let node = ExpressionNode::Repeat { node: Box::new(node), least, most, lazy };
        match self.rest.peek() {
            Some('?' | '*' | '+' | '{') => Err("重复的记号叠在一起".to_owned()),
            _ => Ok(node),
        }
    }

    /// Reads `n}`, `n,}` or `n,m}`.
    fn counted(&mut self) -> Result<(usize, Option<usize>), String> {
        let mut written = String::new();
        loop {
            match self.rest.next() {
                Some('}') => break,
                Some(c) => written.push(c),
                None => return Err("左花括号 { 没有配上右花括号".to_owned()),
            }
        }
        let wrong = || format!("次数 {{{written}}} 写得不对");
        let number = |text: &str| text.parse::<usize>().ok().filter(|number| *number <= MOST).ok_or_else(wrong);
        match written.split_once(',') {
            None => number(&written).map(|times| (times, Some(times))),
            Some((least, "")) => Ok((number(least)?, None)),
            Some((least, most)) => {
                let (least, most) = (number(least)?, number(most)?);
                if least <= most { Ok((least, Some(most))) } else { Err(wrong()) }
            }
        }
    }

    /// Reads a group whose bracket is read.
    fn group(&mut self) -> Result<ExpressionNode, String> {
        let mut name = None;
        if self.rest.next_if_eq(&'?').is_some() {
            name = match (self.rest.next(), self.rest.peek()) {
                (Some(':'), _) => None,
                (Some('P'), Some('<')) => {
                    self.rest.next();
                    Some(self.group_name()?)
                }
                (Some('<'), Some(c)) if c.is_alphabetic() => Some(self.group_name()?),
                _ => return Err("括号里的问号只能写成 (?:…) 或 (?P<名称>…)".to_owned()),
            };
        }
        self.depth += 1;
        if self.depth > DEEPEST {
            return Err("括号套得太深".to_owned());
        }
        let inside = self.alternatives()?;
        self.depth -= 1;
        if self.rest.next() != Some(')') {
            return Err("左括号 ( 没有配上右括号".to_owned());
        }
        Ok(match name {
            Some(name) => ExpressionNode::Named(name, Box::new(inside)),
            None => inside,
        })
    }

    /// Reads the name of a group, up to its `>`.
    fn group_name(&mut self) -> Result<String, String> {
        let mut name = String::new();
        while let Some(c) = self.rest.next_if(|c| c.is_alphanumeric() || *c == '_') {
            name.push(c);
        }
        match self.rest.next() {
            Some('>') if !name.is_empty() => Ok(name),
            _ => Err("括号的名称写得不对".to_owned()),
        }
    }

    /// Reads a class whose bracket is read.
    fn class(&mut self) -> Result<Class, String> {
        let others = self.rest.next_if_eq(&'^').is_some();
        let mut ranges = Vec::new();
        loop {
            let first = match self.rest.next() {
                None => return Err("左方括号 [ 没有配上右方括号".to_owned()),
                Some(']') if ranges.is_empty() => return Err("方括号 [] 里是空的".to_owned()),
                Some(']') => return Ok(Class::new(ranges, others)),
                Some('[') => return Err("方括号里的 [ 要写成 \\[".to_owned()),
                Some('\\') => match self.escaped()? {
                    Escaped::Char(c) => c,
                    Escaped::Class(class) => {
                        ranges.extend(class);
                        continue;
                    }
                },
                Some(c) => c,
            };
            ranges.push((first, self.last_of_range(first)?));
        }
    }

    /// Reads the last character of a range of a class, which is its first where it is no range.
    fn last_of_range(&mut self, first: char) -> Result<char, String> {
        let mut ahead = self.rest.clone();
        if ahead.next() != Some('-') || ahead.next().is_none_or(|c| c == ']') {
            return Ok(first);
        }
        self.rest.next();
        let last = match self.rest.next() {
            Some('\\') => match self.escaped()? {
                Escaped::Char(c) => Some(c),
                Escaped::Class(_) => None,
            },
            c => c,
        };
        last.filter(|last| first <= *last).ok_or_else(|| format!("方括号里从 {first} 到别的字，前后反了"))
    }

    /// Reads what a backslash stands before.
    fn escaped(&mut self) -> Result<Escaped, String> {
        match self.rest.next() {
            Some('d') => Ok(Escaped::Class(vec![('0', '9')])),
            Some('s') => Ok(Escaped::Class(BLANKS.to_vec())),
            Some('n') => Ok(Escaped::Char('\n')),
            Some('t') => Ok(Escaped::Char('\t')),
            Some('x') => {
                let digits: String = (0..2).filter_map(|_| self.rest.next()).collect();
                let known = u8::from_str_radix(&digits, 16).ok().filter(u8::is_ascii);
                known.map(|byte| Escaped::Char(byte.into())).ok_or_else(|| format!("\\x{digits} 不是字符"))
            }
            Some(c) if c.is_ascii_punctuation() => Ok(Escaped::Char(c)),
            Some(c) => Err(format!("反斜杠后面不能写 {c}")),
            None => Err("反斜杠后面没有字".to_owned()),
        }
    }
}

/// Blanks.
const BLANKS: [(char, char); 8] = [
    ('\t', '\r'),
    (' ', ' '),
    ('\u{85}', '\u{85}'),
    ('\u{A0}', '\u{A0}'),
    ('\u{2000}', '\u{200A}'),
    ('\u{2028}', '\u{2029}'),
    ('\u{202F}', '\u{202F}'),
    ('\u{3000}', '\u{3000}'),
];

/// What a backslash and the character behind it stand for.
enum Escaped {
    /// A character.
    Char(char),
    /// Ranges of characters.
    Class(Vec<(char, char)>),
}
