//! A district of made-up units: prose of one to sixty paragraphs, figures, addresses and lists in it.

use std::fmt::Write as _;

/// How many units there are.
const UNITS: usize = 40;

/// What sentences are put together from.
const CLAUSES: [&str; 24] = [
    "坚持以公开为常态、不公开为例外",
    "全年通过政府网站主动公开信息{}条",
    "依托“互联网+政务服务”平台办理事项{}件",
    "通过政务微博、微信公众号发布信息{}条，阅读量{}人次",
    "组织业务培训{}次，参训人员{}人",
    "修订《主动公开基本目录》",
    "对照国务院办公厅的要求逐项落实",
    "行政规范性文件现行有效{}件，废止{}件",
    "回应群众关切，答复网民留言{}条",
    "网址为https://www.shilishi.gov.cn/zwgk/xxgkml/2025/nianbao/index_{}.html",
    "电子邮箱为xxgk{}@shilishi.gov.cn",
    "联系电话为0591-8723{}",
    "政务公开专区接待群众{}人次",
    "公开财政预决算、重大建设项目、公共资源配置等重点领域信息",
    "配备兼职工作人员{}名",
    "落实“三审三校”制度，未发生泄密事件",
    "全年收到申请{}件，办结{}件，办结率100%",
    "投入资金{}.5万元升级改造平台",
    "第{}期简报刊发了经验做法",
    "占地{}平方米的政务公开体验区投入使用",
    "由办公室牵头、各科室配合",
    "群众满意度达9{}.6%",
    "分别于3月{}日、11月2日召开推进会",
    "主动接受社会监督和评议",
];

/// Titles of sub-sections.
const TITLES: [&str; 5] = ["主动公开情况", "依申请公开情况", "政府信息管理情况", "平台建设情况", "监督保障情况"];

/// Numbers that look like chance and are the same every time.
struct Chance(u64);

impl Chance {
    /// The next number below a limit.
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).expect("31 bits are few") % limit
    }

    /// A sentence of some clauses.
    fn sentence(&mut self) -> String {
        let count = 1 + self.below(5);
        let clauses: Vec<String> = (0..count)
            .map(|_| {
                let clause = CLAUSES[self.below(CLAUSES.len())];
                clause.split("{}").map(str::to_owned).reduce(|a, b| format!("{a}{}{b}", 1 + self.below(999))).expect("")
            })
            .collect();
        clauses.join("，") + "。"
    }

    /// A paragraph of some sentences.
    fn paragraph(&mut self) -> String {
        let count = 1 + self.below(5);
        (0..count).map(|_| self.sentence()).collect()
    }
}

/// Units of another draw whose table 二 was divided for a last page of a few lines more.
const DRAWN: [(usize, usize); 1] = [(59, 240)];

/// The inputs of all units, what follows year and agency.
pub fn district() -> Vec<String> {
    let drawn = DRAWN.map(|(number, of)| unit(number, of, 1717));
    (0..UNITS).map(|number| unit(number, UNITS, 17)).chain(drawn).collect()
}

/// The input of one unit of so many, of a draw.
fn unit(number: usize, of: usize, draw: u64) -> String {
    let mut chance = Chance(number as u64 * 7919 + draw);
    // One paragraph, sixty, and every length between.
    let paragraphs = 1 + number * 59 / (of - 1);
    let mut text = String::new();
    for paragraph in 0..paragraphs {
        if !number.is_multiple_of(3) && paragraph.is_multiple_of(9) && paragraph / 9 < TITLES.len() {
            writeln!(text, "# {}\n", TITLES[paragraph / 9]).expect("a String takes everything");
        }
        let mark = if number % 5 == 2 && paragraph % 7 == 3 { "- " } else { "" };
        writeln!(text, "{mark}{}\n", chance.paragraph()).expect("a String takes everything");
    }
    let form = if number % 2 == 1 { "form = \"2019\"\n" } else { "" };
    let problems: Vec<String> = (0..1 + chance.below(4)).map(|_| chance.paragraph()).collect();
    let others = if number.is_multiple_of(4) { "无。".to_owned() } else { chance.paragraph() };
    let imprint = "cc = \"市政府\"\nprinted_by = \"示例局\"\nprinted_on = 2026-01-06\n";
    let imprint = if number % 3 == 1 { imprint } else { "" };
    let document = format!("[document]\nsignature = \"示例市示例局\"\ndate = 2026-01-05\n{imprint}");
    format!(
        "{form}{}[sections.overview]\ntext = \"\"\"\n{text}\"\"\"\n[sections.problems]\ntext = \"\"\"\n{}\n\"\"\"\n\
         [sections.others]\ntext = \"\"\"\n{others}\n\"\"\"\n",
        if number % 4 == 3 { "" } else { &document },
        problems.join("\n\n"),
    )
}
