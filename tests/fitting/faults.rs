//! Faults that were measured, the worst of each kind.

/// Faults, each with how bad it is.
#[derive(Default)]
pub struct Faults {
    all: Vec<(&'static str, f64, String)>,
}

impl Faults {
    /// Keeps a measure.
    pub fn add(&mut self, what: &'static str, value: f64, place: impl Into<String>) {
        self.all.push((what, value, place.into()));
    }

    /// All of them.
    pub fn all(&self) -> impl Iterator<Item = &(&'static str, f64, String)> {
        self.all.iter()
    }

    /// Those of one kind.
    pub fn of<'a>(&'a self, kind: &'a str) -> impl Iterator<Item = &'a (&'static str, f64, String)> {
        self.all.iter().filter(move |fault| fault.0 == kind)
    }

    /// Tells the worst of each measure.
    #[expect(clippy::print_stdout, reason = "the worst is to be seen")]
    pub fn print(&self) {
        let mut kinds: Vec<&str> = self.all.iter().map(|fault| fault.0).collect();
        kinds.sort_unstable();
        kinds.dedup();
        for kind in kinds {
            let mut of_kind: Vec<_> = self.all.iter().filter(|fault| fault.0 == kind).collect();
            of_kind.sort_by(|a, b| b.1.total_cmp(&a.1));
            println!("{kind}: {}", of_kind.len());
            for (_, value, place) in of_kind.iter().take(4) {
                println!("    {value:.3}  {place}");
            }
        }
    }
}
