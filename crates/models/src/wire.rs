//! What is sent and what comes back. Only what is needed is read, and all of it may be missing.

use crate::chat::{Picture, picture_url};
use crate::{Error, Profile, ToolChoice};
use serde_json::{Value, json};

/// What is asked of a model.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Chat {
    /// What was said so far.
    pub messages: Vec<Message>,
    /// The name and JSON schema of the answer, for providers that can be held to one.
    pub schema: Option<(&'static str, Value)>,
    /// Tools the model may ask for. None is ever run here.
    pub tools: Vec<Tool>,
    /// The tool it has to ask for, where a provider can be told so.
    pub must_call: Option<String>,
    /// A picture the last question is about, for providers that look at pictures.
    pub picture: Option<Picture>,
    /// Tokens of the answer at most.
    pub most_tokens: u32,
}

/// Something said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    /// `system`, `user` or `assistant`.
    pub role: &'static str,
    /// The words.
    pub text: String,
}

/// A tool, described.
#[derive(Clone, Debug, PartialEq)]
pub struct Tool {
    /// Its name.
    pub name: String,
    /// What it does.
    pub does: String,
    /// The JSON schema of what it takes.
    pub takes: Value,
}

/// What a model answered.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Reply {
    /// Its words.
    pub text: String,
    /// Tools it asks for.
    pub tool_calls: Vec<ToolCall>,
    /// Why it ended, where that was said.
    pub finish: Option<String>,
    /// What it took, where that was said.
    pub usage: Option<Usage>,
    /// The model that answered, where that was said.
    pub model: Option<String>,
}

/// A tool that is asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ToolCall {
    /// Its name.
    pub name: String,
    /// What it is to take, as JSON text that may be anything.
    pub arguments: String,
}

/// Tokens.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Usage {
    /// Of what was sent.
    pub sent: u64,
    /// Of what came.
    pub came: u64,
}

impl Chat {
    /// As a provider takes it.
    pub fn body(&self, profile: &Profile, model: &str, stream: bool) -> Value {
        let last = self.messages.iter().rposition(|message| message.role == "user");
        let message = |(place, message): (usize, &Message)| {
            let picture = self.picture.as_ref().filter(|_| profile.vision && Some(place) == last);
            let content = picture.map_or_else(
                || json!(message.text),
                |picture| {
                    let url = json!({ "url": picture_url(picture) });
                    json!([{ "type": "text", "text": message.text }, { "type": "image_url", "image_url": url }])
                },
            );
            json!({ "role": message.role, "content": content })
        };
        let mut body = json!({
            "model": model,
            "messages": self.messages.iter().enumerate().map(message).collect::<Vec<_>>(),
            "stream": stream,
        });
        if self.most_tokens > 0 {
            body[profile.most_tokens] = json!(self.most_tokens);
        }
        if let Some((name, schema)) = self.schema.as_ref().filter(|_| profile.json_schema) {
            let schema = json!({ "name": name, "strict": true, "schema": schema });
            body["response_format"] = json!({ "type": "json_schema", "json_schema": schema });
        }
        let (tools, choice) = self.offered(profile);
        if !tools.is_empty() {
            let tool = |tool: &&Tool| {
                let function =
                    json!({ "name": tool.name, "description": tool.does, "parameters": tool.takes });
                json!({ "type": "function", "function": function })
            };
            body["tools"] = tools.iter().map(tool).collect();
        }
        match choice {
            Some(Must::Any) => body["tool_choice"] = json!("required"),
            Some(Must::Call(name)) => {
                body["tool_choice"] = json!({ "type": "function", "function": { "name": name } });
            }
            None => {}
        }
        if stream && profile.stream_usage {
            body["stream_options"] = json!({ "include_usage": true });
        }
        body
    }

    /// The tools a provider is given, and what it is told about calling them. Who can only be told to call any is
    /// given the one that is meant.
    pub(crate) fn offered(&self, profile: &Profile) -> (Vec<&Tool>, Option<Must<'_>>) {
        if !profile.tools {
            return (Vec::new(), None);
        }
        let all = self.tools.iter();
        match (self.must_call.as_deref(), profile.tool_choice) {
            (None, _) | (_, ToolChoice::No) => (all.collect(), None),
            (Some(name), ToolChoice::Any) => {
                (all.filter(|tool| tool.name == name).collect(), Some(Must::Any))
            }
            (Some(name), ToolChoice::Named) => (all.collect(), Some(Must::Call(name))),
        }
    }
}

/// What a provider has to do with its tools.
pub(crate) enum Must<'a> {
    /// Call one of them.
    Any,
    /// Call this one.
    Call(&'a str),
}

impl Reply {
    /// From a whole answer.
    pub fn read(body: &[u8]) -> Result<Self, Error> {
        let body: Value = serde_json::from_slice(body).map_err(|_| Error::Malformed("it is no JSON"))?;
        let choice = body.pointer("/choices/0").ok_or(Error::Malformed("it has no choices"))?;
        let message = choice.get("message").ok_or(Error::Malformed("its choice has no message"))?;
        let mut reply = Self::default();
        reply.add(message);
        reply.finish = text(choice.get("finish_reason"));
        reply.usage = usage(&body);
        reply.model = text(body.get("model"));
        reply.ended(message)
    }

    /// Adds an event of a stream; the words that came with it. Whether the stream has ended is told by
    /// [`Reply::finish`].
    pub fn take(&mut self, event: &str) -> Result<String, Error> {
        let event: Value =
            serde_json::from_str(event).map_err(|_| Error::Malformed("an event is no JSON"))?;
        if event.get("error").is_some_and(|error| !error.is_null()) {
            return Err(Error::Faulty(200));
        }
        if let Some(usage) = usage(&event) {
            self.usage = Some(usage);
        }
        if self.model.is_none() {
            self.model = text(event.get("model"));
        }
        // The last event of some providers has usage and no choice.
        let Some(choice) = event.pointer("/choices/0") else { return Ok(String::new()) };
        if let Some(finish) = text(choice.get("finish_reason")) {
            self.finish = Some(finish);
        }
        let before = self.text.len();
        if let Some(delta) = choice.get("delta") {
            if text(delta.get("refusal")).is_some() {
                return Err(Error::Declined);
            }
            self.add(delta);
        }
        Ok(self.text.get(before..).unwrap_or_default().to_owned())
    }

    fn ended(self, message: &Value) -> Result<Self, Error> {
        let declined =
            text(message.get("refusal")).is_some() || self.finish.as_deref() == Some("content_filter");
        match self.finish.as_deref() {
            _ if declined => Err(Error::Declined),
            Some("length") => Err(Error::Truncated),
            _ => Ok(self),
        }
    }

    fn add(&mut self, part: &Value) {
        match part.get("content") {
            Some(Value::String(words)) => self.text.push_str(words),
            // Some answer in pieces with types.
            Some(Value::Array(pieces)) => {
                for piece in pieces {
                    self.text.push_str(&text(piece.get("text")).unwrap_or_default());
                }
            }
            _ => {}
        }
        for call in part.get("tool_calls").and_then(Value::as_array).into_iter().flatten() {
            let place =
                call.get("index").and_then(Value::as_u64).and_then(|place| usize::try_from(place).ok());
            let place = place.unwrap_or(self.tool_calls.len());
            if place > self.tool_calls.len() || place > 32 {
                continue;
            }
            if place == self.tool_calls.len() {
                self.tool_calls.push(ToolCall::default());
            }
            let known = &mut self.tool_calls[place];
            known.name.push_str(&text(call.pointer("/function/name")).unwrap_or_default());
            match call.pointer("/function/arguments") {
                Some(Value::String(more)) => known.arguments.push_str(more),
                Some(Value::Null) | None => {}
                Some(other) => known.arguments.push_str(&other.to_string()),
            }
        }
    }
}

pub(crate) fn text(value: Option<&Value>) -> Option<String> {
    value.and_then(Value::as_str).filter(|text| !text.is_empty()).map(str::to_owned)
}

pub(crate) fn usage(body: &Value) -> Option<Usage> {
    let usage = body.get("usage").filter(|usage| usage.is_object())?;
    let of = |names: [&str; 2]| names.iter().find_map(|name| usage.get(*name)?.as_u64()).unwrap_or(0);
    Some(Usage {
        sent: of(["prompt_tokens", "input_tokens"]),
        came: of(["completion_tokens", "output_tokens"]),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_a_provider_cannot_do_is_not_asked_of_it() {
        let chat = Chat {
            messages: vec![Message { role: "user", text: "Hi".to_owned() }],
            schema: Some(("answer", json!({ "type": "object" }))),
            tools: ["look", "count"]
                .map(|name| Tool { name: name.to_owned(), does: String::new(), takes: json!({}) })
                .into(),
            must_call: Some("look".to_owned()),
            most_tokens: 9,
            ..Chat::default()
        };
        let plain = chat.body(&Profile::named("other").unwrap(), "m", true);
        let sent = json!({ "model": "m", "messages": [{ "role": "user", "content": "Hi" }], "stream": true, "max_tokens": 9 });
        assert_eq!(plain, sent);
        let able = chat.body(&Profile::named("openai").unwrap(), "m", true);
        assert_eq!(able["max_completion_tokens"], 9);
        assert_eq!(able["response_format"]["json_schema"]["schema"]["type"], "object");
        assert_eq!(able["tools"][0]["function"]["name"], "look");
        assert_eq!(able["tool_choice"]["function"]["name"], "look");
        // It hears no names, so it is given what it has to call and nothing else.
        let llama = chat.body(&Profile::named("llama.cpp").unwrap(), "m", true);
        assert_eq!(
            (&llama["tool_choice"], llama["tools"].as_array().unwrap().len()),
            (&json!("required"), 1)
        );
        assert_eq!(llama["tools"][0]["function"]["name"], "look");
        let ollama = chat.body(&Profile::named("ollama").unwrap(), "m", false);
        assert!(ollama["tools"].is_array() && ollama["tool_choice"].is_null());
        assert_eq!(able["stream_options"]["include_usage"], true);
    }

    #[test]
    fn answers_with_hardly_anything_in_them_are_read() {
        let reply =
            Reply::read(br#"{"choices":[{"message":{"content":"Hello"}}],"timings":{"x":1}}"#).unwrap();
        assert_eq!((reply.text.as_str(), reply.usage), ("Hello", None));
        let reply = Reply::read(
            br#"{"choices":[{"message":{"content":null,"reasoning_content":"hm","tool_calls":[
            {"function":{"name":"look","arguments":{"a":1}}}]}}],"usage":{"prompt_tokens":3}}"#,
        );
        let reply = reply.unwrap();
        assert_eq!(
            reply.tool_calls,
            [ToolCall { name: "look".to_owned(), arguments: "{\"a\":1}".to_owned() }]
        );
        assert_eq!(reply.usage, Some(Usage { sent: 3, came: 0 }));
        for bad in ["", "[]", "{}", "{\"choices\":[]}", "{\"choices\":[{}]}"] {
            assert!(matches!(Reply::read(bad.as_bytes()), Err(Error::Malformed(_))), "{bad}");
        }
        let long = br#"{"choices":[{"message":{"content":"x"},"finish_reason":"length"}]}"#;
        assert!(matches!(Reply::read(long), Err(Error::Truncated)));
        let no = br#"{"choices":[{"message":{"content":null,"refusal":"I cannot"}}]}"#;
        assert!(matches!(Reply::read(no), Err(Error::Declined)));
    }

    #[test]
    fn a_stream_adds_up() {
        let mut reply = Reply::default();
        for (event, words) in [
            (r#"{"choices":[{"delta":{"role":"assistant"}}],"model":"m"}"#, ""),
            (r#"{"choices":[{"delta":{"content":"Hel"}}]}"#, "Hel"),
            (
                r#"{"choices":[{"delta":{"content":"lo","tool_calls":[{"index":0,"function":{"name":"look","arguments":"{\"a\""}}]}}]}"#,
                "lo",
            ),
            (
                r#"{"choices":[{"delta":{"tool_calls":[{"index":0,"function":{"arguments":":1}"}}]},"finish_reason":"stop"}]}"#,
                "",
            ),
            (r#"{"choices":[],"usage":{"prompt_tokens":1,"completion_tokens":2}}"#, ""),
        ] {
            assert_eq!(reply.take(event).unwrap(), words);
        }
        assert_eq!((reply.text.as_str(), reply.finish.as_deref()), ("Hello", Some("stop")));
        assert_eq!(reply.tool_calls[0].arguments, "{\"a\":1}");
        assert_eq!(reply.usage, Some(Usage { sent: 1, came: 2 }));
        assert!(matches!(reply.take("{\"error\":{\"message\":\"x\"}}"), Err(Error::Faulty(_))));
        assert!(matches!(reply.take("{"), Err(Error::Malformed(_))));
    }

    proptest! {
        #[test]
        fn anything_may_come(event in "\\PC{0,120}") {
            let _ = Reply::default().take(&event);
            let _ = Reply::read(event.as_bytes());
        }
    }
}
