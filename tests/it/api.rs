//! The generated documents are those that are committed, and what they promise fits together.

use std::{collections::BTreeSet, path::Path};

use platform::published;

#[test]
fn the_committed_documents_are_current() {
    let directory = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().join("api");
    for (name, text) in published::documents(&sambruk::registry()).unwrap() {
        let committed = std::fs::read_to_string(directory.join(&name)).unwrap_or_default();
        assert!(committed == text, "api/{name} is out of date: run `make api` and review the difference");
    }
}

#[test]
fn operation_ids_are_unique_and_carry_their_service() {
    let mut seen = BTreeSet::new();
    for module in sambruk::registry() {
        for operation in &module.api.operations {
            assert!(operation.id.starts_with(&format!("{}.", module.name)), "{}", operation.id);
            assert!(seen.insert(operation.id.clone()), "{} twice", operation.id);
            assert!(
                operation.permission.name.starts_with(&format!("{}.", module.name))
                    || operation.permission.name == "public"
            );
        }
        for route in &module.pages.routes {
            let own =
                route.path == "/" && module.name == "portal" || route.path.starts_with(&format!("/{}", module.name));
            assert!(own, "{} of {} lies outside its prefix", route.path, module.name);
        }
    }
}

#[test]
fn every_text_exists_in_both_languages() {
    let modules = sambruk::registry();
    let site = platform::site::Site::new(&modules, false).unwrap();
    for lang in ui::Lang::ALL {
        assert_eq!(site.texts.missing(lang), Vec::<String>::new(), "{}", lang.tag());
        for module in &modules {
            for key in [format!("service-{}", module.name), format!("service-{}-about", module.name)] {
                assert!(site.texts.has(lang, &key), "{key} is missing in {}", lang.tag());
            }
            for entry in &module.nav {
                assert!(site.texts.has(lang, entry.key), "{} is missing in {}", entry.key, lang.tag());
            }
        }
    }
}

/// Every description in a document, one line a paragraph.
fn described(value: &serde_json::Value, found: &mut BTreeSet<String>) {
    let held = value.as_object().into_iter().flatten();
    for (key, inner) in held.filter(|(key, _)| !["example", "examples", "headers"].contains(&key.as_str())) {
        match inner.as_str() {
            Some(text) if key == "description" => found.extend(text.split("\n\n").map(platform::site::one_line)),
            _ => described(inner, found),
        }
    }
    for inner in value.as_array().into_iter().flatten() {
        described(inner, found);
    }
}

#[test]
fn what_is_told_of_the_apis_is_told_in_swedish_too() {
    let site = platform::site::Site::new(&sambruk::registry(), false).unwrap();
    let mut told = BTreeSet::new();
    for entry in &site.entries {
        for part in ["paths", "components"] {
            let mut part = entry.document[part].clone();
            if let Some(part) = part.as_object_mut() {
                part.remove("securitySchemes");
            }
            described(&part, &mut told);
        }
        for event in &entry.emits {
            described(&event.schema, &mut told);
        }
    }
    let known: BTreeSet<String> = site.swedish.known().map(str::to_owned).collect();
    let missing: Vec<_> = told.difference(&known).map(|text| format!("{text}\n\n")).collect();
    assert!(missing.is_empty(), "write below each in the service's texts/sv/api.txt:\n{}", missing.concat());
    let stale: Vec<_> = known.difference(&told).collect();
    assert!(stale.is_empty(), "nothing says this any more: {stale:#?}");
    for (english, swedish) in told.iter().filter_map(|text| Some((text, site.swedish.of(text)?))) {
        let codes = |text: &str| text.split('`').skip(1).step_by(2).map(str::to_owned).collect::<BTreeSet<_>>();
        assert!(codes(english).is_subset(&codes(swedish)), "«{swedish}» lacks a code word of «{english}»");
    }
    assert!(told.len() > 800, "{}", told.len());
}

#[test]
fn every_scope_is_explained_in_both_languages() {
    let site = platform::site::Site::new(&sambruk::registry(), false).unwrap();
    for operation in sambruk::registry().iter().flat_map(|module| &module.api.operations) {
        let scope = operation.permission;
        let own = scope.name == "identity.own";
        let known = ui::Lang::ALL.iter().all(|lang| site.scope(*lang, scope.name).is_some());
        assert!(own || known || !scope.can_be_scope(&contracts::Tenant::association()), "{} has no text", scope.name);
    }
}

#[test]
fn event_samples_fit_their_schemas_and_tell_no_personal_data() {
    for module in sambruk::registry() {
        for spec in &module.emits {
            let data = spec.sample["data"].as_object().unwrap();
            let required = spec.schema["required"].as_array().cloned().unwrap_or_default();
            for field in required {
                assert!(data.contains_key(field.as_str().unwrap()), "{}: the sample lacks {field}", spec.kind);
            }
            let fields = serde_json::to_string(&spec.schema).unwrap().to_lowercase();
            for personal in ["personnummer", "personal_identity", "first_name", "last_name", "email", "phone"] {
                assert!(!fields.contains(personal), "{} has a field like {personal}", spec.kind);
            }
        }
    }
}
