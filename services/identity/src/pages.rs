//! The pages of identity that do not talk with providers.

pub mod begin;
mod break_glass;
mod break_glass_accounts;
mod client;
mod client_secret;
mod clients;
mod connection;
mod connections;
pub mod failure;
mod federation;
mod federations;
mod invitation;
mod keys;
mod organisations;
mod own;
mod people;
mod person;
mod providers;
mod rules;
mod sign_in;
pub mod sign_out;
mod step_up;
mod support;
mod support_access;

use std::sync::Arc;

use platform::{PUBLIC, Pages};

use crate::{
    permissions::{
        ANSWER_SUPPORT, ASK_SUPPORT, BREAK_GLASS, CLIENTS, CONNECTING, CONNECTIONS, END_SUPPORT, FEDERATING,
        FEDERATIONS, GRANTS, KEYS, MAKE_CLIENTS, MAKE_KEYS, OWN, PEOPLE, SEAL_BREAK_GLASS, SESSIONS, SUPPORT,
        SUPPORTED,
    },
    sign_in::SignIn,
};

/// All of them.
pub fn pages(shared: &Arc<SignIn>) -> Pages {
    let (choosing, stepping, showing) = (Arc::clone(shared), Arc::clone(shared), Arc::clone(shared));
    Pages::new()
        .get(&PUBLIC, "/identity/sign-in", move |view, headers, who, query| {
            sign_in::choose(Arc::clone(&choosing), view, headers, who, query)
        })
        .get(&PUBLIC, "/identity/signed-out", move |view, query| {
            sign_out::signed_out(Arc::clone(&showing), view, query)
        })
        .get(&PUBLIC, "/identity/no-access", sign_in::no_access)
        .get(&PUBLIC, "/identity/invitation", invitation::show)
        .post(&PUBLIC, "/identity/sign-out", sign_out::sign_out, &[])
        .get(&OWN, "/identity/step-up", move |view, who, query| step_up::why(Arc::clone(&stepping), view, who, query))
        .get(&OWN, "/identity/organisations", organisations::choose)
        .post(&OWN, "/identity/organisations", organisations::switch, &[("organisation", "sandviken-2181")])
        .get(&OWN, "/identity/account", own::show)
        .post(&OWN, "/identity/account/mail", own::mail, &[("mailed", "on")])
        .post(&OWN, "/identity/sessions/end-others", own::end_others, &[])
        .post(&OWN, "/identity/sessions/{session}/end", own::end, &[])
        .get(&PEOPLE, "/identity/people", people::list)
        .post(&PEOPLE, "/identity/people/search", people::search, &[("q", "kim"), ("role", "")])
        .get(&PEOPLE, "/identity/people/{person}", person::show)
        .post(&GRANTS, "/identity/people/{person}/give", person::give, &[("role", "reader"), ("service", "")])
        .post(&GRANTS, "/identity/people/{person}/grants/{grant}/take", person::take, &[])
        .post(&SESSIONS, "/identity/people/{person}/sessions/end-all", person::end_all, &[])
        .post(&SESSIONS, "/identity/people/{person}/sessions/{session}/end", person::end, &[])
        .merge(of_connections())
        .merge(of_federations())
        .merge(of_support())
        .merge(of_break_glass())
        .get(&CLIENTS, "/identity/clients", clients::list)
        .post(
            &MAKE_CLIENTS,
            "/identity/clients",
            clients::make,
            &[("name", "Provklient"), ("scopes-members", "members.register.read"), ("days", "30")],
        )
        .get(&CLIENTS, "/identity/clients/{client}", client::show)
        .post(&MAKE_CLIENTS, "/identity/clients/{client}/rotate", client::rotate, &[("overlap", "7")])
        .post(&CLIENTS, "/identity/clients/{client}/end-replaced", client::end_replaced, &[])
        .post(&CLIENTS, "/identity/clients/{client}/end", client::end, &[])
        .resumable("/identity/resume")
        .saved_filters(
            "/identity/filters",
            &[("act", "save"), ("name", "Nycklar i bruk"), ("address", "/identity/keys?state=live")],
        )
        .get(&KEYS, "/identity/keys", keys::list)
        .post(
            &MAKE_KEYS,
            "/identity/keys",
            keys::make,
            &[("name", "Provnyckel"), ("roles", "integrator"), ("days", "30")],
        )
        .post(&KEYS, "/identity/keys/{key}/end", keys::end, &[])
}

/// Both sides of support access.
fn of_support() -> Pages {
    Pages::new()
        .get(&SUPPORT, "/identity/support", support::list)
        .post(
            &ASK_SUPPORT,
            "/identity/support",
            support::ask,
            &[
                ("organisation", "habo-0643"),
                ("role", "reader"),
                ("service", "bibblix"),
                ("hours", "4"),
                ("reason", "Ett prov av supportåtkomst"),
            ],
        )
        .post(&ASK_SUPPORT, "/identity/support/{access}/give-up", support::give_up, &[])
        .get(&SUPPORTED, "/identity/support-access", support_access::list)
        .get(&SUPPORTED, "/identity/support-access/{access}", support_access::show)
        .post(&ANSWER_SUPPORT, "/identity/support-access/{access}/answer", support_access::answer, &[("answer", "no")])
        .post(&END_SUPPORT, "/identity/support-access/{lent}/end", support_access::end, &[])
}

/// The emergency accounts; their first pages are for whoever can't sign in.
fn of_break_glass() -> Pages {
    Pages::new()
        .get(&PUBLIC, "/identity/break-glass", break_glass::show)
        .post(&PUBLIC, "/identity/break-glass", break_glass::ask, &[("reason", "Ingen driftansvarig kan logga in")])
        .post(&PUBLIC, "/identity/break-glass/open", break_glass::open, &[("state", ""), ("answer", "")])
        .get(&PUBLIC, "/identity/break-glass/key", break_glass::show_key)
        .post(&PUBLIC, "/identity/break-glass/key", break_glass::ask_key, &[("code", "AAAAA-AAAAA-AAAAA-AAAAA")])
        .post(&PUBLIC, "/identity/break-glass/key/register", break_glass::register, &[("state", ""), ("answer", "")])
        .get(&BREAK_GLASS, "/identity/break-glass/accounts", break_glass_accounts::show)
        .post(
            &SEAL_BREAK_GLASS,
            "/identity/break-glass/accounts",
            break_glass_accounts::seal,
            &[("account", "1"), ("seal", "Plomb 4711, kansliets kassaskåp")],
        )
}

/// An organisation's connections to its identity providers, and what follows from what those say.
fn of_connections() -> Pages {
    Pages::new()
        .get(&CONNECTIONS, "/identity/connections", connections::list)
        .post(
            &CONNECTING,
            "/identity/connections",
            connections::make,
            &[
                ("protocol", "oidc"),
                ("label", "Personal"),
                ("issuer", "https://idp.example.net"),
                ("client_id", "sambruk"),
            ],
        )
        .get(&CONNECTIONS, "/identity/connections/federation", providers::choose)
        .get(&CONNECTIONS, "/identity/connections/{connection}", connection::show)
        .post(&CONNECTING, "/identity/connections/{connection}/switch", connection::switch, &[("state", "off")])
        .post(
            &CONNECTING,
            "/identity/connections/{connection}/scopes",
            connection::scope,
            &[("scopes", "exempel.example.net")],
        )
        .post(&CONNECTING, "/identity/connections/{connection}/metadata", connection::renew, &[])
        .post(&CONNECTING, "/identity/connections/{connection}/remove", connection::remove, &[])
        .post(
            &CONNECTING,
            "/identity/connections/{connection}/rules",
            rules::make,
            &[("attribute", "groups"), ("value", "Sambruk"), ("role", "reader"), ("service", "")],
        )
        .get(&CONNECTIONS, "/identity/rules/{rule}", rules::show)
        .post(&CONNECTING, "/identity/rules/{rule}/remove", rules::remove, &[])
}

/// The office's.
fn of_federations() -> Pages {
    const CERTIFICATE: &str = include_str!("pages/example-federation.pem");
    Pages::new()
        .get(&FEDERATIONS, "/identity/federations", federations::list)
        .post(
            &FEDERATING,
            "/identity/federations",
            federations::make,
            &[
                ("name", "Exempelfederationen"),
                ("kind", "list"),
                ("address", "http://127.0.0.1:1/metadata.xml"),
                ("certificates", CERTIFICATE),
            ],
        )
        .get(&FEDERATIONS, "/identity/federations/{federation}", federation::show)
        .post(
            &FEDERATING,
            "/identity/federations/{federation}/certificates",
            federation::certify,
            &[("certificates", CERTIFICATE)],
        )
        .post(&FEDERATING, "/identity/federations/{federation}/ask", federation::ask, &[])
        .post(&FEDERATING, "/identity/federations/{federation}/switch", federation::switch, &[("state", "off")])
        .post(&FEDERATING, "/identity/federations/{federation}/remove", federation::remove, &[])
}
