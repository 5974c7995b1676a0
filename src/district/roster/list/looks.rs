//! What is seen of a list otherwise than it is read: names that are struck out, names that nobody sees.

use std::collections::BTreeSet;

use super::{ListEntry, MOST_LISTED, UnitList};
use crate::workbook::{Appearance, Refusal, SheetAppearance};

/// A list with what is to be told of how its names are seen.
///
/// # Errors
/// When names are struck out: whether their units have to report is not to be known.
pub(super) fn told(mut list: UnitList, appearance: &Appearance) -> Result<UnitList, Refusal> {
    let seen_so = |is: fn(&SheetAppearance, (u32, u32)) -> bool| {
        let is_so = |unit: &&ListEntry| {
            unit.cell.as_ref().is_some_and(|cell| {
                appearance.get(cell.sheet.as_ref()).is_some_and(|sheet| is(sheet, (cell.row, cell.column)))
            })
        };
        named(&list.units.iter().filter(is_so).collect::<Vec<_>>())
    };
    if let Some(struck) = seen_so(|sheet, at| sheet.is_struck(at)) {
        return Err(Refusal {
            reason: format!("名单里有名称划掉了：{struck}"),
            hint: "不再报送的，从名单里删去；还要报送的，去掉删除线".to_owned(),
        });
    }
    let unseen = seen_so(|sheet, at| sheet.is_unseen(at));
    list.remarks.extend(unseen.map(|unseen| {
        format!("名单里看不见的名称（行、列隐藏，或者字是白的）也当作单位：{unseen}；不要的，从名单里删去后重做")
    }));
    let sheets: BTreeSet<&str> =
        list.units.iter().filter_map(|unit| Some(unit.cell.as_ref()?.sheet.as_ref())).collect();
    let comments = sheets.iter().filter_map(|name| appearance.get(*name)).flat_map(|sheet| sheet.comments());
    let comments: Vec<String> = comments.take(MOST_LISTED).map(|(_, text)| format!("“{text}”")).collect();
    if !comments.is_empty() {
        list.remarks.push(format!("名单里的批注没有用：{}", comments.join("、")));
    }
    Ok(list)
}

/// Some units of a list with their places; none where there are none.
fn named(units: &[&ListEntry]) -> Option<String> {
    let listed = units.iter().take(MOST_LISTED).map(|unit| format!("{}“{}”", unit.place, unit.name));
    let more = if units.len() > MOST_LISTED { format!("等 {} 个", units.len()) } else { String::new() };
    (!units.is_empty()).then(|| format!("{}{more}", listed.collect::<Vec<_>>().join("、")))
}
