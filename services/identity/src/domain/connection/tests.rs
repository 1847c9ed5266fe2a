use super::*;

fn wish() -> Wish {
    Wish {
        protocol: "oidc".into(),
        label: " Personal ".into(),
        issuer: "https://idp.sandviken.se/".into(),
        client_id: "sambruk".into(),
        ..Wish::default()
    }
}

fn refused(change: impl FnOnce(&mut Wish)) -> Vec<Refusal> {
    let mut wish = wish();
    change(&mut wish);
    plan(&wish, false).err().unwrap_or_default()
}

#[test]
fn an_issuer_is_kept_as_it_was_written_and_the_key_takes_the_secrets_place() {
    let made = plan(&wish(), false).unwrap();
    assert_eq!(made.label, "Personal");
    let wanted = To::Oidc {
        issuer: "https://idp.sandviken.se/".into(),
        client_id: "sambruk".into(),
        secret: None,
        scopes: String::new(),
    };
    assert_eq!(made.to, wanted);
}

#[test]
fn all_that_is_wrong_is_named() {
    assert_eq!(refused(|wish| wish.protocol = "ldap".into()), [Refusal::Protocol]);
    assert_eq!(refused(|wish| wish.label = " ".into()), [Refusal::Label]);
    assert_eq!(refused(|wish| wish.client_id = "a b".into()), [Refusal::ClientId]);
    assert_eq!(refused(|wish| wish.secret = "short".into()), [Refusal::Secret]);
    for issuer in
        ["http://idp.sandviken.se", "https://a:b@idp.se", "https://idp.se/?a=b", "https://idp.se/#a", "idp.se", ""]
    {
        assert_eq!(refused(|wish| wish.issuer = issuer.into()), [Refusal::Issuer], "{issuer}");
    }
    let both = refused(|wish| (wish.label, wish.issuer) = (String::new(), String::new()));
    assert_eq!(both, [Refusal::Label, Refusal::Issuer]);
}

#[test]
fn the_own_machine_may_be_unencrypted_in_a_demonstration_only() {
    let local = Wish { issuer: "http://127.0.0.1:9000".into(), ..wish() };
    assert!(plan(&local, true).is_ok());
    assert!(plan(&local, false).is_err());
    assert!(plan(&Wish { issuer: "http://127.0.0.1.evil.se".into(), ..local }, true).is_err());
}

#[test]
fn metadata_is_an_address_or_xml() {
    let saml = |metadata: &str| plan(&Wish { protocol: "saml".into(), metadata: metadata.into(), ..wish() }, false);
    assert!(matches!(saml("https://idp.se/md").unwrap().to, To::Saml { source: Source::At(_), .. }));
    assert!(matches!(saml(" <EntityDescriptor/>").unwrap().to, To::Saml { source: Source::Text(_), .. }));
    for wrong in ["", "file:///etc/passwd", "http://idp.se/md", &format!("<{}", "a".repeat(LONGEST_METADATA))] {
        assert_eq!(saml(wrong).unwrap_err(), [Refusal::Metadata]);
    }
}

#[test]
fn a_federation_takes_the_metadatas_place() {
    let saml = |federation: &str, entity: &str| {
        let (federation, entity) = (federation.into(), entity.into());
        plan(&Wish { protocol: "saml".into(), federation, entity, ..wish() }, false)
    };
    let id = Uuid::from_u128(1).to_string();
    assert!(matches!(saml(&id, " https://idp.se ").unwrap().to, To::Saml { source: Source::Listed { .. }, .. }));
    for (federation, entity) in [(id.as_str(), ""), (id.as_str(), "a b"), ("skolfederation", "https://idp.se")] {
        assert_eq!(saml(federation, entity).unwrap_err(), [Refusal::Entity]);
    }
}

#[test]
fn scopes_are_domains_or_numbers() {
    let saml = |scopes: &str| {
        let saml =
            Wish { protocol: "saml".into(), metadata: "https://idp.se/md".into(), scopes: scopes.into(), ..wish() };
        plan(&saml, false).map(|plan| plan.to)
    };
    assert!(
        matches!(saml(" sandviken.se  2120002346 ").unwrap(), To::Saml { scopes, .. } if scopes == "sandviken.se 2120002346")
    );
    for wrong in ["a@b.se", "*.se", "(.*)", &"a ".repeat(21)] {
        assert_eq!(saml(wrong).unwrap_err(), [Refusal::Scopes], "{wrong}");
    }
}

#[test]
fn people_outside_come_by_openid_connect_and_without_scopes() {
    assert!(plan(&Wish { outside: true, ..wish() }, false).unwrap().outside);
    assert!(!plan(&wish(), false).unwrap().outside);
    assert_eq!(refused(|wish| (wish.outside, wish.scopes) = (true, "sandviken.se".into())), [Refusal::Outside]);
    let saml = |wish: &mut Wish| (wish.protocol, wish.metadata) = ("saml".into(), "https://idp.se/md".into());
    assert_eq!(
        refused(|wish| {
            saml(wish);
            wish.outside = true;
        }),
        [Refusal::Outside]
    );
}

#[test]
fn it_is_tried_before_it_is_switched_on() {
    let changed: DateTime<Utc> = "2026-11-22T12:00:00Z".parse().unwrap();
    let before = changed - chrono::TimeDelta::seconds(1);
    assert_eq!(switched_on(None, changed), Err(Refusal::Untried));
    assert_eq!(switched_on(Some(before), changed), Err(Refusal::Untried));
    assert_eq!(switched_on(Some(changed), changed), Ok(State::Live));
}
