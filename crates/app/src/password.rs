//! Is this the password, and will that one do?
//!
//! argon2id with the parameters OWASP names as its minimum (19 MiB, two passes, one lane). Hashing
//! takes tens of milliseconds, so it runs beside the requests, not among them.

use argon2::Argon2;
use argon2::password_hash::{PasswordHasher, PasswordVerifier, phc::PasswordHash};

use crate::beside;
use crate::outside::Outside;
use crate::{AppError, Result};

/// Shortest password.
const SHORTEST: usize = 10;
/// Longest: more is a way to keep the machine busy.
const LONGEST: usize = 128;

/// A one-time password: 20 signs of an alphabet without look-alikes, 98 bits.
pub(crate) fn one_time(outside: &dyn Outside) -> String {
    const SIGNS: &[u8] = b"23456789abcdefghijkmnpqrstuvwxyz";
    let chance = outside.chance();
    let sign = |byte: &u8| char::from(SIGNS[usize::from(*byte) % SIGNS.len()]);
    let signs: Vec<char> = chance.iter().take(20).map(sign).collect();
    let blocks = signs
        .chunks(5)
        .map(|block| block.iter().collect::<String>());
    blocks.collect::<Vec<_>>().join("-")
}

/// Whether a new password will do for an account.
pub(crate) fn check(password: &str, login: &str) -> Result<()> {
    let kinds = [
        password.chars().any(|sign| sign.is_ascii_digit()),
        password.chars().any(|sign| sign.is_ascii_lowercase()),
        password.chars().any(|sign| sign.is_ascii_uppercase()),
        password.chars().any(|sign| !sign.is_ascii_alphanumeric()),
    ];
    let kinds = kinds.into_iter().filter(|kind| *kind).count();
    let long = password.chars().count();
    if long < SHORTEST {
        return Err(AppError::WeakPassword("short"));
    }
    if password.len() > LONGEST {
        return Err(AppError::WeakPassword("long"));
    }
    // A long phrase needs no signs of other kinds.
    if kinds < 2 && long < 16 {
        return Err(AppError::WeakPassword("plain"));
    }
    if login.chars().count() > 2 && password.to_lowercase().contains(&login.to_lowercase()) {
        return Err(AppError::WeakPassword("name"));
    }
    Ok(())
}

/// The hash to keep.
pub(crate) async fn hash(password: String, outside: &dyn Outside) -> Result<String> {
    let salt = outside.chance();
    let hashed = beside(move || {
        let hash = Argon2::default().hash_password_with_salt(password.as_bytes(), &salt[..16]);
        hash.map(|hash: PasswordHash| hash.to_string()).ok()
    });
    hashed.await.ok_or(AppError::WeakPassword("long"))
}

/// Whether a password belongs to a hash.
pub(crate) async fn is_right(password: String, hash: String) -> bool {
    let right = beside(move || {
        let known = PasswordHash::new(&hash);
        known.is_ok_and(|known| {
            Argon2::default()
                .verify_password(password.as_bytes(), &known)
                .is_ok()
        })
    });
    right.await
}

/// A hash that no password fits, to spend the same time on a name that nobody has.
pub(crate) const NOBODYS: &str = "$argon2id$v=19$m=19456,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$\
                                  AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_easily_guessed_will_not_do() {
        let why = |password: &str| match check(password, "wangfang") {
            Err(AppError::WeakPassword(why)) => why,
            _ => "",
        };
        assert_eq!(why("short1"), "short");
        assert_eq!(why("aaaaaaaaaaaa"), "plain");
        assert_eq!(why("WangFang2025"), "name");
        assert_eq!(why(&"长".repeat(100)), "long");
        assert_eq!(why("qingheshi2025"), "");
        assert_eq!(why("correcthorsebatterystaple"), "");
    }

    #[tokio::test]
    async fn nobodys_hash_is_read_and_fits_nothing() {
        assert!(PasswordHash::new(NOBODYS).is_ok());
        assert!(!is_right(String::new(), NOBODYS.to_owned()).await);
    }
}
