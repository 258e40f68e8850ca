//! The Responses API, which OpenAI and xAI prefer: the same questions and answers in another form.

use crate::chat::picture_url;
use crate::wire::{Must, text, usage};
use crate::{Chat, Error, Message, Profile, Reply, ToolCall};
use serde_json::{Value, json};

impl Chat {
    /// As the Responses API takes it. Nothing is kept at the provider.
    pub fn responses_body(&self, profile: &Profile, model: &str, stream: bool) -> Value {
        let last = self.messages.iter().rposition(|message| message.role == "user");
        let message = |(place, message): (usize, &Message)| {
            let kind = if message.role == "assistant" { "output_text" } else { "input_text" };
            let mut content = vec![json!({ "type": kind, "text": message.text })];
            if let Some(picture) = self.picture.as_ref().filter(|_| profile.vision && Some(place) == last) {
                content.push(json!({ "type": "input_image", "image_url": picture_url(picture) }));
            }
            json!({ "role": message.role, "content": content })
        };
        let mut body = json!({
            "model": model,
            "input": self.messages.iter().enumerate().map(message).collect::<Vec<_>>(),
            "stream": stream,
            "store": false,
        });
        if self.most_tokens > 0 {
            body["max_output_tokens"] = json!(self.most_tokens);
        }
        if let Some((name, schema)) = self.schema.as_ref().filter(|_| profile.json_schema) {
            let format = json!({ "type": "json_schema", "name": name, "strict": true, "schema": schema });
            body["text"] = json!({ "format": format });
        }
        let (tools, choice) = self.offered(profile);
        if !tools.is_empty() {
            let tool = |tool: &&crate::Tool| json!({ "type": "function", "name": tool.name, "description": tool.does, "parameters": tool.takes });
            body["tools"] = tools.iter().map(tool).collect();
        }
        match choice {
            Some(Must::Any) => body["tool_choice"] = json!("required"),
            Some(Must::Call(name)) => body["tool_choice"] = json!({ "type": "function", "name": name }),
            None => {}
        }
        body
    }
}

impl Reply {
    /// From a whole answer of the Responses API.
    pub fn read_response(body: &[u8]) -> Result<Self, Error> {
        let body: Value = serde_json::from_slice(body).map_err(|_| Error::Malformed("it is no JSON"))?;
        if !body.get("output").is_some_and(Value::is_array) {
            return Err(Error::Malformed("it has no output"));
        }
        let mut reply = Self::default();
        reply.add_output(&body)?;
        reply.ended_response(&body)?;
        Ok(reply)
    }

    /// Adds an event of a stream of the Responses API; the words that came with it. Its end is told by
    /// [`Reply::finish`].
    pub fn take_response(&mut self, event: &str) -> Result<String, Error> {
        let event: Value =
            serde_json::from_str(event).map_err(|_| Error::Malformed("an event is no JSON"))?;
        match event.get("type").and_then(Value::as_str).unwrap_or_default() {
            "response.output_text.delta" => {
                let words = text(event.get("delta")).unwrap_or_default();
                self.text.push_str(&words);
                Ok(words)
            }
            "response.refusal.delta" | "response.refusal.done" => Err(Error::Declined),
            "error" | "response.failed" => Err(Error::Faulty(200)),
            "response.completed" | "response.incomplete" => {
                let response = event.get("response").cloned().unwrap_or_default();
                let before = self.text.len();
                // Some send the words with the end alone; calls stand there whole in any case.
                let said = std::mem::take(&mut self.text);
                self.tool_calls.clear();
                self.add_output(&response)?;
                if !said.is_empty() {
                    self.text = said;
                }
                self.ended_response(&response)?;
                Ok(self.text.get(before..).unwrap_or_default().to_owned())
            }
            _ => Ok(String::new()),
        }
    }

    fn add_output(&mut self, response: &Value) -> Result<(), Error> {
        for item in response.get("output").and_then(Value::as_array).into_iter().flatten() {
            if item.get("type").and_then(Value::as_str) == Some("function_call") {
                self.tool_calls.push(ToolCall {
                    name: text(item.get("name")).unwrap_or_default(),
                    arguments: text(item.get("arguments")).unwrap_or_default(),
                });
            }
            for part in item.get("content").and_then(Value::as_array).into_iter().flatten() {
                match part.get("type").and_then(Value::as_str) {
                    Some("refusal") => return Err(Error::Declined),
                    Some("output_text" | "text") => {
                        self.text.push_str(&text(part.get("text")).unwrap_or_default());
                    }
                    _ => {}
                }
            }
        }
        self.usage = usage(response).or(self.usage);
        self.model = text(response.get("model")).or_else(|| self.model.take());
        Ok(())
    }

    fn ended_response(&mut self, response: &Value) -> Result<(), Error> {
        match text(response.get("status")).as_deref() {
            Some("incomplete") => {
                let why = response.pointer("/incomplete_details/reason").and_then(Value::as_str);
                Err(if why == Some("content_filter") { Error::Declined } else { Error::Truncated })
            }
            Some("failed") => Err(Error::Faulty(200)),
            _ => {
                self.finish = Some("stop".to_owned());
                Ok(())
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_question_in_the_other_form() {
        let chat = Chat {
            messages: vec![
                Message { role: "system", text: "Be short".to_owned() },
                Message { role: "user", text: "Hi".to_owned() },
            ],
            schema: Some(("answer", json!({ "type": "object" }))),
            most_tokens: 9,
            ..Chat::default()
        };
        let body = chat.responses_body(&Profile::named("openai").unwrap(), "m", true);
        assert_eq!(body["input"][1]["content"][0], json!({ "type": "input_text", "text": "Hi" }));
        assert_eq!((&body["store"], &body["max_output_tokens"]), (&json!(false), &json!(9)));
        assert_eq!(body["text"]["format"]["name"], "answer");
    }

    #[test]
    fn an_answer_is_read_whole_and_in_pieces() {
        let whole = json!({ "status": "completed", "model": "m", "usage": { "input_tokens": 3, "output_tokens": 2 },
            "output": [{ "type": "reasoning" }, { "type": "message", "content": [{ "type": "output_text", "text": "Hello" }] },
                { "type": "function_call", "name": "look", "arguments": "{}" }] });
        let read = Reply::read_response(whole.to_string().as_bytes()).unwrap();
        assert_eq!((read.text.as_str(), read.usage.unwrap().sent), ("Hello", 3));
        let mut reply = Reply::default();
        for piece in ["Hel", "lo"] {
            let event = json!({ "type": "response.output_text.delta", "delta": piece }).to_string();
            assert_eq!(reply.take_response(&event).unwrap(), piece);
        }
        let end = json!({ "type": "response.completed", "response": whole }).to_string();
        assert_eq!(reply.take_response(&end).unwrap(), "");
        assert_eq!(reply, read);
        let cut = json!({ "status": "incomplete", "output": [], "incomplete_details": { "reason": "max_output_tokens" } });
        assert!(matches!(Reply::read_response(cut.to_string().as_bytes()), Err(Error::Truncated)));
        let no = json!({ "output": [{ "content": [{ "type": "refusal", "refusal": "no" }] }] });
        assert!(matches!(Reply::read_response(no.to_string().as_bytes()), Err(Error::Declined)));
        assert!(matches!(Reply::read_response(b"{}"), Err(Error::Malformed(_))));
        assert!(matches!(Reply::default().take_response("{\"type\":\"error\"}"), Err(Error::Faulty(_))));
    }
}
