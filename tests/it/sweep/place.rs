//! The places to try: every operation and every page of the registry, with the requests that they are asked with.

use std::collections::BTreeMap;

use contracts::Tenant;
use platform::{Ctx, Module, Permission};
use reqwest::Method;
use serde_json::Value;
use testbed::Bed;

use super::wire::{Body, Request};

/// An operation of the API or a page.
pub struct Place {
    pub service: &'static str,
    /// The operation's id, or method and path of a page.
    pub name: String,
    pub api: bool,
    pub method: Method,
    /// With `{parameters}`.
    pub template: String,
    pub permission: &'static Permission,
    form: &'static [(&'static str, &'static str)],
    /// The operation in the OpenAPI document.
    pub document: Value,
}

/// Values for the parameters of a path.
pub type Parameters = Vec<(String, String)>;

/// Every place of the registry, and what the examples are taken from.
pub struct Places {
    pub all: Vec<Place>,
    modules: Vec<Module>,
}

impl Places {
    pub fn of_registry() -> Self {
        let documents = platform::published::documents(&sambruk::registry()).expect("the documents are made");
        let modules = sambruk::registry();
        let mut all = Vec::new();
        for module in &modules {
            let text = &documents[&format!("openapi/{}.v1.json", module.name)];
            let document: Value = serde_json::from_str(text).expect("a document is JSON");
            for operation in &module.api.operations {
                let described = &document["paths"][&operation.path][operation.method.to_lowercase()];
                assert!(described.is_object(), "{} is not in the OpenAPI document", operation.id);
                let mut described = described.clone();
                described["components"] = document["components"].clone();
                all.push(Place {
                    service: module.name,
                    name: operation.id.clone(),
                    api: true,
                    method: operation.method.parse().expect("a method"),
                    template: format!("/api/{}/v1{}", module.name, operation.path),
                    permission: operation.permission,
                    form: &[],
                    document: described,
                });
            }
            all.extend(module.pages.routes.iter().map(|route| Place {
                service: module.name,
                name: format!("{} {}", route.method, route.path),
                api: false,
                method: route.method.parse().expect("a method"),
                template: route.path.to_owned(),
                permission: route.permission,
                form: route.form,
                document: Value::Null,
            }));
        }
        Self { all, modules }
    }

    /// Names of all parameters of paths.
    pub fn parameter_names(&self) -> Vec<&'static str> {
        let mut names: Vec<_> =
            self.modules.iter().flat_map(|module| &module.examples).map(|one| one.parameter).collect();
        names.sort_unstable();
        names.dedup();
        names
    }

    /// Every permission that is demanded anywhere.
    pub fn permissions(&self) -> Vec<&'static Permission> {
        let mut by_name = BTreeMap::new();
        by_name.extend(self.all.iter().map(|place| (place.permission.name, place.permission)));
        by_name.into_values().collect()
    }

    /// The permission of a path that demands most of the sign-in.
    pub fn strictest(&self, template: &str) -> &'static Permission {
        let here = self.all.iter().filter(|place| place.template == template).map(|place| place.permission);
        here.max_by_key(|permission| permission.step_up).expect("the path has a place")
    }

    fn module(&self, service: &str) -> &Module {
        self.modules.iter().find(|module| module.name == service).expect("the service is in the registry")
    }

    /// A tenant's object for every parameter of the path, or what is missing, by name.
    pub async fn parameters(&self, bed: &Bed, place: &Place, tenant: &Tenant) -> Result<Parameters, String> {
        let mut found = Vec::new();
        for name in place.parameter_names() {
            let value =
                self.object(bed, place.service, name, tenant).await.map_err(|why| format!("{}: {why}", place.name))?;
            found.push((name.to_owned(), value));
        }
        Ok(found)
    }

    /// A tenant's object for a parameter.
    async fn object(&self, bed: &Bed, service: &str, name: &str, tenant: &Tenant) -> Result<String, String> {
        let example = self.module(service).examples.iter().find(|example| example.parameter == name);
        let example = example.ok_or_else(|| format!("no example for path parameter {{{name}}}"))?;
        let found = (example.find)(bed.service(service).clone(), tenant.clone()).await;
        let found = found.map_err(|error| format!("the example for {{{name}}} of {tenant} fails: {}", error.full()))?;
        found.ok_or_else(|| format!("{tenant} has no example for {{{name}}}"))
    }

    /// Every object that a tenant has an example for, by parameter.
    pub async fn objects(&self, bed: &Bed, tenant: &Tenant) -> Parameters {
        let mut found = Vec::new();
        for module in &self.modules {
            for example in &module.examples {
                if let Ok(value) = self.object(bed, module.name, example.parameter, tenant).await {
                    found.push((example.parameter.to_owned(), value));
                }
            }
        }
        found
    }

    /// What a tenant's caller sends to a place.
    pub async fn body(&self, bed: &Bed, place: &Place, tenant: &Tenant) -> Result<Body, String> {
        if !place.api {
            let fields = place.form.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
            return Ok(if place.method == Method::GET { Body::None } else { Body::Form(fields.collect()) });
        }
        if place.document["requestBody"].is_null() {
            return Ok(Body::None);
        }
        let example = self.module(place.service).bodies.iter().find(|body| body.operation == place.name);
        let example = example.ok_or_else(|| format!("{}: no example body", place.name))?;
        let ctx: Ctx = bed.service(place.service).clone();
        let body = (example.body)(ctx, tenant.clone()).await;
        body.map(Body::Json).map_err(|error| format!("{}: the example body fails: {}", place.name, error.full()))
    }
}

impl Place {
    pub fn is_public(&self) -> bool {
        self.permission.name == platform::PUBLIC.name
    }

    fn parameter_names(&self) -> Vec<&str> {
        self.template.split('{').skip(1).filter_map(|rest| rest.split('}').next()).collect()
    }

    pub fn request(&self, parameters: &Parameters, body: &Body) -> Request {
        let path = parameters
            .iter()
            .fold(self.template.clone(), |path, (name, value)| path.replace(&format!("{{{name}}}"), value));
        Request { method: self.method.clone(), path, body: body.clone() }
    }

    /// The same as a list that is as long as it may be, where it is a list.
    pub fn longest(&self, request: &Request) -> Request {
        let pages = self.query_parameters().iter().any(|parameter| parameter["name"] == "limit");
        let path = if pages { format!("{}?limit=100", request.path) } else { request.path.clone() };
        Request { path, ..request.clone() }
    }

    /// Parameters of the query, as documented.
    pub fn query_parameters(&self) -> Vec<&Value> {
        let parameters = self.document["parameters"].as_array().map(Vec::as_slice).unwrap_or_default();
        parameters.iter().filter(|parameter| parameter["in"] == "query").collect()
    }
}

/// The same kinds of names and ids, of nothing that exists.
pub fn unknown(parameters: &Parameters) -> Parameters {
    let none = |value: &str| {
        if uuid::Uuid::try_parse(value).is_ok() { platform::id::random().to_string() } else { "ingenstans-9999".into() }
    };
    parameters.iter().map(|(name, value)| (name.clone(), none(value))).collect()
}
