//! What a web page says of itself: `<meta>` tags of government sites, and the table of metadata.

use serde::Serialize;

use crate::characters::clean;
use crate::filing::{FIELDS, Filing};

/// A name with a value.
#[derive(Debug, Clone, Serialize)]
pub struct Meta {
    /// The tag's name, or a label.
    pub name: String,
    /// Its value; never empty.
    pub content: String,
}

impl Meta {
    /// A value, unless it is empty.
    fn new(name: &str, content: &str) -> Option<Self> {
        let content = clean(content.trim());
        (!content.is_empty()).then(|| Self { name: name.to_owned(), content })
    }
}

/// The tags that have a value; the article's title is the page's own.
pub(super) fn meta(filing: &Filing, title: &str, description: &str) -> Vec<Meta> {
    let value = |field: &str| {
        let given = filing.web.said(field).map(|text| text.value.as_str());
        match (field, given) {
            // The time as the standard writes it, no protocol: the usual faults of published pages.
            ("published", Some(given)) => Some(published(filing).unwrap_or_else(|| given.to_owned())),
            ("site_domain", Some(given)) => Some(
                given.trim_start_matches("http://").trim_start_matches("https://").trim_end_matches('/').to_owned(),
            ),
            (_, Some(given)) => Some(given.to_owned()),
            ("column_type", None) => filing.form.column_type.clone(),
            ("source", None) => filing.name().map(str::to_owned),
            ("description", None) => Some(description.to_owned()),
            (_, None) => None,
        }
    };
    // In the order of the standard (政府网站标签规范).
    let mut tagged: Vec<_> = FIELDS.iter().filter_map(|field| Some((field.tag?, field.place().1))).collect();
    tagged.sort_unstable();
    let tags = tagged.into_iter().filter_map(|((_, name), field)| Meta::new(name, &value(field)?));
    Meta::new("ArticleTitle", title).into_iter().chain(tags).collect()
}

/// When the page is published, as the standard writes it.
fn published(filing: &Filing) -> Option<String> {
    filing.web.published().map(|moment| moment.to_string())
}

/// The table of metadata above the text, when the agency uses an index number.
pub(super) fn index(filing: &Filing, agency: &str) -> Vec<Meta> {
    let field = |name: &str| filing.web.said(name).map_or(String::new(), |text| text.value.clone());
    if field("index_number").is_empty() && field("category").is_empty() {
        return Vec::new();
    }
    let published = published(filing).unwrap_or_else(|| field("published"));
    let number = filing.document.number.as_ref().map_or("", |number| &number.value);
    let rows = [
        ("索引号", field("index_number")),
        ("分类", field("category")),
        ("发布机构", agency.to_owned()),
        ("公开日期", published.split(' ').next().unwrap_or_default().to_owned()),
        ("文号", number.to_owned()),
        ("关键词", field("keywords")),
    ];
    rows.iter().filter_map(|(name, content)| Meta::new(name, content)).collect()
}
