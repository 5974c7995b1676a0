//! What can be put into prose.

use serde::Serialize;

use super::super::opened::OpenedReport;
use crate::prose::labels::Labels;

/// Something that can be put into prose.
#[derive(Debug, Clone, Serialize)]
pub struct InsertState {
    /// What it is called.
    pub label: String,
    /// What is put in.
    pub text: String,
    /// What is printed for it now.
    pub shown: String,
}

/// All that can be put into the prose of a report: standard sentences, then figures that are known, each alone and as a
/// change since last year.
pub(in super::super) fn inserts(report: &OpenedReport) -> Vec<InsertState> {
    let (figures, narrative) = (&report.examined.figures, &report.examined.narrative);
    let sentences = narrative.sentences.iter().map(|(name, sentence)| InsertState {
        label: "标准句".to_owned(),
        text: format!("{{{{ sentences.{name} }}}}"),
        shown: sentence.clone(),
    });
    let labels = Labels::of_figures(&figures.form);
    let known = labels.all().filter_map(|(name, key)| {
        let amount = figures.amount(key)?;
        let number = InsertState {
            text: format!("{{{{ {name} }}}}"),
            shown: amount.normalize().to_string(),
            label: name.clone(),
        };
        let change = figures.changes.get(key).map(|change| InsertState {
            text: format!("{{{{ 比上年·{name} }}}}"),
            shown: change.phrase(),
            label: format!("比上年·{name}"),
        });
        Some([Some(number), change].into_iter().flatten())
    });
    sentences.chain(known.flatten()).collect()
}
