//! What cells may hold.

/// What a cell may hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// A whole number, zero or more.
    Count,
    /// A whole number with a sign.
    Change,
    /// An amount in 万元 with at most four decimal places.
    Wan,
    /// An amount of money whose unit stands in the cell; kept in 元.
    Yuan,
}

impl Kind {
    /// What such a cell counts.
    pub fn counted(self) -> &'static str {
        match self {
            Self::Count | Self::Change => "件",
            Self::Wan => "万元",
            Self::Yuan => "元",
        }
    }

    /// What belongs into such a cell, in words.
    pub fn expectation(self) -> &'static str {
        match self {
            Self::Count => "不带小数的件数（0、1、2…）",
            Self::Change => "带正负号的整数（如 -7、8 或“减 7”“增 8”）",
            Self::Wan => "以万元为单位的金额",
            Self::Yuan => "带单位的金额（如 \"66859 元\" 或 \"160.5964万元\"）",
        }
    }
}
