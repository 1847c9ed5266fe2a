use super::*;

const KIM: Uuid = Uuid::from_u128(1);
const VERA: Uuid = Uuid::from_u128(2);

fn member() -> Tenant {
    "sandviken-2181".parse().unwrap()
}

fn wish() -> Wish {
    Wish { attribute: " groups ".into(), value: " Sambruk läsare ".into(), role: "reader".into(), ..Wish::default() }
}

fn refused(change: impl FnOnce(&mut Wish)) -> Vec<Refusal> {
    let mut wish = wish();
    change(&mut wish);
    plan(&wish, &member(), &["bibblix", "uka"]).err().unwrap_or_default()
}

fn rule(number: u128, attribute: &str, value: &str, role: Role) -> Rule {
    let grant = Grant { role, service: None };
    Rule { id: Uuid::from_u128(number), attribute: attribute.into(), value: value.into(), grant, made_by: KIM }
}

fn arrived(told: &[(&str, &[&str])]) -> Arrived {
    let mut arrived = Arrived::default();
    for (name, values) in told {
        arrived.add(name, values.iter().copied());
    }
    arrived
}

fn given(rules: &[Rule], told: &[(&str, &[&str])]) -> Vec<Role> {
    roles(&met(rules, &arrived(told), Some(VERA))).into_iter().map(|grant| grant.role).collect()
}

#[test]
fn a_rule_is_kept_as_it_was_written_but_for_blanks_around_it() {
    let made = plan(&wish(), &member(), &["bibblix"]).unwrap();
    let grant = Grant { role: Role::Reader, service: None };
    assert_eq!(made, Plan { attribute: "groups".into(), value: "Sambruk läsare".into(), grant });
    let wish = Wish { attribute: "urn:oid:1.2.840.113556.1.2.102".into(), service: "bibblix".into(), ..wish() };
    let made = plan(&wish, &member(), &["bibblix"]).unwrap();
    assert_eq!((made.attribute.as_str(), made.grant.service.as_deref()), ("memberOf", Some("bibblix")));
}

#[test]
fn all_that_is_wrong_is_named() {
    assert_eq!(refused(|_| ()), []);
    for wrong in ["", "two words", "a\u{7}", &"a".repeat(257)] {
        assert_eq!(refused(|wish| wish.attribute = wrong.into()), [Refusal::Attribute], "{wrong}");
    }
    assert_eq!(refused(|wish| wish.value = " ".into()), [Refusal::Value]);
    assert_eq!(refused(|wish| wish.value = "å".repeat(257)), [Refusal::Value]);
    assert_eq!(refused(|wish| wish.value = "å".repeat(256)), []);
    for personal in
        ["personalIdentityNumber", "https://id.oidc.se/claim/personalIdentityNumber", "urn:oid:1.2.752.29.4.13"]
    {
        assert_eq!(refused(|wish| wish.attribute = personal.into()), [Refusal::Personal], "{personal}");
    }
    assert_eq!(refused(|wish| wish.service = "skolskjuts".into()), [Refusal::Service]);
    let all = refused(|wish| *wish = Wish { service: "uka".into(), ..Wish::default() });
    assert_eq!(all, [Refusal::Attribute, Refusal::Value, Refusal::Role]);
    let whole = refused(|wish| (wish.role, wish.service) = ("administrator".into(), "uka".into()));
    assert_eq!(whole, [Refusal::Service], "an administrator is one of the whole");
}

#[test]
fn no_rule_gives_a_role_that_reaches_other_organisations() {
    for own in ["reader", "case-officer", "economist", "administrator", "integrator"] {
        assert_eq!(refused(|wish| wish.role = own.into()), [], "{own}");
    }
    for foreign in ["office", "finance", "council-member", "operator", "auditor", "Reader", "root", ""] {
        assert_eq!(refused(|wish| wish.role = foreign.into()), [Refusal::Role], "{foreign}");
    }
    assert_eq!(offered(&Tenant::association()), [Role::Reader]);
}

#[test]
fn the_same_rule_twice_and_one_too_many_are_refused() {
    let made = plan(&wish(), &member(), &[]).unwrap();
    let known = [rule(1, "groups", "Sambruk läsare", Role::Reader)];
    assert_eq!(fits(&made, &known), Err(Refusal::Known));
    assert_eq!(fits(&made, &[rule(1, "groups", "Sambruk läsare", Role::Economist)]), Ok(()), "one group, two roles");
    assert_eq!(
        fits(&made, &[rule(1, "groups", "sambruk läsare", Role::Reader)]),
        Ok(()),
        "another case, another group"
    );
    let many: Vec<Rule> = (0..100).map(|number| rule(number, "groups", &number.to_string(), Role::Reader)).collect();
    assert_eq!(fits(&made, &many[1..]), Ok(()));
    assert_eq!(fits(&made, &many), Err(Refusal::TooMany));
}

#[test]
fn one_of_several_values_is_enough_and_each_role_is_given_once() {
    let rules = [
        rule(1, "groups", "economy", Role::Economist),
        rule(2, "groups", "staff", Role::Reader),
        rule(3, "department", "library", Role::Reader),
        rule(4, "department", "school", Role::CaseOfficer),
    ];
    assert_eq!(given(&rules, &[("groups", &["other", "staff", "economy"])]), [Role::Reader, Role::Economist]);
    assert_eq!(given(&rules, &[("groups", &["staff", "staff"]), ("department", &["library"])]), [Role::Reader]);
    let told = arrived(&[("groups", &["staff"]), ("department", &["library"])]);
    let met: Vec<Uuid> = met(&rules, &told, Some(VERA)).iter().map(|rule| rule.id).collect();
    assert_eq!(met, [rules[1].id, rules[2].id], "both vouch for it");
}

#[test]
fn what_is_missing_empty_or_written_otherwise_gives_nothing() {
    let rules = [rule(1, "groups", "Staff", Role::Reader)];
    assert_eq!(given(&rules, &[("groups", &["Staff"])]), [Role::Reader]);
    assert_eq!(given(&rules, &[]), []);
    assert_eq!(given(&rules, &[("groups", &[])]), []);
    assert_eq!(given(&rules, &[("groups", &["", "staff", "STAFF", "Staff ", "Staffan"])]), []);
    assert_eq!(given(&rules, &[("Groups", &["Staff"]), ("roles", &["Staff"])]), []);
    let empty = [rule(1, "groups", "", Role::Reader)];
    assert_eq!(given(&empty, &[("groups", &[""])]), [], "an empty value is none");
}

#[test]
fn whoever_made_a_rule_gets_nothing_by_it() {
    let rules = [rule(1, "groups", "staff", Role::Economist)];
    let told = arrived(&[("groups", &["staff"])]);
    assert!(met(&rules, &told, Some(KIM)).is_empty());
    assert_eq!(met(&rules, &told, Some(VERA)).len(), 1);
    assert_eq!(met(&rules, &told, None).len(), 1, "a trial knows nobody");
}

#[test]
fn a_numbered_attribute_has_its_name() {
    let rules = [rule(1, "memberOf", "CN=Sambruk", Role::Reader)];
    assert_eq!(given(&rules, &[("urn:oid:1.2.840.113556.1.2.102", &["CN=Sambruk"])]), [Role::Reader]);
    assert_eq!(given(&rules, &[("memberOf", &["CN=Sambruk"])]), [Role::Reader]);
}

#[test]
fn no_more_is_read_than_has_a_bound() {
    let long = "a".repeat(257);
    let mut told = arrived(&[(&long, &["a"]), ("a", &[&long]), ("jti", &["1"]), ("personalIdentityNumber", &["1"])]);
    assert_eq!(told.unused(&[]), ["a"]);
    assert!(!told.says("a", &long) && !told.is_cut());
    let values: Vec<String> = (0..2_500).map(|number| number.to_string()).collect();
    told.add("groups", values.iter().map(String::as_str));
    assert!(told.says("groups", "1999") && !told.says("groups", "2000") && told.is_cut());
    let mut names = Arrived::default();
    for number in 0..300 {
        names.add(&format!("a{number}"), []);
    }
    assert!(names.has("a199") && !names.has("a200") && names.is_cut());
}

#[test]
fn no_more_is_kept_than_the_rules_need() {
    let rules = [rule(1, "groups", "staff", Role::Reader), rule(2, "ou", "school", Role::Reader)];
    let told = arrived(&[("groups", &["staff", "choir"]), ("ou", &["library"]), ("mail", &["vera@sandviken.se"])]);
    let kept = told.needed(&rules, false);
    assert_eq!(kept, arrived(&[("groups", &["staff"])]));
    let tried = told.needed(&rules, true);
    assert_eq!(tried, arrived(&[("groups", &["staff"]), ("ou", &[]), ("mail", &[])]));
    assert_eq!(tried.unused(&rules), ["mail"]);
    assert!(!format!("{told:?}").contains("vera"));
    let mut first = arrived(&[("groups", &["staff"])]);
    first.fill(arrived(&[("groups", &["choir"]), ("ou", &["school"])]));
    assert_eq!(first, arrived(&[("groups", &["staff"]), ("ou", &["school"])]));
}
