//! The words of a workbook that its reader and its writer share.

use crate::form::Form;
use crate::prose::numbered;

/// The sheet that says how to fill in the others.
pub const GUIDE: &str = "填表说明";
/// The sheet of what the report and its agency are.
pub const BASICS: &str = "基本信息";
/// The sheet of prose.
pub const PROSE: &str = "正文";
/// The sheet of the letter.
pub const LETTER: &str = "报送函";
/// The sheet of last year's figures.
pub const LAST_YEAR: &str = "上年数据";

/// Headings of a list of fields: what, and what is written.
pub const FIELDS: [&str; 2] = ["项目", "填写内容"];

/// The headings of the sheet of prose.
pub const PARAGRAPHS: [&str; 3] = ["栏目", "标题", "正文"];

/// What the preface is called.
pub const PREFACE: &str = "引言";

/// What stands behind a section's name for prose before its table.
pub const BEFORE: &str = "（表前）";

/// What stands behind a section's name for prose after its table.
pub const AFTER: &str = "（表后）";

/// What stands before a section's name for a section of one's own after it.
pub const EXTRA: &str = "增设于其后：";

/// What says that a cell is left blank on purpose.
pub const BLANK: &str = "空白";

/// What says that a figure is not there yet.
pub const ABSENT: &str = "未填";

/// How the labels of rows and columns begin that only check others.
pub const CHECK: &str = "核对";

/// What a section is called: `一、总体情况`.
pub fn section_name(form: &Form, section: usize) -> String {
    numbered(section + 1, &form.sections[section].title)
}

/// What the sheet of a table is called: `三、依申请公开`.
pub fn table_name(form: &Form, table: usize) -> String {
    numbered(section_of(form, table) + 1, &form.tables[table].sheet)
}

/// The title above a table: that of its section.
pub fn table_title(form: &Form, table: usize) -> String {
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
