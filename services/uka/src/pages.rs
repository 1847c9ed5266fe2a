//! The portal pages of UKA. No address holds a name or a number: people are looked up with a form that is sent, not with a query.

mod acts;
mod common;
mod list;
mod register;
mod youth;

use platform::Pages;

use crate::permissions::{FIND, REGISTER, WORK};

pub(crate) fn pages() -> Pages {
    let new = &[
        ("number", "20100213-2387"),
        ("name", "Exempel Exempelsson"),
        ("situation", "dropped-out"),
        ("resident", "true"),
    ];
    let contact = &[("day", ""), ("way", "phone"), ("outcome", "no-answer"), ("note", ""), ("next", "")];
    Pages::new()
        .get(&WORK, "/uka", list::show)
        .resumable("/uka/resume")
        .post(&FIND, "/uka/find", list::find, &[("number", "20100213-2387")])
        .get(&REGISTER, "/uka/register", register::show)
        .post(&REGISTER, "/uka/register", register::send, new)
        .get(&REGISTER, "/uka/registered", register::done)
        .get(&WORK, "/uka/youths/{youth}", youth::show)
        .post(&WORK, "/uka/youths/{youth}/contacts", acts::contact, contact)
        .post(&WORK, "/uka/youths/{youth}/measures", acts::start_measure, &[("kind", "guidance"), ("starts", "")])
        .post(&WORK, "/uka/measures/{measure}/end", acts::end_measure, &[("ends", "")])
        .post(&WORK, "/uka/youths/{youth}/close", acts::close, &[("reason", "started-education")])
        .post(&WORK, "/uka/youths/{youth}/protection", acts::protect, &[("protected", "true")])
}
