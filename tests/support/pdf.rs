//! Reads a PDF back: every character and every line drawn, with its place on the page.
//!
//! Only what the typesetter writes is understood; anything else stops the test, so that nothing is misread.

use std::collections::HashMap;

use hayro_syntax::Pdf;
use hayro_syntax::content::UntypedIter;
use hayro_syntax::object::{Name, Object};

use super::font::Font;
use crate::geometry::{BOTTOM, TOP};

/// Millimetres in a point.
pub const POINT: f64 = 25.4 / 72.0;

/// The share of a Chinese character's field that lies above the baseline.
pub const ABOVE: f64 = 0.88;

/// A character as it is drawn; lengths in millimetres from the top left corner of the page.
#[derive(Debug, Clone)]
pub struct Glyph {
    /// What it says.
    pub text: String,
    /// Left end of its field.
    pub left: f64,
    /// Right end of its field.
    pub right: f64,
    /// Where it stands.
    pub baseline: f64,
    /// Its size in points.
    pub size: f64,
    /// PostScript name of its face.
    pub face: String,
    /// Whether it is page furniture, such as the page number.
    pub furniture: bool,
    /// Whether it is red.
    pub red: bool,
    /// The number of the piece of content that it belongs to; page furniture is none.
    pub content: Option<i64>,
}

impl Glyph {
    /// Top of the field of a Chinese character in its place.
    pub fn top(&self) -> f64 {
        self.baseline - ABOVE * self.size * POINT
    }

    /// Bottom of the field of a Chinese character in its place.
    pub fn bottom(&self) -> f64 {
        self.top() + self.size * POINT
    }

    /// Horizontal middle of its field.
    pub fn middle(&self) -> f64 {
        (self.left + self.right) / 2.0
    }
}

/// A straight line as it is drawn, in millimetres.
#[derive(Debug, Clone, Copy)]
pub struct Rule {
    /// Its left end.
    pub left: f64,
    /// Its right end.
    pub right: f64,
    /// Its upper end.
    pub top: f64,
    /// Its lower end.
    pub bottom: f64,
    /// How thick it is.
    pub thickness: f64,
    /// Whether it is page furniture, such as the dashes beside the page number.
    pub furniture: bool,
    /// Whether it is red.
    pub red: bool,
}

/// A circle as it is drawn, in millimetres.
#[derive(Debug, Clone, Copy)]
pub struct Circle {
    /// Its middle from the left.
    pub x: f64,
    /// Its middle from the top.
    pub y: f64,
    /// Half of its width.
    pub radius: f64,
}

/// What is drawn on a page, in the order in which it is drawn.
#[derive(Debug, Default)]
pub struct Page {
    /// The characters.
    pub glyphs: Vec<Glyph>,
    /// The straight lines.
    pub rules: Vec<Rule>,
    /// The circles.
    pub circles: Vec<Circle>,
}

impl Page {
    /// The text of the page without its furniture.
    pub fn text(&self) -> String {
        self.glyphs.iter().filter(|glyph| !glyph.furniture).map(|glyph| glyph.text.as_str()).collect()
    }
}

/// Reads the pages of a PDF.
pub fn read(bytes: &[u8]) -> Vec<Page> {
    let pdf = Pdf::new(bytes.to_vec()).expect("the file should be a PDF");
    let read = |page: &hayro_syntax::page::Page<'_>| {
        let fonts = &page.resources().fonts;
        let font = |name: Name<'_>| (name.as_ref().to_vec(), Font::read(&fonts.get(&name).expect("a font")));
        let fonts = fonts.keys().map(font).collect();
        let mut reader = Reader { height: page.media_box().y1, fonts, ..Reader::default() };
        reader.run(page.page_stream().expect("the page should have content"));
        reader.page
    };
    pdf.pages().iter().map(read).collect()
}

/// How many pages a PDF has, whoever made it.
pub fn count(bytes: &[u8]) -> usize {
    Pdf::new(bytes.to_vec()).expect("the file should be a PDF").pages().len()
}

/// A transformation as PDF writes it.
type Matrix = [f64; 6];

/// The transformation that moves by a distance.
fn moved(x: f64, y: f64) -> Matrix {
    [1.0, 0.0, 0.0, 1.0, x, y]
}

/// One transformation after another.
fn then(a: Matrix, b: Matrix) -> Matrix {
    let row = |x: f64, y: f64| (x * b[0] + y * b[2], x * b[1] + y * b[3]);
    let ((p, q), (r, s), (t, u)) = (row(a[0], a[1]), row(a[2], a[3]), row(a[4], a[5]));
    [p, q, r, s, t + b[4], u + b[5]]
}

/// What is remembered while the operators of a page are followed.
#[derive(Default)]
struct Reader {
    height: f64,
    fonts: HashMap<Vec<u8>, Font>,
    page: Page,
    saved: Vec<(Matrix, f64, bool, bool)>,
    fills_red: bool,
    strokes_red: bool,
    matrix: Matrix,
    thickness: f64,
    text_matrix: Matrix,
    font: Vec<u8>,
    size: f64,
    path: Vec<(f64, f64)>,
    is_curved: bool,
    furniture: Vec<bool>,
    content: Vec<Option<i64>>,
}

impl Reader {
    /// Follows the operators of a page.
    fn run(&mut self, content: &[u8]) {
        self.matrix = moved(0.0, 0.0);
        let mut instructions = UntypedIter::new(content);
        while let Some(instruction) = instructions.next() {
            let operands: Vec<Object<'_>> = instruction.operands().cloned().collect();
            let numbers: Vec<f64> = operands.iter().filter_map(number).collect();
            match &**instruction.operator {
                b"q" => self.saved.push((self.matrix, self.thickness, self.fills_red, self.strokes_red)),
                b"Q" => {
                    (self.matrix, self.thickness, self.fills_red, self.strokes_red) =
                        self.saved.pop().expect("a state should have been saved");
                }
                b"scn" => self.fills_red = is_red(&numbers),
                b"SCN" => self.strokes_red = is_red(&numbers),
                b"cm" => self.matrix = then(six(&numbers), self.matrix),
                b"w" => self.thickness = numbers[0],
                b"m" => (self.path, self.is_curved) = (vec![(numbers[0], numbers[1])], false),
                b"c" => {
                    self.path.push((numbers[4], numbers[5]));
                    self.is_curved = true;
                }
                b"l" => self.path.push((numbers[0], numbers[1])),
                b"S" => self.stroke(),
                b"Tm" => self.text_matrix = six(&numbers),
                b"Tf" => {
                    let Object::Name(name) = &operands[0] else { panic!("a font should be named") };
                    (self.font, self.size) = (name.as_ref().to_vec(), numbers[0]);
                }
                b"Tj" | b"TJ" => operands.iter().for_each(|operand| self.show(operand)),
                b"BDC" => {
                    let (kind, content) = match &operands[1] {
                        Object::Dict(properties) => {
                            (properties.get::<Name<'_>>("Type"), properties.get::<i32>("MCID").map(i64::from))
                        }
                        _ => (None, None),
                    };
                    self.content.push(content);
                    self.furniture.push(kind.is_some_and(|kind| kind.as_ref() == b"Pagination"));
                }
                b"BMC" => {
                    self.furniture.push(false);
                    self.content.push(None);
                }
                b"EMC" => {
                    self.furniture.pop();
                    self.content.pop();
                }
                b"BT" | b"ET" | b"Tr" | b"M" | b"d" | b"h" | b"f" | b"cs" | b"CS" | b"gs" => {}
                // Shapes of charts.
                b"re" | b"B" | b"n" | b"W" | b"f*" | b"B*" => {}
                other => panic!("the reader does not know the operator {}", String::from_utf8_lossy(other)),
            }
        }
    }

    /// Where a point lies, in millimetres from the top left corner.
    fn place(&self, x: f64, y: f64, matrix: Matrix) -> (f64, f64) {
        let [.., x, y] = then(moved(x, y), matrix);
        (x * POINT, (self.height - y) * POINT)
    }

    /// Keeps the lines of the path, or the circle that it is.
    fn stroke(&mut self) {
        if self.is_curved {
            let places = self.path.iter().map(|(x, y)| self.place(*x, *y, self.matrix));
            let (xs, ys): (Vec<f64>, Vec<f64>) = places.unzip();
            let ends = |all: &[f64]| all.iter().fold((f64::INFINITY, 0.0_f64), |(a, b), v| (a.min(*v), b.max(*v)));
            let ((left, right), (top, bottom)) = (ends(&xs), ends(&ys));
            let radius = (right - left) / 2.0;
            self.page.circles.push(Circle { x: left + radius, y: (top + bottom) / 2.0, radius });
            return;
        }
        for pair in self.path.windows(2) {
            let (a, b) = (self.place(pair[0].0, pair[0].1, self.matrix), self.place(pair[1].0, pair[1].1, self.matrix));
            self.page.rules.push(Rule {
                left: a.0.min(b.0),
                right: a.0.max(b.0),
                top: a.1.min(b.1),
                bottom: a.1.max(b.1),
                thickness: self.thickness * POINT,
                furniture: self.furniture.contains(&true) && !(TOP..BOTTOM).contains(&a.1),
                red: self.strokes_red,
            });
        }
    }

    /// Keeps the characters of a string, or moves on by a number.
    fn show(&mut self, operand: &Object<'_>) {
        let font = &self.fonts[&self.font];
        match operand {
            Object::Array(parts) => parts.iter::<Object<'_>>().for_each(|part| self.show(&part)),
            Object::Number(number) => {
                self.text_matrix = then(moved(-number.as_f64() / 1000.0 * self.size, 0.0), self.text_matrix)
            }
            Object::String(string) => {
                let mut glyphs = Vec::new();
                for code in string.as_bytes().chunks(2) {
                    let code = u32::from(code[0]) << 8 | u32::from(code[1]);
                    let advance = font.width(code) * self.size;
                    let matrix = then(self.text_matrix, self.matrix);
                    let (left, baseline) = self.place(0.0, 0.0, matrix);
                    let (right, _) = self.place(advance, 0.0, matrix);
                    let (text, face) = (font.text(code), font.face().to_owned());
                    // Heads that a table repeats are artifacts too, but they are read.
                    let furniture = self.furniture.contains(&true) && !(TOP..BOTTOM).contains(&baseline);
                    glyphs.push(Glyph {
                        text,
                        left,
                        right,
                        baseline,
                        size: self.size,
                        face,
                        furniture,
                        red: self.fills_red,
                        content: self.content.iter().rev().find_map(|content| *content),
                    });
                    self.text_matrix = then(moved(advance, 0.0), self.text_matrix);
                }
                self.page.glyphs.append(&mut glyphs);
            }
            other => panic!("the reader does not know text shown as {other:?}"),
        }
    }
}

/// Whether a colour is red.
fn is_red(colour: &[f64]) -> bool {
    matches!(colour, [red, green, blue] if *red > 0.8 && *green < 0.2 && *blue < 0.2)
}

/// The number that an operand is.
fn number(operand: &Object<'_>) -> Option<f64> {
    if let Object::Number(number) = operand { Some(number.as_f64()) } else { None }
}

/// Six numbers as a transformation.
fn six(numbers: &[f64]) -> Matrix {
    numbers.try_into().expect("a transformation should have six numbers")
}
