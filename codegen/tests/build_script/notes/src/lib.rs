//! The service behind the contract `notes.v1`.

use notes_v1_service::{NoteRepository, NoteService};

/// Keeps notes. All that the contract asks for is provided.
pub struct Notes {
    notes: NoteRepository,
}

impl NoteService for Notes {
    fn notes(&self) -> &NoteRepository {
        &self.notes
    }
}
