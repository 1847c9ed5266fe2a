//! Every table of every service is in a class, and is protected as its class demands (ASVS 5.0, 14.1.1, 14.1.2, 14.2.4).

use std::collections::{BTreeMap, BTreeSet};

use sea_orm::{ConnectionTrait, DatabaseConnection, DbBackend, Statement};

use super::{paper, root};
use crate::isolation::installation;

/// A row of the list.
#[derive(Debug, Clone)]
struct Told {
    class: String,
    deleted: String,
}

/// The list's tables.
fn told() -> BTreeMap<String, Told> {
    let paper = paper("data.md");
    let rows = paper.split("## Tables").nth(1).unwrap().split("## Fields").next().unwrap().to_owned();
    let mut tables = BTreeMap::new();
    for line in rows.lines().filter(|line| line.starts_with("| `")) {
        let cells: Vec<&str> = line.trim_matches('|').split('|').map(str::trim).collect();
        let [names, class, _, deleted] = cells.as_slice() else { panic!("{line}") };
        for name in names.split(',').map(|name| name.trim().trim_matches('`')) {
            let told = Told { class: (*class).to_owned(), deleted: (*deleted).to_owned() };
            assert!(tables.insert(name.to_owned(), told).is_none(), "{name} stands there twice");
        }
    }
    tables
}

async fn all(db: &DatabaseConnection, sql: &str) -> Vec<(String, String, String)> {
    let rows = db.query_all_raw(Statement::from_string(DbBackend::Postgres, sql.to_owned())).await.unwrap();
    let text = |row: &sea_orm::QueryResult, at: usize| row.try_get_by_index::<String>(at).unwrap();
    rows.iter().map(|row| (text(row, 0), text(row, 1), text(row, 2))).collect()
}

/// Service, table and column, with the type.
const COLUMNS: &str = "SELECT c.table_schema::text, c.table_name::text, c.column_name || ' ' || c.data_type FROM information_schema.columns c \
    JOIN information_schema.tables t USING (table_schema, table_name) WHERE t.table_type = 'BASE TABLE' \
    AND c.table_schema NOT IN ('pg_catalog', 'information_schema', 'public') AND c.table_name NOT LIKE '%\\_migrations'";
/// Tables with a tenant that the database does not lock.
const UNLOCKED: &str = "SELECT n.nspname::text, c.relname::text, '' FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace \
    JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'tenant' WHERE c.relkind = 'r' \
    AND NOT (c.relrowsecurity AND c.relforcerowsecurity)";

/// Columns of sensitive tables whose texts are one of a few words, a pseudonym or a name of the house's own, and tell nothing alone.
const PLAIN: [&str; 20] = [
    "tenant",
    "card",
    "status",
    "price_list",
    "price_step",
    "reversal_reason",
    "situation",
    "closing",
    "way",
    "outcome",
    "kind",
    "number_index",
    "actor",
    "who",
    "why",
    "reference",
    "school",
    "class",
    "grade",
    "key_check",
];

#[tokio::test]
async fn each_table_is_classified_and_protected_as_its_class_demands() {
    let (installation, told) = (installation().await, told());
    let mut columns: BTreeMap<String, Vec<(String, String)>> = BTreeMap::new();
    for (_, table, column) in all(&installation.admin, COLUMNS).await {
        let (name, kind) = column.split_once(' ').unwrap();
        columns.entry(table).or_default().push((name.to_owned(), kind.to_owned()));
    }
    let (there, named): (BTreeSet<&String>, BTreeSet<&String>) = (columns.keys().collect(), told.keys().collect());
    assert!(there.len() > 70, "{there:?}");
    let apart = |one: &BTreeSet<&String>, other: &BTreeSet<&String>| -> Vec<String> {
        one.difference(other).map(|table| (*table).clone()).collect()
    };
    assert_eq!(apart(&there, &named), [""; 0], "in no row of security/data.md");
    assert_eq!(apart(&named, &there), [""; 0], "in security/data.md and no table");
    for (table, told) in &told {
        let known = ["open", "internal", "personal", "sensitive", "secret"];
        assert!(known.contains(&told.class.as_str()), "{table} is in no class: {told:?}");
    }
    let unlocked = all(&installation.admin, UNLOCKED).await;
    assert!(unlocked.is_empty(), "a tenant's rows are not locked: {unlocked:?}");

    for (table, columns) in &columns {
        let told = &told[table];
        for (name, kind) in columns {
            let is_text = kind.starts_with("character") || kind == "text";
            // What lets somebody in is a hash or encrypted, in whatever table.
            let lets_in = ["secret", "token", "password"].iter().any(|word| name.contains(word)) && is_text;
            let guarded = ["_sha256", "_sealed", "_mac"].iter().any(|end| name.ends_with(end)) || name == "sealed";
            assert!(!lets_in || guarded, "{table}.{name} holds what lets somebody in");
            if told.class == "sensitive" && is_text {
                assert!(guarded || PLAIN.contains(&name.as_str()), "{table}.{name} tells of a child in plain words");
            }
        }
        if told.class == "sensitive" || told.class == "personal" {
            assert!(
                columns.iter().any(|(name, _)| name == "tenant") || SHARED.contains(&table.as_str()),
                "{table} is nobody's"
            );
        }
    }
}

/// Personal tables without a tenant, whose rows belong to a council or to the service.
const SHARED: [&str; 4] = ["idempotency", "letter", "governance_meeting", "follow_up_draw"];

/// Whatever tells of a person is deleted by a rule that there is, or by the words in its row.
#[test]
fn what_is_kept_of_people_is_deleted_by_a_rule() {
    let registry = sambruk::registry();
    let rules: BTreeSet<&str> =
        registry.iter().flat_map(|module| module.retention.iter().map(|rule| rule.name)).collect();
    let told = told();
    let mut named = BTreeSet::new();
    for (table, told) in &told {
        let here: Vec<&str> = told.deleted.split('`').skip(1).step_by(2).collect();
        for rule in &here {
            assert!(rules.contains(rule) || *rule == "log_kept", "{table} is deleted by {rule}, which is no rule");
            named.insert(*rule);
        }
        let own_words = ["three days", "72 hours", "the person", "when they are removed", "by law", "-"];
        assert!(!here.is_empty() || own_words.iter().any(|words| told.deleted.contains(words)), "{table}: {told:?}");
        let must = told.class == "sensitive";
        assert!(!must || !here.is_empty(), "{table} tells of children and is never deleted");
    }
    let missing: Vec<_> = rules.difference(&named).collect();
    assert_eq!(missing, [&""; 0], "rules that delete from no table of security/data.md");
}

/// What is for fewer than the page or operation is proved by a test that there is.
#[test]
fn each_field_for_fewer_has_its_test() {
    let paper = paper("data.md");
    let fields = paper.split("## Fields").nth(1).unwrap();
    let mut proved = 0;
    for line in fields.lines().filter(|line| line.starts_with("| ")).skip(1) {
        let last = line.trim_end_matches(" |").rsplit(" | ").next().unwrap();
        let tests: Vec<&str> = last.split('`').filter(|part| part.contains("::")).collect();
        assert!(!tests.is_empty(), "nothing proves: {line}");
        for test in tests {
            let (file, function) = test.split_once("::").unwrap();
            let text = std::fs::read_to_string(root().join(file)).unwrap_or_else(|error| panic!("{file}: {error}"));
            let before = text.split(&format!("fn {function}()")).next().filter(|before| before.len() < text.len());
            let before = before.unwrap_or_else(|| panic!("{test} is not there"));
            assert!(before.rsplit("}\n").next().unwrap().contains("test"), "{test} is no test");
            proved += 1;
        }
    }
    assert!(proved > 8, "{proved}");
}
