//! Which page of a list: `page` from 1 and `limit`, the same for every list (FNS.07 to FNS.09 of the national REST profile).
//!
//! Feeds, which only grow, take a cursor instead: that is the profile's one exception here, see [`crate::feed`].

use axum::{
    extract::FromRequestParts,
    http::{Uri, request::Parts},
};
use serde::{Deserialize, de::DeserializeOwned};

use crate::error::{Error, Result};

/// The items on a page unless told.
pub const LIMIT: u64 = 20;
/// The most items on a page.
pub const LONGEST: u64 = 100;
/// No list is this long; a higher page is a mistake.
const LAST_PAGE: u64 = 1_000_000;

/// Which page, checked. As an extractor of its own it refuses every other parameter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Paging {
    /// The page, from 1.
    #[param(required = false, minimum = 1, maximum = 1_000_000, default = 1, example = 1)]
    page: u64,
    /// Items on a page.
    #[param(required = false, minimum = 1, maximum = 100, default = 20, example = 20)]
    limit: u64,
}

/// What a list is asked for: its own parameters, and which page.
#[derive(Debug, Clone, Copy)]
pub struct Listed<F>(pub F, pub Paging);

/// For lists without parameters of their own.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Nothing {}

impl Default for Paging {
    fn default() -> Self {
        Self { page: 1, limit: LIMIT }
    }
}

impl Paging {
    /// The first page, as long as there are any.
    #[must_use]
    pub const fn longest() -> Self {
        Self { page: 1, limit: LONGEST }
    }

    /// Page and limit, for the answer.
    #[must_use]
    pub const fn parts(self) -> (u64, u64) {
        (self.page, self.limit)
    }

    /// The items to pass over.
    #[must_use]
    pub const fn offset(self) -> u64 {
        (self.page - 1) * self.limit
    }

    /// The items of this page, for lists that lie in memory.
    #[must_use]
    pub fn cut<T>(self, items: Vec<T>) -> Vec<T> {
        let whole = |number: u64| usize::try_from(number).unwrap_or(usize::MAX);
        items.into_iter().skip(whole(self.offset())).take(whole(self.limit)).collect()
    }

    fn read(page: Option<&str>, limit: Option<&str>) -> Result<Self> {
        let within = |property: &str, text: Option<&str>, unless: u64, highest: u64| {
            let number = text.map_or(Some(unless), |text| text.parse().ok());
            let fits = number.filter(|number| (1..=highest).contains(number));
            fits.ok_or_else(|| Error::invalid(property, format!("must be a whole number from 1 to {highest}")))
        };
        Ok(Self { page: within("page", page, 1, LAST_PAGE)?, limit: within("limit", limit, LIMIT, LONGEST)? })
    }
}

/// Takes page and limit out of a query, and reads the rest as the list's own parameters.
fn read<F: DeserializeOwned>(uri: &Uri) -> Result<Listed<F>> {
    let refused = |why: String| Error::invalid("query", why);
    let pairs = axum::extract::Query::<Vec<(String, String)>>::try_from_uri(uri);
    let pairs = pairs.map_err(|why| refused(why.body_text()))?.0;
    let (own, rest): (Vec<_>, Vec<_>) = pairs.into_iter().partition(|(name, _)| name == "page" || name == "limit");
    let one = |wanted: &str| {
        let mut values = own.iter().filter(|(name, _)| name == wanted).map(|(_, value)| value.as_str());
        let first = values.next();
        if values.next().is_some() { Err(Error::invalid(wanted, "send it once")) } else { Ok(first) }
    };
    let paging = Paging::read(one("page")?, one("limit")?)?;
    let rest: Vec<(&str, &str)> = rest.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    let uri: Uri = ui::url("/", &rest).parse().map_err(|_| refused("can't be read".into()))?;
    let filter = axum::extract::Query::<F>::try_from_uri(&uri).map_err(|why| refused(why.body_text()))?;
    Ok(Listed(filter.0, paging))
}

impl<F: DeserializeOwned, S: Send + Sync> FromRequestParts<S> for Listed<F> {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self> {
        read(&parts.uri)
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Paging {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self> {
        let Listed(Nothing {}, paging) = read(&parts.uri)?;
        Ok(paging)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, Default, Deserialize)]
    #[serde(default, deny_unknown_fields)]
    struct Filter {
        q: Option<String>,
    }

    fn asked(query: &str) -> Result<Listed<Filter>> {
        read(&format!("/loans?{query}").parse().unwrap())
    }

    #[test]
    fn page_and_limit_stand_beside_a_lists_own_parameters() {
        let Listed(filter, paging) = asked("q=%C3%A4lgen+%26+r%C3%A4v&page=3&limit=50").unwrap();
        assert_eq!((filter.q.as_deref(), paging.parts(), paging.offset()), (Some("älgen & räv"), (3, 50), 100));
        let Listed(filter, paging) = asked("").unwrap();
        assert_eq!((filter.q, paging), (None, Paging::default()));
        assert_eq!(Paging { page: 2, limit: 2 }.cut(vec![1, 2, 3]), [3]);
    }

    #[test]
    fn what_is_wrong_is_named() {
        for (query, property) in [
            ("page=0", "page"),
            ("page=1000001", "page"),
            ("page=x", "page"),
            ("page=1&page=2", "page"),
            ("limit=0", "limit"),
            ("limit=101", "limit"),
            ("limit=-1", "limit"),
            ("pag=1", "query"),
        ] {
            let Err(Error::Invalid(fields)) = asked(query) else { panic!("{query} was taken") };
            assert_eq!(fields[0].property, property, "{query}");
        }
    }
}
