//! What is told of cells that are read otherwise than they are seen, and of what lies over them.

use std::collections::{BTreeMap, BTreeSet};

use super::money;
use super::unseen::{ShownCell, ShownPlace, Unseen};
use super::{Appearance, SheetAppearance};
use crate::characters::{beginning, is_shown_as_mark};
use crate::finding::Finding;
use crate::rule::{Rule, Severity, workbook as rules};
use crate::workbook::draft::Draft;

/// Cells that one finding names.
const MOST_NAMED: usize = 6;

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
    let unseen = Unseen::of(draft, appearance, &used);
    let (faint, maybe) = (unseen.faint(draft, appearance, &used), unseen.unknown());
    let maybe: Vec<ShownPlace> = maybe.filter(is_something).collect();
    let struck = of(&|seen, at| seen.struck.contains(&at));
    let raised = of(&|seen, at| seen.raised.contains(&at));
    // Digits that are seen otherwise than those beside them are no part of one number.
    let is_number = |(sheet, row, column): &ShownPlace| {
        let text = draft.sheets[*sheet].text(*row, *column).trim();
        text.len() > 1 && text.bytes().all(|byte| byte.is_ascii_digit())
    };
    let joined: BTreeSet<ShownPlace> =
        of(&|seen, at| seen.in_part.contains(&at)).into_iter().filter(is_number).collect();
    let apart = |cells: Vec<ShownPlace>| cells.into_iter().filter(|cell| !joined.contains(cell)).collect::<Vec<_>>();
    let (struck, raised) = (apart(struck), apart(raised));
    // What such a face does not have is shown in another one.
    let is_of_face =
        |(sheet, row, column): &ShownPlace| draft.sheets[*sheet].text(*row, *column).contains(is_shown_as_mark);
    let symbols: Vec<ShownPlace> = of(&|seen, at| seen.symbols.contains(&at)).into_iter().filter(is_of_face).collect();
    let mut shown = unseen.shown(draft, appearance, &used);
    shown.retain(|cell| !money::has_own_unit(draft, cell));
    let (texts, shown): (Vec<ShownCell>, Vec<ShownCell>) = shown.into_iter().partition(|(.., seen)| seen.is_text);
    let (other, rounded): (Vec<ShownCell>, Vec<ShownCell>) = shown.into_iter().partition(|(.., seen)| seen.is_other);
    let joined = joined.into_iter().collect();
    let lists = [hidden, covered, faint, maybe, struck, joined, raised, symbols];
    let told = unseen_told(draft, &lists).into_iter().chain(shown_told(draft, [&other, &texts, &rounded]));
    let told: Vec<Finding> = told.chain(yuan_told(draft, appearance)).collect();
    told.into_iter().for_each(|finding| draft.fault(finding));
}

/// What is told of amounts in 万元 that are seen as amounts in 元: which is meant is not known.
fn yuan_told(draft: &mut Draft<'_>, appearance: &Appearance) -> Option<Finding> {
    let (places, codes): (Vec<ShownPlace>, Vec<String>) = money::in_yuan(draft, appearance).into_iter().unzip();
    let what = "数字格式带着“¥”，像是以元计，照表上的单位万元读";
    let format = |number: usize| format!("（格式 {}）", codes[number]);
    let finding = cells(draft, (&rules::SHOWN_OTHERWISE, what, ""), &places, format)?;
    Some(finding.severity(Severity::Warning).hint("以元计的，换算成万元再填；本来就是万元的，把格式改为“常规”"))
}

/// What is told of cells in which something is not seen as it stands there, kind by kind.
fn unseen_told(draft: &mut Draft<'_>, lists: &[Vec<ShownPlace>; 8]) -> Vec<Finding> {
    let hidden = &rules::HIDDEN_USED;
    let other = &rules::SHOWN_OTHERWISE;
    let kinds = [
        (hidden, "隐藏的行、列里的内容用了", "，照样读入", None, ""),
        (
            hidden,
            "合并单元格盖住的内容用了",
            "，照样读入",
            Some(Severity::Warning),
            "取消合并，核对盖住的格里是什么，不要的删去",
        ),
        (
            hidden,
            "字和底色一样、看不出来的内容用了",
            "，照样读入",
            None,
            "核对这几格的内容；要印的把字改回黑色，不要的删去",
        ),
        (
            hidden,
            "条件格式的公式成立时看不出来的内容用了",
            "，照样读入",
            None,
            "公式没有算：看一看这几格是不是显示着；要印的去掉条件格式，不要的删去",
        ),
        (&rules::STRUCK, "有划掉的字，照样读、照样印", "", None, ""),
        (
            &rules::STRUCK,
            "一个数里有几位是划掉的或者上下标，和别的连成了一个数",
            "",
            Some(Severity::Error),
            "只留要报的数，划掉的、上下标的删去；要说明的写在数后的括号里",
        ),
        (
            other,
            "有上标或下标的字，读、印成平常的字",
            "",
            Some(Severity::Warning),
            "换成不用上下标的写法，如“平方米”“㎡”",
        ),
        (
            other,
            "用 Wingdings 这样的符号字体显示的字，照字读、照字印",
            "",
            Some(Severity::Warning),
            "符号改用 √、□、× 这样的字；不是符号的，换成平常的字体",
        ),
    ];
    let mut told = Vec::new();
    for ((rule, what, after, severity, hint), list) in kinds.into_iter().zip(lists) {
        let Some(finding) = cells(draft, (rule, what, after), list, |_| String::new()) else { continue };
        let finding = if hint.is_empty() { finding } else { finding.hint(hint) };
        told.push(match severity {
            Some(severity) => finding.severity(severity),
            None => finding,
        });
    }
    told
}

/// What is told of cells that are seen as another number, as another text, and only rounded.
fn shown_told(draft: &mut Draft<'_>, [other, texts, rounded]: [&[ShownCell]; 3]) -> Vec<Finding> {
    let mut shown_as = |shown: &[ShownCell], what: &str| {
        let places: Vec<ShownPlace> = shown.iter().map(|(place, ..)| *place).collect();
        cells(draft, (&rules::SHOWN_OTHERWISE, what, ""), &places, |number| as_seen(&shown[number]))
    };
    let other = shown_as(other, "数字格式显示的与保存的不一样，照保存的读");
    let texts = shown_as(texts, "数字格式显示的文字与保存的不一样，照保存的读");
    let rounded = shown_as(rounded, "数字格式四舍五入，或者把 0 显示成别的，照保存的读");
    let texts =
        texts.map(|finding| finding.severity(Severity::Warning).hint("把单元格的格式改为“文本”，核对要印的文字"));
    let rounded = rounded.map(|finding| finding.severity(Severity::Hint));
    [other, texts, rounded].into_iter().flatten().collect()
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
    draft.listing.cells().filter_map(place).filter(|place| !draft.unread.contains(place)).collect()
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
