//! A new input to fill in: every official label as a comment, made from the form alone.

use std::fmt::Write as _;

use crate::filing::{Filing, Text};
use crate::form::{Form, Line};

/// What a new input begins with.
#[derive(Debug, Default)]
pub struct Start<'a> {
    /// The agency's full name.
    pub agency: Option<&'a str>,
    /// The year reported on.
    pub year: i32,
    /// Last year's input, whose names and contacts are carried over.
    pub last_year: Option<(&'a str, &'a Filing)>,
}

/// `report.toml`, to be filled in.
pub fn report_toml(form: &Form, start: &Start<'_>) -> String {
    let mut out = String::new();
    write_into(form, start, &mut out).expect("a String takes everything");
    out
}

/// The Markdown file of a section, to be filled in.
pub fn section_markdown(title: &str) -> String {
    format!(
        "【在这里写“{title}”。空一行分段；# 开头是小标题，自动编号（一）（二）；写 {{{{ applications.new }}}} 会换成表里的数】\n"
    )
}

/// Keys of the sections that are written in Markdown files of their own.
pub fn prose_sections(form: &Form) -> Vec<(&str, &str)> {
    let prose = form.sections.iter().filter(|section| section.table.is_none() && section.fallback.is_none());
    prose.map(|section| (section.key.as_str(), section.title.as_str())).collect()
}

/// A TOML string.
fn quoted(text: &str) -> String {
    toml::Value::String(text.to_owned()).to_string()
}

/// Writes the file.
fn write_into(form: &Form, start: &Start<'_>, out: &mut String) -> std::fmt::Result {
    writeln!(out, "# {} 年度的{}，{} 年格式（{}）。", start.year, form.title, form.edition, form.notice.number)?;
    writeln!(out, "# 填好后运行 nianbao check report.toml 核对，再运行 nianbao build report.toml 生成。")?;
    writeln!(out, "# 井号后面的是说明，不会印出；文字写在英文引号里。\n")?;
    writeln!(out, "year = {}", start.year)?;
    match start.last_year {
        Some((path, _)) => writeln!(out, "prior = {}   # 上年的文件\n", quoted(path))?,
        None => writeln!(out, "# prior = \"../上年/report.toml\"   # 上年的文件：核对上年结转，比较增减\n")?,
    }
    agency(start, out)?;
    writeln!(out, "[preface]   # 报告开头的一段，由下面的资料生成；不要就删去这一节")?;
    writeln!(out, "place = \"front\"   # \"front\" 放在正文之前，\"overview\" 放在第一部分之内")?;
    writeln!(out, "notices = []   # 另外依据的本地通知，如 \"《…通知》（…〔{}〕1号）\"\n", start.year + 1)?;
    sections(form, out)?;
    if form.sections.iter().any(|section| section.tells_fee) {
        writeln!(out, "[fee]   # 信息处理费，写进第六部分；没有收取填 0")?;
        writeln!(out, "cases = \"?\"   # 件数\nyuan = \"?\"   # 金额，元\n")?;
    }
    writeln!(out, "# ---- 表格 ----")?;
    writeln!(out, "# 照实填数；没有发生的填 0；\"\" 印成空白，\"/\" 是不适用；\"?\" 是还没填，会被检查出来。")?;
    for table in &form.tables {
        let section = form.sections.iter().find(|section| section.table.as_ref() == Some(&table.key));
        let title = section.map_or("", |section| &section.title);
        writeln!(out, "\n[{}]   # {}：{}", table.key, table.label, title)?;
        lines(form, &table.key, out)?;
    }
    writeln!(
        out,
        "\n# [document]   # 作为公文印发时才填\n# number = \"…〔{}〕1号\"\n# signature = \"…\"\n# date = {}-01-15",
        start.year + 1,
        start.year + 1
    )?;
    writeln!(out, "\n{}", crate::letter::start::commented(start.year + 1))?;
    writeln!(
        out,
        "\n# [web]   # 网页的元数据，有值的才写进网页\n# site_name = \"\"\n# site_domain = \"\"\n# site_id = \"\"\n# column_name = \"政府信息公开年报\"\n# column_type = \"政府信息公开\"\n# published = \"{}-01-15 09:00\"",
        start.year + 1
    )?;
    writeln!(out, "\n# [[accept]]   # 核对无误、确需照此印出的问题\n# rule = \"规则代码\"\n# reason = \"为什么\"")
}

/// Writes `[agency]`.
fn agency(start: &Start<'_>, out: &mut String) -> std::fmt::Result {
    let last = start.last_year.map(|(_, filing)| &filing.agency);
    let carried = |pick: fn(&crate::filing::Agency) -> &Text| {
        last.and_then(|agency| pick(agency).as_ref()).map(|text| text.value.as_str())
    };
    let name = start.agency.or(carried(|a| &a.name)).unwrap_or("【机关全称】");
    writeln!(out, "[agency]")?;
    let fields: [(&str, Option<&str>, &str); 11] = [
        ("name", Some(name), "全称"),
        ("short", carried(|a| &a.short).or(Some("我局")), "正文里怎么自称"),
        ("level", carried(|a| &a.level).or(Some("部门")), "部门、政府或乡镇街道"),
        ("contact", carried(|a| &a.contact), "解答疑问的科室"),
        ("address", carried(|a| &a.address), "地址"),
        ("postcode", carried(|a| &a.postcode), "邮编"),
        ("phone", carried(|a| &a.phone), "电话"),
        ("fax", carried(|a| &a.fax), "传真"),
        ("email", carried(|a| &a.email), "电子邮箱"),
        ("website", carried(|a| &a.website), "公布报告的网站地址"),
        ("website_name", carried(|a| &a.website_name), "网站名称"),
    ];
    for (key, value, what) in fields {
        writeln!(out, "{key} = {}   # {what}", quoted(value.unwrap_or_default()))?;
    }
    writeln!(out)
}

/// Writes `[sections.*]`.
fn sections(form: &Form, out: &mut String) -> std::fmt::Result {
    for (number, section) in form.sections.iter().enumerate() {
        let ordinal = crate::prose::ordinal(number + 1);
        if prose_sections(form).iter().any(|(key, _)| *key == section.key) {
            writeln!(out, "[sections.{}]   # {ordinal}、{}", section.key, section.title)?;
            writeln!(out, "file = \"{}.md\"\n", section.key)?;
        } else if section.table.is_some() {
            writeln!(out, "# [sections.{}]   # {ordinal}、{}：表格前后要加文字时才填", section.key, section.title)?;
            writeln!(out, "# before = \"\"\n# after = \"\"\n")?;
        } else {
            let filled = if section.tells_fee { "由 [fee] 生成" } else { "印出没有其他事项的标准语句" };
            writeln!(out, "# [sections.{}]   # {ordinal}、{}：不写就{filled}", section.key, section.title)?;
            writeln!(out, "# text = \"\"\n")?;
        }
    }
    Ok(())
}

/// Writes the lines of a table, the columns before them wherever they change.
fn lines(form: &Form, table: &str, out: &mut String) -> std::fmt::Result {
    let mut columns = String::new();
    let mut folder = String::new();
    let of_table = form.lines.iter().filter(|line| line.key.starts_with(&format!("{table}.")));
    for line in of_table {
        let (parent, key) = line.key.rsplit_once('.').unwrap_or(("", &line.key));
        // 三、本年度办理结果 and its groups are keys before the line's own.
        let group = parent.strip_prefix(table).unwrap_or_default().trim_start_matches('.');
        if group != folder {
            folder = group.to_owned();
            writeln!(out)?;
        }
        let now = names(form, line);
        if now != columns {
            writeln!(out, "# 依次：{now}")?;
            columns = now;
        }
        let key = if group.is_empty() { key.to_owned() } else { format!("{group}.{key}") };
        match blank(form, line) {
            Some(blank) => writeln!(out, "{key} = {blank}   # {}", labels(form, line))?,
            None => writeln!(out, "# {key} = […]   # {}（不填则自动计算）", labels(form, line))?,
        }
    }
    Ok(())
}

/// The columns of a line.
fn names(form: &Form, line: &Line) -> String {
    let name = |id: &crate::form::CellId| form.cell(*id).column_labels.last().cloned().unwrap_or_default();
    let mut names: Vec<_> = line.inputs.iter().map(name).collect();
    if let Some(total) = &line.total {
        names.push(format!("（{}不填则自动计算）", name(total)));
    }
    names.join("、")
}

/// The official labels of a line, from the outermost group.
fn labels(form: &Form, line: &Line) -> String {
    let Some(first) = line.inputs.first() else { return line.label.clone() };
    let labels = &form.cell(*first).row_labels;
    if labels.is_empty() { line.label.clone() } else { labels.join("›") }
}

/// What stands in a new line: 0 where nearly all agencies have nothing, else a mark that is found until it is
/// replaced; nothing where the line is computed.
fn blank(form: &Form, line: &Line) -> Option<String> {
    let rare = line.inputs.first().is_some_and(|id| form.cell(*id).row_labels.len() > 1);
    let mark = if rare { "0" } else { "\"?\"" };
    let all = vec![mark; line.inputs.len()].join(", ");
    (!line.inputs.iter().all(|id| form.is_derived(*id)))
        .then(|| if line.inputs.len() == 1 { all.clone() } else { format!("[{all}]") })
}
