//! Rules about declarations of forms that an agency or a district brings.

use super::{Family, Rule};

/// A rule about declarations; what it finds is shown by declarations, not by changes to one report.
const fn rule(code: &'static str, name: &'static str) -> Rule {
    Rule::shown_elsewhere(code, name, Family::Form, "格式文件的写法：nianbao forms 写出的文件里有说明")
}

/// A declaration that is no TOML.
pub static SYNTAX: Rule = Rule {
    reason: "格式文件不合 TOML 的写法，无法可靠地读出；格式不对，报告就没有读。",
    remedy: "照 nianbao forms 写出的文件改正这一行",
    faulty: "{ key = \"new\" label = \"一、新收\" }",
    corrected: "{ key = \"new\", label = \"一、新收\" }",
    ..rule("FRM001", "格式文件的 TOML 写法有误")
};

/// A field that means nothing, or a value of another type.
pub static UNKNOWN: Rule = Rule {
    reason: "拼错的项如果被忽略，格式就悄悄少了一行、一列或一个合计。",
    remedy: "照 nianbao forms 写出的文件改正",
    faulty: "{ key = \"new\", labl = \"一、新收\" }",
    corrected: "{ key = \"new\", label = \"一、新收\" }",
    ..rule("FRM002", "格式里有不认识的项")
};

/// A field that is not there.
pub static MISSING: Rule = Rule {
    reason: "少了这一项，就不知道表里有什么、填什么样的数、标题怎样写。",
    remedy: "补上这一项",
    faulty: "{ key = \"individual\", label = \"甲类\" }    # 列上没有 kind",
    corrected: "{ key = \"individual\", label = \"甲类\", kind = \"count\" }",
    ..rule("FRM003", "格式里缺少必要的项")
};

/// Something given twice.
pub static TWICE: Rule = Rule {
    reason: "键或名称重复，就分不清填的、合计的是哪一个。",
    remedy: "改正其中一个，或删去多余的",
    faulty: "{ key = \"other\", … }, { key = \"other\", … }",
    corrected: "{ key = \"media\", … }, { key = \"other\", … }",
    ..rule("FRM004", "格式里有重复")
};

/// A name for what is not there.
pub static NOWHERE: Rule = Rule {
    reason: "合计、差、上年数、勾稽关系和各部分指的行、列、表要在同一个格式里。",
    remedy: "改为存在的键",
    faulty: "sum = [\"individual\", \"comercial\"]",
    corrected: "sum = [\"individual\", \"commercial\"]",
    ..rule("FRM005", "格式里指的行、列或表不存在")
};

/// A sum that is made of itself.
pub static CIRCLE: Rule = Rule {
    reason: "一个合计直接或间接加到它自己，就算不出来。",
    remedy: "合计只由不含它自己的各项相加",
    faulty: "甲 sum = [\"乙\"]，乙 sum = [\"甲\"]",
    corrected: "甲 sum = [\"丙\", \"丁\"]",
    ..rule("FRM006", "格式里的合计绕成一圈")
};

/// A table that cannot be laid out.
pub static SHAPE: Rule = Rule {
    reason: "行、列、组和宽度对不上，表就排不出来。",
    remedy: "照提示改正",
    faulty: "widths = [1, 1]    # 行名一列、数三列",
    corrected: "widths = [1, 1, 1, 1]",
    ..rule("FRM007", "格式里的表排不出来")
};

/// A folder of declarations that cannot be used.
pub static FOLDER: Rule = Rule {
    reason: "格式文件所在的文件夹不存在、读不出、没有格式文件，或在输入所在的文件夹之外。",
    remedy: "检查文件夹的名称和位置",
    faulty: "forms = \"../别处\"",
    corrected: "forms = \"格式\"",
    ..rule("FRM008", "格式文件夹不能用")
};
