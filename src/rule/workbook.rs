//! Rules that reading a workbook reports: what stands in it cannot be read as the official tables.

use super::Severity::{Hint, Warning};
use super::{Family, Rule};

/// A rule about workbooks; what it finds is shown by workbooks, not by changes to a TOML file.
const fn rule(code: &'static str, name: &'static str) -> Rule {
    Rule::shown_elsewhere(code, name, Family::Input, "输入格式")
}

/// One table at several places.
pub static TABLE_TWICE: Rule = Rule {
    reason: "同一张表填了两份，不知道哪一份是要报的；这次读的是行列最全的一份。",
    remedy: "留一份，删去另一份；上年的表放在“上年数据”表里，或在它上面一行写“上年数据”",
    faulty: "第二张和第五张工作表里各有一张填了数的同一张表",
    corrected: "只留一张，或第二张上面写“上年数据”",
    ..rule("WBK001", "同一张表有两份")
};

/// Rows or columns of the form that the sheet does not have.
pub static INCOMPLETE: Rule = Rule {
    reason: "格式的每一行、每一列都要有；少了，这些数就没有报。",
    basis: "格式",
    remedy: "照格式补上（名称写全），没有发生的填 0",
    faulty: "表到一半为止，后面的行没有",
    corrected: "表的各行齐全",
    ..rule("WBK002", "表里少了行或列")
};

/// A row whose label is none of the form's.
pub static UNKNOWN_ROW: Rule = Rule {
    reason: "认不出名称的行里的数没有读入，合计就会不对。",
    basis: "格式",
    remedy: "照格式改正这一行的名称，或删去这一行",
    faulty: "表里多了一行“9.属于别的情形”，填了 2",
    corrected: "把 2 并入格式里有的行，删去多出的行",
    ..rule("WBK003", "不认识的行")
};

/// A figure under no known head.
pub static UNKNOWN_COLUMN: Rule = Rule {
    reason: "认不出列名的数没有读入。",
    basis: "格式",
    remedy: "把数移到格式的列里，照格式改正列名，或清除这一格",
    faulty: "一行的数填在了右边一格",
    corrected: "填在格式的列名之下",
    ..rule("WBK004", "不认识的列")
};

/// An error value in a cell.
pub static ERROR_VALUE: Rule = Rule {
    reason: "#REF!、#DIV/0! 等是公式算不出来的结果，不是数。",
    remedy: "改正这一格的公式，或直接填数",
    faulty: "C31 是 #REF!",
    corrected: "C31 填 3",
    ..rule("WBK005", "单元格是错误值")
};

/// A formula without its result.
pub static NOT_COMPUTED: Rule = Rule {
    reason: "由程序生成、没有在表格软件里打开过的文件，公式的结果没有保存，读不到数。",
    remedy: "用 Excel 或 WPS 打开这个文件，保存一次，再试；或直接填数",
    faulty: "B4 是 =SUM(台账!F2:F99)，没有结果",
    corrected: "打开并保存过，结果是 12",
    ..rule("WBK006", "公式没有保存结果")
};

/// A value or prose beside a label that means nothing.
pub static UNKNOWN_FIELD: Rule = Rule {
    reason: "认不出的项目如果被忽略，填的内容就会悄悄丢失。",
    remedy: "照生成的工作簿改正项目的名称，或清除这一格",
    faulty: "基本信息里“机关金称”一行填了“示例市财政局”",
    corrected: "“机关全称”",
    ..rule("WBK007", "不认识的项目")
};

/// One item, section or entry with two values.
pub static FIELD_TWICE: Rule = Rule {
    reason: "同一项填了两个不同的值，不知道哪一个是要报的；悄悄取一个，印出来的可能是上年的。",
    remedy: "留下要报的，清除另一个；上年的表可以删去或隐藏（隐藏的表，显示的表里有同样的项就不用它）",
    faulty: "“基本信息”和“2024年信息”两张表里各有一行“报告年度”，一个填 2025，一个填 2024",
    corrected: "删去“2024年信息”",
    ..rule("WBK010", "同一项填了两个值")
};

/// Sheets of which nothing was used.
pub static UNUSED_SHEET: Rule = Rule {
    severity: Hint,
    reason: "表里没有认出年度报告的表和项目，或者表是隐藏的而显示的表里有同样的内容；里面写的没有用，也没有印。",
    remedy: "不相干的不必管；要用的，行、列和项目的名称照格式写，隐藏的取消隐藏。逐格的清单用 check --origins 看",
    faulty: "工作簿里还有一张“台账”",
    corrected: "删去“台账”，或不必管它",
    ..rule("WBK011", "没有用到的表")
};

/// Cells beside what was used.
pub static UNUSED_CELLS: Rule = Rule {
    severity: Hint,
    reason: "填在认得出的行、列和项目以外的内容没有用，也没有印。",
    remedy: "要印的写进“正文”或数后的括号里；填表人、制表日期之类不必管",
    faulty: "表格下面写了一行“注：含历史遗留 3 件”",
    corrected: "写进“正文”里这一部分的（表后）一行",
    ..rule("WBK012", "没有用到的格")
};

/// Prose that runs on into the rows of the next section.
pub static OVERRUN: Rule = Rule {
    severity: Warning,
    reason: "一次粘贴很多段，行不够时会贴到下一个栏目的行里，后面几段就印在了下一部分。",
    remedy: "在中间插入足够的行再贴；确实就是这样分的，在两部分之间空一行",
    faulty: "第一部分贴了 40 段，第 34 段贴到了下一部分的行里",
    corrected: "插入 10 行，再贴",
    ..rule("WBK013", "正文写到了下一个栏目的行里")
};

/// A sub-total that is not the sum of its parts.
pub static SUBTOTAL: Rule = Rule {
    reason: "自己加的小计、合计不印，但与它的各项对不上，说明有一格填错。",
    remedy: "核对小计和它的各项",
    faulty: "一组的标题行填了 9，下面三行是 1、0、0",
    corrected: "标题行填 1，或空着",
    ..rule("WBK020", "小计不等于各项之和")
};

/// Figures of a group whose rows are not there.
pub static UNDIVIDED: Rule = Rule {
    reason: "格式把这一项分为几行，合在一行里的数不知道属于哪一行，没有读入。",
    basis: "格式",
    remedy: "照格式分成几行填写",
    faulty: "一组的标题行填了 1，下面的三行没有",
    corrected: "标题行下分三行，最后一行填 1",
    ..rule("WBK021", "没有分到各行的数")
};

/// Words in a row or column beyond the form.
pub static TEXT_BESIDE: Rule = Rule {
    severity: Warning,
    reason: "表里加出的行、列不印；写在那里的话读报告的人看不到。",
    remedy: "要印的写在数后的括号里，或写进“正文”；不要印的可以不管",
    faulty: "表的右边加了“备注”一列，写了“含上年补报”",
    corrected: "写在数后：22（含上年补报）",
    ..rule("WBK022", "加出的行列里有文字")
};

/// A unit that amounts or counts of the form cannot have.
pub static UNKNOWN_UNIT: Rule = Rule {
    reason: "单位决定数的大小；认不出单位就不能换算成格式的单位，这些数没有读入。",
    basis: "格式",
    remedy: "照格式写单位：金额写元、万元、亿元，件数写件、万件",
    faulty: "列名里写的是“单位：美元”",
    corrected: "“单位：万元”",
    ..rule("WBK023", "不认识的单位")
};

/// A table that stands in several parts.
pub static JOINED: Rule = Rule {
    severity: Hint,
    reason: "同一张表分在几处，各处的行不重复，或者重复的行内容相同，读时合成一张。",
    remedy: "核对各处合起来是不是一张完整的表",
    faulty: "一张表的前 12 行在一个工作表里，其余在另一个里",
    corrected: "整张表在一个工作表里",
    ..rule("WBK024", "分在几处的表")
};

/// Invisible characters in figures and labels.
pub static INVISIBLE: Rule = Rule {
    severity: Hint,
    reason: "从网页、文档复制来的零宽字符、方向控制符看不见；读数和名称时已去掉。",
    remedy: "可以不管；要去掉就重新输入这一格",
    faulty: "行名里有一个零宽空格",
    corrected: "重新输入行名",
    ..rule("WBK025", "表里有看不见的字符")
};

/// Hidden sheets, rows and columns that were used because nothing that is shown says the same.
pub static HIDDEN_USED: Rule = Rule {
    severity: Hint,
    reason: "隐藏的表、行、列里有显示的地方没有的内容，照它读了；隐藏的也可能是往年留下的。",
    remedy: "取消隐藏，核对是不是今年的；不是就删去",
    faulty: "“三、依申请公开”只有一张，而且隐藏着",
    corrected: "“三、依申请公开”没有隐藏",
    ..rule("WBK026", "用了隐藏的内容")
};

/// Words that are struck out and were used.
pub static STRUCK: Rule = Rule {
    severity: Warning,
    reason: "划掉的字多半是要删的，但字还在格里，照样读、照样印。",
    remedy: "要删的把字删去；要印的去掉删除线",
    faulty: "正文的一格里有带删除线的“（含结转）”",
    corrected: "删去这几个字",
    ..rule("WBK027", "划掉的字")
};

/// Numbers that their format shows as others.
pub static SHOWN_OTHERWISE: Rule = Rule {
    reason: "数字格式可以把保存的数显示成另一个数（缩小千倍万倍、带“万”字、百分数、不显示）；读的是保存的数，与看到的不一样。",
    remedy: "把单元格的格式改为“常规”，照表上的单位重新填数",
    faulty: "格里保存 437880，格式是 0!.0000，看上去是 43.7880",
    corrected: "格式改为“常规”，填 43.788",
    ..rule("WBK028", "显示的数与保存的数不同")
};

/// Figures that are texts, which formulas do not add.
pub static NOT_ADDED: Rule = Rule {
    severity: Warning,
    reason: "格里是文字（数后带说明、带单位，或格式是“文本”）时，SUM 一类的公式不算它，工作簿里显示的总计就少了；印的是各项之和。",
    remedy: "数后带说明的，总计改为直接填数；没有说明的，把这一格的格式改为“常规”，只填数",
    faulty: "D6 填“14（含补办 3 件）”，总计的公式 =SUM(D6:I6) 显示 3",
    corrected: "总计直接填 17，或 D6 填 14、说明写进“正文”",
    ..rule("WBK029", "公式没有算上的数")
};
