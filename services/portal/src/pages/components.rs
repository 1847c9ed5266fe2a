//! `/portal/components`: every component of the portal with its states, for whoever builds and runs services. Invented, and none of
//! its buttons does anything but show the page again.

mod data;
mod forms;
mod words;

use axum::response::Response;
use platform::{Caller, Result, View, extract::Query, listing::Pairs};
use ui::Page;

/// Where the page lies; its forms and links lead back here.
const PATH: &str = "/portal/components";

/// `GET /portal/components`.
pub async fn page(view: View, caller: Caller, Query(pairs): Query<Pairs>) -> Result<Response> {
    let list = data::list(&view);
    let asked = list.read(&pairs)?;
    let only = asked.get("only").is_some();
    let search = asked.get("q").unwrap_or_default().to_lowercase();
    let fits = |row: &data::Row| (!only || row.unusual) && row.name.to_lowercase().contains(&search);
    let found = list.arrange(&asked, data::rows().into_iter().filter(fits).collect())?;
    let read = view.ctx.store.read(caller.tenant()).await?;
    let saved = platform::listing::Saved::of(&read, &view, &caller, PATH).await?;
    let drawn = |list| {
        Page::new(view.t("portal-components"))
            .crumb(view.t("portal-nav-start"), "/")
            .lead(view.t("portal-components-lead"))
            .body(words::ways(&view))
            .body(words::numbers(&view))
            .body(ui::Section::new(view.t("portal-components-list")).body(list))
            .body(data::charts(&view))
            .body(data::states(&view))
            .body(words::states(&view))
            .body(words::tasks(&view))
            .body(forms::forms(&view))
            .body(words::machines(&view))
            .body(words::end(&view))
    };
    list.respond(asked, found, saved, drawn).await
}
