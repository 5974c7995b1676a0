//! Files that are read elsewhere first, so that none can end the page.

use std::path::Path;

use crate::error::Error;

/// Reads a file where it can do no harm; why that came to no end, if so.
pub type FileTrial = fn(&Path) -> Result<(), Error>;
