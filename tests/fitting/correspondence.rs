//! Made-up letters: of both kinds, with a text of any length, none, few or many attachments, short and long names.

/// Names of who writes, the shortest and the longest that a letter is likely to bear.
const SENDERS: [&str; 4] = [
    "示例市水务局",
    "示例市住房和城乡建设局",
    "黔西南布依族苗族自治州发展和改革委员会",
    "示例市示例新区管理委员会社会事务和退役军人服务局",
];

/// Who is written to.
const ADDRESSEES: [&str; 3] = [
    "[\"示例市人民政府办公室\"]",
    "[\"示例市政务公开工作领导小组办公室\", \"示例市档案馆\", \"示例市图书馆\", \"示例市行政审批服务局\"]",
    "[\"示例市人民政府办公室\", \"示例市发展和改革委员会\", \"示例市教育局\", \"示例市科学技术局\", \"示例市民政局\", \
     \"示例市司法局\", \"示例市财政局\", \"示例市人力资源和社会保障局\", \"示例市交通运输局\", \"示例市水利局\"]",
];

/// What a text is put together from.
const SENTENCES: [&str; 4] = [
    "现将本机关20{}年度政府信息公开工作的有关情况和年度报告一并报送你们，请予审阅。",
    "全年收到政府信息公开申请{}件，上年结转2件，均在法定期限内答复。",
    "报告已在政府网站的专栏公布，网址为https://www.example.gov.cn/zwgk/zfxxgk/nianbao/20{}/index.html，供查阅。",
    "下一年将继续完善主动公开的目录，组织培训{}次，并由办公室每月检查栏目的更新情况。",
];

/// Letters with names that tell what they are made of: the change to the sound report.
pub fn letters() -> Vec<(String, String)> {
    let mut all = Vec::new();
    for (number, paragraphs) in [1, 2, 3, 4, 5, 6, 8, 10, 13, 16].into_iter().enumerate() {
        for attachments in [1, 3, 4, 12] {
            for kind in ["报告", "函"] {
                for imprint in [false, true] {
                    all.push(letter(number + all.len(), paragraphs, attachments, kind, imprint));
                }
            }
        }
    }
    all
}

/// One of them.
fn letter(number: usize, paragraphs: usize, attachments: usize, kind: &str, imprint: bool) -> (String, String) {
    let (from, to) = (SENDERS[number % 4], ADDRESSEES[number / 2 % 3]);
    // No two paragraphs are the same.
    let sentence = |at: usize, number: usize| SENTENCES[(at + number) % 4].replace("{}", &(10 + at).to_string());
    let paragraph = |at: usize| -> String { (0..=at % 4).map(|number| sentence(at, number)).collect() };
    let text: Vec<String> = (0..paragraphs).map(|at| paragraph(at + number)).collect();
    let names: Vec<String> = (1..attachments)
        .map(|at| format!("\"{}第{at}批主动公开政府信息的目录和情况统计表\"", if at % 3 == 0 { from } else { "" }))
        .collect();
    let own = format!("\"{from}2025年政府信息公开工作年度报告\"");
    let names = std::iter::once(own).chain(names).collect::<Vec<String>>().join(", ");
    let signers = if kind == "报告" { "signers = [\"张三\"]\n" } else { "" };
    let foot =
        if imprint { "cc = \"示例市政务公开工作领导小组办公室，示例市档案馆\"\n" } else { "" };
    let change = format!(
        "[letter]\nkind = \"{kind}\"\nfrom = \"{from}\"\nto = {to}\nnumber = \"示函〔2026〕3号\"\ndate = 2026-01-15\n\
         {signers}{foot}attachments = [{names}]\ntext = \"\"\"\n{}\n\"\"\"\n",
        text.join("\n\n"),
    );
    (format!("letter of {paragraphs} paragraphs, {attachments} attachments, {kind}, {imprint}, {number}"), change)
}
