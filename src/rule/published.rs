//! Rules that reading a published report reports: what of a page or a document is not the report, or not certain.

use super::Severity::{Hint, Warning};
use super::{Family, Rule};

/// A rule about what was published; what it finds is shown by pages, not by changes to a TOML file.
const fn rule(code: &'static str, name: &'static str) -> Rule {
    Rule::shown_elsewhere(code, name, Family::Input, "输入格式")
}

/// What a site says around a report.
pub static OUTSIDE: Rule = Rule {
    severity: Hint,
    reason: "网页的菜单、页脚、发布信息等不是报告的内容，没有当作正文；用 check --origins 可以逐条看到。",
    remedy: "看一看有没有报告的内容被漏在外面；有就把它复制到报告里",
    faulty: "报告的上面有“当前位置：首页 > 政府信息公开”，下面有“版权所有”",
    corrected: "只有报告",
    ..rule("IMP001", "报告以外的文字没有读入")
};

/// Words before the title or after the end that are none of a site's usual ones.
pub static LEFT_OUT: Rule = Rule {
    severity: Warning,
    reason: "标题以前、落款以后的文字不知道是不是报告的内容，没有当作正文，不会印出。",
    remedy: "是报告的内容，就写到报告的某一部分里；不是就不用管",
    faulty: "报告的标题上面还有一封公文",
    corrected: "只有报告",
    ..rule("IMP002", "报告前后的文字没有读入")
};

/// A contact that is told in several ways.
pub static SEVERAL: Rule = Rule {
    severity: Warning,
    reason: "同一项联系方式写了几个不同的，不知道用哪一个，这一项没有填；报告里的文字照原样印。",
    remedy: "核对是哪一个，填在资料里",
    faulty: "引言里写“电话：0531-8888888”，又写“电话：0531-6666666”",
    corrected: "只写一个电话",
    ..rule("IMP003", "联系方式写了几个")
};

/// A report that is marked as a draft.
pub static DRAFT: Rule = Rule {
    severity: Hint,
    reason: "标着“草稿”的不是公布的定稿，里面的数可能没有定，没有填的格印成空白。",
    remedy: "换成公布的定稿；就用这一份的，核对里面的数",
    faulty: "每一页上斜着印“草稿”",
    corrected: "公布的定稿",
    ..rule("IMP016", "标着草稿")
};

/// Characters that the encoding does not have.
pub static UNREADABLE: Rule = Rule {
    severity: Warning,
    reason: "文件里有按它的编码认不出的字符，读成了“\u{FFFD}”：多半是下载时断了，或者编码写错了。",
    remedy: "在浏览器里打开看显示得对不对，重新另存后再读",
    faulty: "网页写着 charset=gb2312，里面有一段是别的编码",
    corrected: "在浏览器里另存为 UTF-8 的网页",
    ..rule("IMP004", "有认不出的字符")
};

/// A title that was taken for an official one by its place.
pub static BY_PLACE: Rule = Rule {
    severity: Hint,
    reason: "这一部分的标题与规定的不像，按它的序号和位置认作规定的部分；标题照写的印。",
    remedy: "看一看认得对不对；不对就照格式改标题",
    faulty: "第五部分的标题是“五、问题与对策”",
    corrected: "标题照格式写",
    ..rule("IMP005", "按位置认出的部分")
};

/// Pictures that may have words in them.
pub static PICTURES: Rule = Rule {
    severity: Hint,
    reason: "图片、图表、嵌入的文件里的文字和数字读不到，也不会印出。",
    remedy: "看一看里面有没有报告的内容；有就把它打成文字",
    faulty: "报告里有一张截图",
    corrected: "截图的内容写成文字",
    ..rule("IMP006", "图片没有读")
};

/// Files that were put into a document whole.
pub static INSERTED: Rule = Rule {
    severity: Warning,
    reason: "文档里插进来的整个文件（对象里的“文件中的文字”、网上系统导出的 Word）要等 Word 打开时才变成正文，读不到，也不会印出。",
    remedy: "用 Word 打开，另存为 .docx，再给出那个文件",
    faulty: "网上系统导出的 Word 文档，正文是插进来的一个文件",
    corrected: "用 Word 打开以后另存的文档",
    ..rule("IMP017", "插进来的文件没有读")
};

/// Changes in a document that nobody has accepted yet.
pub static CHANGES: Rule = Rule {
    severity: Warning,
    reason: "文档里还有没有接受的修订：读的是全部接受以后的样子，插入的算，删去的不算。",
    remedy: "在 Word、WPS 的“审阅”里接受或拒绝全部修订，保存后再读",
    faulty: "文档开着修订，把“12件”改成了“13件”",
    corrected: "接受修订后的文档",
    ..rule("IMP007", "文档里有修订")
};

/// Comments in a document.
pub static COMMENTS: Rule = Rule {
    severity: Hint,
    reason: "批注不是报告的内容，没有读入。",
    remedy: "看一看批注说的是不是都改好了",
    faulty: "文档里有一条批注“请核对”",
    corrected: "没有批注的文档",
    ..rule("IMP008", "批注没有读入")
};

/// A table of the agency's own whose cells cover others.
pub static SPANS: Rule = Rule {
    severity: Hint,
    reason: "正文里的表印成一格一格的表，合并的格拆开了，内容在左上的一格；格里又有表的，外面一张拆成一格一段。",
    remedy: "看一看这张表印得对不对",
    faulty: "第一部分里有一张自己的表，表头合并了两格",
    corrected: "表里没有合并的格",
    ..rule("IMP009", "正文里的表拆开了")
};

/// Words that are struck out.
pub static STRUCK: Rule = Rule {
    severity: Warning,
    reason: "划掉的字多半是要删的，但不是修订，字还在文档里，照样读、照样印。",
    remedy: "要删的把字删去；要印的去掉删除线",
    faulty: "正文里“（含结转）”带删除线",
    corrected: "删去这几个字",
    ..rule("IMP011", "划掉的字")
};

/// Words that are hidden.
pub static HIDDEN: Rule = Rule {
    severity: Warning,
    reason: "文档里有设成“隐藏”的文字，打印时看不到，没有读入，也不会印出。",
    remedy: "要用的，在“字体”里去掉“隐藏”；不用的删去",
    faulty: "正文里“（内部掌握）”设成了隐藏",
    corrected: "没有隐藏的文字",
    ..rule("IMP012", "隐藏的文字没有读入")
};

/// Words that nobody sees, though they are not said to be hidden.
pub static FAINT: Rule = Rule {
    severity: Warning,
    reason: "白色的字、一两磅大的字、隐藏的或者压扁的表行看不出来，却在文档里，照样读入，会印出来。",
    remedy: "要印的把字改回黑色、平常的大小，行改回显示；不要的删去",
    faulty: "正文里“（内部掌握）”是白色的",
    corrected: "删去这几个字",
    ..rule("IMP015", "看不出来的文字")
};

/// What is laid out as no running text is.
pub static PLAIN: Rule = Rule {
    severity: Hint,
    reason: "公式、上标下标的字母、拼音注音、带圈字符、艺术字、下拉框这样排版的，只读了里面的字，一个接一个，注音放在括号里；脚注、尾注、文本框移到那一段后面；印出来是普通文字。",
    remedy: "看一看读成的话对不对，不对就改写",
    faulty: "正文里“x=a+b”是公式编辑器里的公式",
    corrected: "写“100平方米”",
    ..rule("IMP013", "公式、脚注等读成了普通文字")
};

/// A figure that its cell has no room for.
pub static WRAPPED: Rule = Rule {
    severity: Hint,
    reason: "格太窄，一个数折成两行，PDF 里是两截；格里剩下的地方放不下一位数字的，接成一个数。",
    remedy: "对照原来的表看一眼；不是一个数的，分别填写",
    faulty: "窄的一列里“1234”印成“123”“4”两行",
    corrected: "列宽放得下各个数",
    ..rule("IMP014", "一个数折成两行")
};

/// Not one section was found.
pub static NO_SECTIONS: Rule = Rule {
    severity: Warning,
    reason: "没有认出“一、”“二、”这样的各部分标题，只读了表，正文没有读入。",
    remedy: "照格式写上各部分的标题",
    faulty: "网页里只有三张表",
    corrected: "网页里有整份报告",
    ..rule("IMP010", "没有认出各部分")
};
