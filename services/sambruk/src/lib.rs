//! The registry: every shared service, one line each. All that is platform-wide iterates over it.

pub mod address;

use mimalloc::MiMalloc;
use platform::Module;

/// A request makes and drops thousands of small values; glibc's allocator takes a tenth of the processor time for that. Without
/// transparent huge pages (`no_thp`), which would hold a third of the memory for nothing.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

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
