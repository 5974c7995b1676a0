//! Names of places and persons: what is a name is no slip.

use super::marked::found;

/// Counties, towns and sub-districts of which a part is like a word of everyday use.
const PLACES: &[&str] = &[
    "河北省石家庄市鹿泉区",
    "河北省石家庄市元氏县",
    "河北省石家庄市辛集市",
    "辽宁省营口市鲅鱼圈区",
    "山东省威海市环翠区",
    "山东省潍坊市潍城区",
    "陕西省渭南市临渭区",
    "湖北省宜昌市点军区",
    "广西壮族自治区防城港市上思县",
    "西藏自治区那曲市比如县",
    "安徽省六安市金安区施桥镇",
    "江苏省无锡市宜兴市杨巷镇",
    "上海市宝山区杨行镇",
    "黑龙江省绥化市安达市任民镇",
    "甘肃省武威市凉州区洪祥镇",
    "黑龙江省鹤岗市萝北县凤翔镇",
    "山西省临汾市汾西县勍香镇",
    "辽宁省铁岭市清河区张相镇",
    "吉林省白城市洮北区到保镇",
    "贵州省黔南州惠水县摆金镇",
    "浙江省金华市东阳市三单乡",
    "甘肃省陇南市文县口头坝乡",
    "宁夏回族自治区固原市隆德县张程乡",
    "四川省凉山州昭觉县四开镇",
    "安徽省池州市石台县丁香镇",
    "安徽省芜湖市鸠江区沈巷镇",
    "河北省张家口市万全区万全镇",
    "浙江省温州市平阳县万全镇",
    "浙江省绍兴市柯桥区福全街道",
    "四川省南充市西充县大全镇",
    "贵州省黔东南州锦屏县固本乡",
    "黑龙江省绥化市安达市中本镇",
    "黑龙江省绥化市海伦市海伦镇",
    "河南省驻马店市遂平县",
    "江苏省南通市启东市",
    "安徽省安庆市桐城市",
    "贵州省黔南州贵定县",
    "安徽省亳州市利辛县",
    "四川省南充市高坪区",
];

/// What is found where a report speaks of a place, as its own or as another's.
fn told_of(agency: &str, text: &str) -> Vec<(&'static str, String)> {
    let mut told = found(&format!("[agency]\nname = '{agency}'\n[sections.problems]\ntext = '{text}'"), 20..28);
    told.extend(found(&format!("[sections.problems]\ntext = '{text}'"), 20..28));
    told
}

#[test]
fn names_of_places_are_no_slips() {
    for place in PLACES {
        let text = format!(
            "公众如需咨询，请与{place}联系（地址：{place}人民路1号）。在{place}公开栏发布信息。{place}党工委认真落实。"
        );
        assert_eq!(told_of(&format!("{place}人民政府"), &text), [], "{place}");
    }
}

#[test]
fn the_name_of_the_agency_is_no_slip_without_its_end() {
    for (agency, place) in [("示例县店子镇人民政府", "店子"), ("示例县家垣镇人民政府", "家垣")]
    {
        let text = format!("在“{place}发布”公布信息。与{place}中学联合开展宣传。");
        let named = found(&format!("[agency]\nname = '{agency}'\n[sections.problems]\ntext = '{text}'"), 26..27);
        assert_eq!(named, [], "{place}");
    }
}

#[test]
fn names_of_persons_are_no_slips() {
    for name in ["高欣", "宋安泉", "魏燕海", "汪清喜", "范欣柳"] {
        let text = format!("由局长{name}任组长，{name}负责审核。联系人：{name}，电话：0571-86029911。");
        assert_eq!(found(&format!("[sections.problems]\ntext = '{text}'"), 26..27), [], "{name}");
    }
}

/// Names of what agencies are made of, in a list: what a department, an office, a group, a commission is called in short.
#[test]
fn names_of_units_are_not_cut_short() {
    let stems = [
        "综合",
        "就业",
        "林业",
        "种植业",
        "社会事务",
        "社会治理",
        "公共服务",
        "市场管理",
        "文化",
        "信息化",
        "绿化",
        "民政",
        "税政",
        "宣教",
        "慈善",
        "森防",
        "信用",
        "投资促进",
        "老干部",
        "业务",
        "商务",
        "教育",
        "志愿服务",
        "机关事务",
    ];
    for stem in stems {
        for end in ["科", "办", "组", "委", "部", "股", "处", "室", "站", "队", "中心"] {
            let text = format!("协调{stem}{end}、财政部门落实。由{stem}{end}负责。信息报{stem}{end}，由办公室发布。");
            let cut = found(&format!("[sections.problems]\ntext = '{text}'"), 27..28);
            assert!(cut.iter().all(|(_, words)| !words.contains(end)), "{text} {cut:?}");
        }
    }
}

#[test]
fn names_of_firms_and_accounts_are_no_slips() {
    for name in ["格仕", "橙果", "诚本", "友良", "壶口", "思行", "晨功"] {
        let text = format!(
            "走访{name}科技有限公司、{name}集团。在{name}小区设置公示栏。通过“{name}”微信公众号发布信息。地址：{name}大厦3楼。"
        );
        assert_eq!(found(&format!("[sections.problems]\ntext = '{text}'"), 26..27), [], "{name}");
    }
    for text in ["开设冀时办服务专区。", "走访冀中监狱。"] {
        assert_eq!(found(&format!("[sections.problems]\ntext = '{text}'"), 26..27), [], "{text}");
    }
    let told = found("[sections.problems]\ntext = '切实加强组织领寻。'", 26..27);
    assert_eq!(told, [("PRO026", "领寻".to_owned())]);
}

#[test]
fn an_agency_called_by_the_end_of_another_name_is_told_where_it_is_none() {
    let text = "万全镇的做法值得学习。全镇的培训工作有待加强，本镇将改进。";
    let told = found(&format!("[agency]\nname = '示例县财政局'\n[sections.problems]\ntext = '{text}'"), 37..38);
    assert_eq!(told, [("PRO037", "全镇".to_owned()), ("PRO037", "本镇".to_owned())]);
}
