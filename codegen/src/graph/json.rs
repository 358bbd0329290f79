//! The picture as JSON.

use super::Graph;

impl Graph {
    /// The picture as JSON, with a line end: all that it holds, for programs.
    #[expect(
        clippy::missing_panics_doc,
        reason = "texts and truth values can always be written"
    )]
    pub fn json(&self) -> String {
        let text = serde_json::to_string_pretty(self);
        text.expect("texts and truth values can be written as JSON") + "\n"
    }
}
