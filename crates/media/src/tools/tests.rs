//! Films and sounds made by the tools themselves, sent through.

use std::process::Command;

use super::*;

/// The tools, or a word about their absence. Where `BRAISE_TEST_REQUIRE` names them, it is a failure.
fn tools() -> Option<Tools> {
    match Tools::detect() {
        Ok(tools) => Some(tools),
        Err(error) => {
            let required = env::var("BRAISE_TEST_REQUIRE").unwrap_or_default();
            assert!(!required.contains("ffmpeg"), "ffmpeg is required and not installed");
            println!("skipped: {error}");
            None
        }
    }
}

/// A file of a few generated seconds.
fn make(tools: &Tools, path: &Path, arguments: &str) {
    let status = Command::new(&tools.ffmpeg)
        .args(["-nostdin", "-v", "error", "-y"])
        .args(arguments.split_whitespace())
        .arg(path)
        .status()
        .unwrap();
    assert!(status.success(), "{arguments}");
}

/// What becomes of a file, made in the directory it lies in.
async fn process(tools: &Tools, input: &Path) -> Result<Processed, MediaError> {
    let output = input.with_extension("made");
    std::fs::create_dir_all(&output).unwrap();
    tools.process(input, &output, Duration::from_secs(60)).await
}

const FILM: &str = "-f lavfi -i testsrc=duration=2:size=321x241:rate=25 -f lavfi -i sine=duration=2 \
                    -metadata title=SECRETPLACE -metadata location=+48+002/";

#[tokio::test]
async fn a_film_is_made_playable_and_forgets_its_maker() {
    let Some(tools) = tools() else { return };
    let dir = tempfile::tempdir().unwrap();
    for (name, coding) in
        [("a.mov", "-c:v mpeg4"), ("a.mp4", "-c:v libx264 -c:a aac"), ("a.webm", "-c:v libvpx -c:a libopus")]
    {
        let input = dir.path().join(name);
        make(&tools, &input, &format!("{FILM} {coding}"));
        let Processed::Film(film) = process(&tools, &input).await.unwrap() else {
            panic!("{name} is a film")
        };
        assert!(
            film.width.abs_diff(321) <= 1 && film.height.abs_diff(241) <= 1,
            "{}×{}",
            film.width,
            film.height
        );
        assert!(
            (film.frame_rate - 25.0).abs() < 0.5 && film.duration.as_secs_f64() > 1.8 && film.bitrate > 0
        );
        assert_eq!((film.poster.mime, film.blurhash.len()), ("image/jpeg", 28));
        let bytes = std::fs::read(&film.path).unwrap();
        assert_eq!(bytes.len() as u64, film.bytes);
        let find = |what: &[u8]| bytes.windows(what.len()).position(|window| window == what);
        assert!(find(b"SECRETPLACE").is_none());
        assert!(find(b"moov") < find(b"mdat"), "the index comes first");
    }
}

#[tokio::test]
async fn sounds_stay_or_become_mp3() {
    let Some(tools) = tools() else { return };
    let dir = tempfile::tempdir().unwrap();
    let sine = "-f lavfi -i sine=duration=2 -metadata title=SECRETPLACE";
    let cases = [
        ("a.mp3", "-c:a libmp3lame", "audio/mpeg"),
        ("a.ogg", "-c:a libvorbis", "audio/ogg"),
        ("a.flac", "-c:a flac", "audio/mpeg"),
        ("a.wav", "", "audio/mpeg"),
        ("a.m4a", "-c:a aac", "audio/mpeg"),
    ];
    for (name, coding, mime) in cases {
        let input = dir.path().join(name);
        make(&tools, &input, &format!("{sine} {coding}"));
        let Processed::Sound(sound) = process(&tools, &input).await.unwrap() else {
            panic!("{name} is a sound")
        };
        assert_eq!(sound.mime, mime, "{name}");
        assert!((1.8..2.3).contains(&sound.duration.as_secs_f64()), "{name} {:?}", sound.duration);
        let bytes = std::fs::read(&sound.path).unwrap();
        assert!(!bytes.windows(11).any(|window| window == b"SECRETPLACE"), "{name}");
    }
}

#[tokio::test]
async fn what_is_too_much_or_broken_is_refused() {
    let Some(tools) = tools() else { return };
    let dir = tempfile::tempdir().unwrap();
    let input = dir.path().join("a.mp4");
    make(
        &tools,
        &input,
        "-f lavfi -i color=duration=0.2:size=4000x2400:rate=5 -c:v libx264 -preset ultrafast",
    );
    assert_eq!(process(&tools, &input).await.unwrap_err().code(), "media_too_many_pixels");
    make(&tools, &input, "-f lavfi -i testsrc=duration=0.2:size=64x64:rate=240 -c:v libx264");
    assert_eq!(process(&tools, &input).await.unwrap_err().code(), "media_frame_rate");
    std::fs::write(&input, b"\0\0\0\x20ftypisom and nothing else").unwrap();
    assert_eq!(process(&tools, &input).await.unwrap_err().code(), "media_broken");
    std::fs::write(&input, b"#EXTM3U\n#EXTINF:1,\nfile:///etc/hostname\n").unwrap();
    assert_eq!(process(&tools, &input).await.unwrap_err().code(), "media_unsupported");
}

#[tokio::test]
async fn time_runs_out() {
    let Some(tools) = tools() else { return };
    let dir = tempfile::tempdir().unwrap();
    let input = dir.path().join("a.mp4");
    make(
        &tools,
        &input,
        "-f lavfi -i testsrc=duration=20:size=640x480:rate=30 -c:v libx264 -preset ultrafast",
    );
    let done = tools.process(&input, dir.path(), Duration::from_millis(150)).await;
    assert_eq!(done.unwrap_err().code(), "media_too_long");
}

#[test]
fn without_ffmpeg_the_member_is_told_so() {
    let empty = tempfile::tempdir().unwrap();
    let error = Tools::find(empty.path().as_os_str()).unwrap_err();
    assert_eq!(error.to_string(), "This server can't take film or sound because ffmpeg isn't installed.");
}
