//! What is told of cells that are read otherwise than they are seen, and of what lies over them.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use super::numerals::{NumberFormat, Seen};
use super::{Appearance, SheetAppearance};
use crate::characters::beginning;
use crate::finding::Finding;
use crate::rule::{Rule, Severity, workbook as rules};
use crate::workbook::draft::Draft;

/// Cells that one finding names.
const MOST_NAMED: usize = 6;

/// A cell: its sheet, row and column.
type ShownPlace = (usize, u32, u32);

/// A cell whose number is seen as another one: its format, where that is known, and what is seen.
type ShownCell = (ShownPlace, Option<Rc<NumberFormat>>, Seen);

/// Tells cells that were used and are seen otherwise: hidden, struck out, shown as another number.
pub(in crate::workbook) fn tell(draft: &mut Draft<'_>, appearance: &Appearance) {
    if appearance.is_empty() {
        return;
    }
    let used: BTreeSet<ShownPlace> = used(draft);
    let of = |is: &dyn Fn(&SheetAppearance, (u32, u32)) -> bool| -> Vec<ShownPlace> {
        let seen = |(sheet, row, column): &ShownPlace| {
            let name = &draft.sheets[*sheet].name;
            appearance.get(&**name).is_some_and(|seen| is(seen, (*row, *column)))
        };
        used.iter().filter(|place| seen(place)).copied().collect()
    };
    let is_something = |(sheet, row, column): &ShownPlace| draft.sheets[*sheet].text(*row, *column) != "0";
    let hidden: Vec<ShownPlace> = of(&|seen, at| seen.hides(at)).into_iter().filter(is_something).collect();
    let covered: Vec<ShownPlace> = of(&|seen, at| seen.covers(at)).into_iter().filter(is_something).collect();
    let faint: Vec<ShownPlace> = used
        .iter()
        .filter(|(sheet, row, column)| {
            let (of_sheet, at) = (&draft.sheets[*sheet], (*row, *column));
            appearance.get(&*of_sheet.name).is_some_and(|seen| {
                let mut holding = seen.holding(at, of_sheet.text(*row, *column));
                seen.faint.contains(&at) || holding.any(|condition| condition.look.is_faint())
            })
        })
        .copied()
        .collect();
    let struck = of(&|seen, at| seen.struck.contains(&at));
    let raised = of(&|seen, at| seen.raised.contains(&at));
    let shown = used.iter().filter_map(|(sheet, row, column)| {
        let of_sheet = &draft.sheets[*sheet];
        let (seen, at) = (appearance.get(&*of_sheet.name)?, (*row, *column));
        let of_format = || {
            let text = of_sheet.text(*row, *column);
            let format = seen.holding(at, text).find_map(|condition| condition.look.format.as_ref());
            let format = format.or_else(|| seen.formats.get(&at))?;
            Some((Some(format.clone()), format.seen(text)?))
        };
        let (format, seen) = seen.shown.get(&at).map(|seen| (None, seen.clone())).or_else(of_format)?;
        Some(((*sheet, *row, *column), format, seen))
    });
    let (other, rounded): (Vec<ShownCell>, Vec<ShownCell>) = shown.partition(|(.., seen)| seen.is_other);
    let nothing = |_: usize| String::new();
    let shown_as = |draft: &mut Draft<'_>, shown: &[ShownCell], what: &str| {
        let places: Vec<ShownPlace> = shown.iter().map(|(place, ..)| *place).collect();
        cells(draft, (&rules::SHOWN_OTHERWISE, what, ""), &places, |number| as_seen(&shown[number]))
    };
    let told = [
        cells(draft, (&rules::HIDDEN_USED, "隐藏的行、列里的内容用了", "，照样读入"), &hidden, nothing),
        cells(draft, (&rules::HIDDEN_USED, "合并单元格盖住的内容用了", "，照样读入"), &covered, nothing)
            .map(|finding| finding.severity(Severity::Warning).hint("取消合并，核对盖住的格里是什么，不要的删去")),
        cells(draft, (&rules::HIDDEN_USED, "字和底色一样、看不出来的内容用了", "，照样读入"), &faint, nothing)
            .map(|finding| finding.hint("核对这几格的内容；要印的把字改回黑色，不要的删去")),
        cells(draft, (&rules::STRUCK, "有划掉的字，照样读、照样印", ""), &struck, nothing),
        cells(draft, (&rules::SHOWN_OTHERWISE, "有上标或下标的字，读、印成平常的字", ""), &raised, nothing)
            .map(|finding| finding.severity(Severity::Warning).hint("换成不用上下标的写法，如“平方米”“㎡”")),
        shown_as(draft, &other, "数字格式显示的与保存的不一样，照保存的读"),
        shown_as(draft, &rounded, "数字格式四舍五入，或者把 0 显示成别的，照保存的读")
            .map(|finding| finding.severity(Severity::Hint)),
    ];
    told.into_iter().flatten().for_each(|finding| draft.fault(finding));
}

/// How a cell is read that is seen otherwise: in which format, and as what.
fn as_seen((_, format, seen): &ShownCell) -> String {
    let text = if seen.text.is_empty() { "空白".to_owned() } else { format!("“{}”", seen.text) };
    let code = format.as_ref().map(|format| format!("，格式 {}", format.code)).unwrap_or_default();
    format!("（显示为{text}{code}）")
}

/// The cells that were used and hold something.
fn used(draft: &Draft<'_>) -> BTreeSet<ShownPlace> {
    let numbers: BTreeMap<&str, usize> =
        draft.sheets.iter().enumerate().map(|(number, sheet)| (&*sheet.name, number)).collect();
    let place = |cell: &crate::source::CellPlace| {
        let sheet = *numbers.get(&*cell.sheet)?;
        draft.sheets[sheet].is_filled(cell.row, cell.column).then_some((sheet, cell.row, cell.column))
    };
    draft.listing.cells().filter_map(place).collect()
}

/// What is told of some cells in one finding; nothing of none.
fn cells(
    draft: &mut Draft<'_>,
    (rule, what, after): (&'static Rule, &str, &str),
    cells: &[ShownPlace],
    more: impl Fn(usize) -> String,
) -> Option<Finding> {
    let named = cells.iter().take(MOST_NAMED).enumerate().map(|(number, (sheet, row, column))| {
        let text: String = draft.sheets[*sheet].text(*row, *column).chars().take(16).collect();
        format!("{}“{}”{}", draft.call(*sheet, (*row, *column)), text.replace('\n', " "), more(number))
    });
    let named = named.collect::<Vec<_>>().join("、");
    let rest = if cells.len() > MOST_NAMED { format!("等 {} 格", cells.len()) } else { String::new() };
    let mut finding = Finding::new(rule, format!("{what}：{named}{rest}{after}。"));
    for (sheet, row, column) in cells.iter().take(MOST_NAMED) {
        finding = finding.mark(&draft.place(*sheet, (*row, *column)), "");
    }
    (!cells.is_empty()).then_some(finding)
}

/// Tells what lies over the cells of sheets that are shown: boxes and pictures are not read.
pub(in crate::workbook) fn beside(draft: &mut Draft<'_>, appearance: &Appearance) {
    let (mut boxes, mut pictures, mut comments, mut margins) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for (number, sheet) in draft.sheets.iter().enumerate().filter(|(_, sheet)| sheet.visible) {
        let Some(seen) = appearance.get(&*sheet.name) else { continue };
        boxes.extend(seen.boxes.iter().map(|(at, text)| (number, *at, text.clone())));
        comments.extend(seen.comments.iter().map(|(at, text)| (number, *at, text.clone())));
        pictures.extend(seen.pictures.iter().map(|at| (number, *at, String::new())));
        margins.extend(seen.margins.iter().map(|words| (sheet.name.to_string(), words.as_str())));
    }
    over(draft, "文本框、图形里的文字没有用，也没有印", &boxes);
    notes(draft, &comments);
    over(draft, "图片、图表没有用，也没有印", &pictures);
    pages(draft, &margins);
}

/// Tells the words above and below the pages of sheets, each once, in one finding.
fn pages(draft: &mut Draft<'_>, margins: &[(String, &str)]) {
    let mut told: BTreeMap<&str, &str> = BTreeMap::new();
    margins.iter().for_each(|(sheet, words)| _ = told.entry(words).or_insert(sheet));
    let named = told.iter().take(MOST_NAMED).map(|(words, sheet)| format!("“{}”的“{}”", sheet, beginning(words, 16)));
    let more = if told.len() > MOST_NAMED { "等" } else { "" };
    let named = named.collect::<Vec<_>>().join("、");
    if !told.is_empty() {
        let message = format!("打印的页眉、页脚里的文字没有用，也没有印：{named}{more}。");
        draft.fault(Finding::new(&rules::UNUSED_CELLS, message));
    }
}

/// Tells comments in one finding, which marks no cell: a copy for the clerk has the comments there already.
fn notes(draft: &mut Draft<'_>, comments: &[PlacedText]) {
    if let Some(message) = told_over(draft, "批注没有用，也没有印", comments) {
        draft.fault(Finding::new(&rules::UNUSED_CELLS, message));
    }
}

/// A text and the cell it lies over: its sheet, and its row and column.
type PlacedText = (usize, (u32, u32), String);

/// Tells things of one kind that lie over cells, in one finding.
fn over(draft: &mut Draft<'_>, what: &str, things: &[PlacedText]) {
    let Some(message) = told_over(draft, what, things) else { return };
    let mut finding = Finding::new(&rules::UNUSED_CELLS, message);
    for (sheet, (row, column), text) in things.iter().take(MOST_NAMED) {
        let range = draft.listing.add_text(draft.sheets[*sheet].place((*row, *column)), text);
        finding = finding.mark(&draft.listing.span(&range), "");
    }
    draft.fault(finding);
}

/// What is told of things that lie over cells; nothing of none.
fn told_over(draft: &Draft<'_>, what: &str, things: &[PlacedText]) -> Option<String> {
    let shown = |text: &String| match text.chars().count() {
        0 => String::new(),
        _ => format!("“{}”", text.chars().take(16).collect::<String>().replace('\n', " ")),
    };
    let named = things.iter().take(MOST_NAMED);
    let named = named.map(|(sheet, at, text)| format!("{}{}", draft.call(*sheet, *at), shown(text)));
    let more = if things.len() > MOST_NAMED { "等" } else { "" };
    let told = named.collect::<Vec<_>>().join("、");
    (!things.is_empty()).then(|| format!("有 {} 处{what}：{told}{more}。", things.len()))
}
