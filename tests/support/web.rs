//! Reads a web page back: its text, and the figures by their keys.

/// The text of a page: without tags, styles and entities.
pub fn text(html: &str) -> String {
    let mut out = String::new();
    let mut rest = html;
    while let Some(start) = rest.find('<') {
        out.push_str(&plain(&rest[..start]));
        let end = rest[start..].find('>').map_or(rest.len(), |at| start + at + 1);
        // Between these tags stands no text.
        let skipped = ["style", "script"].into_iter().find(|tag| rest[start + 1..].starts_with(tag));
        let end = skipped.map_or(end, |tag| rest.find(&format!("</{tag}")).unwrap_or(rest.len()).max(end));
        rest = &rest[end..];
    }
    out + &plain(rest)
}

/// Every figure of a page: its key and what stands in its cell, in the order of the page.
pub fn figures(html: &str) -> Vec<(String, String)> {
    const MARK: &str = " data-key=\"";
    let figure = |(at, _): (usize, &str)| {
        let (key, rest) = html[at + MARK.len()..].split_once('"').expect("an attribute should end");
        let (_, cell) = rest.split_once('>').expect("a tag should end");
        let (cell, _) = cell.split_once("</td>").expect("a figure should stand in a cell");
        (plain(key), text(cell))
    };
    html.match_indices(MARK).map(figure).collect()
}

/// A text with its entities put in.
fn plain(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('&') {
        out.push_str(before);
        let (name, after) = after.split_once(';').expect("an entity should end");
        out.push(match name {
            "amp" => '&',
            "lt" => '<',
            "gt" => '>',
            "quot" => '"',
            "nbsp" => ' ',
            _ => numbered(name).unwrap_or_else(|| panic!("what is the entity {name}?")),
        });
        rest = after;
    }
    out + rest
}

/// The character of a numeric entity, `#39` or `#x27`.
fn numbered(name: &str) -> Option<char> {
    let digits = name.strip_prefix('#')?;
    let number = match digits.strip_prefix('x') {
        Some(digits) => u32::from_str_radix(digits, 16),
        None => digits.parse(),
    };
    char::from_u32(number.ok()?)
}
