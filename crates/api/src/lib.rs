//! The Mastodon client API, OAuth 2 and streaming, spoken as clients expect it.
