//! The portal pages of the councils.

mod ballot;
mod common;
mod council;
mod document;
mod home;
mod manage;
mod outcome;
mod paper;
mod propose;

use platform::Pages;

use crate::permissions::{MANAGE, PROPOSE, READ, VOTE};

/// A form's example vote.
const VOTE_FORM: &[(&str, &str)] = &[("item", "1"), ("item", "2"), ("item", "3")];

pub(crate) fn pages() -> Pages {
    Pages::new()
        .get(&READ, "/governance", home::show)
        .get(&READ, "/governance/councils/{council}", council::show)
        .get(&READ, "/governance/councils/{council}/ballots/{ballot}", ballot::show)
        .get(&READ, "/governance/councils/{council}/outcomes/{outcome}/pdf", document::file)
        .get(&PROPOSE, "/governance/seats/{seat}/propose", propose::show)
        .post(
            &PROPOSE,
            "/governance/seats/{seat}/propose",
            propose::send,
            &[("title", "Läslistor för förskolan"), ("text", "Förskolan vill kunna tipsa hemmen.")],
        )
        .get(&VOTE, "/governance/papers/{paper}", paper::show)
        .post(&VOTE, "/governance/papers/{paper}/review", paper::review, VOTE_FORM)
        .post(&VOTE, "/governance/papers/{paper}/vote", paper::vote, VOTE_FORM)
        .get(&VOTE, "/governance/papers/{paper}/receipt", paper::receipt)
        .get(&MANAGE, "/governance/councils/{council}/proposals/{proposal}/estimate", manage::ask_estimate)
        .post(
            &MANAGE,
            "/governance/councils/{council}/proposals/{proposal}/estimate",
            manage::estimate,
            &[("hours", "120"), ("low", "90"), ("high", "160")],
        )
        .get(&MANAGE, "/governance/councils/{council}/open", manage::ask_open)
        .post(
            &MANAGE,
            "/governance/councils/{council}/open",
            manage::open,
            &[("title", "Bibblix färdplan"), ("hours", "420"), ("closes", "2026-12-20")],
        )
        .post(&MANAGE, "/governance/councils/{council}/ballots/{ballot}/close", manage::close, &[])
        .post(&MANAGE, "/governance/councils/{council}/roadmap/{item}/move", manage::advance, &[])
}
