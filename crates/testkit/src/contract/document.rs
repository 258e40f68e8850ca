//! The description of the API, read once, and its schemas, compiled when first needed.

use super::{lock, templates::Templates, tolerances};
use jsonschema::Validator;
use serde_json::{Value, json};
use std::collections::{BTreeSet, HashMap};
use std::io::Read;
use std::path::PathBuf;
use std::sync::{Arc, Mutex};

/// The description with our tolerances applied.
pub struct Document {
    paths: Value,
    schemas: Value,
    templates: Templates,
    compiled: Mutex<HashMap<String, Arc<Validator>>>,
}

/// What the description says about one kind of answer.
pub enum Expected {
    /// It must match this.
    Schema(Arc<Validator>),
    /// It must be `{}`: what Mastodon answers when there is nothing to say.
    EmptyObject,
    /// Nothing is said.
    Unknown,
}

impl Document {
    /// Reads the file, if it is there.
    pub fn load() -> Option<Self> {
        let mut whole = original()?;
        tolerances::apply(&mut whole);
        Some(Self::new(whole))
    }

    /// Reads a description.
    pub fn new(mut whole: Value) -> Self {
        loosen(&mut whole["components"]["schemas"]);
        loosen(&mut whole["paths"]);
        let paths = whole["paths"].take();
        let templates = Templates::new(paths.as_object().expect("paths").keys().cloned());
        Self { paths, schemas: whole["components"]["schemas"].take(), templates, compiled: Mutex::default() }
    }

    /// The template a concrete path belongs to.
    pub fn template(&self, path: &str) -> Option<&str> {
        self.templates.find(path)
    }

    /// Every path template with its operations.
    #[cfg(test)]
    pub fn operations(&self) -> impl Iterator<Item = (&String, &Value)> {
        self.paths.as_object().into_iter().flatten()
    }

    /// What the description says of this answer.
    pub fn expected(&self, method: &str, template: &str, status: u16) -> Expected {
        let Some(operation) = self.paths[template].get(method) else { return Expected::Unknown };
        let answer = &operation["responses"][status.to_string()];
        let schema = answer.pointer("/content/application~1json/schema");
        match schema {
            Some(schema) => Expected::Schema(self.compile(format!("{method} {template} {status}"), schema)),
            // Whatever goes wrong is told in the same shape, also where the description forgot it.
            None if status >= 400 && template.starts_with("/api/") => {
                Expected::Schema(self.compile("error".into(), &json!({"$ref": "#/components/schemas/Error"})))
            }
            None if status == 200 && tolerances::answers_empty(method, template) => Expected::EmptyObject,
            None => Expected::Unknown,
        }
    }

    fn compile(&self, name: String, schema: &Value) -> Arc<Validator> {
        lock(&self.compiled).entry(name).or_insert_with_key(|name| Arc::new(self.build(name, schema))).clone()
    }

    fn build(&self, name: &str, schema: &Value) -> Validator {
        let mut wanted = BTreeSet::new();
        self.reach(schema, &mut wanted);
        let schemas: serde_json::Map<String, Value> =
            wanted.iter().map(|name| (name.clone(), self.schemas[name].clone())).collect();
        let root = json!({ "allOf": [schema], "components": { "schemas": schemas } });
        jsonschema::options()
            .with_draft(jsonschema::Draft::Draft202012)
            .should_validate_formats(true)
            .with_format("uri", absolute)
            .with_format("uri-or-empty", |text| text.is_empty() || absolute(text))
            .with_format("email", |text| text.is_empty() || text.contains('@'))
            .with_format("iso-639-1", language)
            .build(&root)
            .unwrap_or_else(|error| panic!("the schema of {name} cannot be used: {error}"))
    }

    /// Collects the names of the components `schema` needs, so that only they are compiled.
    fn reach(&self, schema: &Value, wanted: &mut BTreeSet<String>) {
        match schema {
            Value::Object(fields) => {
                if let Some(name) = fields.get("$ref").and_then(Value::as_str).and_then(component)
                    && wanted.insert(name.to_owned())
                {
                    self.reach(&self.schemas[name], wanted);
                }
                fields.values().for_each(|value| self.reach(value, wanted));
            }
            Value::Array(items) => items.iter().for_each(|value| self.reach(value, wanted)),
            _ => {}
        }
    }
}

/// The file as it is.
pub fn original() -> Option<Value> {
    // A relative place is seen from the workspace, wherever a test happens to run.
    let workspace = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../.."));
    let folder = workspace.join(std::env::var_os("BRAISE_REFERENCE").unwrap_or_else(|| "../shared".into()));
    let file = std::fs::File::open(folder.join("reference/mastodon-openapi.json.gz")).ok()?;
    let mut text = String::new();
    flate2::read::GzDecoder::new(file).read_to_string(&mut text).expect("the description is gzip");
    Some(serde_json::from_str(&text).expect("the description is JSON"))
}

fn component(reference: &str) -> Option<&str> {
    reference.strip_prefix("#/components/schemas/")
}

/// Two habits of the generated file say more than they mean, everywhere:
/// `oneOf` is written where several shapes may fit at once (a quote with its post is also a quote
/// without one), and `"type": ["string", "null"]` beside a `$ref` to an enumeration forbids the
/// null it allows. Examples and prose are dropped on the way; they are most of the file.
fn loosen(schema: &mut Value) {
    match schema {
        Value::Object(fields) => {
            for prose in ["example", "examples", "externalDocs"] {
                fields.remove(prose);
            }
            if let Some(choices) = fields.remove("oneOf") {
                fields.insert("anyOf".into(), choices);
            }
            let nullable =
                fields.get("type").and_then(Value::as_array).is_some_and(|t| t.contains(&"null".into()));
            if nullable && let Some(reference) = fields.remove("$ref") {
                fields.insert("anyOf".into(), json!([{ "$ref": reference }, { "type": "null" }]));
            }
            fields.values_mut().for_each(loosen);
        }
        Value::Array(items) => items.iter_mut().for_each(loosen),
        _ => {}
    }
}

fn absolute(text: &str) -> bool {
    text.split_once(':').is_some_and(|(scheme, rest)| {
        scheme.starts_with(|first: char| first.is_ascii_alphabetic())
            && scheme.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte))
            && !rest.is_empty()
            && !text.contains(char::is_whitespace)
    })
}

/// `en`, `zh-TW`, `sr-Latn`: the parts are short and of letters or digits.
fn language(text: &str) -> bool {
    let mut parts = text.split('-');
    parts
        .next()
        .is_some_and(|first| (2..=3).contains(&first.len()) && first.bytes().all(|b| b.is_ascii_lowercase()))
        && parts.all(|part| (2..=8).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphanumeric()))
}
