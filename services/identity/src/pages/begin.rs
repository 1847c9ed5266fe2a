//! The page for whoever another site, a letter or a bookmark has led to a sign-in: nothing begins before she says so.

use axum::{http::StatusCode, response::Response};
use platform::View;
use ui::{Actions, Button, Icon, Page};

/// Asks. The same address begins the sign-in when it is followed from here.
pub fn ask(view: &View) -> Response {
    let go = Button::link(view.t("identity-begin-go"), view.path.clone()).icon(Icon::LogIn);
    let page = Page::new(view.t("identity-begin"))
        .lead(view.t("identity-begin-lead"))
        .body(Actions::new().button(go).button(Button::link(view.t("identity-begin-cancel"), "/").secondary()));
    view.plain(StatusCode::OK, page)
}
