//! The release in Croissant 1.1, which loaders of datasets read.

use super::manifest::Manifest;
use super::{DPO, KTO, MESSAGES};
use crate::table::{COLUMNS, Column};
use serde_json::{Value, json};

/// The description.
pub fn croissant(manifest: &Manifest) -> Value {
    let address = format!("{}/datasets/{}", manifest.server, manifest.release);
    json!({
        "@context": context(),
        "@type": "sc:Dataset",
        "conformsTo": "http://mlcommons.org/croissant/1.1",
        "name": manifest.release,
        "description": description(manifest),
        "url": address,
        "license": manifest.licence,
        "version": "1.0.0",
        "datePublished": manifest.cutoff,
        "citeAs": format!("{}. {} {address}", manifest.title, &manifest.cutoff[..manifest.cutoff.len().min(4)]),
        "creator": { "@type": "sc:Organization", "name": manifest.server, "url": manifest.server },
        "rai:personalSensitiveInformation": "Authors are pseudonyms; addresses, numbers and handles are replaced.",
        "rai:dataCollection": "Public posts whose authors consented to the stated purposes, by their own recorded choice.",
        "rai:dataLimitations": "Posts their authors marked as made with a model have ai_generated set; what nobody marked is not guessed.",
        "distribution": distribution(manifest),
        "recordSet": record_sets(),
    })
}

fn description(manifest: &Manifest) -> String {
    format!(
        "{}: {} rows of consented posts and threads, for {}.",
        manifest.title,
        manifest.rows,
        manifest.purposes.join(", ")
    )
}

fn distribution(manifest: &Manifest) -> Vec<Value> {
    let mut all = vec![json!({
        "@type": "cr:FileSet",
        "@id": "rows-files",
        "name": "rows-files",
        "description": "The rows, in Parquet files.",
        "encodingFormat": "application/x-parquet",
        "includes": "data/*.parquet",
    })];
    for file in manifest.files.iter().filter(|file| file.name.ends_with(".jsonl")) {
        all.push(json!({
            "@type": "cr:FileObject",
            "@id": file.name,
            "name": file.name,
            "description": held(&file.name),
            "contentUrl": file.name,
            "contentSize": format!("{} B", file.bytes),
            "encodingFormat": "application/jsonlines",
            "sha256": file.sha256,
        }));
    }
    all
}

/// What a file of lines holds.
fn held(name: &str) -> &'static str {
    match name {
        MESSAGES => "Threads as chat messages: {messages: [{role, content}], row, language} a line.",
        KTO => {
            "Replies and whether a later or an earlier one outdid them: {prompt, completion, label, row} a line."
        }
        DPO => "Pairs of replies to the same post: {prompt, chosen, rejected, row} a line.",
        _ => "",
    }
}

fn record_sets() -> Vec<Value> {
    let rows = COLUMNS.map(|(name, column, meaning)| {
        let kind = match column {
            Column::Text => "sc:Text",
            Column::Integer => "sc:Integer",
            Column::Number => "sc:Float",
            Column::Flag => "sc:Boolean",
        };
        let source = json!({ "fileSet": { "@id": "rows-files" }, "extract": { "column": name } });
        field("rows", name, meaning, kind, &source)
    });
    let mut all = vec![record_set("rows", "Threads and posts.", &rows)];
    // Messages are lists of objects, which loaders of Croissant do not read from lines: their file is named in the
    // distribution, with what it holds.
    let lines = [
        (
            "kto",
            KTO,
            "Replies and whether they were preferred.",
            &["prompt", "completion", "label", "row"][..],
        ),
        ("dpo", DPO, "Pairs of replies to the same post.", &["prompt", "chosen", "rejected", "row"]),
    ];
    for (set, file, meaning, fields) in lines {
        let fields: Vec<Value> = fields
            .iter()
            .map(|name| {
                let source = json!({ "fileObject": { "@id": file }, "extract": { "column": name } });
                let kind = if *name == "label" { "sc:Boolean" } else { "sc:Text" };
                field(set, name, name, kind, &source)
            })
            .collect();
        all.push(record_set(set, meaning, &fields));
    }
    all
}

fn record_set(name: &str, meaning: &str, fields: &[Value]) -> Value {
    json!({ "@type": "cr:RecordSet", "@id": name, "name": name, "description": meaning, "field": fields })
}

fn field(set: &str, name: &str, meaning: &str, kind: &str, source: &Value) -> Value {
    json!({
        "@type": "cr:Field",
        "@id": format!("{set}/{name}"),
        "name": name,
        "description": meaning,
        "dataType": kind,
        "source": source,
    })
}

/// The context every Croissant 1.1 file opens with.
fn context() -> Value {
    let mut context = json!({
        "@language": "en",
        "@vocab": "https://schema.org/",
        "cr": "http://mlcommons.org/croissant/",
        "rai": "http://mlcommons.org/croissant/RAI/",
        "dct": "http://purl.org/dc/terms/",
        "sc": "https://schema.org/",
        "conformsTo": "dct:conformsTo",
        "data": { "@id": "cr:data", "@type": "@json" },
        "examples": { "@id": "cr:examples", "@type": "@json" },
        "dataType": { "@id": "cr:dataType", "@type": "@vocab" },
        "name": { "@container": "@language" },
        "description": { "@container": "@language" },
    });
    let own = [
        "arrayShape",
        "citeAs",
        "column",
        "containedIn",
        "equivalentProperty",
        "extract",
        "field",
        "fileObject",
        "fileProperty",
        "fileSet",
        "format",
        "includes",
        "isArray",
        "isLiveDataset",
        "jsonPath",
        "key",
        "md5",
        "parentField",
        "path",
        "recordSet",
        "references",
        "regex",
        "repeated",
        "replace",
        "samplingRate",
        "separator",
        "source",
        "subField",
        "transform",
    ];
    if let Some(terms) = context.as_object_mut() {
        terms.extend(own.map(|term| (term.to_owned(), Value::from(format!("cr:{term}")))));
    }
    context
}
