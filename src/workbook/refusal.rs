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
        Self::broken(text.lines().next().unwrap_or_default())
    }
}
