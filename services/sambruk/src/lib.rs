//! The registry: every shared service, one line each. All that is platform-wide iterates over it.

pub mod address;

use platform::Module;

/// Every service, in the order in which they start and make their demonstration data.
#[must_use]
pub fn registry() -> Vec<Module> {
    vec![
        members::module(),
        identity::module(),
        billing::module(),
        bibblix::module(),
        uka::module(),
        tillarbetslivet::module(),
        governance::module(),
        portal::module(),
    ]
}

/// The defaults of every setting.
pub const DEFAULTS: &str = include_str!("../default.toml");
