//! Writing a filing down again, in either spelling.

mod in_place;
mod last_words;
mod loss;
mod new_files;
mod scaffold;
mod toml;
mod untouched;

pub use in_place::TomlText;
pub use last_words::{LAST_WORDS, last_words};
pub use loss::loses;
pub use new_files::{NewFiles, REPORT, toml_files};
pub use scaffold::{Start, blank, prose_sections, section_markdown, with_last_year};
pub use toml::{ProseFiles, toml};
pub use untouched::is_untouched;
