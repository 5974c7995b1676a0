//! `check`: findings only.

use std::path::{Path, PathBuf};

use super::args::{self, Arguments, Check, Common};
use super::{Outcome, show};
use crate::diagnostics::Checked;
use crate::engine::{Engine, Examined, Input};
use crate::error::Result;
use crate::templates::Templates;
use crate::typeset::Faces;

/// Checks every file; one that cannot be read does not keep the others from being checked.
pub fn run(arguments: &Arguments, options: &Check) -> Result<Outcome> {
    let engine = engine(&options.common)?;
    let mut outcome = Outcome::Clean;
    let mut done: Vec<(&PathBuf, Input, Examined)> = Vec::new();
    for file in &options.files {
        match examine(&engine, file, &options.common) {
            Ok((input, examined)) => {
                outcome = outcome.max(if examined.is_blocked() { Outcome::Findings } else { Outcome::Clean });
                done.push((file, input, examined));
            }
            Err(error) => {
                show::error(&error, args::use_color(arguments.color, false));
                outcome = Outcome::Failed;
            }
        }
    }
    let names: Vec<String> = done.iter().map(|(file, ..)| file.display().to_string()).collect();
    let checked: Vec<Checked<'_>> = done
        .iter()
        .zip(&names)
        .map(|((_, input, examined), file)| Checked { file, sources: &input.sources, findings: &examined.findings })
        .collect();
    show::findings(&checked, options.format, arguments, true);
    Ok(outcome)
}

/// The engine that the options ask for.
pub fn engine(options: &Common) -> Result<Engine> {
    let templates = match &options.templates {
        Some(folder) => Templates::with_folder(folder)?,
        None => Templates::built_in(),
    };
    let faces = match &options.fonts {
        Some(folder) => Faces::with_folder(folder)?,
        None => Faces::vendored(),
    };
    Engine::new(templates, faces)
}

/// Reads and examines one file.
pub fn examine(engine: &Engine, file: &Path, options: &Common) -> Result<(Input, Examined)> {
    let input = engine.read(file, options.prior.as_deref())?;
    let examined = engine.examine(&input)?;
    Ok((input, examined))
}
