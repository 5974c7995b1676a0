//! What the page asks for.

use serde::{Deserialize, Serialize};

use super::edit::ChangeAsked;
use super::reply::{Declined, Reply};
use super::session::PageSession;

/// What is asked for; a report is named by its identifier.
#[derive(Debug, Clone, Deserialize)]
#[serde(tag = "ask", rename_all = "snake_case", deny_unknown_fields)]
pub enum Asked {
    /// The reports of the folder.
    List {},
    /// A report as it is now.
    Open {
        /// Which.
        id: String,
    },
    /// A change of a report, saved at once.
    Change {
        /// Which.
        id: String,
        /// What is changed.
        change: ChangeAsked,
    },
    /// The last change undone.
    Undo {
        /// Which.
        id: String,
    },
    /// The pages of a report.
    Pages {
        /// Which.
        id: String,
    },
    /// The picture of a page.
    Page {
        /// Which report.
        id: String,
        /// The key of the page.
        key: String,
    },
    /// A file made of a report.
    Take {
        /// Which.
        id: String,
        /// What is made of it.
        what: String,
    },
    /// Every total that was typed worked out from now on.
    Compute {
        /// Of which report.
        id: String,
    },
    /// What can be put into prose.
    Inserts {
        /// Of which report.
        id: String,
    },
    /// A file that the page brings; its bytes come by another way than this.
    Receive {
        /// What it is called.
        name: String,
        /// Its bytes.
        #[serde(skip)]
        bytes: Vec<u8>,
    },
    /// The file that was brought among the reports of the folder.
    Keep {
        /// Which.
        brought: String,
    },
    /// A new report.
    Create {
        /// Whose.
        agency: String,
        /// Of which year; where nothing is said of the one after last year's.
        year: Option<i32>,
        /// Last year's, where it was brought.
        last: Option<String>,
    },
    /// A report that cannot be changed as a TOML file beside it.
    Convert {
        /// Which.
        id: String,
    },
    /// The web page of a report.
    WebPage {
        /// Which.
        id: String,
    },
    /// A district as it is now.
    District {
        /// Which.
        id: String,
    },
    /// A district checked and made.
    RunDistrict {
        /// Which.
        id: String,
    },
    /// A file about a whole district.
    TakeOfDistrict {
        /// Which district.
        id: String,
        /// What.
        what: String,
    },
    /// Whether a report was changed by somebody else.
    Watch {
        /// Which, if one is open.
        id: Option<String>,
        /// The reading of it that the page shows.
        #[serde(default)]
        revision: Option<u64>,
    },
}

/// Something told.
fn told(value: &impl Serialize) -> Result<Reply, Declined> {
    serde_json::to_value(value).map(Reply::Told).map_err(|error| Declined::new(error.to_string(), ""))
}

impl PageSession {
    /// Replys what is asked.
    ///
    /// # Errors
    /// When it cannot be done; nothing was changed then.
    pub fn answer(&mut self, asked: &Asked) -> Result<Reply, Declined> {
        match asked {
            Asked::List {} => told(&self.list()),
            Asked::Open { id } => told(&self.open(id)?),
            Asked::Change { id, change } => told(&self.change(id, change)?),
            Asked::Undo { id } => told(&self.undo(id)?),
            Asked::Pages { id } => told(&self.pages(id)?),
            Asked::Page { id, key } => Ok(Reply::File(String::new(), "image/png", self.page(id, key)?)),
            Asked::Take { id, what } => {
                let (name, bytes) = self.take(id, what)?;
                Ok(Reply::File(name, "application/octet-stream", bytes))
            }
            Asked::Compute { id } => told(&self.compute(id)?),
            Asked::Inserts { id } => told(&self.inserts(id)?),
            Asked::Receive { name, bytes } => told(&self.receive(name, bytes)?),
            Asked::Keep { brought } => told(&self.keep(brought)?),
            Asked::Create { agency, year, last } => told(&self.create(agency, *year, last.as_deref())?),
            Asked::Convert { id } => told(&self.convert(id)?),
            Asked::WebPage { id } => Ok(Reply::Page(self.web_page(id)?)),
            Asked::District { id } => told(&self.district(id)?),
            Asked::RunDistrict { id } => told(&self.run_district(id)?),
            Asked::TakeOfDistrict { id, what } => {
                let (name, bytes) = self.take_of_district(id, what)?;
                Ok(Reply::File(name, "application/octet-stream", bytes))
            }
            Asked::Watch { id, revision } => told(&self.watch(id.as_deref(), *revision)),
        }
    }
}
