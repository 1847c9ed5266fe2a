//! The portal pages of the councils.

mod agenda;
mod ballot;
mod common;
mod council;
mod document;
mod home;
mod manage;
mod meeting;
mod meeting_plan;
mod meetings;
mod minutes;
mod outcome;
mod paper;
mod propose;
mod signature;

use axum::routing::MethodFilter;
use platform::Pages;

use crate::permissions::{MANAGE, PAPER, PROPOSE, READ, VERIFY, VOTE};

/// A form's example vote.
const VOTE_FORM: &[(&str, &str)] = &[("item", "1"), ("item", "2"), ("item", "3")];

pub(crate) fn pages() -> Pages {
    Pages::new()
        .get(&READ, "/governance", home::show)
        .resumable("/governance/resume")
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
        .get(&PAPER, "/governance/papers/{paper}", paper::show)
        .post(&PAPER, "/governance/papers/{paper}/review", paper::review, VOTE_FORM)
        .post(&VOTE, "/governance/papers/{paper}/vote", paper::vote, VOTE_FORM)
        .get(&PAPER, "/governance/papers/{paper}/receipt", paper::receipt)
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
        .merge(about_meetings())
}

/// A form's example meeting.
const MEETING_FORM: &[(&str, &str)] = &[
    ("title", "Rådsmöte i vinter"),
    ("day", "2027-01-20"),
    ("from", "13.00"),
    ("to", "15.00"),
    ("place", "Gävle"),
    ("link", ""),
];

fn about_meetings() -> Pages {
    Pages::new()
        .get(&READ, "/governance/councils/{council}/meetings", meetings::list)
        .get(&READ, "/governance/councils/{council}/calendar", meetings::calendar)
        .post(&READ, "/governance/councils/{council}/calendar", meetings::make_calendar, &[])
        .post(&READ, "/governance/councils/{council}/calendar/end", meetings::end_calendar, &[])
        .foreign(MethodFilter::GET, "/governance/calendar/{file}", meetings::feed)
        .get(&MANAGE, "/governance/councils/{council}/plan", meeting_plan::ask)
        .post(&MANAGE, "/governance/councils/{council}/plan", meeting_plan::plan, MEETING_FORM)
        .get(&READ, "/governance/councils/{council}/meetings/{meeting}", meeting::show)
        .get(&MANAGE, "/governance/councils/{council}/meetings/{meeting}/edit", meeting_plan::ask_change)
        .post(&MANAGE, "/governance/councils/{council}/meetings/{meeting}/edit", meeting_plan::change, MEETING_FORM)
        .post(
            &MANAGE,
            "/governance/councils/{council}/meetings/{meeting}/agenda",
            meeting::list,
            &[("title", "Prislistan för nästa år"), ("decides", "yes"), ("subject", "")],
        )
        .post(&MANAGE, "/governance/councils/{council}/meetings/{meeting}/remove", meeting::unlist, &[("item", "1")])
        .post(&MANAGE, "/governance/councils/{council}/meetings/{meeting}/notice", meeting::notice, &[])
        .get(&MANAGE, "/governance/councils/{council}/meetings/{meeting}/cancel", meeting_plan::ask_cancel)
        .post(&MANAGE, "/governance/councils/{council}/meetings/{meeting}/cancel", meeting_plan::cancel, &[])
        .get(&MANAGE, "/governance/councils/{council}/attendance/{sitting}", minutes::ask_attendance)
        .post(
            &MANAGE,
            "/governance/councils/{council}/attendance/{sitting}",
            minutes::attend,
            &[
                ("present", "sandviken-2181"),
                ("present", "uppsala-0380"),
                ("chair", "uppsala-0380"),
                ("verifier", "sandviken-2181"),
            ],
        )
        .get(&MANAGE, "/governance/councils/{council}/minutes/{sitting}", minutes::ask_minutes)
        .post(
            &MANAGE,
            "/governance/councils/{council}/minutes/{sitting}",
            minutes::write,
            &[("minutes", "Mötet öppnades av ordföranden."), ("then", "send")],
        )
        .get(&VERIFY, "/governance/signatures/{signature}", signature::show)
        .post(&VERIFY, "/governance/signatures/{signature}", signature::sign, &[])
        .post(
            &VERIFY,
            "/governance/signatures/{signature}/return",
            signature::send_back,
            &[("reason", "Närvaron stämmer inte.")],
        )
}
