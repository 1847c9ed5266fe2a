//! A service's JSON API: routes with the permission that each demands, and the OpenAPI document that follows from them.

use std::collections::BTreeMap;

use axum::Router;
use contracts::Tenant;
use serde_json::json;
use utoipa::openapi::{
    ContentBuilder, HttpMethod, OpenApi, Ref, ResponseBuilder, extensions::ExtensionsBuilder, path::Operation,
    security::SecurityRequirement,
};
use utoipa_axum::router::{OpenApiRouter, UtoipaMethodRouter};

use crate::{ctx::Ctx, error::Problem, guard, module::Permission};

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
        let guarded =
            methods.layer(axum::middleware::from_fn(move |request, next| guard::api(permission, request, next)));
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

    pub(crate) fn split(self, service: &str, title: &str) -> (Router<Ctx>, OpenApi) {
        let scopes = scopes(&self.operations);
        let (router, mut document) = self.router.split_for_parts();
        finish(&mut document, service, title, scopes);
        (router, document)
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

/// Every operation tells what it demands and how it refuses, so that handlers need not repeat it.
fn describe(operation: &mut Operation, permission: &Permission) {
    let demand = json!({ "name": permission.name, "across": permission.across, "stepUp": permission.step_up });
    let extension = ExtensionsBuilder::new().add("x-permission", demand).build();
    match &mut operation.extensions {
        Some(extensions) => extensions.merge(extension),
        none => *none = Some(extension),
    }
    let mut ways = vec![
        SecurityRequirement::new("session", Vec::<String>::new()),
        SecurityRequirement::new("key", Vec::<String>::new()),
    ];
    let scope = permission.can_be_scope(&Tenant::association());
    if scope {
        ways.push(SecurityRequirement::new("client", [permission.name]));
    }
    operation.security = Some(ways);
    let insufficient = scope.then_some(("403", "The access token's scopes do not cover the operation"));
    for (status, text) in [
        ("401", "Nobody is signed in, or the key or access token is not valid"),
        ("404", "It does not exist, or not for this caller"),
        ("429", "Too many requests; Retry-After says when to try again"),
        ("500", "A fault of ours; name the instance when you ask for help"),
    ]
    .into_iter()
    .chain(insufficient)
    {
        let problem = ContentBuilder::new().schema(Some(Ref::from_schema_name("Problem"))).build();
        let response = ResponseBuilder::new().description(text).content("application/problem+json", problem).build();
        operation.responses.responses.entry(status.into()).or_insert_with(|| response.into());
    }
}

fn finish(document: &mut OpenApi, service: &str, title: &str, scopes: BTreeMap<&'static str, String>) {
    use utoipa::openapi::{
        ContactBuilder, InfoBuilder, LicenseBuilder, ServerBuilder,
        security::{
            ApiKey, ApiKeyValue, ClientCredentials, Flow, Http, HttpAuthScheme, OAuth2, Scopes, SecurityScheme,
        },
    };
    document.info = InfoBuilder::new()
        .title(format!("Sambruk {title}"))
        .version("1")
        .description(Some(format!("The API of the shared service {title}.")))
        .contact(Some(ContactBuilder::new().name(Some("Föreningen Sambruk")).url(Some("https://sambruk.se")).build()))
        .license(Some(LicenseBuilder::new().name("EUPL-1.2").identifier(Some("EUPL-1.2")).build()))
        .build();
    document.servers = Some(vec![ServerBuilder::new().url(format!("/api/{service}/v1")).build()]);
    let components = document.components.get_or_insert_default();
    let mut problem = Vec::new();
    <Problem as utoipa::ToSchema>::schemas(&mut problem);
    problem.push(("Problem".into(), <Problem as utoipa::PartialSchema>::schema()));
    components.schemas.extend(problem);
    let cookie = SecurityScheme::ApiKey(ApiKey::Cookie(ApiKeyValue::new("sambruk")));
    components.security_schemes.insert("session".into(), cookie.into());
    components.security_schemes.insert("key".into(), SecurityScheme::Http(Http::new(HttpAuthScheme::Bearer)).into());
    if !scopes.is_empty() {
        let flow = ClientCredentials::new(
            "/api/identity/v1/token",
            Scopes::from_iter(scopes.iter().map(|(name, text)| (*name, text.as_str()))),
        );
        let client = SecurityScheme::OAuth2(OAuth2::new([Flow::ClientCredentials(flow)]));
        components.security_schemes.insert("client".into(), client.into());
    }
}
