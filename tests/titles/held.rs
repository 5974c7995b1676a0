//! Lines that were laid out held against the words that they are made of, reckoned apart from the typesetter.

use std::sync::LazyLock;

use nianbao::typeset::Faces;

use super::layout::Line;

/// What two lines may differ by and still be of one width, in characters.
const EVEN: f64 = 0.5;

/// A title in words that hold together, each with those it is broken into where no line holds it.
pub type Words = Vec<Vec<String>>;

/// A text without bars and dots.
pub fn bare(text: &str) -> String {
    text.replace(['|', '·'], "")
}

/// Width of a digit in a title, in characters.
pub static DIGIT: LazyLock<f64> = LazyLock::new(|| {
    let (_, face) = Faces::files().find(|(file, _)| file.contains("SerifSC_700Bold")).expect("the face");
    let face = ttf_parser::Face::parse(&face, 0).expect("the face should be readable");
    let glyph = face.glyph_index('2').expect("a digit");
    f64::from(face.glyph_hor_advance(glyph).expect("a width")) / f64::from(face.units_per_em())
});

/// A text's width in characters, reckoned apart from the typesetter: a quarter between Chinese and digits, one for a blank.
fn reckoned(text: &str, digit: f64) -> f64 {
    let text: Vec<char> = text.trim().chars().filter(|c| *c != '|').collect();
    let width = |c: &char| {
        if c.is_ascii_digit() { digit } else { 1.0 }
    };
    let meets = |pair: &&[char]| pair[0].is_ascii_digit() != pair[1].is_ascii_digit() && !pair.contains(&' ');
    text.iter().map(width).sum::<f64>() + 0.25 * text.windows(2).filter(meets).count() as f64
}

/// What no line may be broken inside of, where lines are so wide in characters: names, their parts, or their words. A bar
/// stands before a name that is broken.
pub fn units(words: &Words, widest: f64, digit: f64) -> Vec<String> {
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
pub struct Worst {
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
pub fn hold(words: &Words, lines: &[Line], (widest, size, digit): (f64, f64, f64), worst: &mut Worst) {
    let said = lines.iter().map(|line| line.text.trim()).collect::<Vec<_>>().join("/");
    let solid = |text: &str| text.replace([' ', '/', '|', '·'], "");
    assert_eq!(solid(&said), solid(&words.concat().concat()), "what is said");
    let units = units(words, widest / size, digit);
    // Ends of units, in characters.
    let mut length = 0;
    let ends: Vec<usize> = units
        .iter()
        .map(|unit| {
            length += solid(unit).chars().count();
            length
        })
        .collect();
    let mut at = 0;
    for line in lines {
        at += solid(&line.text).chars().count();
        assert!(ends.contains(&at), "{said}: broken inside one of {units:?}");
        assert!(line.width() <= widest + 0.01, "{said}: a line of {:.1} pt", line.width());
        assert!(lines.len() == 1 || solid(&line.text).chars().count() > 2, "{said}: a character or two alone");
        worst.fullest = worst.fullest.max(line.width() / widest);
    }
    let fewest = (1..=lines.len()).find(|count| !ways(&units, widest / size, digit, *count).is_empty());
    let sound =
        |count: &usize| ways(&units, widest / size, digit, *count).iter().any(|way| share(&reckon(way, digit)) >= 0.25);
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
    /// Tells it in a snapshot.
    pub fn tell(mut self, what: &str, count: usize) {
        self.share.sort_by(|a, b| a.0.total_cmp(&b.0));
        let mut out = format!("{count} {what}, {} lines, at most {}\n", self.lines, self.most_lines);
        let mut list = |title: String, all: &mut dyn Iterator<Item = String>| {
            out.push_str(&format!("{title}\n"));
            all.for_each(|said| out.push_str(&format!("    {said}\n")));
        };
        list(format!("fullest line: {:.1} % of the width", self.fullest * 100.0), &mut std::iter::empty());
        list(format!("names broken inside, being wider than a line: {}", self.inside_names), &mut std::iter::empty());
        let narrow = self.share.iter().map(|(share, said)| format!("{share:.3} {said}"));
        list("the shortest line by the longest, at worst:".to_owned(), &mut narrow.take(5));
        for (what, all) in [
            ("a line more, for no line under a quarter of the longest", self.longer),
            ("a line under a quarter of the longest, for want of another way", self.short),
            ("neither trapezium nor rhombus, for want of another way", self.waisted),
        ] {
            list(format!("{what}: {}", all.len()), &mut all.into_iter());
        }
        insta::with_settings!({ snapshot_path => "../snapshots" }, {
            insta::assert_snapshot!(what, out);
        });
    }
}
