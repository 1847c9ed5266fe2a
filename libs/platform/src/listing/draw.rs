//! A list on its page: saved filters, the form, and the card with chips, files, table and pages.

use ui::{
    Button, Card, Cell, Column, Empty, FilterForm, Filters, Html, Icon, Notice, Order, Pagination, SavedFilters, Table,
    Turns, format,
};

use super::{Asked, Col, Ends, Found, List, Saved, Value, filter::Control};

impl<R> List<'_, R> {
    /// The list as it stands on a page: saved filters, the form, the table with its controls.
    #[must_use]
    pub fn html(&self, asked: &Asked, found: &Found<R>, saved: &Saved) -> Html {
        let mut html = Html::new();
        if !asked.unknown.is_empty() {
            let text = self.view.ta("list-unknown", &[("names", asked.unknown.join(", ").into())]);
            html.push(Notice::warning(self.view.lang, text));
        }
        html.push(self.form(asked));
        html.push(self.saved(asked, saved));
        let mut card = Card::new(self.title.clone()).flush();
        for chips in self.chips(asked) {
            card = card.tool(chips);
        }
        if self.export && found.total > 0 {
            for (name, format) in [("XLSX", "xlsx"), ("CSV", "csv")] {
                let button = Button::link(name, asked.address(&[("export", format)]));
                card = card.tool(button.secondary().small().icon(Icon::Download).download());
            }
        }
        html.with(card.body(self.table(asked, found)).body(self.pages(asked, found)))
    }

    fn pages(&self, asked: &Asked, found: &Found<R>) -> Html {
        let lang = self.view.lang;
        if let Some(Ends { newer, older }) = &found.ends {
            let to = |end: &Option<(&'static str, String)>| end.as_ref().map(|(key, at)| asked.address(&[(key, at)]));
            let turns = Turns::new(lang, found.rows.len() as u64);
            let turns = to(newer).into_iter().fold(turns, Turns::newer);
            return to(older).into_iter().fold(turns, Turns::older).into();
        }
        let mut pages = Pagination::new(lang, self.path.clone(), found.page, asked.limit(), found.total);
        for (name, value) in asked.pairs().into_iter().filter(|(name, _)| *name != "limit") {
            pages = pages.keep(name, value);
        }
        pages.announced().into()
    }

    fn form(&self, asked: &Asked) -> Html {
        let fields: Vec<_> = self.filters.iter().filter(|filter| filter.in_form()).collect();
        if fields.is_empty() {
            return Html::new();
        }
        let mut form = FilterForm::new(self.view.lang, self.path.clone());
        if fields.iter().any(|filter| filter.is_private()) {
            form = form.posted(format!("{}/search", self.path));
        }
        for filter in &fields {
            let value = asked.get(filter.key).unwrap_or_default();
            if matches!(filter.control, Control::Search | Control::Private) {
                form = form.search(filter.key, &filter.label, value, filter.hint.as_deref());
                continue;
            }
            if filter.control == Control::Day {
                form = form.day(filter.key, &filter.label, value);
                continue;
            }
            let all = filter.start.is_empty().then(|| filter.all.0.clone().unwrap_or_else(|| self.view.t("list-all")));
            let options = filter.options.iter().map(|choice| (choice.value.as_str(), choice.label.as_str()));
            form = form.select(filter.key, &filter.label, value, all.as_deref(), options);
        }
        let in_form = |name: &str| fields.iter().any(|filter| filter.key == name);
        let without: Vec<(&str, &str)> = fields.iter().map(|filter| (filter.key, "")).collect();
        let pairs = asked.pairs();
        if pairs.iter().any(|(name, _)| in_form(name)) {
            form = form.clear(asked.address(&without));
        }
        pairs.iter().filter(|(name, _)| !in_form(name)).fold(form, |form, (name, value)| form.keep(*name, value)).into()
    }

    fn saved(&self, asked: &Asked, saved: &Saved) -> Html {
        let Some(manage) = saved.manage() else {
            return Html::new();
        };
        let here = asked.address(&[]);
        let mut drawn = SavedFilters::new(self.view.lang, manage);
        for filter in &saved.filters {
            drawn = drawn.filter(&filter.name, &filter.address, filter.address == here);
        }
        if asked.is_narrowed() && !saved.filters.iter().any(|filter| filter.address == here) {
            drawn = drawn.save(here);
        }
        drawn.into()
    }

    fn chips(&self, asked: &Asked) -> Vec<Filters> {
        let chips = self.filters.iter().filter(|filter| filter.control == Control::Chips);
        let row = |filter: &super::Filter| {
            let chosen = asked.get(filter.key);
            let mut row = Filters::new(self.view.lang).label(&filter.label);
            if filter.start.is_empty() {
                let all = filter.all.0.clone().unwrap_or_else(|| self.view.t("list-all"));
                row = row.chip(all, asked.address(&[(filter.key, "")]), filter.all.1, chosen.is_none());
            }
            filter.options.iter().fold(row, |row, choice| {
                let href = asked.address(&[(filter.key, &choice.value)]);
                row.chip(&choice.label, href, choice.count, chosen == Some(choice.value.as_str()))
            })
        };
        chips.map(row).collect()
    }

    fn head(asked: &Asked, column: &Col<'_, R>) -> Column {
        let head = column.head();
        if !column.is_sorted() {
            return head;
        }
        let now = match (column.key == asked.key, asked.descending) {
            (false, _) => Order::None,
            (true, false) => Order::Ascending,
            (true, true) => Order::Descending,
        };
        // The first click on a number or a time gives the largest or latest first.
        let falling = match now {
            Order::None => column.is_number(),
            Order::Ascending => true,
            Order::Descending => false,
        };
        let sort = format!("{}{}", if falling { "-" } else { "" }, column.key);
        head.sort(asked.address(&[("sort", &sort)]), now)
    }

    fn table(&self, asked: &Asked, found: &Found<R>) -> Table {
        let columns: Vec<_> = self.columns.iter().filter(|column| column.on_page()).collect();
        let table = Table::new(self.view.lang, self.title.clone()).caption_hidden();
        let table = columns.iter().fold(table, |table, column| table.column(Self::head(asked, column)));
        let narrowed = self.filters.iter().any(|filter| asked.get(filter.key).is_some() && filter.start.is_empty());
        let empty = if let (Some(empty), false) = (&self.empty, narrowed) {
            empty.clone()
        } else {
            let cleared: Vec<(&str, &str)> = self.filters.iter().map(|filter| (filter.key, "")).collect();
            let all = Button::link(self.view.t("list-clear"), asked.address(&cleared)).secondary();
            Empty::new(Icon::Search, self.view.t("list-none")).action(all)
        };
        let lang = self.view.lang;
        let table = found
            .rows
            .iter()
            .fold(table.empty(empty), |table, row| table.row(columns.iter().map(|column| column.show(row, lang))));
        match &found.sums {
            Some(sums) if !found.rows.is_empty() && sums.iter().any(|sum| *sum != Value::Nothing) => {
                table.totals(sums.iter().skip(1).map(sum_cell))
            }
            _ => table,
        }
    }
}

fn sum_cell(sum: &Value) -> Cell {
    match sum {
        Value::Integer(number) => Cell::integer(*number),
        Value::Money(ore) => Cell::text(format::money(*ore)),
        Value::Difference(ore) => Cell::signed(*ore),
        _ => Cell::empty(),
    }
}
