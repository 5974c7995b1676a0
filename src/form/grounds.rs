//! Why something must be so.

/// Why something must be so, where that is laid down, and what to do where it is not; empty for what is not said.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Grounds {
    /// Why.
    pub reason: String,
    /// Where it is laid down.
    pub basis: String,
    /// What to do.
    pub remedy: String,
}
