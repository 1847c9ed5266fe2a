//! Addresses: building them with a query, and refusing the dangerous kind.

use std::fmt::{self, Write};

/// The address of a link or a form. Anything but a path, a query, a fragment, http(s), mailto or tel becomes `#`: escaping alone
/// would let `javascript:` through.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Href(String);

impl Href {
    /// The address as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl<T: AsRef<str> + ?Sized> From<&T> for Href {
    fn from(address: &T) -> Self {
        let address = address.as_ref().trim();
        let lower = address.get(..8.min(address.len())).unwrap_or_default().to_ascii_lowercase();
        let safe = address.starts_with(['/', '?', '#'])
            || ["https://", "http://", "mailto:", "tel:"].iter().any(|scheme| lower.starts_with(scheme));
        Self(if safe { address.to_owned() } else { "#".to_owned() })
    }
}

impl From<String> for Href {
    fn from(address: String) -> Self {
        Self::from(&address)
    }
}

impl fmt::Display for Href {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A path with query parameters, percent-encoded; empty values are left out so that addresses stay short.
pub fn url(path: &str, parameters: &[(&str, &str)]) -> String {
    let mut address = path.to_owned();
    let mut separator = if path.contains('?') { '&' } else { '?' };
    for (name, value) in parameters.iter().filter(|(_, value)| !value.is_empty()) {
        address.push(separator);
        address.push_str(&encode(name));
        address.push('=');
        address.push_str(&encode(value));
        separator = '&';
    }
    address
}

/// Percent-encodes all but the unreserved characters of RFC 3986.
pub(crate) fn encode(text: &str) -> String {
    let mut encoded = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            // Writing to a String never fails.
            let _ = write!(encoded, "%{byte:02X}");
        }
    }
    encoded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn queries_are_encoded_and_empty_ones_left_out() {
        assert_eq!(url("/a", &[("q", "åt & ett"), ("x", ""), ("page", "2")]), "/a?q=%C3%A5t%20%26%20ett&page=2");
        assert_eq!(url("/a?x=1", &[("y", "2")]), "/a?x=1&y=2");
        assert_eq!(url("/a", &[]), "/a");
    }

    #[test]
    fn script_addresses_become_harmless() {
        for bad in ["javascript:alert(1)", " JavaScript:x", "data:text/html,x", "java\nscript:x", "vbscript:x", "å"] {
            assert_eq!(Href::from(bad).as_str(), "#", "{bad}");
        }
        for good in ["/a", "?page=2", "#top", "https://example.org/", "HTTPS://EXAMPLE.ORG", "mailto:a@example.org"] {
            assert_eq!(Href::from(good).as_str(), good);
        }
    }
}
