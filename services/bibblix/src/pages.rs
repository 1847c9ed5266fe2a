//! The portal pages of Bibblix.

mod budget;
mod common;
mod home;
mod lend;
mod loan;
mod loans;
mod titles;

use platform::Pages;

use crate::{
    demo::EXAMPLE_TITLE,
    permissions::{LEND, READ, RETURN, REVERSE, SET_BUDGET},
};

pub(crate) fn pages() -> Pages {
    Pages::new()
        .get(&READ, "/bibblix", home::show)
        .get(&LEND, "/bibblix/lend", lend::show)
        .post(&LEND, "/bibblix/lend", lend::send, &[("title", EXAMPLE_TITLE), ("card", "9000 0000 01")])
        .get(&READ, "/bibblix/loans", loans::show)
        .get(&READ, "/bibblix/loans/{loan}", loan::show)
        .get(&READ, "/bibblix/loans/{loan}/receipt", loan::receipt)
        .post(&RETURN, "/bibblix/loans/{loan}/return", loan::give_back, &[])
        .post(
            &REVERSE,
            "/bibblix/loans/{loan}/reversal",
            loan::reverse,
            &[("reason", "Boken gick inte att öppna i appen")],
        )
        .saved_filters(
            "/bibblix/filters",
            &[("act", "save"), ("name", "Pågående lån"), ("address", "/bibblix/loans?status=active")],
        )
        .get(&READ, "/bibblix/titles", titles::show)
        .get(&READ, "/bibblix/budget", budget::show)
        .post(&SET_BUDGET, "/bibblix/budget", budget::send, &[("cap", "90 000")])
}
