//! Media attachments.

use app::Config;
use model::{Media, MediaKind};
use serde_json::{Value, json};

/// An attachment.
pub(crate) fn attachment(config: &Config, media: &Media) -> Value {
    let url = media.ready.then(|| config.media_url(&media.file)).filter(|_| !media.file.is_empty());
    let preview = media.small.as_ref().map(|small| config.media_url(small)).or_else(|| {
        // A picture always has a small version; a sound has nothing to show.
        (media.kind == MediaKind::Image).then(|| url.clone()).flatten()
    });
    json!({
        "id": media.id.to_string(),
        "type": media.kind.word(),
        "url": url,
        "preview_url": preview,
        "remote_url": null,
        "preview_remote_url": null,
        "text_url": null,
        "meta": meta(media),
        "description": Some(&media.alt).filter(|alt| !alt.is_empty()),
        "blurhash": media.blurhash,
        "ai_generated": media.ai_generated,
        "drawn_by_rules": media.drawn,
        "content_credentials": media.credentials,
    })
}

fn meta(media: &Media) -> Value {
    let shape = &media.shape;
    let mut meta = json!({});
    if shape.width > 0 {
        meta["original"] = size(shape.width, shape.height);
    }
    if shape.small_width > 0 {
        meta["small"] = size(shape.small_width, shape.small_height);
    }
    if matches!(media.kind, MediaKind::Video | MediaKind::Audio | MediaKind::Gifv) && shape.duration > 0.0 {
        meta["length"] = json!(clock(shape.duration));
        meta["duration"] = json!(shape.duration);
        if meta["original"].is_null() {
            meta["original"] = json!({});
        }
        meta["original"]["duration"] = json!(shape.duration);
        meta["original"]["bitrate"] = json!(shape.bitrate);
        if shape.frame_rate > 0.0 {
            meta["fps"] = json!(shape.frame_rate.round());
            meta["original"]["frame_rate"] = json!(format!("{}/1", shape.frame_rate.round()));
        }
    }
    if let Some(focus) = media.focus {
        meta["focus"] = json!({ "x": focus.x, "y": focus.y });
    }
    meta
}

fn size(width: u32, height: u32) -> Value {
    json!({
        "width": width,
        "height": height,
        "size": format!("{width}x{height}"),
        "aspect": f64::from(width) / f64::from(height.max(1)),
    })
}

/// `0:01:02.50`.
fn clock(seconds: f64) -> String {
    let whole = seconds.max(0.0);
    format!("{}:{:02}:{:05.2}", (whole / 3_600.0).floor(), ((whole / 60.0) % 60.0).floor(), whole % 60.0)
}
