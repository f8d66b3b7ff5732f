//! The permission table, for auditors who ask for it.

use super::read_audit::may_somewhere;
use crate::Result;
use crate::app::App;
use crate::caller::Caller;
use crate::permission::{PERMISSIONS, Permissions, Verb};

impl App {
    /// Who may do what, as this program was built.
    pub fn read_permissions(&self, caller: &Caller) -> Result<&'static Permissions> {
        may_somewhere(caller, Verb::ExportPermissions)?;
        Ok(&PERMISSIONS)
    }
}
