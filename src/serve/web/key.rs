//! Keys that nobody can guess.

/// 128 bits of randomness in hexadecimal digits.
///
/// # Errors
/// When the system has none.
pub(super) fn random_key() -> Result<String, getrandom::Error> {
    let mut key = [0; 16];
    getrandom::fill(&mut key)?;
    Ok(key.iter().map(|byte| format!("{byte:02x}")).collect())
}
