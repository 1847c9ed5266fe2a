//! The shells of the gallery: signed in for a municipality, signed in at the secretariat, and signed out.

use ui::{Frame, Icon, Lang, Link, NavGroup, Organisation, Person};

/// A municipality's representative with two roles.
pub fn municipality(path: &str) -> Frame {
    Frame {
        lang: Lang::Sv,
        path: path.to_owned(),
        organisation: Some(Organisation {
            name: "Sandvikens kommun".to_owned(),
            role: "Ledamot, ekonomi".to_owned(),
            switch: Some("/switch".into()),
        }),
        person: Some(person()),
        navigation: navigation(),
        demonstration: true,
        footer: vec![Link::new("Kontakt", "/contact"), Link::new("Driftstatus", "/status")],
        accessibility: Some("/accessibility".into()),
        version: "0.1.0".to_owned(),
        ..Frame::default()
    }
}

/// The association's own finance officer, with one role only.
pub fn secretariat(path: &str) -> Frame {
    let organisation =
        Organisation { name: "Föreningens kansli".to_owned(), role: "Ekonomi".to_owned(), switch: None };
    Frame { organisation: Some(organisation), ..municipality(path) }
}

/// Nobody is signed in.
pub fn signed_out(path: &str) -> Frame {
    Frame {
        organisation: None,
        person: None,
        sign_in: Some("/sign-in".into()),
        navigation: vec![NavGroup::new("Tjänster").item(Icon::House, "Start", "/", None).item(
            Icon::Library,
            "Bibblix",
            "/bibblix",
            None,
        )],
        ..municipality(path)
    }
}

fn person() -> Person {
    Person {
        name: "Kim Exempelsson".to_owned(),
        assurance: "Inloggad via kommunens IdP, LoA3".to_owned(),
        account: Some("/account".into()),
        sign_out: Some("/sign-out".into()),
        sign_out_fields: Vec::new(),
    }
}

fn navigation() -> Vec<NavGroup> {
    vec![
        NavGroup::new("Tjänster")
            .item(Icon::Dashboard, "Start", "/", None)
            .item(Icon::Library, "Bibblix", "/bibblix", None)
            .item(Icon::Compass, "UKA", "/uka", None)
            .item(Icon::Briefcase, "Tillarbetslivet", "/work", None),
        NavGroup::new("Vi styr tillsammans")
            .item(Icon::Vote, "Förvaltningsråd", "/councils", Some(2))
            .item(Icon::Map, "Färdplaner", "/roadmaps", None)
            .item(Icon::CalendarDays, "Möten", "/meetings", None),
        NavGroup::new("Kommunen")
            .item(Icon::Receipt, "Fakturor och kostnad", "/billing", None)
            .item(Icon::Contact, "Kontakter", "/contacts", None)
            .item(Icon::Plug, "API och händelser", "/api", None)
            .item(Icon::Log, "Logg", "/audit", None),
    ]
}
