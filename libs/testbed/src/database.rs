//! Databases that a test has for itself.

use platform::{Config, host::Registry};
use sea_orm::{ConnectionTrait, Database as Sea};

/// Which database a bed runs on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Database {
    /// One SQLite file per service.
    Sqlite,
    /// A database of its own in the test cluster, one schema and role per service.
    Postgres,
}

/// A database in the test cluster, dropped at the end.
pub struct Postgres {
    admin: String,
    name: String,
}

impl Postgres {
    /// Makes an empty database.
    ///
    /// # Panics
    /// When no test cluster was given: tests run through `make test`, which starts one.
    pub async fn create() -> Self {
        #[expect(clippy::disallowed_methods, reason = "tests are told by the Makefile where it is")]
        let admin = std::env::var("SAMBRUK_TEST_POSTGRES")
            .expect("SAMBRUK_TEST_POSTGRES names the test cluster: run `make test`");
        let name = format!("t{}", platform::id::random().simple());
        #[expect(clippy::disallowed_methods, reason = "the cluster's administrator, outside any service")]
        let cluster = Sea::connect(&admin).await.expect("the test cluster answers");
        cluster.execute_unprepared(&format!("CREATE DATABASE {name}")).await.expect("a database is made");
        cluster.close().await.expect("closed");
        Self { admin, name }
    }

    /// Has a configuration use it, with a password for each service. Roles belong to the cluster: the same service has the same one in
    /// all tests.
    pub fn apply(&self, config: &mut Config, registry: Registry) {
        let address = self.admin.rsplit_once('@').map_or(self.admin.as_str(), |(_, address)| address);
        let host = address.split('/').next().unwrap_or(address);
        config.database.url = format!("postgres://sambruk_{{service}}:{{password}}@{host}/{}", self.name);
        config.database.admin_url = self.admin_url();
        let passwords = registry().into_iter().map(|module| (module.name.to_owned(), format!("test-{}", module.name)));
        config.database.passwords = passwords.collect();
        config.database.connections = 5;
    }

    /// Has the administrator change what lies in it.
    pub(crate) async fn change(&self, sql: &str) {
        #[expect(clippy::disallowed_methods, reason = "the cluster's administrator, outside any service")]
        let database = Sea::connect(&self.admin_url()).await.expect("the test cluster answers");
        database.execute_unprepared(sql).await.expect("it is changed");
        database.close().await.expect("closed");
    }

    /// The administrator's address of it.
    #[must_use]
    pub fn admin_url(&self) -> String {
        let (base, _) = self.admin.rsplit_once('/').unwrap_or((&self.admin, ""));
        format!("{base}/{}", self.name)
    }
}

impl Drop for Postgres {
    fn drop(&mut self) {
        let (admin, name) = (self.admin.clone(), self.name.clone());
        // A runtime of its own: the test's may be ending.
        let _dropped = std::thread::spawn(move || {
            let Ok(runtime) = tokio::runtime::Builder::new_current_thread().enable_all().build() else {
                return;
            };
            runtime.block_on(async {
                #[expect(clippy::disallowed_methods, reason = "the cluster's administrator, outside any service")]
                if let Ok(cluster) = Sea::connect(&admin).await {
                    let _gone =
                        cluster.execute_unprepared(&format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)")).await;
                }
            });
        })
        .join();
    }
}
