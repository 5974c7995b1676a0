//! Names of agencies of every pattern, with a bar after each place, where a line may end that does not hold the name
//! whole, and a dot between the words of what a line may not hold either.

/// Places with what the names of their governments and departments begin with, from the province down.
const PLACES: &[&str] = &[
    "甲市",
    "示例市",
    "北京市|朝阳区",
    "河南省|新乡市",
    "福州市|长乐区",
    "内蒙古自治区",
    "广西壮族自治区|南宁市",
    "湖北省|恩施土家族苗族自治州",
    "云南省|文山壮族苗族自治州|麻栗坡县",
    "贵州省|黔西南布依族苗族自治州",
    "海南省|琼中黎族苗族自治县",
    "甘肃省|积石山保安族东乡族撒拉族自治县",
    "新疆维吾尔自治区|伊犁哈萨克自治州|察布查尔锡伯自治县",
    "内蒙古自治区|锡林郭勒盟|正蓝旗",
    "新疆生产建设兵团|第八师|石河子市",
    "新疆生产建设兵团|第一师|七团",
];

/// What follows a place: governments, their offices, departments.
const BODIES: &[&str] = &[
    "人民政府",
    "人民政府办公室",
    "水务局",
    "林业局",
    "公安局",
    "财政局",
    "应急管理局",
    "市场监督管理局",
    "城市管理局",
    "住房和·城乡建设局",
    "人力资源和·社会保障局",
    "发展和·改革委员会",
    "卫生健康·委员会",
    "国有资产·监督管理·委员会",
    "工业和·信息化局",
    "文化·广播电视和·旅游局",
    "退役军人·事务局",
    "中级人民法院",
];

/// Names that stand by themselves.
const OTHERS: &[&str] = &[
    "教育部",
    "水利部",
    "审计署",
    "财政厅",
    "海关总署",
    "国家统计局",
    "国家税务总局",
    "国家发展和·改革委员会",
    "人力资源和·社会保障部",
    "中国证券·监督管理·委员会",
    "国务院·国有资产·监督管理·委员会",
    "国家市场监督管理总局",
    "上海海关",
    "昆山经济技术开发区|管理委员会",
    "中国（福建）|自由贸易试验区|福州片区|管理委员会",
    "示例市|高新技术产业开发区|管理委员会",
    "示例市|东部片区|管理委员会",
    "示例区|城关街道办事处",
    "示例市|示例区|人民政府|城关街道办事处",
    "示例县|河西镇|人民政府",
    "示例县|红旗镇|人民政府",
    "示例县|山前乡|人民政府",
    "内蒙古自治区|锡林郭勒盟|东乌珠穆沁旗|满都胡宝拉格镇|人民政府",
    "新疆维吾尔自治区|伊犁哈萨克自治州|察布查尔锡伯自治县|工业·信息化和·商务·发展·管理委员会",
    "示例市|档案局|（史志办公室）",
    "示例市|公安局|交通警察支队",
    "示例市|不动产登记中心",
];

/// All names.
pub fn all() -> Vec<String> {
    let of_places = PLACES.iter().flat_map(|place| BODIES.iter().map(move |body| format!("{place}|{body}")));
    of_places.chain(OTHERS.iter().map(|name| (*name).to_owned())).collect()
}

/// Names of agencies that write a letter together.
pub fn joint() -> Vec<Vec<String>> {
    let bodies = |numbers: &[usize]| numbers.iter().map(|n| BODIES[n % BODIES.len()]).collect::<Vec<_>>();
    let of = |(number, place): (usize, &&str)| {
        [bodies(&[number, number + 3]), bodies(&[number + 5, number + 1, number + 9])]
            .map(|bodies| bodies.into_iter().map(|body| format!("{place}|{body}")).collect())
    };
    PLACES.iter().enumerate().flat_map(of).collect()
}
