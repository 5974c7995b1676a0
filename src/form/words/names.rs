//! What names of persons, firms and accounts are known by: any two characters may follow one another in them.

use std::ops::Range;

use serde::Deserialize;

use crate::characters::Characters;

/// What stands around names.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NameWords {
    /// What stands before the name of a person.
    pub persons: Vec<String>,
    /// What stands right behind the name of a firm, a building, a place to live.
    pub ends: Vec<String>,
    /// What ends the name of a firm some characters behind what is its own.
    pub firms: Vec<String>,
    /// What stands behind a name in quotation marks.
    pub accounts: Vec<String>,
    /// Short names of provinces that are in few other words.
    pub provinces: Characters,
}

impl NameWords {
    /// Whether a text ends within the name of a person: behind what stands before one, with at most one character between.
    pub fn is_person(&self, text: &str) -> bool {
        let ends = |text: &str| self.persons.iter().any(|person| text.ends_with(person.as_str()));
        ends(text) || text.char_indices().next_back().is_some_and(|(last, _)| ends(&text[..last]))
    }

    /// Whether a place of a text is of the name of a firm, a building, an account, or of what is called by its province:
    /// “格仕”微信公众号, 橙果科技有限公司, 冀中.
    pub fn is_other(&self, text: &str, place: &Range<usize>) -> bool {
        const FIRM: usize = 6;
        const ACCOUNT: usize = 8;
        let (own, behind) = (&text[place.clone()], &text[place.end..]);
        let begins = |words: &[String], text: &str| words.iter().any(|word| text.starts_with(word.as_str()));
        let mut run = behind.char_indices().take_while(|(_, c)| !"的，。；、：“”\n".contains(*c)).take(FIRM + 1);
        let mut is_firm = || run.any(|(at, _)| begins(&self.firms, &behind[at..]));
        let quoted = || {
            let closing = behind.char_indices().take(ACCOUNT).find(|(_, c)| "”“，。；、\n".contains(*c))?;
            let opening = text[..place.start].chars().rev().take(ACCOUNT).find(|c| "”“，。；、\n".contains(*c))?;
            let next = &behind[closing.0 + closing.1.len_utf8()..];
            (closing.1 == '”' && opening == '“' && begins(&self.accounts, next)).then_some(())
        };
        own.chars().any(|c| self.provinces.contains(c)) || begins(&self.ends, behind) || is_firm() || quoted().is_some()
    }
}

#[cfg(test)]
mod tests {
    use crate::form::words::CheckWords;

    #[test]
    fn names_are_known_by_what_stands_around_them() {
        let names = &CheckWords::built_in().fixed.names;
        for (text, word, is_name) in [
            ("通过“格仕”微信公众号发布", "格仕", true),
            ("走访橙果科技有限公司，送政策上门", "橙果", true),
            ("走访橙果集团", "橙果", true),
            ("在橙果小区设公示栏", "橙果", true),
            ("冀时办平台", "冀时", true),
            ("切实加强组织领寻，走访有限公司", "领寻", false),
            ("落实“三审三叫”制度", "三叫", false),
            ("信息更薪不够及时的有限公司", "更薪", false),
        ] {
            let at = text.find(word).unwrap();
            assert_eq!(names.is_other(text, &(at..at + word.len())), is_name, "{text}");
        }
    }
}
