//! What a code means at length: its section of `docs/diagnostics.md`.

use super::Code;

/// The document, as part of the program.
const DOCUMENT: &str = include_str!("../../../docs/diagnostics.md");

impl Code {
    /// The code that people write, in capitals or not.
    pub fn named(id: &str) -> Option<Self> {
        let mut all = Self::ALL.iter();
        all.find(|code| code.id().eq_ignore_ascii_case(id)).copied()
    }

    /// What it means, a wrong contract, what is printed for it, and the fix, in
    /// Markdown. Empty for a code that isn't explained, which a test refuses.
    pub fn explanation(self) -> &'static str {
        let head = format!("\n### {}\n", self.id());
        let Some((_, section)) = DOCUMENT.split_once(&head) else {
            return "";
        };
        let ends = ["\n### ", "\n## "].map(|next| section.find(next));
        let end = ends.into_iter().flatten().min().unwrap_or(section.len());
        section[..end].trim()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_is_explained_in_a_section_that_begins_with_its_meaning() {
        for code in Code::ALL {
            let (id, meaning) = (code.id(), code.meaning());
            let explanation = code.explanation();
            assert!(
                explanation.starts_with(meaning),
                "docs/diagnostics.md needs a section `### {id}` that begins with \"{meaning}\" \
                 and has an example as the others have; UPDATE_DOCS=1 cargo nextest run -p \
                 counterpart-cli every_example fills in what is printed"
            );
        }
    }

    #[test]
    fn the_table_holds_every_code_and_no_other() {
        let row = |code: &Code| {
            let id = code.id();
            format!("| [{id}](#{}) | {} |", id.to_lowercase(), code.meaning())
        };
        let rows: Vec<&str> = DOCUMENT
            .lines()
            .filter(|line| line.starts_with("| [C"))
            .collect();
        let missing: Vec<String> = Code::ALL
            .iter()
            .map(row)
            .filter(|row| !rows.contains(&row.as_str()))
            .collect();
        assert_eq!(
            missing,
            Vec::<String>::new(),
            "rows that docs/diagnostics.md needs"
        );
        assert_eq!(
            rows.len(),
            Code::ALL.len(),
            "rows of codes that don't exist"
        );
        assert!(rows.is_sorted(), "the rows are in the order of the codes");
        let sections = DOCUMENT.matches("\n### C").count();
        assert_eq!(sections, Code::ALL.len(), "a section for each code");
    }

    #[test]
    fn a_code_is_known_in_small_letters_too() {
        assert_eq!(Code::named("c0107"), Some(Code::IndexField));
        assert_eq!(Code::named("C9999"), None);
    }
}
