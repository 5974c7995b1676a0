//! The list of all single fields.

use super::field::{Field, FieldKind, Group, LEVELS, OMITTED, PLACES, text};
use super::{CLOSINGS, Date, Filing, Part, ProseText, Text};
use crate::source::Located;

use FieldKind::{Choice, Count, Date as Day, List, Part as PartKind, Year, Yuan};
use Group::{Agency, Document, Fee, LastYear, Letter, Preface, Report, Web};

/// Every field, in the order they are asked for.
pub static FIELDS: &[Field] = &[
    text(Report, "year", "报告年度", "报告说的是哪一年，四位年份", |f| located(&f.year))
        .kind(Year)
        .aliases(&["年度", "年份"]),
    text(Report, "form", "格式版本", "一般不填，由年度决定；2019 或 2021", |f| given(&f.form_given)),
    text(
        Report,
        "title",
        "报告标题",
        "一般不填，用规定的标题“机关名称＋年度＋政府信息公开工作年度报告”",
        |f| given(&f.title),
    ),
    text(
        Report,
        "prior",
        "上年文件",
        "上年的 report.toml 或工作簿，相对于本文件的位置；填了它就不用“上年数据”表",
        |f| given(&f.prior),
    ),
    text(Agency, "agency.name", "机关全称", "印在标题里的全称", |f| given(&f.agency.name)).aliases(&[
        "机关名称",
        "单位名称",
        "单位全称",
        "填报单位",
        "报告单位",
    ]),
    text(Agency, "agency.short", "正文自称", "如“我局”“我街道”", |f| given(&f.agency.short)),
    text(Agency, "agency.level", "机关类别", "部门、政府或乡镇街道", |f| given(&f.agency.level)).kind(Choice(LEVELS)),
    text(Agency, "agency.contact", "解答疑问的科室", "如“办公室”", |f| given(&f.agency.contact)),
    text(Agency, "agency.address", "地址", "", |f| given(&f.agency.address)),
    text(Agency, "agency.postcode", "邮编", "", |f| given(&f.agency.postcode)).aliases(&["邮政编码"]),
    text(Agency, "agency.phone", "联系电话", "用办公电话，不用个人手机", |f| given(&f.agency.phone)).aliases(&["电话"]),
    text(Agency, "agency.fax", "传真", "", |f| given(&f.agency.fax)),
    text(Agency, "agency.email", "电子邮箱", "", |f| given(&f.agency.email)).aliases(&["邮箱"]),
    text(Agency, "agency.website", "网站地址", "公布报告的网站，以 http:// 或 https:// 开头", |f| {
        given(&f.agency.website)
    }),
    text(Agency, "agency.website_name", "网站名称", "", |f| given(&f.agency.website_name)),
    text(Preface, "preface.place", "引言位置", "正文之前或第一部分之内；引言各项都空着，报告就没有引言", place)
        .kind(Choice(PLACES)),
    text(
        Preface,
        "preface.notices",
        "另依据的通知",
        "除规定的通知外还依据的本地通知；几份就写几行，每行“项目”都写“另依据的通知”",
        |f| f.preface.iter().flat_map(|p| &p.notices).map(|notice| notice.value.clone()).collect(),
    )
    .kind(List),
    text(Preface, "preface.basis", "引言·依据", PART, |f| part(f, |p| &p.basis)).kind(PartKind),
    text(Preface, "preface.parts", "引言·各部分", PART, |f| part(f, |p| &p.parts)).kind(PartKind),
    text(Preface, "preface.period", "引言·统计期限", PART, |f| part(f, |p| &p.period)).kind(PartKind),
    text(Preface, "preface.published", "引言·何处可查", PART, |f| part(f, |p| &p.published)).kind(PartKind),
    text(Preface, "preface.contact", "引言·联系方式", PART, |f| part(f, |p| &p.contact)).kind(PartKind),
    text(Web, "web.site_name", "网站标签·网站名称", "网页的元数据，有值的才写进网页", |f| {
        web(f, "site_name")
    }),
    text(Web, "web.site_domain", "网站标签·域名", "", |f| web(f, "site_domain")),
    text(Web, "web.site_id", "网站标签·标识码", "十位", |f| web(f, "site_id")),
    text(Web, "web.column_name", "栏目名称", "", |f| web(f, "column_name")),
    text(Web, "web.column_type", "栏目类别", "", |f| web(f, "column_type")),
    text(Web, "web.column_description", "栏目描述", "", |f| web(f, "column_description")),
    text(Web, "web.column_keywords", "栏目关键词", "", |f| web(f, "column_keywords")),
    text(Web, "web.published", "发布时间", "如 2026-01-15 09:00", |f| web(f, "published")),
    text(Web, "web.source", "稿件来源", "", |f| web(f, "source")),
    text(Web, "web.keywords", "关键词", "", |f| web(f, "keywords")),
    text(Web, "web.author", "作者", "", |f| web(f, "author")),
    text(Web, "web.description", "摘要", "", |f| web(f, "description")),
    text(Web, "web.image", "图片地址", "", |f| web(f, "image")),
    text(Web, "web.url", "网页地址", "", |f| web(f, "url")),
    text(Web, "web.index_number", "索引号", "", |f| web(f, "index_number")),
    text(Web, "web.category", "信息分类", "", |f| web(f, "category")),
    text(
        Letter,
        "letter.kind",
        "文种",
        "报告（向上级）或函（向不相隶属的机关）；下面各项都空着，就没有报送的公文",
        |f| letter(f, |l| vec![l.kind.name().to_owned()]),
    )
    .kind(Choice(KINDS)),
    text(Letter, "letter.to", "主送机关", "", |f| letter(f, |l| given(&l.to))),
    text(Letter, "letter.number", "发文字号", "如 ×政〔2026〕2号", |f| letter(f, |l| given(&l.number))),
    text(
        Letter,
        "letter.signers",
        "签发人",
        "文种是“报告”时必填；几个人就写几行，每行“项目”都写“签发人”",
        |f| letter(f, |l| all(&l.signers)),
    )
    .kind(List),
    text(Letter, "letter.date", "成文日期", "如 2026-01-15", |f| letter(f, |l| day(&l.date))).kind(Day),
    text(Letter, "letter.deadline", "报送期限", "本地通知早于法定期限（1 月 31 日）时才填", |f| {
        letter(f, |l| day(&l.deadline))
    })
    .kind(Day),
    text(Letter, "letter.closing", "落款", "盖章或不盖章", |f| {
        letter(f, |l| vec![CLOSINGS[usize::from(!l.sealed)].to_owned()])
    })
    .kind(Choice(ENDINGS)),
    text(
        Letter,
        "letter.from",
        "发文机关",
        "与红头一致；联合行文几个机关就写几行，主办的在前；不填就是署名或机关全称",
        |f| letter(f, |l| all(&l.from)),
    )
    .kind(List),
    text(Letter, "letter.title", "公文标题", "不填就是“…关于报送《…》的报告”", |f| {
        letter(f, |l| given(&l.title))
    }),
    text(Letter, "letter.text", "公文正文", "不填就用标准用语", |f| {
        letter(f, |l| l.text.iter().map(|text| text.text.clone()).collect())
    }),
    text(
        Letter,
        "letter.attachments",
        "附件名称",
        "第一个是报告；几个就写几行；不填就是报告的标题，不附文件填“不要”",
        |f| {
            letter(f, |l| match &l.attachments {
                Some(names) if names.is_empty() => vec![OMITTED.to_owned()],
                names => names.iter().flat_map(|names| all(names)).collect(),
            })
        },
    )
    .kind(List),
    text(Letter, "letter.cc", "抄送机关", "用逗号隔开", |f| letter(f, |l| given(&l.cc))),
    text(Letter, "letter.note", "附注", "如“此件公开发布”", |f| letter(f, |l| given(&l.note))),
    text(Letter, "letter.printed_by", "印发机关", "不填就是发文机关", |f| {
        letter(f, |l| given(&l.printed_by))
    }),
    text(Letter, "letter.printed_on", "印发日期", "不填就是成文日期", |f| {
        letter(f, |l| day(&l.printed_on))
    })
    .kind(Day),
    text(Letter, "letter.copy_number", "份号", "涉密的才标，如 000001", |f| {
        letter(f, |l| given(&l.copy_number))
    }),
    text(Letter, "letter.secrecy", "密级和保密期限", "如“秘密★1年”", |f| {
        letter(f, |l| given(&l.secrecy))
    }),
    text(Letter, "letter.urgency", "紧急程度", "特急、加急", |f| letter(f, |l| given(&l.urgency))),
    text(
        Document,
        "document.number",
        "报告的发文字号",
        "报告本身作为公文印发时才填，如 ×政〔2026〕1号",
        |f| given(&f.document.number),
    ),
    text(Document, "document.attachment", "标题上的附件行", "如“附件：”", |f| {
        given(&f.document.attachment)
    }),
    text(Document, "document.submitter", "标题下的报送行", "如“报送单位：…”", |f| {
        given(&f.document.submitter)
    }),
    text(Document, "document.signature", "报告的署名", "", |f| given(&f.document.signature)),
    text(Document, "document.date", "报告的成文日期", "如 2026-01-15", |f| day(&f.document.date)).kind(Day),
    text(Document, "document.cc", "报告的抄送", "", |f| given(&f.document.cc)),
    text(Document, "document.printed_by", "报告的印发机关", "", |f| given(&f.document.printed_by)),
    text(Document, "document.printed_on", "报告的印发日期", "如 2026-01-16", |f| day(&f.document.printed_on)).kind(Day),
    text(Fee, "fee.cases", "收取信息处理费的件数", "没有收取填 0", |f| {
        located(&f.fee.as_ref().and_then(|fee| fee.cases.clone()))
    })
    .kind(Count),
    text(Fee, "fee.yuan", "收取信息处理费的金额（元）", "以元计，没有收取填 0", |f| {
        located(&f.fee.as_ref().and_then(|fee| fee.yuan.clone()))
    })
    .kind(Yuan),
    text(LastYear, "last_year.year", "上年年度", "这张表里的数是哪一年的", |f| {
        located(&f.last_year.as_ref().and_then(|l| l.year.clone()))
    })
    .kind(Year),
    text(LastYear, "last_year.form", "上年格式版本", "一般不填，由上年年度决定", |f| {
        given(&f.last_year.as_ref().and_then(|l| l.form_given.clone()))
    }),
];

/// 文种.
const KINDS: &[(&str, &str)] = &[("报告", "报告"), ("函", "函")];

/// How a letter ends.
const ENDINGS: &[(&str, &str)] = &[("盖章", "盖章"), ("不盖章", "不盖章")];

/// What to write for a part of the preface.
const PART: &str = "留空或“生成”由资料生成，“不要”略去，或自己写一段";

/// What a letter says, if there is one.
fn letter(filing: &Filing, get: fn(&super::Letter) -> Vec<String>) -> Vec<String> {
    filing.letter.as_ref().map(get).unwrap_or_default()
}

/// Several texts.
fn all(texts: &[Located<String>]) -> Vec<String> {
    texts.iter().map(|text| text.value.clone()).collect()
}

/// A text that was given.
fn given(text: &Text) -> Vec<String> {
    text.iter().map(|text| text.value.clone()).collect()
}

/// A value that was given.
fn located<T: ToString>(value: &Option<Located<T>>) -> Vec<String> {
    value.iter().map(|value| value.value.to_string()).collect()
}

/// A day that was given.
fn day(date: &Option<Located<Date>>) -> Vec<String> {
    located(date)
}

/// Where the preface stands, if there is one.
fn place(filing: &Filing) -> Vec<String> {
    let place = |p: &super::Preface| PLACES[usize::from(p.in_overview)].0.to_owned();
    filing.preface.iter().map(place).collect()
}

/// What is said of a part of the preface.
fn part(filing: &Filing, pick: fn(&super::Preface) -> &Part) -> Vec<String> {
    match filing.preface.as_ref().map(pick) {
        None | Some(Part::Generated) => Vec::new(),
        Some(Part::Omitted) => vec![OMITTED.to_owned()],
        Some(Part::Own(ProseText { text, .. })) => vec![text.clone()],
    }
}

/// A text of the web page.
fn web(filing: &Filing, field: &str) -> Vec<String> {
    filing.web.get(field).iter().map(|text| text.value.clone()).collect()
}
