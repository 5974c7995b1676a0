//! Clauses of known words against the tables: each marked number is found when it is another, and nothing else is.

use super::marked::found;

/// The sentences: what stands in `<>` is a figure of the tables below.
const SENTENCES: &str = include_str!("clauses.txt");

/// What the tables say.
const TABLES: &str = "
[fee]
cases = 2
yuan = 40
[disclosure]
normative = [3, 1, 42]
licensing = 1523
penalties = 86
coercion = 12
fees = 3.5
[applications]
new = [20, 3, 0, 0, 2, 0]
carried_in = [3, 0, 0, 0, 0, 0]
carried_out = [1, 0, 0, 0, 0, 0]
[applications.results]
granted = [7, 2, 0, 0, 1, 0]
partial = [3, 1, 0, 0, 0, 0]
refused.third_party = [2, 0, 0, 0, 0, 0]
refused.internal = [1, 0, 0, 0, 0, 0]
refused.process = [1, 0, 0, 0, 0, 0]
unable.not_held = [5, 0, 0, 0, 0, 0]
unable.unclear = [1, 0, 0, 0, 0, 0]
rejected.petition = [1, 0, 0, 0, 0, 0]
rejected.repeated = [1, 0, 0, 0, 0, 0]
other.uncorrected = [0, 0, 0, 0, 1, 0]
[disputes]
reconsideration = [2, 1, 0, 1]
litigation.direct = [1, 0, 1, 0]
litigation.after = [1, 0, 0, 1]
";

/// What is said against the tables of a sentence about applications.
fn told(sentence: &str) -> Vec<String> {
    let overview = format!("{TABLES}\n[sections.overview]\ntext = '''（一）依申请公开情况。{sentence}'''\n");
    found(&format!("year = 2025\n{overview}"), 50..54).into_iter().map(|(_, words)| words).collect()
}

#[test]
fn each_figure_of_a_clause_is_held_against_its_cell() {
    let sentences = SENTENCES.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    for sentence in sentences {
        let plain = sentence.replace(['<', '>'], "");
        assert_eq!(told(&plain), Vec::<String>::new(), "{plain}");
        for (at, _) in sentence.match_indices('<') {
            let (figure, rest) = sentence[at + 1..].split_once('>').unwrap();
            let other = match figure.split_once('.') {
                Some((whole, places)) => format!("{}.{places}", whole.parse::<u32>().unwrap() + 1),
                None => (figure.parse::<u32>().unwrap() + 2).to_string(),
            };
            let wrong = format!("{}{other}{rest}", &sentence[..at]).replace(['<', '>'], "");
            assert!(!told(&wrong).is_empty(), "{wrong}");
        }
    }
}
