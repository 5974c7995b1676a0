//! Addresses that only those inside an office can reach.

use std::net::Ipv4Addr;
use std::ops::Range;

use crate::finding::Finding;
use crate::rule::{Family, Rule, Severity};
use crate::rules::Case;
use crate::rules::passage::ReportPassage;

/// An address of a file or of an internal network.
pub(in crate::rules) static ADDRESSES: Rule = Rule {
    code: "PRO043",
    name: "内部的网址、文件地址",
    severity: Severity::Warning,
    family: Family::Prose,
    reason: "公众打不开自己机器上的文件和内部网的网址，公布出来还暴露了内部的网络。",
    basis: "审核惯例",
    remedy: "换成公众能打开的网址，或删去",
    faulty: "[sections.problems]\ntext = '培训工作有待加强，见 http://192.168.1.20/xxgk 。'",
    corrected: "[sections.problems]\ntext = '培训工作有待加强，见 http://www.example.gov.cn/xxgk 。'",
    in_workbook: None,
};

/// Beginnings of addresses of files and of one's own machine.
const LOCAL: &[&str] = &["file:/", "localhost", "ftp://10.", "\\\\1"];

/// Every such address.
pub(super) fn addresses(case: &Case<'_>, passages: &[ReportPassage<'_>]) -> Vec<Finding> {
    let mut findings = Vec::new();
    for passage in passages {
        for range in internal(passage.raw) {
            let message = format!("正文：“{}”只有机关内部打得开。", &passage.raw[range.clone()]);
            findings.push(Finding::new(&ADDRESSES, message).mark(&passage.raw_place(range), ""));
        }
    }
    let website = case.filing.agency.website.iter().map(|text| ("agency.website".to_owned(), text));
    let web = case.filing.web.fields.iter().map(|(key, text)| (format!("web.{key}"), text));
    for (path, text) in website.chain(web) {
        if let Some(range) = internal(&text.value).into_iter().next() {
            let message = format!("{}：“{}”只有机关内部打得开。", case.call(&path), &text.value[range]);
            findings.push(Finding::new(&ADDRESSES, message).mark(&text.at, "").key(path));
        }
    }
    findings
}

/// The internal addresses in a text: of files, of private networks, of folders on a disk.
fn internal(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    for word in words(text) {
        let written = &text[word.clone()];
        // Most are figures.
        if !written.contains(['.', ':', '\\']) && !written.contains(|c: char| c.is_ascii_alphabetic()) {
            continue;
        }
        let small = written.to_ascii_lowercase();
        let local = LOCAL.iter().any(|local| small.starts_with(local) || small.contains(&format!("://{local}")));
        let disk = written.as_bytes().get(1..3) == Some(b":\\") && written.as_bytes()[0].is_ascii_alphabetic();
        if local || disk || hosts(written).any(is_private) {
            found.push(word);
        }
    }
    found
}

/// Runs of characters that addresses are made of.
fn words(text: &str) -> Vec<Range<usize>> {
    let mut words: Vec<Range<usize>> = Vec::new();
    // No byte of another character is one of these.
    for (at, _) in text.bytes().enumerate().filter(|(_, byte)| byte.is_ascii_graphic() && !b"<>\"()|*,;".contains(byte))
    {
        match words.last_mut().filter(|word| word.end == at) {
            Some(word) => word.end = at + 1,
            None => words.push(at..at + 1),
        }
    }
    words
}

/// What may be hosts in an address.
fn hosts(word: &str) -> impl Iterator<Item = &str> {
    word.split(['/', ':', '@', '\\', '=', '?', '&']).map(|part| part.trim_matches('.'))
}

/// Whether a host is one of a private network.
fn is_private(host: &str) -> bool {
    host.parse::<Ipv4Addr>().is_ok_and(|address| address.is_private() || address.is_loopback())
}
