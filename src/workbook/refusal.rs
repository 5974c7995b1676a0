//! Why a workbook is not read.

/// Why a workbook is not read, and what to do.
#[derive(Debug)]
pub struct Refusal {
    /// What is wrong, without a full stop.
    pub reason: String,
    /// What to do.
    pub hint: String,
}

impl Refusal {
    /// A file that is something else.
    pub fn not_a_workbook(reason: impl Into<String>) -> Self {
        Self {
            reason: reason.into(),
            hint: "给出工作簿（.xlsx、.xlsm、.xlsb、.xls、.et、.ods）或 report.toml".to_owned(),
        }
    }

    /// A file that cannot be taken apart.
    pub fn broken(reason: impl std::fmt::Display) -> Self {
        Self {
            reason: format!("工作簿损坏或不完整（{reason}）"),
            hint: "用 Excel、WPS 或 LibreOffice 打开，另存为 .xlsx 后重试；打不开就向交来的人另要一份".to_owned(),
        }
    }

    /// A file that only opens with a password.
    pub fn encrypted() -> Self {
        Self {
            reason: "工作簿加了打开密码".to_owned(),
            hint: "用 Excel 或 WPS 打开，在“文件›信息›保护工作簿”里去掉密码，保存后重试".to_owned(),
        }
    }

    /// A file beyond the limits.
    pub fn too_large(reason: impl Into<String>) -> Self {
        Self {
            reason: reason.into(), hint: "新建一个工作簿，只把年度报告的表复制进去，再试".to_owned()
        }
    }

    /// Another hint.
    pub fn hint(self, hint: impl Into<String>) -> Self {
        Self { hint: hint.into(), ..self }
    }

    /// What a reader's error means.
    pub fn of(error: impl std::fmt::Display) -> Self {
        let text = error.to_string();
        if text.to_ascii_lowercase().contains("password") {
            return Self::encrypted();
        }
        Self::broken(meaning(text))
    }

    /// What a reader's error at a part means.
    pub fn at(part: &str, error: impl std::fmt::Display) -> Self {
        let refusal = Self::of(error);
        Self {
            reason: refusal.reason.replacen("损坏或不完整（", &format!("损坏或不完整（{part}："), 1), ..refusal
        }
    }
}

/// What the error of a reader of archives or of their parts means.
pub fn meaning(error: impl std::fmt::Display) -> &'static str {
    let lower = error.to_string().to_ascii_lowercase();
    let found = MEANINGS.iter().find(|(words, _)| words.iter().any(|word| lower.contains(word)));
    found.map_or("内部结构对不上", |(_, meaning)| meaning)
}

/// Words of readers' errors in lower case, and what they mean.
const MEANINGS: &[(&[&str], &str)] = &[
    (&["checksum", "crc"], "内容与校验码不符"),
    (&["eof", "end of", "failed to fill", "truncated", "too short", "central directory", "not enough"], "后面缺了一段"),
    (&["compression", "unsupported", "not supported"], "压缩方法不支持"),
    (&["deflate", "inflate", "decompress", "corrupt"], "压缩的内容坏了"),
    (&["utf", "decode", "encoding"], "文字的编码不对"),
    (&["xml", "tag", "attribute", "escape", "entity"], "里面的 XML 写法有误"),
    (&["not found", "missing", "no such", "cannot find", "does not exist"], "缺少必要的部件"),
];
