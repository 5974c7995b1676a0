//! Titles and signatures of hundreds of agencies, measured where they were laid out: broken between words only, into as
//! few lines as they need, in a trapezium or a rhombus (GB/T 9704-2012, 7.3.1).

mod layout;
mod names;

use std::sync::LazyLock;

use nianbao::report::{name, title_lines};
use nianbao::typeset::Faces;

use crate::geometry::{RIGHT, SIZE};
use crate::support::pdf::POINT;
use layout::{Line, literal, pages};

/// Width of the text block in points.
const WIDEST: f64 = 156.0 / POINT;

/// Size of a title in points.
const TITLE: f64 = 22.0;

/// What two lines may differ by and still be of one width, in characters.
const EVEN: f64 = 0.5;

/// The words of a report's name; it may be broken between them.
const REPORT: [&str; 4] = ["2025年", "政府信息公开", "工作", "年度报告"];

/// A title in words that hold together, each with those it is broken into where no line holds it.
type Words = Vec<Vec<String>>;

/// The parts of a name with bars; their words are kept in them.
fn parts(name: &str) -> Vec<String> {
    name.split('|').map(str::to_owned).collect()
}

/// A text without bars and dots.
fn bare(text: &str) -> String {
    text.replace(['|', '·'], "")
}

/// The names of the agencies of a title: what stands before the report or before what it is about.
fn names_of(words: &Words) -> Vec<String> {
    let about = |word: &&Vec<String>| word[0] != "关于报送" && word[0] != REPORT[0];
    words.iter().take_while(about).map(|word| bare(&word.concat())).collect()
}

/// Words that are never broken.
fn whole(words: &[&str]) -> Words {
    words.iter().map(|word| vec![(*word).to_owned()]).collect()
}

/// The titles of all agencies' reports, of the letters 报告 and 函 that go with them, and of letters of several agencies.
fn titles() -> Vec<Words> {
    let mut all = Vec::new();
    for agency in names::all() {
        all.push([vec![parts(&agency)], whole(&REPORT)].concat());
        for kind in ["年度报告的报告", "年度报告的函"] {
            all.push([vec![parts(&agency)], whole(&["关于报送", REPORT[0], REPORT[1], REPORT[2], kind])].concat());
        }
    }
    for agencies in names::joint() {
        let blank = |(number, name): (usize, &String)| {
            parts(&if number + 1 < agencies.len() { format!("{name} ") } else { name.clone() })
        };
        let names: Words = agencies.iter().enumerate().map(blank).collect();
        all.push([names, whole(&["关于报送", REPORT[0], REPORT[1], REPORT[2], "年度报告的报告"])].concat());
    }
    all
}

/// Width of a digit in a title, in characters.
static DIGIT: LazyLock<f64> = LazyLock::new(|| {
    let (_, face) = Faces::files().iter().find(|(file, _)| file.contains("SerifSC_700Bold")).expect("the face");
    let face = ttf_parser::Face::parse(face, 0).expect("the face should be readable");
    let glyph = face.glyph_index('2').expect("a digit");
    f64::from(face.glyph_hor_advance(glyph).expect("a width")) / f64::from(face.units_per_em())
});

/// A text's width in characters, reckoned apart from the typesetter: a quarter between Chinese and digits.
fn reckoned(text: &str, digit: f64) -> f64 {
    let text: Vec<char> = text.trim().chars().filter(|c| *c != '|').collect();
    let width = |c: &char| if c.is_ascii_digit() { digit } else if *c == ' ' { 0.224 } else { 1.0 };
    let meets = |pair: &&[char]| pair[0].is_ascii_digit() != pair[1].is_ascii_digit() && !pair.contains(&' ');
    text.iter().map(width).sum::<f64>() + 0.25 * text.windows(2).filter(meets).count() as f64
}

/// What no line may be broken inside of, where lines are so wide in characters: names, their parts, or their words. A bar
/// stands before a name that is broken.
fn units(words: &Words, widest: f64, digit: f64) -> Vec<String> {
    let fits = |text: &str| reckoned(text, digit) <= widest;
    let mut units = Vec::new();
    for word in words {
        let whole = bare(&word.concat());
        if fits(&whole) {
            units.push(whole);
            continue;
        }
        let first = units.len();
        for part in word {
            if fits(&bare(part)) {
                units.push(bare(part));
            } else {
                units.extend(part.split('·').map(str::to_owned));
            }
        }
        units[first].insert(0, '|');
    }
    units
}

/// All ways to put units on so many lines, by the number of units on each.
fn ways(units: &[String], widest: f64, digit: f64, lines: usize) -> Vec<Vec<String>> {
    if lines == 0 {
        return if units.is_empty() { vec![Vec::new()] } else { Vec::new() };
    }
    let mut all = Vec::new();
    for end in 1..=units.len() {
        let line = units[..end].concat();
        if reckoned(&line, digit) > widest {
            break;
        }
        let rest = ways(&units[end..], widest, digit, lines - 1);
        all.extend(rest.into_iter().map(|rest| [vec![line.clone()], rest].concat()));
    }
    all
}

/// Widths of lines in characters.
fn reckon(lines: &[String], digit: f64) -> Vec<f64> {
    lines.iter().map(|line| reckoned(line, digit)).collect()
}

/// Whether lines are narrower than those before and those after them.
fn is_waisted(widths: &[f64], even: f64) -> bool {
    let falls = widths.windows(2).position(|pair| pair[1] < pair[0] - even);
    falls.is_some_and(|at| widths[at + 1..].windows(2).any(|pair| pair[1] > pair[0] + even))
}

/// How much of the longest line the shortest is.
fn share(widths: &[f64]) -> f64 {
    widths.iter().copied().fold(f64::INFINITY, f64::min) / widths.iter().copied().fold(0.0, f64::max)
}

/// The worst of what was measured.
#[derive(Debug, Default)]
struct Worst {
    lines: usize,
    share: Vec<(f64, String)>,
    waisted: Vec<String>,
    longer: Vec<String>,
    short: Vec<String>,
    inside_names: usize,
    most_lines: usize,
    fullest: f64,
}

/// Holds lines that were laid out against the words that they are made of.
fn hold(words: &Words, lines: &[Line], (widest, size, digit): (f64, f64, f64), worst: &mut Worst) {
    let said = lines.iter().map(|line| line.text.trim()).collect::<Vec<_>>().join("/");
    let solid = |text: &str| text.replace([' ', '/', '|', '·'], "");
    assert_eq!(solid(&said), solid(&words.concat().concat()), "what is said");
    let units = units(words, widest / size, digit);
    // Ends of units, in characters.
    let mut length = 0;
    let ends: Vec<usize> = units.iter().map(|unit| { length += solid(unit).chars().count(); length }).collect();
    let mut at = 0;
    for line in lines {
        at += solid(&line.text).chars().count();
        assert!(ends.contains(&at), "{said}: broken inside one of {units:?}");
        assert!(line.width() <= widest + 0.01, "{said}: a line of {:.1} pt", line.width());
        assert!(lines.len() == 1 || solid(&line.text).chars().count() > 2, "{said}: a character or two alone");
        worst.fullest = worst.fullest.max(line.width() / widest);
    }
    let fewest = (1..=lines.len()).find(|count| !ways(&units, widest / size, digit, *count).is_empty());
    let sound = |count: &usize| ways(&units, widest / size, digit, *count).iter().any(|way| share(&reckon(way, digit)) >= 0.25);
    let needed = (1..=lines.len()).find(sound).or(fewest);
    assert_eq!(needed, Some(lines.len()), "{said}: as many lines as needed");
    if fewest != Some(lines.len()) {
        worst.longer.push(said.clone());
    }
    let widths: Vec<f64> = lines.iter().map(|line| line.width() / size).collect();
    if (1..lines.len() + 2).any(|count| sound(&count)) {
        assert!(share(&widths) >= 0.25, "{said}: a line under a quarter of the longest");
    } else {
        worst.short.push(said.clone());
    }
    worst.share.push((share(&widths), said.clone()));
    if is_waisted(&widths, EVEN) {
        let mixed = |line: &String| line.rfind('|').is_some_and(|at| at > 0);
        let other = ways(&units, widest / size, digit, lines.len()).into_iter().filter(|way| !way.iter().any(mixed));
        let other = other.into_iter().find(|way| {
            let widths = reckon(way, digit);
            !is_waisted(&widths, EVEN) && share(&widths) >= 0.25
        });
        assert_eq!(other, None, "{said}: neither trapezium nor rhombus");
        worst.waisted.push(said.clone());
    }
    worst.inside_names += usize::from(units.len() > words.len());
    worst.lines += lines.len();
    worst.most_lines = worst.most_lines.max(lines.len());
}

impl Worst {
    /// Prints it.
    fn tell(mut self, what: &str, count: usize) {
        self.share.sort_by(|a, b| a.0.total_cmp(&b.0));
        println!("{what}: {count}, {} lines, at most {}", self.lines, self.most_lines);
        println!("  fullest line {:.4} of the width; names broken inside, being wider than a line: {}", self.fullest, self.inside_names);
        for (share, said) in self.share.iter().take(5) {
            println!("  shortest {share:.3} of the longest: {said}");
        }
        println!("  a line more, for no line under a quarter of the longest: {}", self.longer.len());
        self.longer.iter().take(12).for_each(|said| println!("    {said}"));
        println!("  a line under a quarter, for want of another way: {}", self.short.len());
        self.short.iter().take(12).for_each(|said| println!("    {said}"));
        println!("  neither trapezium nor rhombus, for want of another way: {}", self.waisted.len());
        self.waisted.iter().take(12).for_each(|said| println!("    {said}"));
    }
}

#[test]
fn there_are_names_of_every_length() {
    let names: Vec<String> = names::all().iter().map(|name| bare(name)).collect();
    let lengths: std::collections::BTreeSet<usize> = names.iter().map(|name| name.chars().count()).collect();
    assert!(names.len() >= 300 && names.iter().collect::<std::collections::BTreeSet<_>>().len() == names.len());
    assert!(lengths.first() == Some(&3) && lengths.last() >= Some(&36) && lengths.len() > 25, "{lengths:?}");
}

#[test]
fn titles_are_broken_between_words_only_into_few_even_lines() {
    let titles = titles();
    let form = nianbao::form::Editions::built_in().newest().title_words.clone();
    let piece = |words: &Words| {
        let names = names_of(words);
        let [line] = &title_lines(&bare(&words.concat().concat()), &names, &form)[..] else { panic!("one line was given") };
        format!("#report-title(({},))", literal(line))
    };
    let laid_out = pages(&titles.iter().map(piece).collect::<Vec<_>>());
    let mut worst = Worst::default();
    for (words, lines) in titles.iter().zip(&laid_out) {
        hold(words, lines, (WIDEST, TITLE, *DIGIT), &mut worst);
        for line in lines {
            let middle = (RIGHT + 28.0) / 2.0 / POINT;
            assert!((line.middle() - middle).abs() < 0.5, "{} is not centred", line.text);
        }
        // The agency, and what it reports, where both fit and one line is too narrow for them.
        if words.len() == 5 && lines.len() == 2 && units(words, WIDEST / TITLE, *DIGIT).len() == 5 {
            assert_eq!(lines[0].text, bare(&words[0].concat()), "the agency stands on the first line");
        }
    }
    worst.tell("titles", titles.len());
}

#[test]
fn signatures_are_broken_evenly_and_centred_on_the_date() {
    let names = names::all();
    let spelled = |name_: &String| {
        let word = literal(&[name(&bare(name_))]);
        format!("#signature((name: {}, date: \"2026年1月15日\"))", &word[1..word.len() - 2])
    };
    let laid_out = pages(&names.iter().map(spelled).collect::<Vec<_>>());
    let mut worst = Worst::default();
    for (name, lines) in names.iter().zip(&laid_out) {
        let (date, lines) = lines.split_last().expect("a date");
        let right = RIGHT / POINT - 4.0 * SIZE;
        assert!((date.right - right).abs() < 0.5, "{name}: the date ends at {:.1} pt", date.right);
        let widest = 8.0 * SIZE + date.width();
        hold(&vec![parts(name)], lines, (widest, SIZE, 0.5), &mut worst);
        for line in lines {
            assert!((line.middle() - date.middle()).abs() < 0.5, "{name}: {} is not centred on the date", line.text);
        }
    }
    worst.tell("signatures", names.len());
}
