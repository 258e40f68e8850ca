//! What the providers people use can do.

/// A kind of provider.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Profile {
    /// Its name in the settings and on answers.
    pub name: &'static str,
    /// Where it is when nobody says otherwise; empty where somebody has to.
    pub base: &'static str,
    /// Whether it can be held to a JSON schema.
    pub json_schema: bool,
    /// Whether it takes tools.
    pub tools: bool,
    /// How it can be told which tool to call.
    pub tool_choice: ToolChoice,
    /// Whether it says what a stream cost when asked to.
    pub stream_usage: bool,
    /// What it calls the most tokens of an answer.
    pub most_tokens: &'static str,
    /// Whether it makes vectors of texts.
    pub embeddings: bool,
    /// Whether it has the Responses API.
    pub responses: bool,
    /// Whether it says what it would object to in a text.
    pub moderations: bool,
    /// Whether it has models that look at pictures.
    pub vision: bool,
}

/// How a provider can be told which tool to call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ToolChoice {
    /// Not at all.
    No,
    /// That it has to call one of those it is given, and nothing more: a name is passed over without a word.
    Any,
    /// By the tool's name.
    Named,
}

const PLAIN: Profile = Profile {
    name: "other",
    base: "",
    json_schema: false,
    tools: false,
    tool_choice: ToolChoice::No,
    stream_usage: false,
    most_tokens: "max_tokens",
    embeddings: false,
    responses: false,
    moderations: false,
    vision: false,
};

const ABLE: Profile = Profile {
    json_schema: true,
    tools: true,
    tool_choice: ToolChoice::Named,
    stream_usage: true,
    embeddings: true,
    vision: true,
    ..PLAIN
};

/// The known ones; `other` is for any address that speaks the same.
pub const PROFILES: [Profile; 7] = [
    Profile {
        name: "openai",
        base: "https://api.openai.com/v1",
        most_tokens: "max_completion_tokens",
        responses: true,
        moderations: true,
        ..ABLE
    },
    Profile { name: "xai", base: "https://api.x.ai/v1", embeddings: false, responses: true, ..ABLE },
    Profile { name: "mistral", base: "https://api.mistral.ai/v1", stream_usage: false, ..ABLE },
    Profile {
        name: "llama.cpp",
        base: "http://127.0.0.1:8080/v1",
        tool_choice: ToolChoice::Any,
        responses: true,
        ..ABLE
    },
    Profile { name: "ollama", base: "http://127.0.0.1:11434/v1", tool_choice: ToolChoice::No, ..ABLE },
    Profile { name: "vllm", base: "http://127.0.0.1:8000/v1", ..ABLE },
    PLAIN,
];

impl Profile {
    /// The profile of a name.
    pub fn named(name: &str) -> Option<Self> {
        PROFILES.into_iter().find(|profile| profile.name == name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_has_a_name_of_its_own() {
        for profile in PROFILES {
            assert_eq!(Profile::named(profile.name), Some(profile));
        }
        assert_eq!(Profile::named("grok"), None);
    }
}
