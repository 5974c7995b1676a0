//! Writing a filing down again, in either spelling.

mod scaffold;
mod toml;
mod untouched;

pub use scaffold::{Start, blank, prose_sections, section_markdown, with_last_year};
pub use toml::{ProseFiles, toml};
pub use untouched::is_untouched;
