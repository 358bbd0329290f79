//! The text of a comment: what it names becomes links, and nothing else is taken
//! for a link or for HTML.

use std::ops::Range;

use pulldown_cmark::{BrokenLink, CowStr, Event, LinkType, Options, Parser, Tag};

/// A part of a comment that isn't plain text.
struct Part {
    range: Range<usize>,
    /// What stands in its place; `None` if it stays as it is.
    replaced_by: Option<String>,
}

/// The comment, as many lines as before. `target` is the path of what a name
/// means.
pub(super) fn linked(comment: &str, target: &dyn Fn(&str) -> Option<String>) -> String {
    let mut output = String::with_capacity(comment.len());
    let mut done = 0;
    for part in parts(comment, target) {
        if part.range.start < done {
            continue;
        }
        escape(&comment[done..part.range.start], &mut output);
        match part.replaced_by {
            Some(text) => output.push_str(&text),
            None => output.push_str(&comment[part.range.clone()]),
        }
        done = part.range.end;
    }
    escape(&comment[done..], &mut output);
    output
}

/// Code and links, in the order of the comment.
fn parts(comment: &str, target: &dyn Fn(&str) -> Option<String>) -> Vec<Part> {
    // Whatever stands in brackets could be a name.
    let name = |link: BrokenLink<'_>| Some((link.reference.into_string().into(), CowStr::from("")));
    let parser = Parser::new_with_broken_link_callback(comment, Options::empty(), Some(name));
    let kept = |range| Part {
        range,
        replaced_by: None,
    };
    let definitions = parser.reference_definitions().iter();
    let mut parts: Vec<Part> = definitions
        .filter(|(_, definition)| is_address(&definition.dest))
        .map(|(_, definition)| kept(definition.span.clone()))
        .collect();
    for (event, mut range) in parser.into_offset_iter() {
        // The range of `[name][]` ends before its empty brackets.
        if is_collapsed(&event) && comment[range.end..].starts_with("[]") {
            range.end += 2;
        }
        let source = &comment[range.clone()];
        let replaced_by = match event {
            Event::Start(Tag::CodeBlock(_)) => None,
            Event::Code(name) => target(&name).map(|path| format!("[{source}]({path})")),
            Event::Start(Tag::Link {
                link_type,
                dest_url,
                ..
            }) => match display(link_type, source) {
                Some(display) => {
                    let Some(path) = target(dest_url.trim_matches('`')) else {
                        continue;
                    };
                    Some(format!("[{display}]({path})"))
                }
                None if is_address(&dest_url) || link_type == LinkType::Email => None,
                None => continue,
            },
            _ => continue,
        };
        parts.push(Part { range, replaced_by });
    }
    parts.sort_by_key(|part| part.range.start);
    parts
}

fn is_collapsed(event: &Event<'_>) -> bool {
    matches!(
        event,
        Event::Start(Tag::Link {
            link_type: LinkType::Collapsed | LinkType::CollapsedUnknown,
            ..
        })
    )
}

/// What readers see of a link to a name; `None` of a link to an address.
fn display(kind: LinkType, source: &str) -> Option<&str> {
    let end = match kind {
        LinkType::ShortcutUnknown => source.strip_suffix(']')?,
        LinkType::CollapsedUnknown => source.strip_suffix("][]")?,
        LinkType::ReferenceUnknown => source.rsplit_once("][")?.0,
        _ => return None,
    };
    end.strip_prefix('[')
}

fn is_address(url: &str) -> bool {
    ["https://", "http://", "mailto:"]
        .iter()
        .any(|scheme| url.starts_with(scheme))
}

/// Adds plain text, and makes addresses links, as rustdoc asks for.
fn escape(text: &str, output: &mut String) {
    let mut rest = text;
    while let Some(start) = ["https://", "http://"]
        .iter()
        .filter_map(|scheme| rest.find(scheme))
        .min()
    {
        escape_brackets(&rest[..start], output);
        let address = &rest[start..];
        let end = address
            .find(|c: char| c.is_whitespace() || "<>\"`".contains(c))
            .unwrap_or(address.len());
        let address =
            address[..end].trim_end_matches(['.', ',', ';', ':', '!', '?', ')', ']', '\'']);
        output.push_str(&format!("<{address}>"));
        rest = &rest[start + address.len()..];
    }
    escape_brackets(rest, output);
}

/// Keeps rustdoc from reading links and HTML into plain text.
fn escape_brackets(text: &str, output: &mut String) {
    let mut is_escaped = false;
    for letter in text.chars() {
        if matches!(letter, '[' | ']' | '<' | '>') && !is_escaped {
            output.push('\\');
        }
        is_escaped = letter == '\\' && !is_escaped;
        output.push(letter);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(comment: &str) -> String {
        linked(comment, &|name| match name {
            "Product" => Some("crate::Product".to_owned()),
            "Product.title" => Some("field@crate::Product::title".to_owned()),
            "shop.v1.ProductService.GetProduct" => {
                Some("crate::ProductClient::get_product".to_owned())
            }
            _ => None,
        })
    }

    #[test]
    fn a_name_is_a_link_however_it_is_written() {
        for (comment, expected) in [
            ("A [Product].", "A [Product](crate::Product)."),
            ("A [`Product`].", "A [`Product`](crate::Product)."),
            ("A `Product`.", "A [`Product`](crate::Product)."),
            ("A [Product][].", "A [Product](crate::Product)."),
            (
                "The [Product.title].",
                "The [Product.title](field@crate::Product::title).",
            ),
            (
                "See [GetProduct][shop.v1.ProductService.GetProduct].",
                "See [GetProduct](crate::ProductClient::get_product).",
            ),
        ] {
            assert_eq!(written(comment), expected);
        }
    }

    #[test]
    fn what_names_nothing_is_plain_text() {
        for (comment, expected) in [
            ("A list[0] of <b>", "A list\\[0\\] of \\<b\\>"),
            ("`Vec<u8>` and `NOT_FOUND`", "`Vec<u8>` and `NOT_FOUND`"),
            ("[a](b) and [c][d]", "\\[a\\](b) and \\[c\\]\\[d\\]"),
            ("\\[done\\] \\\\[x]", "\\[done\\] \\\\\\[x\\]"),
            ("one `tick [x]", "one `tick \\[x\\]"),
        ] {
            assert_eq!(written(comment), expected);
        }
    }

    #[test]
    fn an_address_is_a_link() {
        for (comment, expected) in [
            ("See https://a.b/c?d=[e].", "See <https://a.b/c?d=[e>\\]."),
            ("(http://a.b)", "(<http://a.b>)"),
            (
                "<https://a.b> [x](https://a.b)",
                "<https://a.b> [x](https://a.b)",
            ),
            ("[x]\n\n[x]: https://a.b", "[x]\n\n[x]: https://a.b"),
            ("`https://a.b`", "`https://a.b`"),
        ] {
            assert_eq!(written(comment), expected);
        }
    }

    #[test]
    fn code_stays_as_it_is() {
        for code in ["```json\n[\"Product\", \"<b>\"]\n```", "    x[0] < y"] {
            assert_eq!(written(code), code);
        }
    }
}
