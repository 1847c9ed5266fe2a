//! The second lock: row-level security on PostgreSQL, proven on the catalogue of every service's schema.

use sea_orm::{ConnectionTrait, DatabaseConnection, DbBackend, Statement};
use testbed::Postgres;

pub struct Installation {
    _database: Postgres,
    config: platform::Config,
    pub admin: DatabaseConnection,
}

pub async fn installation() -> Installation {
    let database = Postgres::create().await;
    let mut config = testbed::base(sambruk::DEFAULTS, std::env::temp_dir());
    database.apply(&mut config, sambruk::registry);
    platform::tools::migrate(&config, sambruk::registry, &platform::Clock::System).await.unwrap();
    platform::tools::migrate(&config, sambruk::registry, &platform::Clock::System)
        .await
        .expect("migrating twice changes nothing");
    let admin = platform::store::connect(&database.admin_url(), None, 1).await.unwrap();
    Installation { _database: database, config, admin }
}

async fn rows(db: &DatabaseConnection, sql: &str) -> Vec<sea_orm::QueryResult> {
    db.query_all_raw(Statement::from_string(DbBackend::Postgres, sql.to_owned())).await.unwrap()
}

async fn count(db: &DatabaseConnection, sql: &str) -> i64 {
    rows(db, sql).await[0].try_get_by_index(0).unwrap()
}

#[tokio::test]
async fn every_tenant_table_is_locked_and_roles_own_nothing() {
    let installation = installation().await;
    let admin = &installation.admin;
    let mut tables = 0;
    for module in sambruk::registry() {
        let service = module.name;
        let unlocked = rows(
            admin,
            &format!(
                "SELECT c.relname::text FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = '{service}' \
                 AND c.relkind = 'r' AND EXISTS (SELECT 1 FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attname = 'tenant') \
                 AND NOT (c.relrowsecurity AND c.relforcerowsecurity AND (SELECT count(*) FROM pg_policy p WHERE p.polrelid = c.oid AND p.polname NOT LIKE 'prune%') = 2)"
            ),
        )
        .await;
        let names: Vec<String> = unlocked.iter().map(|row| row.try_get_by_index(0).unwrap()).collect();
        assert!(names.is_empty(), "{service}: not locked: {names:?}");
        tables += count(admin, &format!("SELECT count(*) FROM pg_policy p JOIN pg_class c ON c.oid = p.polrelid JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = '{service}'")).await;
        let role = format!("sambruk_{service}");
        let strong = count(admin, &format!("SELECT count(*) FROM pg_roles WHERE rolname LIKE '{role}%' AND (rolsuper OR rolbypassrls OR rolcreatedb OR rolcreaterole)")).await;
        assert_eq!(strong, 0, "{role} is too strong");
        let owned = count(
            admin,
            &format!(
                "SELECT count(*) FROM pg_class c JOIN pg_roles r ON r.oid = c.relowner WHERE r.rolname LIKE '{role}%'"
            ),
        )
        .await;
        assert_eq!(owned, 0, "{role} owns something");
        let foreign = count(admin, &format!("SELECT count(*) FROM information_schema.role_table_grants WHERE grantee LIKE '{role}%' AND table_schema <> '{service}' AND table_schema NOT IN ('pg_catalog', 'information_schema')")).await;
        assert_eq!(foreign, 0, "{role} may reach another service's tables");
    }
    assert!(tables > 40, "only {tables} policies were found: is the catalogue read rightly?");
}

#[tokio::test]
async fn the_application_role_sees_one_tenant_at_a_time() {
    let installation = installation().await;
    let admin = &installation.admin;
    for tenant in ["habo-0643", "habo-0305"] {
        let sql = format!(
            "INSERT INTO members.usage_tally (tenant, meter, day, events, quantity, ore) VALUES ('{tenant}', 'm', '2026-01-01', 1, 1, 1)"
        );
        admin.execute_unprepared(&sql).await.unwrap();
    }
    let url = installation.config.database_url("members");
    let app = platform::store::connect(&url, Some("members"), 1).await.unwrap();
    let see = "SELECT count(*) FROM usage_tally";
    assert_eq!(count(&app, see).await, 0, "without a tenant nothing is seen");
    app.execute_unprepared("BEGIN; SELECT set_config('app.tenant', 'habo-0643', true)").await.unwrap();
    assert_eq!(count(&app, see).await, 1, "the tenant's own row is seen");
    let foreign = "INSERT INTO usage_tally (tenant, meter, day, events, quantity, ore) VALUES ('habo-0305', 'x', '2026-01-01', 1, 1, 1)";
    let refused = app.execute_unprepared(foreign).await.unwrap_err().to_string();
    assert!(refused.contains("row-level security"), "{refused}");
    app.execute_unprepared("ROLLBACK").await.unwrap();
    assert_eq!(count(&app, see).await, 0, "the tenant ends with the transaction");
    app.execute_unprepared("BEGIN; SET LOCAL ROLE sambruk_members_across").await.unwrap();
    assert_eq!(count(&app, see).await, 2, "the door across tenants sees both");
    app.execute_unprepared("ROLLBACK").await.unwrap();
    let denied = app.execute_unprepared("SET LOCAL ROLE sambruk_billing_across").await;
    assert!(denied.is_err(), "another service's door is closed");
    let elsewhere = app.execute_unprepared("SELECT 1 FROM billing.outbox").await.unwrap_err().to_string();
    assert!(elsewhere.contains("permission denied"), "{elsewhere}");
}

/// Whoever has a service's password has that service's rows, and no other's (ASVS 5.0, 13.2.1).
#[tokio::test]
async fn each_service_signs_in_with_a_password_of_its_own() {
    let installation = installation().await;
    let config = &installation.config;
    let services: Vec<&str> = sambruk::registry().iter().map(|module| module.name).collect();
    for (at, service) in services.iter().enumerate() {
        let url = config.database_url(service);
        let own = platform::store::connect(&url, Some(service), 1).await.unwrap();
        let who: String = rows(&own, "SELECT current_user::text").await[0].try_get_by_index(0).unwrap();
        assert_eq!(who, format!("sambruk_{service}"));
        let other = services[(at + 1) % services.len()];
        let (mine, theirs) = (config.database_password(service), config.database_password(other));
        assert_ne!(mine, theirs, "{service} and {other}");
        let forged = config.database_url(other).replace(theirs, mine);
        let refused = platform::store::connect(&forged, Some(other), 1).await.map(drop).unwrap_err().full();
        assert!(refused.contains("password authentication failed"), "{service} as {other}: {refused}");
    }
}

/// Roles belong to the cluster: installations beside each other change the same ones.
#[tokio::test(flavor = "multi_thread")]
async fn installations_beside_each_other_migrate_at_once() {
    #[expect(clippy::disallowed_methods, reason = "four at once")]
    let all = (0..4).map(|_| tokio::spawn(async { drop(installation().await) }));
    for one in all.collect::<Vec<_>>() {
        one.await.expect("none of them fails");
    }
}

#[tokio::test]
async fn the_audit_log_can_only_grow() {
    let installation = installation().await;
    let url = installation.config.database_url("members");
    let app = platform::store::connect(&url, Some("members"), 1).await.unwrap();
    for sql in ["UPDATE audit SET actor = 'nobody'", "DELETE FROM audit", "TRUNCATE audit"] {
        let refused = app.execute_unprepared(sql).await.unwrap_err().to_string();
        assert!(refused.contains("permission denied"), "{sql}: {refused}");
    } // The role that prunes sees nothing young to delete, and may do nothing else.
    app.execute_unprepared("BEGIN; SELECT set_config('app.tenant', 'habo-0643', true)").await.unwrap();
    let row = "INSERT INTO audit (tenant, id, at, actor, action, object, detail) VALUES ('habo-0643', \
               '01890a5d-ac96-774b-bcce-b302099a8057', now(), 'system:test', 'a', 'b', 'null')";
    app.execute_unprepared(row).await.unwrap();
    app.execute_unprepared("COMMIT; BEGIN; SET LOCAL ROLE sambruk_members_prune").await.unwrap();
    assert_eq!(count(&app, "SELECT count(*) FROM audit").await, 1);
    assert_eq!(app.execute_unprepared("DELETE FROM audit").await.unwrap().rows_affected(), 0);
    let foreign = app.execute_unprepared("SELECT 1 FROM outbox").await.unwrap_err().to_string();
    assert!(foreign.contains("permission denied"), "{foreign}");
}
