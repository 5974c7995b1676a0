//! Attributes of elements of a workbook.

use quick_xml::events::BytesStart;

/// The value of an attribute; empty where there is none.
pub(super) fn attribute(tag: &BytesStart<'_>, name: &str) -> String {
    let found = tag.attributes().with_checks(false).flatten().find(|found| found.key.local_name().as_ref() == name);
    found.and_then(|found| Some(quick_xml::escape::unescape(&found.value).ok()?.into_owned())).unwrap_or_default()
}

/// Whether an element that says yes by standing there does not say no.
pub(super) fn is_on(tag: &BytesStart<'_>) -> bool {
    !matches!(attribute(tag, "val").as_str(), "0" | "false")
}
