//! Who signs here.

use crate::content::{Content, Opened};
use crate::{Carried, Error, Keys, Maker, Parent, Source, Statement, Story};
use c2pa::{
    BoxedSigner, Builder, Context, Ingredient, Signer, SigningAlg, create_signer, settings::Settings,
};
use serde_json::{Value, json};
use std::fs::File;
use std::io::{Cursor, Read, Seek, Write};
use std::path::Path;

/// Bytes a signature takes beside its certificates: it is reserved before it is known.
const SIGNATURE: usize = 1_024;
/// Bytes a manifest may unpack to, in megabytes.
const UNPACKED: i64 = 8;
/// What the ingredient is called inside a manifest.
const LABEL: &str = "source";

/// Who signs here.
pub struct Authority {
    signer: Tight,
    /// Authorities of others that are trusted, PEM.
    anchors: Option<String>,
}

impl std::fmt::Debug for Authority {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Authority").finish_non_exhaustive()
    }
}

impl Authority {
    /// From what was kept.
    pub fn open(keys: &Keys) -> Result<Self, Error> {
        let at = keys.leaf.find("-----BEGIN PRIVATE KEY").ok_or_else(|| {
            Error::Keys("there is no private key in PKCS #8 behind the certificates".to_owned())
        })?;
        let (certificates, key) = keys.leaf.split_at(at);
        let failed = |error: c2pa::Error| Error::Keys(error.to_string());
        let inner =
            create_signer::from_keys(certificates.as_bytes(), key.as_bytes(), SigningAlg::Es256, None)
                .map_err(failed)?;
        let certificates = inner.certs().map_err(failed)?;
        Ok(Self { signer: Tight { inner, certificates }, anchors: None })
    }

    /// The same, trusting authorities of others: PEM.
    #[must_use]
    pub fn trusting(mut self, anchors: Option<String>) -> Self {
        self.anchors = anchors;
        self
    }

    pub(crate) fn anchors(&self) -> Option<&str> {
        self.anchors.as_deref()
    }

    /// Whether a chain of certificates begins with ours.
    pub(crate) fn is(&self, leaf: &[u8]) -> bool {
        self.signer.certificates.first().is_some_and(|ours| ours == leaf)
    }

    /// The picture with a statement in it. Blocks for milliseconds.
    pub fn sign(&self, bytes: &[u8], mime: &str, statement: &Statement<'_>) -> Result<Vec<u8>, Error> {
        let mut to = Cursor::new(Vec::new());
        self.sign_to(Content::Memory(bytes), &mut to, mime, statement)?;
        Ok(to.into_inner())
    }

    /// Writes a film or sound with a statement in it to a file, over what an earlier try left there. Blocks for as long as it takes to read it twice.
    pub fn sign_file(
        &self,
        from: &Path,
        to: &Path,
        mime: &str,
        statement: &Statement<'_>,
    ) -> Result<(), Error> {
        let opened = File::options().read(true).write(true).create(true).truncate(true).open(to);
        let mut to = opened.map_err(|error| Error::Sign(error.to_string()))?;
        self.sign_to(Content::File(from), &mut to, mime, statement)
    }

    fn sign_to(
        &self,
        from: Content<'_>,
        to: &mut (impl Read + Write + Seek + Send),
        mime: &str,
        statement: &Statement<'_>,
    ) -> Result<(), Error> {
        let failed = |error: c2pa::Error| Error::Sign(error.to_string());
        let context = Context::new().with_settings(settings(None).map_err(failed)?).map_err(failed)?;
        let mut builder =
            Builder::from_context(context).with_definition(definition(statement)).map_err(failed)?;
        if let Some((parent, relationship)) = parent(statement) {
            let mut about = json!({ "title": parent.title, "relationship": relationship, "label": LABEL });
            let named = match parent.carried {
                Carried::Whole | Carried::Source(None) => None,
                Carried::Source(Some(source)) => Some(self.named(parent, source, statement)?),
            };
            if parent.carried == Carried::Source(None) {
                about["format"] = json!(parent.mime);
                builder.add_ingredient(Ingredient::from_json(&about.to_string()).map_err(failed)?);
            } else {
                let mut from = open(named.as_deref().map_or(parent.content, Content::Memory))?;
                builder
                    .add_ingredient_from_stream(about.to_string(), parent.mime, &mut from)
                    .map_err(failed)?;
            }
        }
        builder.sign(&self.signer, mime, &mut open(from)?, to).map_err(failed)?;
        Ok(())
    }

    /// The picture with nothing in it but what it was made with: its own credentials are replaced.
    fn named(&self, parent: &Parent<'_>, source: &str, by: &Statement<'_>) -> Result<Vec<u8>, Error> {
        let bare = Statement {
            story: Story::Named(source),
            when: by.when.clone(),
            by: by.by,
            training: None,
            author: None,
            prompt: None,
        };
        let mut to = Cursor::new(Vec::new());
        self.sign_to(parent.content, &mut to, parent.mime, &bare)?;
        Ok(to.into_inner())
    }
}

fn open(content: Content<'_>) -> Result<Opened<'_>, Error> {
    content.open().map_err(|error| Error::Sign(error.to_string()))
}

/// Settings for reading and signing: no network, no thumbnails, nothing that grows without an end.
pub(crate) fn settings(anchors: Option<&str>) -> c2pa::Result<Settings> {
    let mut said = json!({
        "core": {
            "decode_identity_assertions": false,
            "allowed_network_hosts": [],
            "max_decompressed_manifest_size_in_mb": UNPACKED,
        },
        "verify": { "remote_manifest_fetch": false, "ocsp_fetch": false },
        "builder": { "thumbnail": { "enabled": false } },
    });
    if let Some(anchors) = anchors {
        said["trust"] = json!({ "trust_anchors": anchors });
    }
    Settings::new().with_json(&said.to_string())
}

fn parent<'s>(statement: &'s Statement<'_>) -> Option<(&'s Parent<'s>, &'static str)> {
    match &statement.story {
        Story::Created(_) | Story::Named(_) => None,
        // Rules look at a picture; a model works over it.
        Story::Remixed(Maker::Rules(_), parent) => Some((parent, "inputTo")),
        Story::Remixed(Maker::Model(_), parent) | Story::Kept { from: parent, .. } => {
            Some((parent, "parentOf"))
        }
    }
}

fn definition(statement: &Statement<'_>) -> Value {
    let (name, version) = statement.by;
    let mut assertions = vec![
        json!({ "label": "c2pa.actions.v2", "data": { "actions": actions(statement) }, "created": true }),
    ];
    if let Some(training) = &statement.training {
        assertions.push(json!({ "label": "cawg.training-mining", "data": training }));
    }
    let mut metadata = json!({ "@context": { "dc": "http://purl.org/dc/elements/1.1/" } });
    if let Some(author) = &statement.author {
        metadata["dc:creator"] = json!([author]);
    }
    if let Some(prompt) = &statement.prompt {
        metadata["dc:description"] = json!(prompt);
    }
    if metadata.as_object().is_some_and(|fields| fields.len() > 1) {
        assertions.push(json!({ "label": "cawg.metadata", "kind": "Json", "data": metadata }));
    }
    json!({
        "claim_generator_info": [{ "name": name, "version": version }],
        "assertions": assertions,
    })
}

fn actions(statement: &Statement<'_>) -> Vec<Value> {
    let when = &statement.when;
    let act = |action: &str, agent: &str, source: Option<&str>| {
        let mut act = json!({ "action": action, "when": when, "softwareAgent": { "name": agent } });
        if let Some(source) = source {
            act["digitalSourceType"] = json!(source);
        }
        act
    };
    let here = statement.by.0;
    let opened = || {
        let mut act = act("c2pa.opened", here, None);
        act["parameters"] = json!({ "ingredientIds": [LABEL] });
        act
    };
    match &statement.story {
        // Whoever made it, and when, it does not say.
        Story::Named(source) => vec![json!({ "action": "c2pa.created", "digitalSourceType": source })],
        Story::Created(maker) => vec![act("c2pa.created", maker.name(), Some(maker.source().uri()))],
        Story::Remixed(Maker::Rules(name), _) => {
            let mut act = act("c2pa.created", name, Some(Source::Algorithmic.uri()));
            act["parameters"] = json!({ "ingredientIds": [LABEL] });
            vec![act]
        }
        Story::Remixed(Maker::Model(name), _) => {
            vec![opened(), act("c2pa.edited", name, Some(Source::Composite.uri()))]
        }
        Story::Kept { resized, source, .. } => {
            let mut done = vec![opened(), act("c2pa.transcoded", here, source.as_deref())];
            if *resized {
                done.push(act("c2pa.resized", here, None));
            }
            done
        }
    }
}

impl Maker {
    fn name(&self) -> &str {
        match self {
            Self::Model(name) | Self::Rules(name) => name,
        }
    }

    const fn source(&self) -> Source {
        match self {
            Self::Model(_) => Source::Trained,
            Self::Rules(_) => Source::Algorithmic,
        }
    }
}

/// The library's signer reserves ten kilobytes for a signature of some hundred bytes: too much for small
/// pictures.
struct Tight {
    inner: BoxedSigner,
    certificates: Vec<Vec<u8>>,
}

impl Signer for Tight {
    fn sign(&self, data: &[u8]) -> c2pa::Result<Vec<u8>> {
        self.inner.sign(data)
    }

    fn alg(&self) -> SigningAlg {
        self.inner.alg()
    }

    fn certs(&self) -> c2pa::Result<Vec<Vec<u8>>> {
        Ok(self.certificates.clone())
    }

    fn reserve_size(&self) -> usize {
        SIGNATURE + self.certificates.iter().map(Vec::len).sum::<usize>()
    }
}
