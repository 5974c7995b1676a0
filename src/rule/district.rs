//! Rules about a district: who must report, whose file it is, and whether the sums are whole.

use super::Severity::{Hint, Warning};
use super::{Family, Rule};

/// A rule about districts; what it finds is shown by districts, not by changes to one report.
const fn rule(code: &'static str, name: &'static str) -> Rule {
    Rule::shown_elsewhere(code, name, Family::District, "输入格式")
}

/// A unit of the roster without a file.
pub static MISSING: Rule = Rule {
    reason: "名单上的单位都要报；少一个，汇总的数就不全。",
    remedy: "催交；文件名不同的，用 file 写明",
    faulty: "[[units]]\nname = \"示例区教育局\"    # “单位”里没有教育局的文件",
    corrected: "“单位”里放进 示例区教育局.xlsx",
    basis: "格式",
    ..rule("DIS001", "单位没有交报告")
};

/// A file that no unit is expected to hand in.
pub static UNEXPECTED: Rule = Rule {
    severity: Warning,
    reason: "名单之外的文件没有读，里面的数也没有汇总；可能是漏列的单位，也可能是改了名的文件。",
    remedy: "是应报的单位就列进名单，或用 file 写明是谁的；不是就移走",
    faulty: "“单位”里有 通知.xlsx",
    corrected: "移走 通知.xlsx",
    ..rule("DIS002", "名单之外的文件")
};

/// Several files for one unit.
pub static SEVERAL: Rule = Rule {
    reason: "一个单位交了几份，不知道哪一份是要报的，哪一份都没有读。",
    remedy: "留下要报的一份，或用 file 写明",
    faulty: "“单位”里有 示例区教育局.toml 和 示例区教育局（改）.xlsx",
    corrected: "只留 示例区教育局（改）.xlsx",
    ..rule("DIS003", "一个单位有几个文件")
};

/// One file, or one agency, for several units.
pub static SHARED: Rule = Rule {
    reason: "同一份报告算作几个单位的，它的数就会重复汇总。",
    remedy: "核对是谁的，各用各的文件",
    faulty: "教育局、体育局的 file 都写 单位/教体局.toml",
    corrected: "各写各的文件；已经合并的单位只列一个",
    ..rule("DIS004", "几个单位用了同一份报告")
};

/// The file of another year.
pub static YEAR: Rule = Rule {
    reason: "拿错了年度的文件，汇总就错了；这个单位的数没有汇总。",
    remedy: "换成本年度的文件；内容是本年度的、只是年度写错了的，改正年度",
    faulty: "汇总 2025 年，教育局的文件写 year = 2024",
    corrected: "year = 2025",
    basis: "格式",
    ..rule("DIS005", "年度与汇总的年度不同")
};

/// The form of another edition.
pub static EDITION: Rule = Rule {
    reason: "不同版的格式不同，不同版的数只有同名的格可以相加。",
    basis: "格式",
    remedy: "请单位换用本年度的格式重报",
    faulty: "汇总 2025 年，教育局的文件写 form = \"2019\"",
    corrected: "删去 form 一行",
    ..rule("DIS006", "格式与汇总的格式不同")
};

/// A unit that calls itself otherwise than the roster does.
pub static OTHER_NAME: Rule = Rule {
    severity: Warning,
    reason: "文件里的机关名称印在报告的标题上；与名单不同，不是名称写错，就是拿错了文件。",
    remedy: "核对后改正文件里的名称或名单",
    faulty: "名单上是“示例区卫生健康局”，文件里是“示例区卫健局”",
    corrected: "文件里也写“示例区卫生健康局”",
    ..rule("DIS007", "文件里的名称与名单不同")
};

/// A name twice on the roster.
pub static NAME_TWICE: Rule = Rule {
    severity: Warning,
    reason: "名单上重名的单位容易拿错文件，也可能是列了两遍；生成的文件夹加了序号，不会互相覆盖。",
    remedy: "重复的删去一个；确是两个单位的，名称写全",
    faulty: "两个 [[units]] 都写 name = \"财政所\"",
    corrected: "“城关镇财政所”和“河西镇财政所”",
    ..rule("DIS008", "名单上的名称重复")
};

/// A file or a folder that cannot be read.
pub static UNREADABLE: Rule = Rule {
    reason: "读不了的文件没有汇总，也没有生成报告；其余单位照常处理。",
    remedy: "重新交一份能打开的文件",
    faulty: "示例区教育局.xlsx 是加密的工作簿",
    corrected: "去掉密码后另存",
    ..rule("DIS009", "读不了交来的文件")
};

/// Sums to which some unit adds nothing.
pub static NOT_WHOLE: Rule = Rule {
    reason: "没有交、读不了或缺数的单位没有计入，汇总的数偏小，不能作为全区的数公布。",
    remedy: "补齐这些单位的数，再汇总；确实只能先出的，用 [[accept]] 认可，at 写明是哪些单位，reason 写明理由",
    faulty: "12 个单位交了 11 个",
    corrected: "12 个单位都交了",
    basis: "输入格式：汇总是本级加各单位",
    ..rule("DIS010", "汇总不全")
};

/// Blanks counted as zero.
pub static BLANKS: Rule = Rule {
    severity: Hint,
    reason: "留空和“/”按 0 相加；漏填的也会当作 0。",
    remedy: "核对这些单位是没有发生，还是漏填",
    faulty: "教育局有一张表整张留空",
    corrected: "没有发生的填 0",
    ..rule("DIS011", "留空的格按 0 汇总")
};

/// A total that was added up by hand and is not the sum.
pub static TOTAL_DIFFERS: Rule = Rule {
    severity: Warning,
    reason: "上报的总数与各单位之和不同，两个数总有一个不对。",
    remedy: "先看点名的单位，核对后改正总数或单位的数",
    faulty: "本级与各单位新收申请之和 228，总数表填 225",
    corrected: "总数表填 228",
    basis: "输入格式：汇总是本级加各单位",
    ..rule("DIS012", "总数与各单位之和不同")
};

/// A report that is dated after the deadline.
pub static LATE: Rule = Rule {
    severity: Warning,
    reason: "超过了本级规定的报送期限。",
    remedy: "核对成文日期",
    faulty: "deadline = 2026-01-20，教育局报告的日期是 2026-01-25",
    corrected: "1月20日前报送",
    basis: "本级规定的报送期限（district.toml 的 deadline）",
    ..rule("DIS013", "超过报送期限")
};

/// Sums that take in figures with errors.
pub static FAULTY_PARTS: Rule = Rule {
    severity: Warning,
    reason: "有错误的单位的数照交来的汇总，改正后总数会变。",
    remedy: "请这些单位改正后重新汇总",
    faulty: "教育局的合计不等于各项之和，仍计入汇总",
    corrected: "教育局改正后重报",
    basis: "输入格式：汇总是本级加各单位",
    ..rule("DIS014", "汇总里有尚有错误的数")
};

/// The program failed over one unit.
pub static CRASHED: Rule = Rule {
    reason: "程序处理这个单位时内部出错，或者要用的内存太多、内容套得太深；其余单位照常处理。",
    basis: "程序",
    remedy: "把这个单位的文件和这段话反馈给开发者",
    faulty: "处理教育局的文件时程序内部出错",
    corrected: "换用改正了的程序",
    ..rule("DIS015", "程序出错")
};

/// Files that could not be written.
pub static NOT_WRITTEN: Rule = Rule {
    reason: "这个单位的文件没有写出或没有写全；已有的旧文件没有动，其余单位照常处理。",
    basis: "程序",
    remedy: "腾出磁盘空间，检查输出文件夹的权限，关闭打开着的文件，再运行一次",
    faulty: "输出文件夹所在的磁盘已满",
    corrected: "清出空间后再运行，已写好的不重做",
    ..rule("DIS016", "写不了生成的文件")
};

/// Notes beside figures that the sums leave out.
pub static NOTES: Rule = Rule {
    severity: Hint,
    reason: "数后括号里的说明只属于那个单位，合计不带；需要说明的由本级写。",
    remedy: "需要的，写进本级报告的正文或那一格的说明",
    faulty: "教育局填“12（其中新办一件）”",
    corrected: "本级的 licensing 也写说明，或在正文里说明",
    ..rule("DIS017", "合计没有带上单位的说明")
};

/// A unit that took too long.
pub static TOO_SLOW: Rule = Rule {
    reason: "处理这个单位超过了时限（网络盘没有响应、文件特别大、自己的模板没有尽头），已放弃；其余单位照常处理。",
    basis: "程序",
    remedy: "单独运行 nianbao check 看它卡在哪里；确实要更久的，用 --timeout 加长",
    faulty: "教育局的文件在没有响应的网络盘上",
    corrected: "把文件复制到本机",
    ..rule("DIS018", "处理超过时限")
};

/// Prose that stands in another unit's report as well.
pub static ALIKE: Rule = Rule {
    severity: Warning,
    reason: "两个单位的正文大段相同，多半是照抄；报告要写本单位这一年的情况。",
    basis: "格式",
    remedy: "请单位按自己的情况重写；确是统一的文字，把 district.toml 的 likeness 调高",
    faulty: "教育局、体育局的同一部分一字不差",
    corrected: "各写各的问题和改进办法",
    ..rule("DIS019", "正文与别的单位相同")
};

/// Files of a merged run that are not there.
pub static NOT_THERE: Rule = Rule {
    reason: "说已经生成的文件，输出文件夹里没有，链接会打不开。",
    basis: "程序",
    remedy: "再做一次；分片做的，把各片的输出文件夹放到一起，再合并一次",
    faulty: "第 2 片在另一台机器上生成，只拷来了分片文件",
    corrected: "把第 2 片的单位文件夹也拷来",
    ..rule("DIS020", "输出文件夹里缺文件")
};

/// Last year's files that are not used.
pub static LAST_YEAR: Rule = Rule {
    severity: Warning,
    reason: "用不上上年的文件，这个单位就没有上年的数可比，结转也没有核对。",
    remedy: "每个单位留一份上年的文件，以单位名开头命名，或用 prior 写明",
    faulty: "“上年”里有 示例区教育局.toml 和 示例区教育局（改）.xlsx",
    corrected: "只留 示例区教育局（改）.xlsx",
    ..rule("DIS021", "上年的文件没有用上")
};

/// Folders of earlier runs that no unit has any more.
pub static LEFTOVER: Rule = Rule {
    severity: Warning,
    reason: "单位改了名、换了序号或者不在名单上了，以前为它生成的报告还在输出文件夹里，容易当作现在的报上去、发出去。",
    basis: "程序",
    remedy: "核对后删去这个文件夹",
    faulty: "名单中间加了一个单位，“2-财政局”成了“3-财政局”，两个文件夹都在",
    corrected: "删去“2-财政局”",
    ..rule("DIS023", "输出文件夹里有以前的报告")
};

/// Files that changed after the part of a run that used them.
pub static CHANGED: Rule = Rule {
    reason: "合并用的是分片里的数；分片做完之后文件改了，报告和汇总里还是旧的。",
    basis: "程序",
    remedy: "把这个单位所在的一片重新做一遍，再合并",
    faulty: "第 2 片做完之后，教育局又交来一份",
    corrected: "重做第 2 片，再合并",
    ..rule("DIS022", "分片做完之后文件改了")
};

/// Something else than an input.
pub static NO_INPUT: Rule = Rule {
    reason: "单位交了东西，但不是能读出数的文件（Word 文档、PDF、压缩包、图片……）；不是没有交，催的话要说清楚换什么。",
    remedy: "请单位交填好的工作簿（.xlsx、.xls、.et、.ods）或 report.toml；压缩包改用 .zip，或先解开",
    faulty: "“单位”里只有 示例区教育局.docx",
    corrected: "“单位”里放进 示例区教育局.xlsx",
    ..rule("DIS024", "交来的不是工作簿")
};

/// Several files of one unit, of which the last one is used.
pub static VERSIONS: Rule = Rule {
    severity: Warning,
    reason: "一个单位改过再交，几份都在；按文件名里的版次、终稿等字样或修改时间用了最后一份，可能不是要报的那一份。",
    remedy: "核对用的是不是要报的一份，别的移走；不是就用 file 写明",
    faulty: "“单位”里有 示例区教育局.xlsx 和 示例区教育局v2.xlsx",
    corrected: "只留 示例区教育局v2.xlsx",
    ..rule("DIS025", "交了几份，用了最后一份")
};

/// A file that is called otherwise than its unit.
pub static MISNAMED: Rule = Rule {
    severity: Warning,
    reason: "文件不以单位的名称命名；里面的机关名称与名单上的一个单位相同，就按它交的用了。",
    remedy: "文件改名，或用 file 写明",
    faulty: "教育局交的文件叫 填报表（最终）.xlsx",
    corrected: "示例区教育局.xlsx",
    ..rule("DIS026", "文件名不是单位的名称")
};

/// Errors of the roster and of the folders, with which the sums cannot be right.
pub static UNSETTLED: Rule = Rule {
    reason: "名单写错、一份报告算作两个单位的，汇总的数就多了或者少了，不能作为全区的数公布。",
    remedy: "先改正名单和文件夹的错误，再汇总；确实只能先出的，用 [[accept]] 写明理由",
    faulty: "district.toml 里一个单位的 name 写成 nmae，这个单位没有计入",
    corrected: "name = \"示例区教育局\"",
    basis: "输入格式：汇总是本级加各单位",
    ..rule("DIS027", "名单和文件夹有错误，汇总的数不能定")
};

/// A record that is summed and that a unit's file does not have.
pub static NO_RECORD: Rule = Rule {
    severity: Warning,
    reason: "这一项没有填，正文里也没有读到可以相加的数；缺了它，这一项汇总不全。",
    remedy: "把数填进这一项，没有发生的填 0；交来的是网页、文档的，在正文里写明各项的数，没有发生的也写明",
    faulty: "单位交来的是公布的网页，正文里没有说有没有收费",
    corrected: "正文里写明没有收取；或交填好的工作簿，这一项填了数",
    basis: "输入格式：汇总是本级加各单位",
    ..rule("DIS028", "没有汇总要的记录")
};

/// A workbook with the reports of several units.
pub static TWO_IN_ONE: Rule = Rule {
    reason: "一个工作簿只能是一个单位的报告；几个单位的放在一起，分不清哪个数是谁的，都没有汇总。",
    remedy: "一个单位一个工作簿，各用发下去的空白表重交",
    faulty: "信访局把林业局的几张表也贴在自己的工作簿里",
    corrected: "信访局、林业局各交一个工作簿",
    ..rule("DIS029", "一个工作簿里有几个单位的报告")
};

/// Files of others where a run writes.
pub static OF_OTHERS: Rule = Rule {
    severity: Warning,
    reason: "输出文件夹里的这个文件不是程序写的，或者写出后又改过（换成了盖章的扫描件、改过的网页和通知、写了批语的汇总），\
             所以没有动它；它与这一次的数可能不同。",
    basis: "程序",
    remedy: "要留的，改名或移到别处；不要的，删去后再运行，或加 --force 覆盖",
    faulty: "“示例区教育局”里的 PDF 换成了盖章的扫描件，名称没有改",
    corrected: "扫描件改名为 示例区教育局年报（盖章）.pdf",
    ..rule("DIS030", "输出文件夹里有改过的文件，没有覆盖")
};

/// What of a district's rules the units are told, with what they can do where the finding's own hint speaks to the
/// office; everything else is the office's own affair.
pub static FOR_UNITS: [(&Rule, Option<&str>); 11] = [
    (&MISSING, Some("填好再交；没有发生的填 0")),
    (&SEVERAL, Some("请说明以哪一份为准，或重新交一份")),
    (&YEAR, None),
    (&EDITION, Some("换用发下去的空白表，把数填进去重交")),
    (&OTHER_NAME, Some("核对文件里的机关名称；拿错了文件的，换成自己的重交")),
    (&UNREADABLE, None),
    (&LATE, None),
    (&ALIKE, Some("按自己的情况重写这一段")),
    (
        &NO_INPUT,
        Some("交填好的工作簿（.xlsx、.xls、.et、.ods），也可以压缩成 .zip；盖章的扫描件、图片、.doc 文档不能代替"),
    ),
    (&NO_RECORD, None),
    (&TWO_IN_ONE, None),
];
