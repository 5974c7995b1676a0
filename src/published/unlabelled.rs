//! What the preface of a report says of its agency without a label: the site, its address, the office to be asked.

use super::fields::LabelledValue;
use super::site::preface;

/// Characters of the longest name.
const LONGEST: usize = 30;

/// What no name holds.
const MARKS: [char; 9] = ['，', '。', '；', '：', '、', '（', '）', '“', '”'];

/// What some running text says of a site and of an office of an agency.
pub(super) fn contacts(text: &str, agency: &str) -> Vec<LabelledValue> {
    let address = address(text);
    let put = |path: &'static str, value: &str| LabelledValue { path, value: value.to_owned() };
    let site = address.map(|(_, address)| put("agency.website", address));
    let name = address.and_then(|(at, _)| site_before(&text[..at])).or_else(|| site_within(text));
    // What is only called after its agency has no name of its own.
    let name =
        name.filter(|name| *name != agency && (agency.is_empty() || !name.strip_prefix(agency).is_some_and(is_end)));
    let name = name.map(|name| put("agency.website_name", name));
    let office = office(text, agency).map(|office| put("agency.contact", office));
    [site, name, office].into_iter().flatten().collect()
}

/// Whether a text is one of the ends that names of sites have.
fn is_end(text: &str) -> bool {
    preface().site_ends.iter().any(|end| end == text)
}

/// The first address of the web in a text, and where it stands.
fn address(text: &str) -> Option<(usize, &str)> {
    let at = ["http://", "https://", "www."].iter().filter_map(|start| text.find(start)).min()?;
    let end = text[at..].find(|c: char| !c.is_ascii_graphic() || "()<>\"',;".contains(c)).unwrap_or(text.len() - at);
    let address = text[at..at + end].trim_end_matches('.');
    address.contains('.').then_some((at, address))
}

/// The name of a site at the end of a text, before the bracket of its address.
fn site_before(text: &str) -> Option<&str> {
    let text = text.trim_end().strip_suffix(['（', '(', '：', ':', '，'])?.trim_end();
    let start = preface().before_site.iter().filter_map(|word| Some(text.rfind(word.as_str())? + word.len())).max()?;
    site(&text[start..])
}

/// The name of a site between the words around one.
fn site_within(text: &str) -> Option<&str> {
    let words = preface();
    words.after_site.iter().filter_map(|word| text.find(word.as_str())).find_map(|end| {
        let before = &text[..end];
        let start =
            words.before_site.iter().filter_map(|word| Some(before.rfind(word.as_str())? + word.len())).max()?;
        site(&before[start..])
    })
}

/// A text where it can be the name of a site.
fn site(text: &str) -> Option<&str> {
    let text = text.trim_matches(['“', '”', '"', ' ']);
    let ends = preface().site_ends.iter().any(|end| text.ends_with(end.as_str()) && text.len() > end.len());
    (ends && is_name(text)).then_some(text)
}

/// Whether a text can be a name.
fn is_name(text: &str) -> bool {
    !text.is_empty() && text.chars().take(LONGEST + 1).count() <= LONGEST && !text.contains(MARKS)
}

/// The office of an agency that a text names to be asked.
fn office<'t>(text: &'t str, agency: &str) -> Option<&'t str> {
    if agency.is_empty() {
        return None;
    }
    preface().contact.iter().find_map(|(before, after)| {
        let (_, rest) = text.split_once(before.as_str())?;
        let rest = rest.trim_start().strip_prefix(agency)?;
        let end = if after.is_empty() { rest.find(MARKS).unwrap_or(rest.len()) } else { rest.find(after.as_str())? };
        Some(rest[..end].trim()).filter(|office| is_name(office))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The values by their paths.
    fn of(text: &str) -> Vec<(&'static str, String)> {
        contacts(text, "示例市林业局").into_iter().map(|found| (found.path, found.value)).collect()
    }

    #[test]
    fn what_a_preface_says_without_labels_is_found() {
        let site = ("agency.website", "http://www.example.gov.cn/lyj".to_owned());
        let name = ("agency.website_name", "示例市人民政府门户网站".to_owned());
        let office = |office: &str| ("agency.contact", office.to_owned());
        assert_eq!(
            of(
                "本报告可在示例市人民政府门户网站（http://www.example.gov.cn/lyj）查阅和下载。如对本报告有疑问，请与示例市林业局局办公室联系（地址：示例市）。"
            ),
            [site.clone(), name.clone(), office("局办公室")]
        );
        assert_eq!(of("本报告可在示例市林业局网站（http://www.example.gov.cn/lyj）查阅和下载。"), [site]);
        assert_eq!(of("本报告可在示例市人民政府门户网站查阅和下载。"), [name]);
        assert_eq!(of("如有疑问，请联系示例市林业局办公室（地址：青杉路18号）。"), [office("办公室")]);
        for text in ["请与我局办公室联系。", "在工作中通过网站公开信息。", "请与示例市林业局联系（电话：12345）。"]
        {
            assert_eq!(of(text), [], "{text}");
        }
    }
}
