//! Files that nobody was to send.

use super::find::Inbox;
use crate::finding::Finding;
use crate::rule::district as rules;

/// A finding for every stray file.
pub(crate) fn unexpected(inbox: &Inbox) -> impl Iterator<Item = Finding> + '_ {
    inbox
        .strays
        .iter()
        .map(|file| Finding::new(&rules::UNEXPECTED, format!("{file}：名单上没有单位要交这个文件，没有读。")).key(file))
}
