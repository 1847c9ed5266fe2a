//! A service's JSON API: routes with the permission that each demands, and the OpenAPI document that follows from them.

use std::collections::BTreeMap;

use axum::Router;
use contracts::Tenant;
use serde_json::{Value, json};
use utoipa::openapi::{HttpMethod, extensions::ExtensionsBuilder, path::Operation, security::SecurityRequirement};
use utoipa_axum::router::{OpenApiRouter, UtoipaMethodRouter};

use crate::{
    ctx::Ctx,
    etag, guard,
    module::Permission,
    openapi::{self, About},
};

/// Routes under `/api/<service>/v1`.
#[derive(Default)]
pub struct Api {
    pub(crate) router: OpenApiRouter<Ctx>,
    /// What there is, for the table of operations against roles and the sweep.
    pub operations: Vec<ApiOperation>,
}

/// An operation and what it demands.
#[derive(Debug, Clone)]
pub struct ApiOperation {
    /// The operation's id, `bibblix.start_loan`.
    pub id: String,
    /// Method in capitals.
    pub method: &'static str,
    /// Path below `/api/<service>/v1`.
    pub path: String,
    /// What the caller must hold.
    pub permission: &'static Permission,
}

impl Api {
    /// No routes yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds the operations of one path (`routes!(list, create)`), for callers with the permission.
    #[must_use]
    pub fn at(mut self, permission: &'static Permission, routes: UtoipaMethodRouter<Ctx>) -> Self {
        let (schemas, mut paths, methods) = routes;
        for (path, item) in &mut paths.paths {
            for (method, operation) in operations_of(item) {
                describe(operation, permission);
                let id = operation.operation_id.clone().unwrap_or_default();
                self.operations.push(ApiOperation { id, method: name_of(&method), path: path.clone(), permission });
            }
        }
        let guarded = methods
            .layer(axum::middleware::from_fn(etag::conditional))
            .layer(axum::middleware::from_fn(move |request, next| guard::api(permission, request, next)));
        self.router = self.router.merge(OpenApiRouter::new().routes((schemas, paths, guarded)));
        self
    }

    /// Adds operations of one path that other machines call and prove themselves in (a token endpoint): no cookie, key or token is read,
    /// and no Idempotency-Key demanded. They are in the document; the service's own tests try them.
    #[must_use]
    pub fn foreign(mut self, routes: UtoipaMethodRouter<Ctx>) -> Self {
        let (schemas, mut paths, methods) = routes;
        for item in paths.paths.values_mut() {
            for (_, operation) in operations_of(item) {
                operation.security = Some(Vec::new());
            }
        }
        let guarded = methods.layer(axum::middleware::from_fn(guard::foreign));
        self.router = self.router.merge(OpenApiRouter::new().routes((schemas, paths, guarded)));
        self
    }

    /// Both, for a service whose API is written in several files.
    #[must_use]
    pub fn merge(mut self, other: Self) -> Self {
        self.router = self.router.merge(other.router);
        self.operations.extend(other.operations);
        self
    }

    /// The routes alone.
    pub(crate) fn routes(self) -> Router<Ctx> {
        self.router.split_for_parts().0
    }

    /// The OpenAPI document.
    pub(crate) fn document(&self, about: &About<'_>) -> Value {
        openapi::finished(self.router.get_openapi(), about, &scopes(&self.operations))
    }
}

/// What a client's token may cover here, with the operations that each scope lets it use.
fn scopes(operations: &[ApiOperation]) -> BTreeMap<&'static str, String> {
    let mut scopes = BTreeMap::<&str, String>::new();
    for operation in operations.iter().filter(|operation| operation.permission.can_be_scope(&Tenant::association())) {
        let text = scopes.entry(operation.permission.name).or_default();
        let comma = if text.is_empty() { "" } else { ", " };
        *text = format!("{text}{comma}{} {}", operation.method, operation.path);
    }
    scopes
}

fn operations_of(item: &mut utoipa::openapi::path::PathItem) -> Vec<(HttpMethod, &mut Operation)> {
    [
        (HttpMethod::Get, item.get.as_mut()),
        (HttpMethod::Put, item.put.as_mut()),
        (HttpMethod::Post, item.post.as_mut()),
        (HttpMethod::Delete, item.delete.as_mut()),
        (HttpMethod::Patch, item.patch.as_mut()),
    ]
    .into_iter()
    .filter_map(|(method, operation)| operation.map(|operation| (method, operation)))
    .collect()
}

const fn name_of(method: &HttpMethod) -> &'static str {
    match method {
        HttpMethod::Get => "GET",
        HttpMethod::Put => "PUT",
        HttpMethod::Post => "POST",
        HttpMethod::Delete => "DELETE",
        HttpMethod::Patch => "PATCH",
        _ => "OTHER",
    }
}

/// Every operation tells what it demands; `openapi` says the rest.
fn describe(operation: &mut Operation, permission: &Permission) {
    let roles: Vec<&str> = permission.roles.iter().map(|role| role.name()).collect();
    let demand = json!({ "name": permission.name, "roles": roles, "across": permission.across, "stepUp": permission.step_up.is_demanded() });
    let extension = ExtensionsBuilder::new().add("x-permission", demand).build();
    match &mut operation.extensions {
        Some(extensions) => extensions.merge(extension),
        none => *none = Some(extension),
    }
    let mut ways = vec![
        SecurityRequirement::new("key", Vec::<String>::new()),
        SecurityRequirement::new("session", Vec::<String>::new()),
    ];
    if permission.can_be_scope(&Tenant::association()) {
        ways.push(SecurityRequirement::new("client", [permission.name]));
    }
    operation.security = Some(ways);
}
