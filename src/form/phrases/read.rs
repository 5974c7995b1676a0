//! Reading a file of phrases.

use std::sync::OnceLock;

use super::clause::ClauseWords;
use super::marks::{NUMBER, PhraseMarks};
use super::pattern::Pattern;
use super::{Channels, Context, Inclusion, Phrases, Tie, Wholes, Within};
use crate::form::fault::{Fault, FaultKind};
use crate::form::given::DeclaredEntry;
use crate::form::name::Name;
use crate::form::reader::{DeclarationReader, Faults};
use crate::form::term::terms;

/// Reads the file; what cannot be read is told, and left empty.
pub(super) fn phrases(document: &[DeclaredEntry<'_>], faults: &Faults) -> Phrases {
    let root = DeclarationReader::new(document, 0..0, "说法", faults);
    let counters = root.required("counters", "数后面的量词");
    let marks = PhraseMarks::of(&counters.text);
    let contexts = root.table("contexts", "范围").map(|t| t.entries("范围")).unwrap_or_default();
    let outside = root.table("outside", "范围之外").map(|t| t.texts()).unwrap_or_default();
    let clauses = root.table("clauses", "分句").map(ClauseWords::read).unwrap_or_default();
    let phrases = Phrases {
        text: String::new(),
        approximate: root.required("approximate", "数前面的字").text,
        other_things: pattern(root.required("other_things", "数的是别的东西的说法")),
        elsewhere: pattern(root.required("elsewhere", "讲别的事的词")),
        other_matters: pattern(root.required("other_matters", "别的事的名称")),
        parts_of_year: pattern(root.required("parts_of_year", "讲一年里某一段的说法")),
        other_wholes: pattern(root.required("other_wholes", "讲别的总数的分句")),
        whole_year: pattern(root.required("whole_year", "讲全年的词")),
        own_units: pattern(root.required("own_units", "机关自己的科室")),
        restricting: pattern(root.required("restricting", "只讲一部分的分句")),
        comparing: root.required("comparing", "年份前面的字").text,
        outside: outside.into_iter().map(|(level, words)| (level, pattern(words))).collect(),
        contexts: contexts.into_iter().map(|(name, _, t)| (name.to_owned(), context(t))).collect(),
        number: number(&counters, root.text("more_counters").map_or(String::new(), |more| more.text)),
        topics: root.text("topics").map(pattern),
        wholes: root.tables("wholes", "占比").into_iter().map(wholes).collect(),
        sides: root.tables("sides", "两边").into_iter().map(side).collect(),
        inclusions: root.tables("inclusions", "包含").into_iter().map(inclusion).collect(),
        channels: root.tables("channels", "分项").into_iter().map(channels).collect(),
        at_most_all: pattern(root.required("at_most_all", "不会超过 100% 的比率")),
        ties: root.tables("ties", "说法").into_iter().map(|t| tie(t, &counters.text, &marks, &clauses)).collect(),
        clauses,
        index: OnceLock::new(),
    };
    root.finish();
    let of_ties = phrases.ties.iter().filter_map(|tie| Some((tie.name.as_str(), tie.context.as_ref()?)));
    let of_channels = phrases.channels.iter().map(|channels| (channels.name.as_str(), &channels.context));
    for (name, context) in of_ties.chain(of_channels).filter(|(_, name)| !phrases.contexts.contains_key(&name.text)) {
        let message = format!("说法“{name}”：没有名为“{context}”的范围。");
        let hint = "改正 context，或加上 [contexts.…]";
        faults.borrow_mut().push(Fault::new(FaultKind::Nowhere, &context.at, message, hint));
    }
    phrases
}

/// Words for how near words must stand.
const WITHIN: &[(&str, Within)] =
    &[("sentence", Within::Sentence), ("near", Within::Near), ("paragraph", Within::Paragraph)];

/// Reads what a text is about.
fn context(t: DeclarationReader<'_>) -> Context {
    let about = t.label("about", "说明范围的词");
    let context = Context {
        about: (!about.text.is_empty()).then(|| pattern(about.clone())),
        matter: t.text("matter").map(pattern),
        lead: t.text("lead").map(pattern),
        sections: t.names("sections").into_iter().map(|name| name.text).collect(),
        within: t.word("within", WITHIN).unwrap_or_default(),
    };
    t.finish();
    context
}

/// Reads the parts that a figure is told by.
fn channels(t: DeclarationReader<'_>) -> Channels {
    let channels = Channels {
        name: t.required("name", "各项合称什么").text,
        each: t.names("each").into_iter().map(pattern).collect(),
        except: t.text("except").map(pattern),
        words: pattern(t.required("words", "各项的名称")),
        context: t.required("context", "范围"),
        readings: t.names("readings").iter().map(terms).collect(),
    };
    t.finish();
    channels
}

/// Reads what numbers are shares of.
fn wholes(t: DeclarationReader<'_>) -> Wholes {
    let wholes = Wholes {
        part: t.required("part", "各项的键从什么开始").text,
        wholes: t.names("wholes").iter().map(terms).collect(),
    };
    t.finish();
    wholes
}

/// Reads the beginnings of the keys of one side of a balance.
fn side(t: DeclarationReader<'_>) -> Vec<String> {
    let rows = t.names("rows").into_iter().map(|name| name.text).collect();
    t.finish();
    rows
}

/// Reads a figure that others may be told with or without.
fn inclusion(t: DeclarationReader<'_>) -> Inclusion {
    let inclusion = Inclusion {
        key: t.required("key", "可以包含在里面的数"),
        within: t.names("within"),
        included: t.text("included").map(pattern),
    };
    t.finish();
    inclusion
}

/// Reads the phrases of one figure.
fn tie(t: DeclarationReader<'_>, counters: &str, marks: &PhraseMarks, clauses: &ClauseWords) -> Tie {
    let own = t.text("counters");
    let own_marks = own.as_ref().map(|own| PhraseMarks::of(&own.text));
    let (counters, marks) = (own.as_ref().map_or(counters, |own| &own.text), own_marks.as_ref().unwrap_or(marks));
    let phrase = |name: Name| Pattern::new(name.text, name.at, marks.clone());
    let optional = |key| t.text(key).map(pattern);
    let context = t.label("context", "范围，没有就写 \"\"");
    let tie = Tie {
        name: t.required("name", "讲的是什么").text,
        context: (!context.text.is_empty()).then_some(context),
        phrases: t.names("phrases").into_iter().map(phrase).collect(),
        called: optional("called"),
        clauses: t.names("clauses").iter().map(|name| clauses.meaning(name, &t)).collect(),
        counters: counters.split('|').map(str::to_owned).collect(),
        readings: t.names("readings").iter().map(terms).collect(),
        about: optional("sentence_about"),
        topic: optional("topic"),
        phrase_except: optional("phrase_except"),
        except: optional("except"),
        sentence_except: optional("sentence_except"),
        unless: t.names("unless").iter().map(terms).collect(),
        says: t.whole("says", "整数，如 0"),
        loose: t.flag("loose", false),
        transposed: t.flag("transposed", false),
        besides: t.flag("besides", false),
        split: t.flag("split", false),
        anywhere: t.flag("anywhere", false),
    };
    t.finish();
    tie
}

/// Any number with what it counts: what figures of tables are counted in, and more.
fn number(counters: &Name, more: String) -> Pattern {
    let more = if more.is_empty() { more } else { format!("|{more}") };
    let text = format!("{NUMBER}(?P<unit>%|个百分点|元|{}{more})", counters.text);
    pattern(Name { text, at: counters.at.clone() })
}

/// A regular expression as it is written.
fn pattern(name: Name) -> Pattern {
    Pattern::new(name.text, name.at, PhraseMarks::default())
}
