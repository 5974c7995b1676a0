//! A filing as TOML, with every official label as a comment.

mod spelled;
mod tables;

use std::collections::BTreeMap;
use std::fmt::{Result, Write as _};

use crate::filing::{FIELDS, Field, FieldKind, Filing, Group, LineEnds, ProseText};
use crate::form::Account;
use crate::prose::{numbered, settled};
use spelled::{brief, line};
pub(super) use spelled::{field_value, quoted};
pub(super) use tables::{cell_text, line_text};

/// Files that hold the prose of a section instead of the TOML, by its key.
pub type ProseFiles = BTreeMap<String, String>;

/// A filing as a TOML file; reading it gives the same filing.
pub fn toml(filing: &Filing, files: &ProseFiles) -> String {
    let mut out = String::new();
    TomlWriter { filing, files, out: &mut out }.write().expect("a String takes everything");
    out
}

/// A filing being written.
struct TomlWriter<'a> {
    filing: &'a Filing,
    files: &'a ProseFiles,
    out: &'a mut String,
}

impl TomlWriter<'_> {
    /// Writes the whole file.
    fn write(&mut self) -> Result {
        let form = &self.filing.form;
        let year = self.filing.year.as_ref().map_or("××××".to_owned(), |year| year.value.to_string());
        writeln!(self.out, "# {year} 年度的{}，{} 年格式（{}）。", form.title, form.edition, form.notice.number)?;
        writeln!(self.out, "# 填好后运行 nianbao check report.toml 核对，再运行 nianbao build report.toml 生成。")?;
        writeln!(self.out, "# 井号后面的是说明，不会印出；文字写在英文引号里。\n")?;
        self.top()?;
        self.group(Group::Agency, true)?;
        self.preface()?;
        self.sections()?;
        self.labels()?;
        self.accounts()?;
        writeln!(self.out, "# ---- 表格 ----")?;
        writeln!(
            self.out,
            "# 照实填数；没有发生的填 0；\"\" 印成空白，\"/\" 是不适用；\"?\" 是还没填，会被检查出来。"
        )?;
        tables::write(self.out, form, &self.filing.cells, "")?;
        for group in [Group::Letter, Group::Document, Group::Web] {
            writeln!(self.out)?;
            self.group(group, false)?;
        }
        self.last_year()?;
        self.accept()
    }

    /// Writes the keys before the first table.
    fn top(&mut self) -> Result {
        for field in FIELDS.iter().filter(|field| matches!(field.group, Group::Report | Group::Years)) {
            let given = field.get(self.filing);
            match (given.first(), &*field.path) {
                (Some(_), _) => writeln!(self.out, "{}", line(field, &given, &brief(field)))?,
                (None, "prior") => {
                    writeln!(self.out, "# prior = \"../上年/report.toml\"   # 上年的文件：核对上年结转，比较增减")?;
                }
                (None, _) => {}
            }
        }
        writeln!(self.out)
    }

    /// Writes a table of fields; those that say nothing as comments unless all are wanted.
    fn group(&mut self, group: Group, all: bool) -> Result {
        let fields: Vec<&Field> = FIELDS.iter().filter(|field| field.group == group).collect();
        let Some(table) = fields.first().and_then(|field| field.place().0) else { return Ok(()) };
        let given = fields.iter().any(|field| !field.get(self.filing).is_empty());
        let mark = if all || given { "" } else { "# " };
        let what = match group {
            Group::Letter => "   # 报送用的公文（红头、正文、版记）；要用就去掉行首的 #，不用的行留着 #",
            Group::Document => "   # 报告本身作为公文印发时才填",
            Group::Web => "   # 网页的元数据，有值的才写进网页",
            _ => "",
        };
        writeln!(self.out, "{mark}[{table}]{what}")?;
        for field in fields {
            let values = field.get(self.filing);
            match (values.is_empty(), all) {
                (false, _) => writeln!(self.out, "{}", line(field, &values, &brief(field)))?,
                (true, true) => writeln!(self.out, "{} = \"\"   # {}", field.place().1, brief(field))?,
                (true, false) => {
                    writeln!(self.out, "# {} = {}   # {}", field.place().1, self.example(field), brief(field))?;
                }
            }
        }
        if all { writeln!(self.out) } else { Ok(()) }
    }

    /// What a field that says nothing looks like in a comment.
    fn example(&self, field: &Field) -> String {
        let next = self.filing.year.as_ref().map_or(2026, |year| year.value + 1);
        match field.kind {
            FieldKind::Date => format!("{next}-01-15"),
            FieldKind::List(_) => "[\"\"]".to_owned(),
            _ => "\"\"".to_owned(),
        }
    }

    /// Writes `[preface]`.
    fn preface(&mut self) -> Result {
        let Some(preface) = &self.filing.preface else {
            return writeln!(self.out, "# [preface]   # 报告开头的一段，由上面的资料生成；要就去掉行首的 #\n");
        };
        writeln!(self.out, "[preface]   # 报告开头的一段，由上面的资料生成；不要就删去这一节")?;
        let parts = Field::of_form(&self.filing.form);
        for field in FIELDS.iter().chain(&parts).filter(|field| field.group == Group::Preface) {
            let values = field.get(self.filing);
            if matches!(field.kind, FieldKind::List(_)) {
                let about = "另外依据的本地通知，如 \"《…通知》（…〔2026〕1号）\"";
                writeln!(self.out, "{}", line(field, &values, about))?;
            } else if !values.is_empty() {
                writeln!(self.out, "{}", line(field, &values, &brief(field)))?;
            }
        }
        if preface.text.is_none() {
            writeln!(self.out, "# text = \"\"   # 要整段自己写引言时填；写了就不用生成的")?;
        }
        self.prose("text", preface.text.as_ref())?;
        writeln!(self.out)
    }

    /// Writes `[sections.*]` and `[[extra]]`.
    fn sections(&mut self) -> Result {
        let form = &self.filing.form;
        for (number, section) in form.sections.iter().enumerate() {
            let name = numbered(number + 1, &section.title);
            let input = self.filing.sections.get(&section.key).cloned().unwrap_or_default();
            let file = self.files.get(&section.key);
            let prose = [("text", &input.text), ("before", &input.before), ("after", &input.after)];
            if file.is_none() && input.title.is_none() && prose.iter().all(|(_, prose)| prose.is_none()) {
                self.empty_section(&section.key, &name, section)?;
            } else {
                writeln!(self.out, "[sections.{}]   # {name}", section.key)?;
                if let Some(title) = &input.title {
                    writeln!(self.out, "title = {}", quoted(&title.value))?;
                }
                for (key, prose) in prose {
                    self.prose(key, prose.as_ref())?;
                }
                if let Some(file) = file {
                    writeln!(self.out, "file = {}", quoted(file))?;
                }
                writeln!(self.out)?;
            }
        }
        for extra in &self.filing.extra {
            writeln!(self.out, "[[extra]]\nafter = {}", quoted(&extra.after))?;
            if let Some(title) = &extra.title {
                writeln!(self.out, "title = {}", quoted(&title.value))?;
            }
            self.prose("text", extra.text.as_ref())?;
            writeln!(self.out)?;
        }
        Ok(())
    }

    /// Writes a section that says nothing, as a comment to fill in.
    fn empty_section(&mut self, key: &str, name: &str, section: &crate::form::Section) -> Result {
        if section.table.is_some() {
            return writeln!(
                self.out,
                "# [sections.{key}]   # {name}：表格前后要加文字时才填\n# before = \"\"\n# after = \"\"\n"
            );
        }
        let filled = match (self.filing.form.account_of(key), &section.fallback) {
            (Some(account), _) => format!("不写就由 [{}] 生成", account.key),
            (None, Some(_)) => "不写就印出没有其他事项的标准语句".to_owned(),
            (None, None) => "必须写".to_owned(),
        };
        writeln!(self.out, "# [sections.{key}]   # {name}：{filled}\n# text = \"\"\n")
    }

    /// Writes prose.
    fn prose(&mut self, key: &str, prose: Option<&ProseText>) -> Result {
        prose.map_or(Ok(()), |prose| writeln!(self.out, "{key} = {}", quoted(&settled(prose, LineEnds::Wrapped))))
    }

    /// Writes `[labels]`.
    fn labels(&mut self) -> Result {
        if self.filing.labels.is_empty() {
            return Ok(());
        }
        writeln!(self.out, "[labels]   # 印成别的名称的行和列")?;
        for (key, label) in &self.filing.labels {
            writeln!(self.out, "{} = {}", quoted(key), quoted(&label.value))?;
        }
        writeln!(self.out)
    }

    /// Writes the accounts: `[fee]`.
    fn accounts(&mut self) -> Result {
        let of_form = Field::of_form(&self.filing.form);
        for account in &self.filing.form.accounts {
            let Account { key, label, nothing, .. } = account;
            let Some(given) = self.filing.accounts.get(key) else {
                writeln!(self.out, "# [{key}]   # {label}；{nothing}填 0")?;
                for figure in &account.figures {
                    writeln!(self.out, "# {} = 0   # {}", figure.key, figure.brief)?;
                }
                writeln!(self.out)?;
                continue;
            };
            writeln!(self.out, "[{key}]   # {label}；{nothing}填 0")?;
            for field in of_form.iter().filter(|field| field.group == Group::Account(key.clone())) {
                let values = field.get(self.filing);
                let open = vec!["\"?\"".to_owned()];
                writeln!(self.out, "{}", line(field, if values.is_empty() { &open } else { &values }, &field.label))?;
            }
            for unit in &given.units {
                writeln!(self.out, "[[{key}.units]]\nunit = {}", quoted(&unit.unit))?;
                for (figure, value) in account.figures.iter().filter_map(|f| Some((f, unit.figures.get(&f.key)?))) {
                    writeln!(self.out, "{} = {value}", figure.key)?;
                }
            }
            writeln!(self.out)?;
        }
        Ok(())
    }

    /// Writes `[last_year]`.
    fn last_year(&mut self) -> Result {
        let Some(last) = &self.filing.last_year else { return Ok(()) };
        writeln!(self.out, "\n[last_year]   # 上年数据：核对上年结转，比较增减；写了 prior 就用那个文件")?;
        let of_form = Field::of_form(&self.filing.form);
        for field in FIELDS.iter().chain(&of_form).filter(|field| field.group == Group::LastYear) {
            let values = field.get(self.filing);
            if !values.is_empty() {
                writeln!(self.out, "{}", line(field, &values, &field.label))?;
            }
        }
        tables::write(self.out, &last.form, &last.cells, "last_year.")
    }

    /// Writes `[[accept]]`.
    fn accept(&mut self) -> Result {
        if self.filing.accept.is_empty() {
            return writeln!(
                self.out,
                "\n# [[accept]]   # 核对无误、确需照此印出的问题\n# rule = \"规则代码\"\n# reason = \"为什么\""
            );
        }
        for accept in &self.filing.accept {
            writeln!(self.out, "\n[[accept]]\nrule = {}", quoted(&accept.rule.value))?;
            for (key, text) in [("at", &accept.at), ("reason", &accept.reason)] {
                if let Some(text) = text {
                    writeln!(self.out, "{key} = {}", quoted(&text.value))?;
                }
            }
        }
        Ok(())
    }
}
