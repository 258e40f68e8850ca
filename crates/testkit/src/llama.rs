//! A language model of random weights in llama.cpp's file format (GGUF, version 3), small enough to be
//! written by a test. What it writes is nonsense of printable characters, the same for the same seed; it
//! is held to schemas and tools as any other, so everything about an answer but its sense can be tested.

use std::io::Write as _;
use std::path::Path;

/// Numbers of a vector inside the model.
const WIDTH: usize = 64;
/// Numbers between the two halves of a layer.
const INNER: usize = 128;
const LAYERS: usize = 2;
const HEADS: usize = 4;
/// Tokens it can look back at.
const CONTEXT: u32 = 8_192;
/// Tensors begin at multiples of this.
const ALIGNED: usize = 32;

/// What stands before the tokens that are one byte each.
const SPECIAL: [&str; 3] = ["<unk>", "<s>", "</s>"];
/// What stands after them: how a call of a tool begins, and how a turn of a chat begins and ends.
const MARKS: [&str; 3] = ["<tool_call>", "<|im_start|>", "<|im_end|>"];
const TOKENS: usize = SPECIAL.len() + 256 + MARKS.len();
const UNKNOWN: usize = 0;
const BEGIN: usize = 1;
const CALL: usize = SPECIAL.len() + 256;
const END: usize = TOKENS - 1;

/// How a chat, its tools and calls of them are written down for the model. What begins a call is one token:
/// who has to call a tool may say something before, and nobody writes eleven certain letters by chance.
const TEMPLATE: &str = r#"{%- if tools -%}
<|im_start|>system
A tool is called with <tool_call>{"name": name, "arguments": object}</tool_call>.
{% for tool in tools %}{{ tool | tojson }}
{% endfor %}<|im_end|>
{% endif -%}
{%- for message in messages -%}
<|im_start|>{{ message.role }}
{% if message.content %}{{ message.content }}{% endif -%}
{%- if message.tool_calls -%}{%- for call in message.tool_calls %}<tool_call>{"name": "{{ call.function.name }}", "arguments": {{ call.function.arguments | tojson }}}</tool_call>{% endfor -%}{%- endif -%}<|im_end|>
{% endfor -%}
{%- if add_generation_prompt -%}<|im_start|>assistant
{% endif -%}"#;

/// Writes the model down.
pub(crate) fn write(path: &Path, seed: u64) -> std::io::Result<()> {
    let tensors = tensors(&mut Dice(seed));
    let facts = facts();
    let mut head = b"GGUF".to_vec();
    head.extend(3_u32.to_le_bytes());
    head.extend((tensors.len() as u64).to_le_bytes());
    head.extend((facts.len() as u64).to_le_bytes());
    for (name, fact) in &facts {
        text(&mut head, name);
        fact.write(&mut head);
    }
    let mut body = Vec::new();
    for tensor in &tensors {
        tensor.describe(&mut head, body.len());
        body.extend(tensor.numbers.iter().flat_map(|number| number.to_le_bytes()));
        body.resize(body.len().next_multiple_of(ALIGNED), 0);
    }
    head.resize(head.len().next_multiple_of(ALIGNED), 0);
    let mut file = std::fs::File::create(path)?;
    file.write_all(&head)?;
    file.write_all(&body)
}

fn text(into: &mut Vec<u8>, text: &str) {
    into.extend((text.len() as u64).to_le_bytes());
    into.extend(text.as_bytes());
}

/// A value of the file's head.
enum Fact {
    Count(u32),
    Number(f32),
    Flag(bool),
    Text(&'static str),
    Texts(Vec<String>),
    Numbers(Vec<f32>),
    Kinds(Vec<i32>),
}

impl Fact {
    fn write(&self, into: &mut Vec<u8>) {
        // Which number stands for which type, and that a list is one too, says the format's description.
        const LIST: u32 = 9;
        let kind = |into: &mut Vec<u8>, kind: u32| into.extend(kind.to_le_bytes());
        let list = |into: &mut Vec<u8>, of: u32, length: usize| {
            kind(into, LIST);
            kind(into, of);
            into.extend((length as u64).to_le_bytes());
        };
        match self {
            Self::Count(count) => {
                kind(into, 4);
                into.extend(count.to_le_bytes());
            }
            Self::Number(number) => {
                kind(into, 6);
                into.extend(number.to_le_bytes());
            }
            Self::Flag(flag) => {
                kind(into, 7);
                into.push(u8::from(*flag));
            }
            Self::Text(words) => {
                kind(into, 8);
                text(into, words);
            }
            Self::Texts(all) => {
                list(into, 8, all.len());
                all.iter().for_each(|words| text(into, words));
            }
            Self::Numbers(all) => {
                list(into, 6, all.len());
                all.iter().for_each(|number| into.extend(number.to_le_bytes()));
            }
            Self::Kinds(all) => {
                list(into, 5, all.len());
                all.iter().for_each(|number| into.extend(number.to_le_bytes()));
            }
        }
    }
}

fn facts() -> Vec<(&'static str, Fact)> {
    let count = |number: usize| Fact::Count(u32::try_from(number).unwrap());
    let bytes = (0..256).map(|byte| format!("<0x{byte:02X}>"));
    let tokens =
        SPECIAL.map(str::to_owned).into_iter().chain(bytes).chain(MARKS.map(str::to_owned)).collect();
    // Unknown, control, a byte, and a word of its own.
    let kinds = [2, 3, 3].into_iter().chain([6; 256]).chain([4, 3, 3]).collect();
    vec![
        ("general.architecture", Fact::Text("llama")),
        ("general.name", Fact::Text("nonsense")),
        ("llama.context_length", Fact::Count(CONTEXT)),
        ("llama.embedding_length", count(WIDTH)),
        ("llama.block_count", count(LAYERS)),
        ("llama.feed_forward_length", count(INNER)),
        ("llama.attention.head_count", count(HEADS)),
        ("llama.attention.layer_norm_rms_epsilon", Fact::Number(1e-5)),
        ("llama.rope.dimension_count", count(WIDTH / HEADS)),
        ("tokenizer.ggml.model", Fact::Text("llama")),
        ("tokenizer.ggml.tokens", Fact::Texts(tokens)),
        ("tokenizer.ggml.scores", Fact::Numbers(vec![0.0; TOKENS])),
        ("tokenizer.ggml.token_type", Fact::Kinds(kinds)),
        ("tokenizer.ggml.unknown_token_id", count(UNKNOWN)),
        ("tokenizer.ggml.bos_token_id", count(BEGIN)),
        ("tokenizer.ggml.eos_token_id", count(END)),
        ("tokenizer.ggml.add_space_prefix", Fact::Flag(false)),
        ("tokenizer.chat_template", Fact::Text(TEMPLATE)),
    ]
}

/// A matrix, or a row of numbers where `rows` is nothing.
struct Tensor {
    name: String,
    rows: Option<usize>,
    numbers: Vec<f32>,
}

impl Tensor {
    fn describe(&self, into: &mut Vec<u8>, offset: usize) {
        text(into, &self.name);
        let width = self.numbers.len() / self.rows.unwrap_or(1);
        let sizes: Vec<usize> = std::iter::once(width).chain(self.rows).collect();
        into.extend(u32::try_from(sizes.len()).unwrap().to_le_bytes());
        sizes.iter().for_each(|size| into.extend((*size as u64).to_le_bytes()));
        // Numbers of 32 bits.
        into.extend(0_u32.to_le_bytes());
        into.extend((offset as u64).to_le_bytes());
    }
}

fn tensors(dice: &mut Dice) -> Vec<Tensor> {
    let mut all = vec![
        Tensor { name: "token_embd.weight".to_owned(), rows: Some(TOKENS), numbers: heard(dice) },
        Tensor { name: "output.weight".to_owned(), rows: Some(TOKENS), numbers: said(dice) },
        Tensor { name: "output_norm.weight".to_owned(), rows: None, numbers: vec![1.0; WIDTH] },
    ];
    for layer in 0..LAYERS {
        let name = |part: &str| format!("blk.{layer}.{part}.weight");
        for part in ["attn_norm", "ffn_norm"] {
            all.push(Tensor { name: name(part), rows: None, numbers: vec![1.0; WIDTH] });
        }
        for (part, rows, width) in [
            ("attn_q", WIDTH, WIDTH),
            ("attn_k", WIDTH, WIDTH),
            ("attn_v", WIDTH, WIDTH),
            ("attn_output", WIDTH, WIDTH),
            ("ffn_gate", INNER, WIDTH),
            ("ffn_up", INNER, WIDTH),
            ("ffn_down", WIDTH, INNER),
        ] {
            all.push(Tensor { name: name(part), rows: Some(rows), numbers: dice.matrix(rows, width, 0.1) });
        }
    }
    all
}

/// What the model hears in each token. The first number is the same for all and stays the largest, so that
/// [`said`] can lean on it.
fn heard(dice: &mut Dice) -> Vec<f32> {
    let mut numbers = dice.matrix(TOKENS, WIDTH, 0.35);
    numbers.iter_mut().step_by(WIDTH).for_each(|first| *first = 8.0);
    numbers
}

/// What it says next: any printable character, what ends a text somewhat oftener, and never half a letter of
/// another script, which no grammar keeps it from.
fn said(dice: &mut Dice) -> Vec<f32> {
    let mut numbers = dice.matrix(TOKENS, WIDTH, 0.35);
    for (token, lean) in numbers.iter_mut().step_by(WIDTH).enumerate() {
        *lean = match token.checked_sub(SPECIAL.len()).and_then(|byte| u8::try_from(byte).ok()) {
            Some(b'"' | b'{' | b'}' | b']') => 0.3,
            Some(b' '..=b'~') => 0.0,
            None if token == END || token == CALL => 0.3,
            _ => -4.0,
        };
    }
    numbers
}

/// Numbers from a seed (splitmix64).
struct Dice(u64);

impl Dice {
    /// Numbers up to `most`, above nothing and below.
    fn matrix(&mut self, rows: usize, width: usize, most: f32) -> Vec<f32> {
        (0..rows * width).map(|_| self.number() * most).collect()
    }

    /// Evenly from -1 to 1.
    fn number(&mut self) -> f32 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        let part = u16::try_from((mixed ^ (mixed >> 31)) >> 48).unwrap();
        f32::from(part) / f32::from(u16::MAX) * 2.0 - 1.0
    }
}
