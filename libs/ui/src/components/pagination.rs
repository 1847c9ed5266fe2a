//! Pages of a long list.

use askama::Template;

use crate::html::components;
use crate::{Href, Lang, url};

/// Links to the pages of a list, `page` and `limit` in the address, and how many rows there are.
#[must_use]
#[derive(Clone, Debug, Template)]
#[template(path = "pagination.html")]
pub struct Pagination {
    lang: Lang,
    path: String,
    query: Vec<(String, String)>,
    page: u64,
    limit: u64,
    total: u64,
    announced: bool,
}

/// A place in the row of pages.
enum Place {
    Page(u64),
    Gap,
}

impl Pagination {
    /// The pages of a list of `total` rows, `limit` on each. `page` counts from 1 and is kept within the list.
    pub fn new(lang: Lang, path: impl Into<String>, page: u64, limit: u64, total: u64) -> Self {
        let limit = limit.max(1);
        let last = total.div_ceil(limit).max(1);
        Self { lang, path: path.into(), query: Vec::new(), page: page.clamp(1, last), limit, total, announced: false }
    }

    /// Says how many rows there are when the list changes under one's hands.
    pub fn announced(mut self) -> Self {
        self.announced = true;
        self
    }

    /// Keeps another parameter of the address: a filter, a search, an order.
    pub fn keep(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.query.push((name.into(), value.into()));
        self
    }

    fn last(&self) -> u64 {
        self.total.div_ceil(self.limit).max(1)
    }

    #[expect(clippy::trivially_copy_pass_by_ref, reason = "templates pass references")]
    fn href(&self, page: &u64) -> Href {
        let (page, limit) = (page.to_string(), self.limit.to_string());
        let mut query: Vec<(&str, &str)> =
            self.query.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        query.extend([("page", page.as_str()), ("limit", limit.as_str())]);
        Href::from(url(&self.path, &query))
    }

    fn range(&self) -> String {
        if self.total == 0 {
            return self.lang.own("ui-page-none");
        }
        let first = (self.page - 1) * self.limit + 1;
        let last = (self.page * self.limit).min(self.total);
        let args = [("first", first.into()), ("last", last.into()), ("total", self.total.into())];
        self.lang.own_with("ui-page-range", &args)
    }

    #[expect(clippy::trivially_copy_pass_by_ref, reason = "templates pass references")]
    fn number(&self, page: &u64) -> String {
        self.lang.own_with("ui-page-number", &[("page", (*page).into())])
    }

    #[expect(clippy::trivially_copy_pass_by_ref, reason = "templates pass references")]
    fn is_current(&self, page: &u64) -> bool {
        *page == self.page
    }

    fn several(&self) -> bool {
        self.last() > 1
    }

    fn previous(&self) -> Option<Href> {
        (self.page > 1).then(|| self.href(&(self.page - 1)))
    }

    fn next(&self) -> Option<Href> {
        (self.page < self.last()).then(|| self.href(&(self.page + 1)))
    }

    /// The first page, the last, and those around this one.
    fn places(&self) -> Vec<Place> {
        let last = self.last();
        let mut places = Vec::new();
        let mut previous = 0;
        let near = self.page.saturating_sub(1)..=self.page + 1;
        for page in [1].into_iter().chain(near).chain([last]).filter(|page| (1..=last).contains(page)) {
            if page <= previous {
                continue;
            }
            match page - previous {
                1 => {}
                2 => places.push(Place::Page(page - 1)),
                _ => places.push(Place::Gap),
            }
            places.push(Place::Page(page));
            previous = page;
        }
        places
    }
}

/// Ways to newer and to older rows, for a list that is read on from a place in time instead of by pages with numbers.
#[must_use]
#[derive(Clone, Debug, Template)]
#[template(path = "turns.html")]
pub struct Turns {
    lang: Lang,
    shown: u64,
    newer: Option<Href>,
    older: Option<Href>,
}

impl Turns {
    /// Beside a list that shows so many rows.
    pub fn new(lang: Lang, shown: u64) -> Self {
        Self { lang, shown, newer: None, older: None }
    }

    /// Where the newer rows are.
    pub fn newer(mut self, href: impl Into<Href>) -> Self {
        self.newer = Some(href.into());
        self
    }

    /// Where the older rows are.
    pub fn older(mut self, href: impl Into<Href>) -> Self {
        self.older = Some(href.into());
        self
    }

    fn told(&self) -> String {
        if self.shown == 0 {
            return self.lang.own("ui-page-none");
        }
        self.lang.own_with("ui-page-shown", &[("count", self.shown.into())])
    }
}

components!(Pagination, Turns);

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(page: u64, total: u64) -> String {
        let places = Pagination::new(Lang::Sv, "/x", page, 20, total).places();
        let words: Vec<String> = places
            .iter()
            .map(|place| match place {
                Place::Page(number) => number.to_string(),
                Place::Gap => "…".to_owned(),
            })
            .collect();
        words.join(" ")
    }

    #[test]
    fn only_near_pages_are_listed() {
        assert_eq!(shown(1, 0), "1");
        assert_eq!(shown(1, 41), "1 2 3");
        assert_eq!(shown(8, 300), "1 … 7 8 9 … 15");
        assert_eq!(shown(3, 100), "1 2 3 4 5");
        assert_eq!(shown(u64::MAX, 100), "1 2 3 4 5".replace("1 2 3 4 5", "1 … 4 5"));
    }

    #[test]
    fn one_turns_where_there_is_more() {
        let html = |turns: Turns| crate::Html::from(turns).to_string();
        let alone = html(Turns::new(Lang::Sv, 1));
        assert!(alone.contains("Visar 1 rad<") && !alone.contains("<ul"), "{alone}");
        let between = html(Turns::new(Lang::Sv, 50).newer("/x?after=1").older("/x?before=2"));
        for words in ["Visar 50 rader", "/x?after=1", "Nyare", "/x?before=2", "Äldre"] {
            assert!(between.contains(words), "{words}: {between}");
        }
    }

    #[test]
    fn the_query_is_kept_and_the_range_told() {
        let pages = Pagination::new(Lang::Sv, "/members", 2, 20, 140).keep("q", "å");
        assert_eq!(pages.href(&3).as_str(), "/members?q=%C3%A5&page=3&limit=20");
        assert_eq!(pages.range(), "Visar 21 till 40 av 140");
        assert_eq!(Pagination::new(Lang::Sv, "/x", 1, 20, 0).range(), "Inga träffar");
    }
}
