//! The list of all single fields.

use super::choices::{CLOSING, ENDINGS, KINDS, LEVELS, PLACE, PLACES};
use super::field::{Field, FieldKind, Group, text};
use super::slot::Slot as _;

use FieldKind::{Choice, Date as Day, Flag, Joined, List, Prose, Year};
use Group::{Agency, Document, LastYear, Letter, Preface, Report, Web, Years};

/// Where a value lies: in the filing, or in a part of it that may not be there.
macro_rules! at {
    ($($path:ident).+) => { (|f| f.$($path).+.texts(), |f, value| f.$($path).+.set(value)) };
    ($part:ident ? $path:ident) => {
        (
            |f| f.$part.as_ref().map(|part| part.$path.texts()).unwrap_or_default(),
            |f, value| {
                if let Some(part) = &mut f.$part {
                    part.$path.set(value);
                }
            },
        )
    };
}

/// Where a text of the web page lies.
macro_rules! web {
    ($key:literal) => {
        (
            |f| f.web.get($key).iter().map(|text| text.value.clone()).collect(),
            |f, value| f.web.fields.extend(value.text().map(|text| ($key, text))),
        )
    };
}

/// Every field, in the order they are asked for.
pub static FIELDS: &[Field] = &[
    text(Report, "year", "报告年度", "报告说的是哪一年，四位年份", at!(year))
        .kind(Year)
        .aliases(&["年度", "年份"])
        .required("报告年度", "在开头写 year = 2025"),
    text(Report, "form", "格式版本", "一般不填，由年度决定；如 2021", at!(form_given)),
    text(
        Report,
        "forms",
        "格式文件夹",
        "一般不填；用自己的格式时，写格式文件所在的文件夹，在本文件所在的文件夹里",
        at!(forms),
    ),
    text(Report, "title", "报告标题", "一般不填，用规定的标题：机关名称、年度和报告的名称", at!(title)),
    text(
        Report,
        "prior",
        "上年文件",
        "上年的 report.toml 或工作簿，相对于本文件的位置；填了它就不用“上年数据”表",
        at!(prior),
    ),
    text(Agency, "agency.name", "机关全称", "印在标题里的全称", at!(agency.name))
        .aliases(&[
            "机关名称",
            "单位名称",
            "单位全称",
            "填报单位",
            "填报机关",
            "报告单位",
            "报告机关",
            "报送单位",
            "报送机关",
            "编制单位",
            "编制机关",
        ])
        .required("机关的全称", "[agency] 下写 name = \"…\""),
    text(Agency, "agency.short", "正文自称", "如“我局”“我街道”", at!(agency.short)),
    text(Agency, "agency.level", "机关类别", "部门、政府或乡镇街道", at!(agency.level)).kind(Choice(&LEVELS)),
    text(Agency, "agency.contact", "解答疑问的科室", "如“办公室”", at!(agency.contact)),
    text(Agency, "agency.address", "地址", "", at!(agency.address)).aliases(&[
        "联系地址",
        "办公地址",
        "通讯地址",
        "通信地址",
        "单位地址",
        "机关地址",
    ]),
    text(Agency, "agency.postcode", "邮编", "", at!(agency.postcode)).aliases(&["邮政编码"]),
    text(Agency, "agency.phone", "联系电话", "用办公电话，不用个人手机", at!(agency.phone)).aliases(&[
        "电话",
        "咨询电话",
        "办公电话",
        "单位电话",
    ]),
    text(Agency, "agency.fax", "传真", "", at!(agency.fax)),
    text(Agency, "agency.email", "电子邮箱", "", at!(agency.email)).aliases(&["邮箱", "电子邮件", "电子信箱"]),
    text(Agency, "agency.website", "网站地址", "公布报告的网站，以 http:// 或 https:// 开头", at!(agency.website))
        .aliases(&["网址", "单位网址"]),
    text(Agency, "agency.website_name", "网站名称", "", at!(agency.website_name)),
    text(Years, "annex", "附表", "填“要”，报告后面附上与往年对比的表和图；不填就不附", at!(annex)).kind(Flag),
    text(
        Years,
        "earlier",
        "往年的文件",
        "更早几年的报告文件；机关合并的，原来各机关上年的文件都写在这里；几份就写几行",
        at!(earlier),
    )
    .kind(List(&[])),
    text(Preface, "preface.place", "引言位置", "正文之前或第一部分之内；引言各项都空着，报告就没有引言", PLACE)
        .kind(Choice(&PLACES)),
    text(
        Preface,
        "preface.notices",
        "另依据的通知",
        "除规定的通知外还依据的本地通知；几份就写几行，每行“项目”都写“另依据的通知”",
        at!(preface?notices),
    )
    .kind(List(&[])),
    text(Web, "web.site_name", "网站标签·网站名称", "网页的元数据，有值的才写进网页", web!("site_name"))
        .tag(1, "SiteName"),
    text(Web, "web.site_domain", "网站标签·域名", "", web!("site_domain")).tag(2, "SiteDomain"),
    text(Web, "web.site_id", "网站标签·标识码", "十位", web!("site_id")).tag(3, "SiteIDCode"),
    text(Web, "web.column_name", "栏目名称", "", web!("column_name")).tag(4, "ColumnName"),
    text(Web, "web.column_type", "栏目类别", "", web!("column_type")).tag(7, "ColumnType"),
    text(Web, "web.column_description", "栏目描述", "", web!("column_description")).tag(5, "ColumnDescription"),
    text(Web, "web.column_keywords", "栏目关键词", "", web!("column_keywords")).tag(6, "ColumnKeywords"),
    text(Web, "web.published", "发布时间", "如 2026-01-15 09:00", web!("published")).tag(8, "PubDate"),
    text(Web, "web.source", "稿件来源", "", web!("source")).tag(9, "ContentSource"),
    text(Web, "web.keywords", "关键词", "", web!("keywords")).tag(10, "Keywords"),
    text(Web, "web.author", "作者", "", web!("author")).tag(11, "Author"),
    text(Web, "web.description", "摘要", "", web!("description")).tag(12, "Description"),
    text(Web, "web.image", "图片地址", "", web!("image")).tag(13, "Image"),
    text(Web, "web.url", "网页地址", "", web!("url")).tag(14, "Url"),
    text(Web, "web.index_number", "索引号", "", web!("index_number")),
    text(Web, "web.category", "信息分类", "", web!("category")),
    text(
        Letter,
        "letter.kind",
        "文种",
        "报告（向上级）或函（向不相隶属的机关）；下面各项都空着，就没有报送的公文",
        at!(letter?kind),
    )
    .kind(Choice(&KINDS)),
    text(Letter, "letter.to", "主送机关", "", at!(letter?to)).kind(Joined("、")).most(MOST_RECIPIENTS),
    text(Letter, "letter.number", "发文字号", "如 ×政〔2026〕2号", at!(letter?number)).most(MOST_LINE / 2),
    text(
        Letter,
        "letter.signers",
        "签发人",
        "文种是“报告”时必填；几个人就写几行，每行“项目”都写“签发人”",
        at!(letter?signers),
    )
    .kind(List(NAMES))
    .most(MOST_ISSUERS),
    text(Letter, "letter.date", "成文日期", "如 2026-01-15", at!(letter?date)).kind(Day),
    text(Letter, "letter.deadline", "报送期限", "本地通知早于法定期限时才填", at!(letter?deadline)).kind(Day),
    text(Letter, "letter.closing", "落款", "盖章或不盖章", CLOSING).kind(Choice(&ENDINGS)),
    text(
        Letter,
        "letter.from",
        "发文机关",
        "与红头一致；联合行文几个机关就写几行，主办的在前；不填就是署名或机关全称",
        at!(letter?from),
    )
    .kind(List(NAMES))
    .most(MOST_ISSUERS),
    text(Letter, "letter.title", "公文标题", "不填就是“…关于报送…年度报告的报告”", at!(letter?title)).most(MOST_TITLE),
    text(Letter, "letter.text", "公文正文", "不填就用标准用语", at!(letter?text)).kind(Prose),
    text(
        Letter,
        "letter.attachments",
        "附件名称",
        "第一个是报告；几个就写几行；不填就是报告的标题，不附文件填“不要”",
        at!(letter?attachments),
    )
    .kind(List(LINES))
    .most(MOST_ATTACHMENTS),
    text(Letter, "letter.cc", "抄送机关", "用逗号隔开", at!(letter?cc)).kind(Joined("，")).most(MOST_RECIPIENTS),
    text(Letter, "letter.note", "附注", "如“此件公开发布”", at!(letter?note)).most(2 * MOST_LINE),
    text(Letter, "letter.printed_by", "印发机关", "不填就是发文机关", at!(letter?printed_by)).most(MOST_LINE),
    text(Letter, "letter.printed_on", "印发日期", "不填就是成文日期", at!(letter?printed_on)).kind(Day),
    text(Letter, "letter.copy_number", "份号", "涉密的才标，如 000001", at!(letter?copy_number)).most(MOST_LINE / 2),
    text(Letter, "letter.secrecy", "密级和保密期限", "如“秘密★1年”", at!(letter?secrecy)).most(MOST_LINE / 2),
    text(Letter, "letter.urgency", "紧急程度", "特急、加急", at!(letter?urgency)).most(MOST_LINE / 2),
    text(
        Document,
        "document.number",
        "报告的发文字号",
        "报告本身作为公文印发时才填，如 ×政〔2026〕1号",
        at!(document.number),
    ),
    text(Document, "document.attachment", "标题上的附件行", "如“附件：”", at!(document.attachment)),
    text(Document, "document.submitter", "标题下的报送行", "如“报送单位：…”", at!(document.submitter)),
    text(Document, "document.signature", "报告的署名", "", at!(document.signature)),
    text(Document, "document.date", "报告的成文日期", "如 2026-01-15", at!(document.date)).kind(Day),
    text(Document, "document.cc", "报告的抄送", "", at!(document.cc)),
    text(Document, "document.printed_by", "报告的印发机关", "", at!(document.printed_by)),
    text(Document, "document.printed_on", "报告的印发日期", "如 2026-01-16", at!(document.printed_on)).kind(Day),
    text(LastYear, "last_year.year", "上年年度", "这张表里的数是哪一年的", at!(last_year?year)).kind(Year),
    text(LastYear, "last_year.form", "上年格式版本", "一般不填，由上年年度决定", at!(last_year?form_given)),
];

/// Characters of the elements that have one line or a few: none of a real letter is half as long.
pub const MOST_LINE: usize = 60;

/// Characters of the lists of recipients: 版记 must stay within a page.
const MOST_RECIPIENTS: usize = 800;

/// Characters of a title: seven lines of 二号.
const MOST_TITLE: usize = 140;

/// Co-issuers, and people who signed off: a head of more leaves no room for the text on the first page.
const MOST_ISSUERS: usize = 12;

/// Attachments that are listed.
const MOST_ATTACHMENTS: usize = 40;

/// What stands between names that are written as one text.
const NAMES: &[char] = &['、', '；', '\n'];

/// What stands between titles that are written as one text.
const LINES: &[char] = &['\n'];

impl Field {
    /// The field of that path.
    pub fn of(path: &str) -> Option<&'static Self> {
        FIELDS.iter().find(|field| field.path == path)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_and_labels_are_unique() {
        let mut names: Vec<&str> =
            FIELDS.iter().flat_map(|f| [&*f.path, &*f.label].into_iter().chain(f.aliases.iter().copied())).collect();
        let count = names.len();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), count);
    }
}
