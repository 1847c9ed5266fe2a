//! The portal pages of Tillarbetslivet.

mod approvals;
mod common;
mod home;
mod new_offer;
mod offer;
mod offers;
mod own;
mod placement;
mod sent;
mod wish;
mod wishes;

use platform::Pages;

use crate::permissions::{APPROVE, OFFER, OWN, PLACE, READ, READ_PUPILS, WISH};

/// An offer that may always be sent.
const OFFERED: &[(&str, &str)] = &[
    ("kind", "prao"),
    ("employer", "Exempelbolaget AB"),
    ("workplace", "Verkstaden"),
    ("tasks", "Följa med och hjälpa till"),
    ("seats", "2"),
    ("first", "2099-03-02"),
    ("last", "2099-03-06"),
    ("days", "mon"),
    ("days", "tue"),
    ("starts", "08:00"),
    ("ends", "15:00"),
    ("pause", "60"),
    ("minAge", "13"),
    ("schools", ""),
    ("assessed", "true"),
];

/// A pupil's choice of the example offer, which begins in four to five weeks.
const WISHED: &[(&str, &str)] = &[
    ("reference", "8B-14"),
    ("school", "Exempelskolan"),
    ("class", "8B"),
    ("grade", "8"),
    ("born", "2011-12"),
    ("rank", "1"),
];

pub(crate) fn pages() -> Pages {
    Pages::new()
        .get(&READ, "/tillarbetslivet", home::show)
        .get(&READ, "/tillarbetslivet/offers", offers::show)
        .resumable("/tillarbetslivet/resume")
        .saved_filters(
            "/tillarbetslivet/filters",
            &[("act", "save"), ("name", "Lediga"), ("address", "/tillarbetslivet/offers?status=free")],
        )
        .get(&OFFER, "/tillarbetslivet/new", new_offer::show)
        .post(&OFFER, "/tillarbetslivet/new", new_offer::send, OFFERED)
        .get(&READ, "/tillarbetslivet/offers/{offer}", offer::show)
        .post(&WISH, "/tillarbetslivet/offers/{offer}/wishes", offer::wish, WISHED)
        .get(&READ_PUPILS, "/tillarbetslivet/wishes", wishes::show)
        .get(&READ_PUPILS, "/tillarbetslivet/wishes/{wish}", wish::show)
        .post(&PLACE, "/tillarbetslivet/wishes/{wish}/confirmation", wish::confirm, &[])
        .get(&READ_PUPILS, "/tillarbetslivet/placements/{placement}", placement::show)
        .get(&READ_PUPILS, "/tillarbetslivet/placements/{placement}/receipt", placement::receipt)
        .post(&PLACE, "/tillarbetslivet/placements/{placement}/cancellation", placement::cancel, &[])
        .post(
            &PLACE,
            "/tillarbetslivet/placements/{placement}/invitations",
            approvals::invite,
            &[("party", "guardian"), ("address", "")],
        )
        .post(&PLACE, "/tillarbetslivet/invitations/{invitation}/reminder", approvals::remind, &[])
        .post(&PLACE, "/tillarbetslivet/invitations/{invitation}/withdrawal", approvals::withdraw, &[])
        .get(&OWN, "/tillarbetslivet/own", own::list)
        .get(&OWN, "/tillarbetslivet/own/{own}", own::show)
        .post(&APPROVE, "/tillarbetslivet/own/{own}/approval", own::approve, &[])
}
