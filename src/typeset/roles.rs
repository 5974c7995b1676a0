//! The roles of GB/T 9704-2012 on the page, and the faces that fill them.

/// A role on the page: the agency's faces that fill it if they are there, then the vendored one.
pub(super) struct FontRole {
    /// Its name in the style file.
    pub name: &'static str,
    /// What people call it.
    pub label: &'static str,
    /// Whether the vendored family has a bold face for it, and a lighter one for another role.
    pub is_bold: bool,
    /// Families by their English and Chinese names, the best first.
    pub agency: &'static [&'static str],
    /// The vendored family, and the one with the rest of its characters.
    pub vendored: [&'static str; 2],
    /// Whether the vendored face draws “ ” ‘ ’ too narrow for Chinese text.
    pub narrow_quotes: bool,
    /// Whether figures and Latin letters come from the face of running text.
    pub latin: bool,
}

impl FontRole {
    /// Its list: families in the order they are tried, with what each is limited to, as Typst spells it.
    pub(super) fn families(&self) -> Vec<(&'static str, &'static str)> {
        let last = LAST.iter().filter(|family| !self.vendored.contains(family));
        let latin_first = self.latin.then_some((LATIN, "\"latin-in-cjk\""));
        let wide_quotes = self.narrow_quotes.then_some((LAST[0], "regex(\"[“”‘’]\")"));
        let latin_last = (!self.latin).then_some((LATIN, ""));
        let agency = self.agency.iter().map(|family| (*family, ""));
        let vendored = self.vendored.iter().chain(last).map(|family| (*family, ""));
        let ours = wide_quotes.into_iter().chain(vendored).chain(latin_last);
        latin_first.into_iter().chain(agency).chain(ours).collect()
    }
}

/// The roles of GB/T 9704-2012 and their faces.
pub(super) const ROLES: &[FontRole] = &[
    FontRole {
        name: "fangsong",
        label: "仿宋",
        is_bold: false,
        agency: &[
            "FangSong_GB2312",
            "仿宋_GB2312",
            "FZFangSong-Z02S",
            "方正仿宋简体",
            "FZFangSong-Z02",
            "方正仿宋_GBK",
            "FangSong",
            "仿宋",
            "CESI仿宋-GB2312",
            "CESI仿宋-GB13000",
            "CESI仿宋-GB18030",
            "STFangsong",
            "华文仿宋",
        ],
        vendored: ["Zhuque Fangsong (technical preview)", "Zhuque Fangsong (technical preview) Rest"],
        narrow_quotes: true,
        latin: true,
    },
    FontRole {
        name: "xiaobiaosong",
        label: "小标宋",
        is_bold: true,
        agency: &[
            "FZXiaoBiaoSong-B05S",
            "方正小标宋简体",
            "FZXiaoBiaoSong-B05",
            "方正小标宋_GBK",
            "CESI小标宋-GB2312",
            "CESI小标宋-GB13000",
            "CESI小标宋-GB18030",
            "STZhongsong",
            "华文中宋",
        ],
        vendored: ["Noto Serif SC", "Noto Serif SC Title Rest"],
        narrow_quotes: false,
        latin: false,
    },
    FontRole {
        name: "heiti",
        label: "黑体",
        is_bold: false,
        agency: &[
            "SimHei",
            "黑体",
            "FZHei-B01S",
            "方正黑体简体",
            "FZHei-B01",
            "方正黑体_GBK",
            "CESI黑体-GB2312",
            "CESI黑体-GB13000",
            "CESI黑体-GB18030",
            "STHeiti",
            "华文黑体",
        ],
        vendored: ["Noto Sans SC", "Noto Sans SC Rest"],
        narrow_quotes: false,
        latin: false,
    },
    FontRole {
        name: "kaiti",
        label: "楷体",
        is_bold: false,
        agency: &[
            "KaiTi_GB2312",
            "楷体_GB2312",
            "FZKai-Z03S",
            "方正楷体简体",
            "FZKai-Z03",
            "方正楷体_GBK",
            "KaiTi",
            "楷体",
            "CESI楷体-GB2312",
            "CESI楷体-GB13000",
            "CESI楷体-GB18030",
            "STKaiti",
            "华文楷体",
        ],
        vendored: ["LXGW WenKai GB Lite", "LXGW WenKai GB Lite Rest"],
        narrow_quotes: true,
        latin: true,
    },
    FontRole {
        name: "songti",
        label: "宋体",
        is_bold: false,
        agency: &[
            "SimSun",
            "宋体",
            "NSimSun",
            "新宋体",
            "FZShuSong-Z01S",
            "方正书宋简体",
            "FZShuSong-Z01",
            "方正书宋_GBK",
            "CESI宋体-GB2312",
            "CESI宋体-GB13000",
            "CESI宋体-GB18030",
            "STSong",
            "华文宋体",
            "SimSun-ExtB",
        ],
        vendored: ["Noto Serif SC", "Noto Serif SC Rest"],
        narrow_quotes: false,
        latin: true,
    },
];

/// Figures and Latin letters in running text.
pub(super) const LATIN: &str = "Liberation Serif";

/// The family with the most characters, last in every list; behind it one that has marks like ☑.
const LAST: [&str; 3] = ["Noto Serif SC", "Noto Serif SC Rest", "LXGW WenKai GB Lite"];
