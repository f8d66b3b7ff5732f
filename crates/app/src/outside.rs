//! What is it o'clock, and what has chance brought? Asked of whoever runs us.

use store::Millis;

/// The world outside: a clock and a source of chance.
pub trait Outside: Send + Sync + std::fmt::Debug {
    /// Milliseconds since 1970 UTC.
    fn now(&self) -> Millis;
    /// The day where the bureau is.
    fn today(&self) -> jiff::civil::Date;
    /// Bytes that nobody can foretell.
    fn chance(&self) -> [u8; 32];
}

/// An id that was never used before: 128 bits of chance in hexadecimal.
pub(crate) fn new_id(outside: &dyn Outside) -> String {
    hex(&outside.chance()[..16])
}

/// What a browser holds to be known again: 256 bits.
pub(crate) fn new_token(outside: &dyn Outside) -> String {
    hex(&outside.chance())
}

/// Bytes in hexadecimal.
pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
