//! Identity: who is asking, for which organisation, with which rights. Sign-in by OpenID Connect, sessions, API keys, and the
//! built-in provider of a demonstration.

mod break_glass;
mod client_lookup;
mod clients;
mod connections;
mod cookies;
mod demo;
mod demonstration;
mod domain;
mod entities;
mod examples;
mod federations;
mod feed;
mod http;
mod invited;
mod keys;
mod lookup;
mod migrations;
mod names;
mod organisations;
mod outside;
mod pages;
mod people;
mod permissions;
mod remote;
mod retention;
mod rules;
mod saml_keys;
mod sessions;
mod sign_in;
mod sign_out;
mod signing;
mod support;
mod tasks;
mod tokens;

use std::{sync::Arc, time::Duration};

use contracts::{
    FormerKeyLookup, HoldersLookup, NamesLookup, RolesLookup, SessionLookup,
    client::{ClientLookup, TokenKeys},
    invitation::{InvitationAccepted, InvitationSent, InvitationWithdrawn},
    members::OrganisationRegistered,
    tasks::{TaskClosed, TaskOpened},
};
use platform::{
    Cadence, Module, NavEntry, Place,
    audit::{Follows, Pick},
};
use ui::Icon;

const TEXTS: ui::Source<'static> = ui::Source {
    sv: concat!(
        include_str!("../texts/sv.ftl"),
        "\n",
        include_str!("../texts/sv/rules.ftl"),
        "\n",
        include_str!("../texts/sv/client_keys.ftl"),
        "\n",
        include_str!("../texts/sv/federations.ftl"),
        "\n",
        include_str!("../texts/sv/sign_out.ftl"),
        "\n",
        include_str!("../texts/sv/support.ftl"),
        "\n",
        include_str!("../texts/sv/break_glass.ftl"),
        "\n",
        include_str!("../texts/sv/outside.ftl")
    ),
    en: concat!(
        include_str!("../texts/en.ftl"),
        "\n",
        include_str!("../texts/en/rules.ftl"),
        "\n",
        include_str!("../texts/en/client_keys.ftl"),
        "\n",
        include_str!("../texts/en/federations.ftl"),
        "\n",
        include_str!("../texts/en/sign_out.ftl"),
        "\n",
        include_str!("../texts/en/support.ftl"),
        "\n",
        include_str!("../texts/en/break_glass.ftl"),
        "\n",
        include_str!("../texts/en/outside.ftl")
    ),
};

/// Nobody changes her own roles; that somebody has, or has tried to, is looked at.
const FOLLOWS: Follows = Follows {
    reads: None,
    rules: &[Pick::OnOneself(&["identity.grant.give", "identity.grant.take", "identity.grant.refused"])],
};

/// The service's places in the menus.
fn places() -> [NavEntry; 8] {
    [
        NavEntry {
            place: Place::Municipality,
            key: "identity-nav-people",
            icon: Icon::UserCheck,
            href: "/identity/people",
            permission: &permissions::PEOPLE,
        },
        NavEntry {
            place: Place::Municipality,
            key: "identity-nav-connections",
            icon: Icon::LogIn,
            href: "/identity/connections",
            permission: &permissions::CONNECTIONS,
        },
        NavEntry {
            place: Place::Municipality,
            key: "identity-nav-clients",
            icon: Icon::Plug,
            href: "/identity/clients",
            permission: &permissions::CLIENTS,
        },
        NavEntry {
            place: Place::Municipality,
            key: "identity-nav-keys",
            icon: Icon::Key,
            href: "/identity/keys",
            permission: &permissions::KEYS,
        },
        NavEntry {
            place: Place::Municipality,
            key: "identity-nav-support-access",
            icon: Icon::Lock,
            href: "/identity/support-access",
            permission: &permissions::SUPPORTED,
        },
        NavEntry {
            place: Place::Association,
            key: "identity-nav-support",
            icon: Icon::Lock,
            href: "/identity/support",
            permission: &permissions::SUPPORT,
        },
        NavEntry {
            place: Place::Association,
            key: "identity-nav-break-glass",
            icon: Icon::Key,
            href: "/identity/break-glass/accounts",
            permission: &permissions::BREAK_GLASS,
        },
        NavEntry {
            place: Place::Association,
            key: "identity-nav-federations",
            icon: Icon::ShieldCheck,
            href: "/identity/federations",
            permission: &permissions::FEDERATIONS,
        },
    ]
}

/// The service.
#[must_use]
pub fn module() -> Module {
    let shared = Arc::new(sign_in::SignIn::default());
    let pages = pages::pages(&shared)
        .merge(sign_in::pages(&shared))
        .merge(sign_out::pages(&shared))
        .merge(demonstration::pages(&shared.demonstration));
    let pages = pages.merge(http::metadata());
    let module = Module::new("identity", "key-round", TEXTS).migrations(migrations::all).api(http::api()).pages(pages);
    let module = module.api_in_swedish(include_str!("../texts/sv/api.txt"));
    let module = places().into_iter().fold(module, Module::nav);
    module
        .project::<OrganisationRegistered, _, _>(organisations::registered)
        .projections(&["identity_organisation"])
        .emits::<TaskOpened>()
        .emits::<TaskClosed>()
        .emits::<InvitationAccepted>()
        .on::<InvitationSent, _, _>(invited::sent)
        .on::<InvitationWithdrawn, _, _>(invited::withdrawn)
        .on::<TaskOpened, _, _>(tasks::opened)
        .on::<TaskClosed, _, _>(tasks::closed)
        .answers::<SessionLookup, _, _>(lookup::answer)
        .answers::<FormerKeyLookup, _, _>(lookup::former_key)
        .answers::<ClientLookup, _, _>(client_lookup::answer)
        .answers::<TokenKeys, _, _>(signing::answer)
        .schedule("token-keys", Cadence::Daily(3, 40), signing::rotate)
        .schedule("saml-keys", Cadence::Daily(3, 50), saml_keys::rotate)
        .schedule("provider-metadata", Cadence::Every(Duration::from_hours(1)), connections::refresh::all)
        .may_run_again()
        .schedule("federations", Cadence::Every(Duration::from_mins(5)), federations::refresh::due)
        .may_run_again()
        .schedule("support-access", Cadence::Every(Duration::from_mins(1)), support::due)
        .may_run_again()
        .answers::<RolesLookup, _, _>(lookup::roles)
        .answers::<HoldersLookup, _, _>(lookup::holders)
        .answers::<NamesLookup, _, _>(names::answer)
        .background("session-feed", feed::run)
        .retention("sign-ins", retention::sign_ins)
        .retention("sessions", retention::sessions)
        .retention("keys", retention::keys)
        .retention("clients", retention::clients)
        .retention("vouched", retention::vouched)
        .retention("strangers", retention::strangers)
        .retention("support", retention::support)
        .retention("break-glass", retention::break_glass)
        .retention("invitations", retention::invitations)
        .shell("people-waiting", people::shell::waiting)
        .shell("people-grant", people::shell::grant)
        .shell("break-glass-list", break_glass::shell::list)
        .shell("break-glass-key", break_glass::shell::key)
        .shell("connections-add", connections::shell::add)
        .follows(FOLLOWS)
        .demo(demo::make)
        .demo(demo::outside::come)
        .example("session", demo::example_session)
        .example("key", demo::example_key)
        .example("person", examples::person)
        .example("grant", examples::grant)
        .example("client", examples::client)
        .example("connection", examples::connection)
        .example("rule", examples::rule)
        .example("federation", examples::federation)
        .example("access", examples::access)
        .example("lent", examples::lent)
        .example_body("identity.make_key", demo::example_new_key)
        .example_body("identity.make_client", examples::new_client)
        .example_body("identity.rotate_secret", examples::rotation)
}

#[cfg(test)]
mod tests {
    use ui::{Lang, Texts};

    use super::*;

    #[test]
    fn every_text_is_there_in_both_languages() {
        let texts = Texts::new(&[TEXTS]).unwrap();
        assert!(texts.missing(Lang::Sv).is_empty() && texts.missing(Lang::En).is_empty());
        let people = demonstration::accounts::ALL
            .iter()
            .chain(&demonstration::accounts::OUTSIDE)
            .map(|account| format!("identity-demonstration-person-{}", account.subject));
        let rules = module().retention.into_iter().map(|rule| format!("retention-identity-{}", rule.name));
        for key in people.chain(rules) {
            assert!(texts.has(Lang::Sv, &key), "{key}");
        }
    }
}
