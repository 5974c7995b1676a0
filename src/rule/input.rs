//! Rules that the readers report: what was submitted cannot be read as it stands.

use super::Severity::{Error, Hint, Warning};
use super::{Family, Rule};

/// The file is no TOML.
pub static SYNTAX: Rule = Rule {
    code: "INP001",
    name: "TOML 写法有误",
    severity: Error,
    family: Family::Input,
    reason: "文件不合 TOML 的写法，后面的内容无法可靠地读出。",
    basis: "TOML 1.1",
    remedy: "照 nianbao new 生成的样例改正这一行",
    faulty: "year = 2025\nyear = 2025",
    corrected: "year = 2025",
    in_workbook: None,
};

/// A key that means nothing.
pub static UNKNOWN_KEY: Rule = Rule {
    code: "INP002",
    name: "不认识的键",
    severity: Error,
    family: Family::Input,
    reason: "拼错的键如果被忽略，填的数就会悄悄丢失。",
    basis: "输入格式",
    remedy: "核对键名",
    faulty: "[agency]\naddres = \"解放路25号\"",
    corrected: "[agency]\naddress = \"解放路25号\"",
    in_workbook: None,
};

/// A value of another type than expected.
pub static WRONG_TYPE: Rule = Rule {
    code: "INP003",
    name: "值的类型不对",
    severity: Error,
    family: Family::Input,
    reason: "这一项要的是另一类值（文字、整数、日期、列表…）。",
    basis: "输入格式",
    remedy: "改为所要的类型",
    faulty: "[document]\ndate = \"年初\"",
    corrected: "[document]\ndate = 2026-01-11",
    in_workbook: None,
};

/// A line of figures with too few or too many of them.
pub static WRONG_LENGTH: Rule = Rule {
    code: "INP004",
    name: "一行的个数不对",
    severity: Error,
    family: Family::Input,
    reason: "每行按表的列顺序填写，个数不对就不知道哪个数属于哪一列。",
    basis: "格式",
    remedy: "按列的顺序补齐或删去",
    faulty: "[applications]\nnew = [3, 1, 0]",
    corrected: "[applications]\nnew = [3, 1, 0, 0, 0, 0]",
    in_workbook: None,
};

/// A cell that holds no number.
pub static NOT_A_NUMBER: Rule = Rule {
    code: "INP005",
    name: "单元格读不出数",
    severity: Error,
    family: Family::Input,
    reason: "表中只能填数、留空、“/”（不适用）或“?”（不知道），一格一个数。",
    basis: "输入格式",
    remedy: "改为数",
    faulty: "[disclosure]\nlicensing = \"若干\"",
    corrected: "[disclosure]\nlicensing = 12",
    in_workbook: None,
};

/// A count with decimal places.
pub static COUNT_WITH_DECIMALS: Rule = Rule {
    code: "INP006",
    name: "件数带小数",
    severity: Error,
    family: Family::Input,
    reason: "件数、项目数是整数；609.00 这样小数点后只有零的，多半是从别的系统导出时带来的，读作 609，只作提示。",
    basis: "格式",
    remedy: "改为整数",
    faulty: "[disclosure]\nlicensing = 12.5",
    corrected: "[disclosure]\nlicensing = 12",
    in_workbook: None,
};

/// A count below zero.
pub static NEGATIVE: Rule = Rule {
    code: "INP007",
    name: "件数小于零",
    severity: Error,
    family: Family::Input,
    reason: "件数和金额不会小于零；只有增减的数带正负号。",
    basis: "格式",
    remedy: "核对后改正",
    faulty: "[disclosure]\nlicensing = -12",
    corrected: "[disclosure]\nlicensing = 12",
    in_workbook: None,
};

/// An amount of money with a part of 分.
pub static TOO_MANY_PLACES: Rule = Rule {
    code: "INP008",
    name: "金额的小数不到一分",
    severity: Warning,
    family: Family::Input,
    reason: "金额最小到分，即以万元计六位小数、以元计两位；多出的位数说明单位或抄录有误。",
    basis: "格式",
    remedy: "核对单位和抄录；四舍五入到分",
    faulty: "[disclosure]\nfees = 43.7881234",
    corrected: "[disclosure]\nfees = 24252.311082",
    in_workbook: None,
};

/// A word for nothing.
pub static WORD_FOR_NOTHING: Rule = Rule {
    code: "INP020",
    name: "用文字表示没有",
    severity: Warning,
    family: Family::Input,
    reason: "表里印的是数：写“无”“没有”“零”的格按 0 读入，印作 0。",
    basis: "输入格式：没有发生的填 0",
    remedy: "没有发生的填 0",
    faulty: "[disclosure]\nlicensing = \"无\"",
    corrected: "[disclosure]\nlicensing = 0",
    in_workbook: None,
};

/// A count with its unit.
pub static UNIT_IN_CELL: Rule = Rule {
    code: "INP021",
    name: "数后带着单位",
    severity: Hint,
    family: Family::Input,
    reason: "格式的格里只有数，“件”“项”等单位印时去掉。",
    basis: "输入格式：格里只填数",
    remedy: "只填数，不写单位",
    faulty: "[disclosure]\nlicensing = \"30件\"",
    corrected: "[disclosure]\nlicensing = 30",
    in_workbook: None,
};

/// A number in another unit than the form's.
pub static CONVERTED: Rule = Rule {
    code: "INP022",
    name: "单位与格式的不同",
    severity: Warning,
    family: Family::Input,
    reason: "格式规定了每一列的单位；以别的单位填的数换算后印出。",
    basis: "格式",
    remedy: "核对换算后的数；最好照格式的单位填",
    faulty: "[disclosure]\nfees = \"125000元\"",
    corrected: "[disclosure]\nfees = 12.5",
    in_workbook: None,
};

/// A number with blanks in it.
pub static BLANK_IN_NUMBER: Rule = Rule {
    code: "INP023",
    name: "数里有空格",
    severity: Warning,
    family: Family::Input,
    reason: "空格隔开的可能是一个数的千分位，也可能是两个数。",
    basis: "输入格式",
    remedy: "核对是不是一个数；是就去掉空格",
    faulty: "[disclosure]\nlicensing = \"1 234\"",
    corrected: "[disclosure]\nlicensing = 1234",
    in_workbook: None,
};

/// A required field that is not there.
pub static MISSING_FIELD: Rule = Rule {
    code: "INP009",
    name: "缺少必填的项",
    severity: Error,
    family: Family::Input,
    reason: "这一项必须填：没有年度或机关名称就没有标题，没有填的数不能当作 0。",
    basis: "输入格式",
    remedy: "补填这一项",
    faulty: "[agency]\nname = \"\"",
    corrected: "[agency]\nname = \"示例市应急管理局\"",
    in_workbook: None,
};

/// A name out of a fixed list that is not on it.
pub static UNKNOWN_NAME: Rule = Rule {
    code: "INP010",
    name: "没有这个名称",
    severity: Error,
    family: Family::Input,
    reason: "这一项只能从几个名称中选一个。",
    basis: "输入格式",
    remedy: "从所列名称中选一个",
    faulty: "[agency]\nlevel = \"局\"",
    corrected: "[agency]\nlevel = \"部门\"",
    in_workbook: None,
};

/// A prose file that cannot be used.
pub static PROSE_FILE: Rule = Rule {
    code: "INP011",
    name: "正文文件不能用",
    severity: Error,
    family: Family::Input,
    reason: "正文所在的文件不存在、读不出，或在输入所在的文件夹之外。",
    basis: "输入格式",
    remedy: "检查文件名和位置",
    faulty: "[sections.overview]\nfile = \"../别处.md\"",
    corrected: "[sections.overview]\ntext = \"本年度做了这些工作，共公开信息十二条。\"",
    in_workbook: None,
};

/// A label or a note that no cell of the form holds.
pub static TOO_LONG: Rule = Rule {
    code: "INP013",
    name: "标签或说明太长",
    severity: Error,
    family: Family::Input,
    reason: "表格的标签至多 100 字、数后的说明至多 60 字；再长就撑破版心，印不完整。",
    basis: "输入格式：格式里最长的标签是 36 字",
    remedy: "缩短；需要说明的写在表格前后（before、after）",
    faulty: "[disclosure]\nlicensing = { value = 12, note = \"（其中新办一件、延续一件、变更一件、注销一件、其中新办一件、延续一件、变更一件、注销一件、其中新办一件、延续一件、变更一件、注销一件）\" }",
    corrected: "[disclosure]\nlicensing = { value = 12, note = \"（其中新办一件）\" }",
    in_workbook: Some("缩短；需要说明的写在“正文”表的（表前）、（表后）"),
};

/// Last year's file that cannot be used.
pub static PRIOR_FILE: Rule = Rule {
    code: "INP012",
    name: "上年文件不能用",
    severity: Warning,
    family: Family::Input,
    reason: "上年文件读不出，或不是上一年度、同一机关的，年度之间就无从核对。",
    basis: "输入格式",
    remedy: "检查 prior 所指的文件",
    faulty: "prior = \"没有这个文件.toml\"",
    corrected: "",
    in_workbook: Some("检查“基本信息”的“上年文件”一行；上年的数也可以直接填在“上年数据”表里"),
};
