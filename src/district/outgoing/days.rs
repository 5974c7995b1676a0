//! How each unit stands to its last day.

use crate::district::units::{Due, Shared, Standing, UnitResult};
use crate::filing::Date;

/// Adds to every unit how it stands today to its last day, where it has one.
pub(crate) fn days(shared: &Shared, results: &mut [UnitResult], today: Date) {
    for result in results {
        let unit = &shared.district.units[result.number];
        let Some(deadline) = shared.district.deadline_of(unit) else { continue };
        let standing = result.record.standing();
        let given = unit.received.as_ref().map(|day| day.value);
        let received = given.or_else(|| Date::parse(result.received.as_deref()?));
        let is_open = !matches!(standing, Standing::Done | Standing::Open);
        let received = received.filter(|_| standing != Standing::Missing);
        result.record.due = Some(Due::new((deadline, unit.deadline.is_some()), received, (is_open, today)));
    }
}
