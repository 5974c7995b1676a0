//! Words as clerks type and paste them, with every odd kind of character among them.

use crate::support::random::Random;

/// What sentences are made of.
const PHRASES: &[&str] = &[
    "全年主动公开政府信息",
    "通过政府网站发布",
    "严格落实保密审查制度",
    "依法依规办理申请",
    "健全工作机制",
    "加强政务新媒体管理",
    "组织专题培训",
    "回应群众关切",
    "及时更新栏目",
    "推进决策公开",
    "公开规范性文件",
    "解读重要政策",
    "收到群众来信",
    "均按时办结",
    "明确专人负责",
    "存在更新不够及时的问题",
    "进一步提高公开质量",
];

/// What stands among them: typed, and as it is printed where that is not the same.
const ODD: &[(&str, &str)] = &[
    ("12", ""),
    ("1,234", ""),
    ("43.788", ""),
    ("１２３", ""),
    ("ＡＢＣ", ""),
    ("100%", ""),
    ("１００％", ""),
    ("‰", ""),
    ("7*24小时", ""),
    ("5*8小时", ""),
    ("a_b_c", ""),
    ("~~旧~~", ""),
    ("`代码`", ""),
    ("[申请](含结转)", ""),
    ("![图](a.png)", ""),
    ("1)", ""),
    ("2.5万元", ""),
    ("2025.", ""),
    ("<b>粗</b>", ""),
    ("<br>", ""),
    ("&nbsp;", ""),
    ("&amp;", ""),
    ("A&B", ""),
    ("$x^2$", ""),
    ("#1", ""),
    ("#话题#", ""),
    ("@示例发布", ""),
    ("\\n", ""),
    ("C:\\公开\\年报", ""),
    ("http://www.example.gov.cn/zwgk/a_b~c?d=1&e=2#f", ""),
    ("zw_gk@example.gov.cn", ""),
    ("——", ""),
    ("…", ""),
    ("……", ""),
    ("...", ""),
    ("--", ""),
    ("---", ""),
    ("·", ""),
    ("“放管服”", ""),
    ("‘一网通办’", ""),
    ("\"五公开\"", ""),
    ("'两化'", ""),
    ("It's", ""),
    ("3'5\"", ""),
    ("《条例》", ""),
    ("〔2025〕3号", ""),
    ("【重点领域】", ""),
    ("「引」", ""),
    ("{", ""),
    ("}", ""),
    ("{1}", ""),
    ("{%", ""),
    ("{#注#}", ""),
    ("//注", ""),
    ("/*注*/", ""),
    ("<标签>", ""),
    ("=3", ""),
    ("+5", ""),
    ("-3", ""),
    ("①", ""),
    ("⑩", ""),
    ("（一）", ""),
    ("(1)", ""),
    ("Ⅲ", ""),
    ("№", ""),
    ("℃", ""),
    ("㎡", ""),
    ("é", ""),
    ("e\u{301}", ""),
    ("α", ""),
    ("≥", ""),
    ("±", ""),
    ("→", ""),
    ("㐂", ""),
    ("𠮷", ""),
    ("䶮", ""),
    ("🎉", ""),
    ("ﬁ", ""),
    ("\u{2F2F}作\u{2F83}查", "工作自查"),
    ("\u{F98E}度", "年度"),
    ("|", ""),
    ("*", ""),
    ("***", ""),
    ("_", ""),
    ("^", ""),
    ("~", ""),
    ("!", ""),
    ("；", ""),
    ("：", ""),
    ("、", ""),
    ("\u{A0}", ""),
    ("\u{200B}", ""),
    ("\u{FEFF}", ""),
    ("\u{AD}", ""),
    ("\u{202E}", ""),
    ("\u{200E}", ""),
    ("\t", ""),
    ("\u{3000}", ""),
    ("  ", ""),
    ("一是", ""),
    ("{{ year }}", "2025"),
    ("{{year}}", "2025"),
    ("{{ agency.short }}", "我局"),
    ("{{ 不存在的名称 }}", "\u{1}"),
    ("{{ 没有闭合", "\u{1}"),
];

/// A text as it is typed, and as it is to be printed.
#[derive(Debug, Clone, Default)]
pub struct Text {
    /// As it is typed.
    pub typed: String,
    /// As it is printed; a control character where nothing sound can be printed.
    pub printed: String,
}

impl Text {
    /// A text that is printed as it is typed.
    pub fn plain(text: impl Into<String>) -> Self {
        let typed = text.into();
        Self { printed: typed.clone(), typed }
    }

    /// Adds another text.
    pub fn push(&mut self, other: &Self) {
        self.typed.push_str(&other.typed);
        self.printed.push_str(&other.printed);
    }
}

/// Something odd.
pub fn odd(random: &mut Random) -> Text {
    let (typed, printed) = ODD[random.below(ODD.len())];
    Text { typed: typed.to_owned(), printed: if printed.is_empty() { typed } else { printed }.to_owned() }
}

/// A few words without punctuation at the end.
pub fn words(random: &mut Random) -> Text {
    let mut text = Text::plain(random.pick(PHRASES));
    if random.chance(20) {
        text.push(&odd(random));
        text.push(&Text::plain(random.pick(PHRASES)));
    }
    text
}

/// Some sentences: a paragraph.
pub fn sentences(random: &mut Random) -> Text {
    let mut text = Text::default();
    if random.chance(4) {
        // A bar begins a row of a table.
        let odd = odd(random);
        text.push(&if odd.typed == "|" { Text::default() } else { odd });
    }
    for _ in 0..=random.below(4) {
        let clauses = 1 + random.below(4);
        for clause in 1..=clauses {
            text.push(&Text::plain(random.pick(PHRASES)));
            if random.chance(30) {
                text.push(&odd(random));
                text.push(&Text::plain(random.pick(PHRASES)));
            }
            let strong = random.chance(5).then(|| random.pick(PHRASES));
            text.push(
                &strong.map_or_else(Text::default, |words| Text {
                    typed: format!("**{words}**"),
                    printed: words.to_owned(),
                }),
            );
            text.push(&Text::plain(if clause == clauses { "。" } else { "，" }));
        }
    }
    text
}

/// Characters that show nothing.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200B}' | '\u{FEFF}' | '\u{AD}' | '\u{202E}' | '\u{200E}')
}

/// A text for comparing: without blanks and what shows nothing, quotation marks and accents of one shape.
pub fn folded(text: &str) -> String {
    let text = text.replace("e\u{301}", "é");
    let seen = text.chars().filter(|c| !c.is_whitespace() && !is_invisible(*c));
    seen.map(|c| match c {
        '“' | '”' => '"',
        '‘' | '’' => '\'',
        _ => c,
    })
    .collect()
}
