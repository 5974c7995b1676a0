//! The words of a workbook that its reader and its writer share.

use crate::form::Form;
use crate::prose::ordinal;

/// Headings of a list of fields: what, and what is written.
pub const FIELDS: [&str; 2] = ["项目", "填写内容"];

/// The headings of the sheet of prose.
pub const PROSE: [&str; 3] = ["栏目", "标题", "正文"];

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
    format!("{}、{}", ordinal(section + 1), form.sections[section].title)
}
