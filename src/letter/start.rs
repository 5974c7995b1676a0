//! `[letter]` of a new input, to be filled in where the report is submitted with a letter.

/// The fields that can be filled in: key, what stands in it, what it is.
const FIELDS: &[(&str, &str, &str)] = &[
    ("kind", "\"报告\"", "文种：“报告”（向上级）或“函”（向不相隶属的机关）"),
    ("to", "\"…\"", "主送机关"),
    ("number", "\"…〔YEAR〕2号\"", "发文字号"),
    ("signers", "[\"…\"]", "签发人；文种是“报告”时必填"),
    ("date", "YEAR-01-15", "成文日期"),
    ("deadline", "YEAR-01-31", "报送期限；本地通知早于法定期限时才写"),
    ("closing", "\"盖章\"", "“盖章”或“不盖章”"),
    ("cc", "\"…，…\"", "抄送机关"),
    ("note", "\"此件公开发布\"", "附注"),
    ("from", "\"…\"", "发文机关，与红头一致；联合行文写 [\"主办机关\", \"…\"]；不写就是署名或机关全称"),
    ("attachments", "[\"…\"]", "附件名称，第一个是报告；不写就是报告的标题"),
    ("title", "\"…\"", "公文标题；不写就是“…关于报送《…》的报告”"),
    ("text", "\"…\"", "公文正文；不写就用标准用语"),
    ("printed_by", "\"…\"", "印发机关；不写就是发文机关"),
    ("printed_on", "YEAR-01-15", "印发日期；不写就是成文日期"),
    ("copy_number", "\"000001\"", "份号；涉密的才标"),
    ("secrecy", "\"秘密★1年\"", "密级和保密期限"),
    ("urgency", "\"加急\"", "紧急程度：特急、加急"),
];

/// `[letter]` as comments.
pub fn commented(year: i32) -> String {
    let head = "# [letter]   # 报送用的公文（红头、正文、版记）；要用就去掉行首的 #，不用的行留着 #\n".to_owned();
    let line = |(key, value, what): &(&str, &str, &str)| {
        format!("# {key} = {}   # {what}\n", value.replace("YEAR", &year.to_string()))
    };
    FIELDS.iter().map(line).fold(head, |all, line| all + &line).trim_end().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_uncommented_is_toml() {
        let text: String = commented(2026).lines().map(|line| format!("{}\n", line.trim_start_matches("# "))).collect();
        let table: toml::Table = text.parse().expect("TOML");
        assert_eq!(table["letter"].as_table().map(toml::Table::len), Some(FIELDS.len()));
    }
}
