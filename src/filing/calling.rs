//! What follows from an agency's name: how it calls itself, and its level, which sets the deadline.

use crate::characters::unspaced;

/// What the end of a name says: how the agency calls itself, and its level; empty where the end does not say it.
type Ending = (&'static str, &'static str, &'static str);

/// Ends of names, each before those that it ends with.
const ENDINGS: &[Ending] = &[
    ("街道办事处", "我街道", "乡镇街道"),
    ("街道", "我街道", "乡镇街道"),
    ("地区办事处", "我地区", "乡镇街道"),
    ("镇人民政府", "我镇", "乡镇街道"),
    ("乡人民政府", "我乡", "乡镇街道"),
    ("苏木人民政府", "我苏木", "乡镇街道"),
    ("镇", "我镇", "乡镇街道"),
    ("乡", "我乡", "乡镇街道"),
    ("苏木", "我苏木", "乡镇街道"),
    ("自治区人民政府", "我区", "政府"),
    ("自治州人民政府", "我州", "政府"),
    ("自治县人民政府", "我县", "政府"),
    ("自治旗人民政府", "我旗", "政府"),
    ("省人民政府", "我省", "政府"),
    ("市人民政府", "我市", "政府"),
    ("县人民政府", "我县", "政府"),
    ("区人民政府", "我区", "政府"),
    ("旗人民政府", "我旗", "政府"),
    ("人民政府", "", "政府"),
    // A zone's committee may rank as a department or as a government.
    ("管委会", "", ""),
    ("区管理委员会", "", ""),
    ("委员会", "我委", "部门"),
    ("委", "我委", "部门"),
    ("办公厅", "我厅", "部门"),
    ("厅", "我厅", "部门"),
    ("办公室", "我办", "部门"),
    ("办", "我办", "部门"),
    ("局", "我局", "部门"),
    ("院", "我院", "部门"),
    ("中心", "我中心", "部门"),
    ("总队", "我总队", "部门"),
    ("支队", "我支队", "部门"),
    ("大队", "我大队", "部门"),
    ("部", "我部", "部门"),
];

/// How an agency calls itself in its report, and its level, as far as its name says so.
pub fn calling(name: &str) -> (Option<&'static str>, Option<&'static str>) {
    let plain = unspaced(name);
    // Other names that the agency has stand in brackets behind.
    let bare = plain.split(['（', '(']).next().unwrap_or_default();
    // A name that is nothing but the end of one is none.
    let ending = ENDINGS.iter().find(|(ending, ..)| bare.len() > ending.len() && bare.ends_with(ending));
    let (short, level) = ending.map_or(("", ""), |(_, short, level)| (*short, *level));
    (Some(short).filter(|short| !short.is_empty()), Some(level).filter(|level| !level.is_empty()))
}

#[cfg(test)]
mod tests {
    use super::calling;
    use crate::filing::LEVELS;

    #[test]
    fn names_say_how_agencies_call_themselves() {
        for (name, short, level) in [
            ("示例市财政局", "我局", "部门"),
            ("示例市公安局交通警察支队", "我支队", "部门"),
            ("示例市发展和改革委员会", "我委", "部门"),
            ("示例市卫健委", "我委", "部门"),
            ("示例市国有资产监督管理委员会", "我委", "部门"),
            ("示例市人民政府办公室", "我办", "部门"),
            ("示例省人民政府办公厅", "我厅", "部门"),
            ("示例省教育厅", "我厅", "部门"),
            ("示例市不动产登记中心", "我中心", "部门"),
            ("示例市社会主义学院", "我院", "部门"),
            ("示例区城关街道办事处", "我街道", "乡镇街道"),
            ("示例区 河西街道", "我街道", "乡镇街道"),
            ("示例县河西镇人民政府", "我镇", "乡镇街道"),
            ("示例县山前乡人民政府", "我乡", "乡镇街道"),
            ("示例县河西镇", "我镇", "乡镇街道"),
            ("示例市人民政府", "我市", "政府"),
            ("示例市示例区人民政府", "我区", "政府"),
            ("示例自治县人民政府", "我县", "政府"),
            ("示例省人民政府", "我省", "政府"),
            ("示例市档案局（史志办公室）", "我局", "部门"),
            ("示例经济技术开发区管理委员会", "", ""),
            ("示例高新区管委会", "", ""),
            ("示例市红十字会", "", ""),
            ("局", "", ""),
            ("【机关全称】", "", ""),
            ("", "", ""),
        ] {
            let (own, of) = calling(name);
            assert_eq!((own.unwrap_or_default(), of.unwrap_or_default()), (short, level), "{name}");
        }
    }

    #[test]
    fn levels_are_those_there_are() {
        let known = |level: &str| level.is_empty() || LEVELS.find(level).is_some();
        assert!(super::ENDINGS.iter().all(|(.., level)| known(level)));
    }

    #[test]
    fn no_ending_is_hidden_by_one_before_it() {
        for (number, (ending, ..)) in super::ENDINGS.iter().enumerate() {
            assert!(super::ENDINGS[..number].iter().all(|(before, ..)| !ending.ends_with(before)), "{ending}");
        }
    }
}
