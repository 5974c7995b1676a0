//! How the folders and files of a run are named: safe on every system, no two alike there.

use std::collections::BTreeSet;

use super::district::{District, Unit};
use crate::output::{apart, file_name};

/// The workbook of the summary.
pub(crate) const WORKBOOK: &str = "汇总.xlsx";

/// The page of the summary.
pub(crate) const PAGE: &str = "index.html";

/// The summary for programs.
pub(crate) const SUMMARY: &str = "summary.json";

/// The folder of what goes back to the units.
pub(crate) const RETURNED: &str = "退回";

/// The list of units that are reminded.
pub(crate) const REMINDER: &str = "催报单.txt";

/// The letter that reminds them, without its endings.
pub(crate) const CHASE: &str = "催报函";

/// The folder of what is handed on.
pub(crate) const ARCHIVES: &str = "打包";

/// The folder of what was made for units that are not on the roster any more.
pub(crate) const SET_ASIDE: &str = "名单外";

/// What a pattern may name.
pub(super) const PLACES: [&str; 5] = ["number", "name", "group", "year", "title"];

/// The names of one unit's files; titles are still to be put in.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub(crate) struct OutputNames {
    /// Its folder.
    pub folder: String,
    /// Its report.
    pub file: String,
    /// Its letter.
    pub letter: String,
}

impl OutputNames {
    /// The report's file without its ending.
    pub(crate) fn report(&self, title: &str) -> String {
        file_name(&self.file.replace("{title}", title))
    }

    /// The letter's file without its ending, which is never the report's.
    pub(crate) fn letter(&self, title: &str, report: &str) -> String {
        apart(file_name(&self.letter.replace("{title}", title)), &[report], "公文")
    }
}

/// The first place of a pattern that means nothing, if there is one.
pub(super) fn unknown_place(pattern: &str) -> Option<&str> {
    let places = pattern.split('{').skip(1).map(|rest| rest.split('}').next().unwrap_or(rest));
    places.into_iter().find(|place| !PLACES.contains(place))
}

/// The names of the district's own files, then those of the units.
pub(crate) fn output_names(district: &District) -> Vec<OutputNames> {
    let mut taken =
        BTreeSet::from([WORKBOOK, PAGE, SUMMARY, RETURNED, REMINDER, ARCHIVES, SET_ASIDE].map(str::to_lowercase));
    let digits = district.units.len().to_string().len();
    let own = Unit::nobody(&format!("{}（本级）", district.called()), &district.at);
    let naming = &district.naming;
    let mut named = |number: usize, unit: &Unit, folder: &str| {
        let year = district.year.as_ref().map_or("××××".to_owned(), |year| year.value.to_string());
        let fill = |pattern: &str| {
            let number = format!("{number:0digits$}");
            let plain = pattern.replace("{number}", &number).replace("{year}", &year);
            plain.replace("{group}", &unit.group).replace("{name}", &unit.name)
        };
        let plain = file_name(&fill(folder).replace("{title}", &unit.name));
        let numbered = (2..).map(|number| format!("{plain}（{number}）"));
        // Windows and macOS do not distinguish capitals from small letters.
        let free = std::iter::once(plain.clone()).chain(numbered).find(|name| taken.insert(name.to_lowercase()));
        OutputNames { folder: free.unwrap_or(plain), file: fill(&naming.file), letter: fill(&naming.letter) }
    };
    let first = named(0, &own, "{name}");
    let units = district.units.iter().enumerate().map(|(number, unit)| named(number + 1, unit, &naming.folder));
    std::iter::once(first).chain(units).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_of_patterns() {
        assert_eq!(unknown_place("{number}-{name}"), None);
        assert_eq!(unknown_place("{序号}-{name}"), Some("序号"));
        assert_eq!(unknown_place("{name"), None);
        let names = OutputNames { folder: String::new(), file: "{title}".into(), letter: "报告".into() };
        assert_eq!((names.report("a/b").as_str(), names.letter("x", "报告").as_str()), ("a_b", "报告（公文）"));
    }
}
