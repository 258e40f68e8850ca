//! The pages: rendered by the server, whole without scripts.
