//! Writing a filing down again, in either spelling.

mod in_place;
mod last_words;
mod scaffold;
mod toml;
mod untouched;

pub use in_place::TomlText;
pub use last_words::{LAST_WORDS, last_words};
pub use scaffold::{Start, blank, prose_sections, section_markdown, with_last_year};
pub use toml::{ProseFiles, toml};
pub use untouched::is_untouched;
