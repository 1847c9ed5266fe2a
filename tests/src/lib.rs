//! Platform-wide tests live in `it/`; this library is empty on purpose.
