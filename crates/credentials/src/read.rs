//! Reading what a picture says of itself. It is a stranger's word until its signature was checked, and a
//! stranger's text after that too.

use crate::authority::{Authority, settings};
use crate::{Content, Found, Ingredient, State, Step};
use c2pa::assertions::{Actions, SoftwareAgent};
use c2pa::{Context, Manifest, Reader, Relationship, ValidationState};
use serde_json::Value;

/// Characters of a text in a summary.
const CHARACTERS: usize = 300;
/// Characters of the words a picture was made from.
const PROMPT_CHARACTERS: usize = 4_000;
/// Steps, ingredients and faults in a summary.
const ITEMS: usize = 40;
/// Manifests one above the other whose steps are told.
const DEPTH: usize = 12;

/// What a picture says of itself; nothing where it says nothing. What cannot be read is [`State::Invalid`].
/// `on` is asked now and then whether to go on. Blocks for milliseconds.
pub fn read(
    content: Content<'_>,
    mime: &str,
    authority: Option<&Authority>,
    on: impl Fn() -> bool + Send + Sync + 'static,
) -> Option<Found> {
    if !content.may_have() {
        return None;
    }
    match opened(content, mime, authority, on) {
        Ok(reader) => {
            let manifest = reader.active_manifest()?;
            Some(summary(&reader, manifest, authority))
        }
        Err(c2pa::Error::JumbfNotFound | c2pa::Error::UnsupportedType) => None,
        Err(error) => {
            tracing::debug!(%error, "content credentials cannot be read");
            Some(unreadable())
        }
    }
}

fn opened(
    content: Content<'_>,
    mime: &str,
    authority: Option<&Authority>,
    on: impl Fn() -> bool + Send + Sync + 'static,
) -> c2pa::Result<Reader> {
    let settings = settings(authority.and_then(Authority::anchors))?;
    let context = Context::new().with_settings(settings)?.with_progress_callback(move |_, _, _| on());
    Reader::from_context(context).with_stream(mime, content.open()?)
}

fn unreadable() -> Found {
    Found {
        state: State::Invalid,
        signed_here: false,
        signer: None,
        generator: None,
        steps: Vec::new(),
        ingredients: Vec::new(),
        training: None,
        author: None,
        prompt: None,
        says_where: false,
        faults: vec!["manifest.unreadable".to_owned()],
    }
}

fn summary(reader: &Reader, manifest: &Manifest, authority: Option<&Authority>) -> Found {
    let state = match reader.validation_state() {
        ValidationState::Trusted => State::Trusted,
        ValidationState::Valid => State::Valid,
        ValidationState::Invalid => State::Invalid,
    };
    let mut steps = Vec::new();
    told(reader, manifest, 0, &mut steps);
    let metadata = manifest.find_assertion::<Value>("cawg.metadata").unwrap_or_default();
    let ours = authority.is_some_and(|authority| leaf(manifest).is_some_and(|leaf| authority.is(&leaf)));
    Found {
        state,
        signed_here: ours && state != State::Invalid,
        signer: signer(manifest),
        generator: manifest
            .claim_generator_info
            .as_ref()
            .and_then(|all| all.first())
            .map(|info| short(&info.name))
            .or_else(|| manifest.claim_generator().map(short)),
        steps,
        ingredients: manifest.ingredients().iter().take(ITEMS).map(|one| ingredient(reader, one)).collect(),
        training: manifest
            .find_assertion::<Value>("cawg.training-mining")
            .or_else(|_| manifest.find_assertion::<Value>("c2pa.training-mining"))
            .ok()
            .filter(|said| said.to_string().len() <= PROMPT_CHARACTERS),
        author: metadata["dc:creator"].get(0).and_then(Value::as_str).map(short),
        prompt: metadata["dc:description"]
            .as_str()
            .map(|words| words.chars().take(PROMPT_CHARACTERS).collect()),
        says_where: reader.iter_manifests().any(says_where),
        faults: faults(reader),
    }
}

/// The steps of what it comes from, then its own.
fn told(reader: &Reader, manifest: &Manifest, depth: usize, steps: &mut Vec<Step>) {
    if depth < DEPTH {
        let before =
            manifest.ingredients().iter().filter_map(|one| reader.get_manifest(one.active_manifest()?));
        for manifest in before.take(ITEMS) {
            told(reader, manifest, depth + 1, steps);
        }
    }
    let mut own = manifest.find_assertion::<Actions>("c2pa.actions.v2");
    if own.is_err() {
        own = manifest.find_assertion::<Actions>("c2pa.actions");
    }
    for action in own.map(|actions| actions.actions).unwrap_or_default() {
        if steps.len() >= ITEMS {
            return;
        }
        let agent = action.software_agent().map(|agent| match agent {
            SoftwareAgent::String(name) => short(name),
            SoftwareAgent::ClaimGeneratorInfo(info) => short(&info.name),
        });
        let source = action.source_type().and_then(|source| serde_json::to_value(source).ok());
        steps.push(Step {
            action: short(action.action()),
            source: source.as_ref().and_then(Value::as_str).map(short),
            agent,
            when: action.when().map(short),
        });
    }
}

fn ingredient(reader: &Reader, one: &c2pa::Ingredient) -> Ingredient {
    let relationship = match one.relationship() {
        Relationship::ParentOf => "parentOf",
        Relationship::ComponentOf => "componentOf",
        Relationship::InputTo => "inputTo",
    };
    let manifest = one.active_manifest().and_then(|label| reader.get_manifest(label));
    let results = one.validation_results().map(c2pa::ValidationResults::validation_state);
    Ingredient {
        title: one.title().map(short),
        relationship: relationship.to_owned(),
        signer: manifest.and_then(signer),
        faulty: manifest.is_some() && results == Some(ValidationState::Invalid),
    }
}

fn signer(manifest: &Manifest) -> Option<String> {
    manifest.issuer().or_else(|| manifest.common_name()).map(|name| short(&name))
}

/// Whether a manifest speaks of a place: coordinates of the camera, or a location in words.
fn says_where(manifest: &Manifest) -> bool {
    const WORDS: [&str; 3] = ["gps", "location", "geocoordinates"];
    let metadata = manifest.assertions().iter().filter(|one| !one.label().starts_with("c2pa.actions"));
    metadata.filter_map(|one| one.value().ok()).any(|value| {
        let text = value.to_string().to_lowercase();
        WORDS.iter().any(|word| text.contains(word))
    })
}

/// The certificate that signed, DER.
fn leaf(manifest: &Manifest) -> Option<Vec<u8>> {
    let chain = manifest.signature_info()?.cert_chain();
    let first = chain.split("-----BEGIN CERTIFICATE-----").nth(1)?.split("-----END").next()?;
    let digits: String = first.split_whitespace().collect();
    base64::Engine::decode(&base64::engine::general_purpose::STANDARD, digits).ok()
}

fn faults(reader: &Reader) -> Vec<String> {
    let all = reader.validation_status().unwrap_or_default().iter();
    let mut faults: Vec<String> = all.map(|status| short(status.code())).collect();
    faults.dedup();
    faults.truncate(ITEMS);
    faults
}

fn short(text: &str) -> String {
    text.chars().filter(|c| !c.is_control()).take(CHARACTERS).collect()
}
