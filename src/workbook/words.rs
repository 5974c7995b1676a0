//! The words of a workbook that its reader and its writer share.

use super::sheets::Sheet;
use crate::characters::{plain, unspaced};
use crate::form::Form;
use crate::prose::{labels::Labels, numbered};

/// The sheet that says how to fill in the others.
pub(super) const GUIDE: &str = "填表说明";
/// The sheet of what the report and its agency are.
pub(super) const BASICS: &str = "基本信息";
/// The sheet of prose.
pub(super) const PROSE: &str = "正文";
/// The sheet of the letter.
pub(super) const LETTER: &str = "报送函";
/// The sheet of last year's figures.
pub(super) const LAST_YEAR: &str = "上年数据";

/// What every sheet says of its protection.
pub(super) const PROTECTED: &str =
    "\n本表受保护，没有密码：只能改浅黄色的格，可以插入行、调整行高和列宽；要改别处，在“审阅”里撤销工作表保护。";

/// Whether some sheets are a workbook of this program's, kept as something else: its hints stand among the cells.
pub(crate) fn is_kept_workbook(sheets: &[Sheet]) -> bool {
    let hint = unspaced(PROTECTED);
    let begins = hint.split('，').next().unwrap_or_default();
    let is_hint = |text: &str| text.contains(begins) && unspaced(text).contains(&*hint);
    sheets.iter().flat_map(Sheet::cells).any(|(.., content)| is_hint(content.text()))
}

/// The sheet that lists what was found, in the copy that goes back to the clerk.
pub(super) const LIST: &str = "问题清单";
/// Its headings.
pub(super) const LIST_COLUMNS: [&str; 6] = ["序号", "程度", "规则", "位置", "问题", "怎么办"];
/// The widths of its columns in characters.
pub(super) const LIST_WIDTHS: [f64; 6] = [6.0, 8.0, 10.0, 30.0, 60.0, 50.0];

/// How the line below the list begins that names the workbook it was made of by its number.
pub(super) const LIST_OF: &str = "改好后整份交回，这张表不用删去。本表编号：";

/// Whether a sheet is such a list: it says nothing of a report, and another one takes its place.
pub(super) fn is_list(sheet: &Sheet) -> bool {
    sheet.name.starts_with(LIST) && (0..).zip(LIST_COLUMNS).all(|(column, heading)| sheet.text(0, column) == heading)
}

/// How a place for the seal is written behind a name.
pub(super) const SEALS: [&str; 6] = ["盖章", "公章", "签章", "印章", "加盖公章", "章"];

/// How the heads of columns begin that are last year's, and what those say that compare both years.
pub(super) const OF_LAST_YEAR: [&str; 5] = ["上年", "上一年", "去年", "上期", "同期"];
pub(super) const COMPARED: [&str; 8] = ["增减", "同比", "增长", "增幅", "比上年", "较上年", "与上年", "变化"];

/// How the labels begin of who filled in a workbook.
pub(super) const FILLERS: [&str; 8] = ["填表", "填报人", "制表", "经办", "审核", "联系人", "负责人", "复核"];

/// How the label of a row begins that is a part of the row above.
pub(super) const PART: &str = "其中";

/// The sheet of what few agencies fill in.
pub(super) const ADVANCED: &str = "高级";
/// The sheet that lists the names that prose can use.
pub(super) const NAMES: &str = "可引用的名称";

/// How the labels end over and beside what is worked out beside an official table: last year's figure, and the change.
pub(super) const AUTOMATIC: [&str; 2] = ["上年（自动）", "增减（自动）"];

/// What stands there where the editions of both years do not have the same cell.
pub(super) const INCOMPARABLE: &str = "—";

/// Whether a text is such a label.
pub(super) fn is_automatic(text: &str) -> bool {
    // Most texts are none by their last characters alone.
    let is_near = text.trim_end().ends_with(['）', ')']) && text.len() < 120;
    is_near && {
        let text = unspaced(&plain(text));
        AUTOMATIC.iter().any(|label| text.ends_with(&plain(label)))
    }
}

/// How the titles, headings and hints of the blank workbook begin, this program's and earlier ones': who reads a
/// workbook must not take them for what an agency wrote.
const OWN: &[&str] = &[
    BASICS,
    PROSE,
    LETTER,
    ADVANCED,
    "报告",
    "机关",
    "在浅黄色的格里填写",
    "引言：报告开头的一段",
    "与往年对比",
    "网页的元数据：",
    "标签：行、列要印成别的名称时填",
    "认可：核对无误",
    "分单位：有几个单位",
    "依据：GB/T 9704-2012",
    "报送报告用的公文（红头、正文、版记）",
    "报告本身的公文要素",
    "一行一段，接着往下写",
    "只填浅黄色的格",
    "照上年已公布的报告填",
    "本表受保护",
    "一般不用填",
    "以下是表前、表后的文字",
];

/// How the last lines of the guide begin, this program's and earlier ones'.
pub(super) const GUIDE_ENDS: [&str; 2] = ["nianbao ", "表名、行列"];

/// Whether a text is one that the blank workbook says itself.
pub(super) fn is_own(text: &str) -> bool {
    // Short ones are whole, long ones may go on.
    OWN.iter().any(|own| text == *own || own.chars().count() > 4 && text.starts_with(own)) || is_automatic(text)
}

/// Headings of a list of fields: what, and what is written.
pub(super) const FIELDS: [&str; 2] = ["项目", "填写内容"];

/// The heading over what to write into a field.
pub(super) const HELP: &str = "说明";

/// The headings of the sheet of prose.
pub(super) const PARAGRAPHS: [&str; 3] = ["栏目", "标题", "正文"];

/// Headings that an agency's own sheet of prose has instead: of what says where, and ends of those of what is said there.
pub(super) const OTHER_PARAGRAPHS: [[&str; 3]; 2] = [["部分", "栏目", "标题"], ["正文", "内容", "文字"]];

/// Ends of headings of what is said there that may as well be those of notes: only long sentences below them are prose.
pub(super) const NOTES_OR_PARAGRAPHS: [&str; 4] = ["说明", "情况", "文本", "材料"];

/// What the preface is called.
pub(super) const PREFACE: &str = "引言";

/// What stands behind a section's name for prose before its table.
pub(super) const BEFORE: &str = "（表前）";

/// What stands behind a section's name for prose after its table.
pub(super) const AFTER: &str = "（表后）";

/// The heading over prose before and after tables.
pub(super) const BESIDE_TABLES: &str = "以下是表前、表后的文字：要在表格前后加话时才填";

/// What stands before a section's name for a section of one's own after it.
pub(super) const EXTRA: &str = "增设于其后：";

pub(super) use crate::filing::BLANK;

/// What says that a figure is not there yet.
pub(super) const ABSENT: &str = "未填";

/// How the labels of rows and columns begin that only check others.
pub(super) const CHECK: &str = "核对";

/// What a section is called: `一、总体情况`.
pub(super) fn section_name(form: &Form, section: usize) -> String {
    numbered(section + 1, &form.sections[section].title)
}

/// What the sheet of a table is called: `三、依申请公开`.
pub(super) fn table_name(form: &Form, table: usize) -> String {
    numbered(section_of(form, table) + 1, &form.tables[table].sheet)
}

/// The title above a table: that of its section.
pub(super) fn table_title(form: &Form, table: usize) -> String {
    section_name(form, section_of(form, table))
}

/// The section that a table stands in.
fn section_of(form: &Form, table: usize) -> usize {
    let key = &form.tables[table].key;
    form.sections
        .iter()
        .position(|section| section.table.as_ref().is_some_and(|named| **named == **key))
        .unwrap_or(table)
}

/// The official label of a figure, as an example of a name: the first row of the first table that has rows by groups.
pub(super) fn example(form: &Form) -> String {
    let labels = Labels::of_figures(form);
    let total = form.lines.iter().find(|line| line.total.is_some()).or(form.lines.first());
    let named = total.and_then(|line| labels.all().find(|(_, key)| *key == line.key));
    named.map(|(name, _)| name).unwrap_or_default()
}
