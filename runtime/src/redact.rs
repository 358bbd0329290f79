//! Keeping passwords out of logs and errors.

/// A URL as people may see it: without what stands before its host but the
/// user's name, and without its query, which may hold keys.
///
/// URLs with mistakes come here too. So nothing is parsed: what stands before
/// the last `@` may be part of a password.
pub(crate) fn url(url: &str) -> String {
    let (scheme, rest) = match url.split_once("://") {
        Some((scheme, rest)) => (format!("{scheme}://"), rest),
        None => (String::new(), url),
    };
    let (user, rest) = match rest.rsplit_once('@') {
        Some((before, rest)) => (user(before), rest),
        None => (String::new(), rest),
    };
    let (shown, query) = rest.split_once('?').unwrap_or((rest, ""));
    let query = if query.is_empty() { "" } else { "?..." };
    format!("{scheme}{user}{shown}{query}")
}

/// The name in `name:password`. What has no password may be one.
fn user(userinfo: &str) -> String {
    match userinfo.split_once(':') {
        Some((name, _)) => format!("{name}@"),
        None => "...@".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::url;

    #[test]
    fn only_the_password_and_the_query_are_hidden() {
        let shown = [
            ("embedded", "embedded"),
            ("amqp://127.0.0.1:5672/%2f", "amqp://127.0.0.1:5672/%2f"),
            ("amqp://shop:secret@rabbit/%2f", "amqp://shop@rabbit/%2f"),
            ("amqp://rabbit/?token=secret", "amqp://rabbit/?..."),
            (
                "mongodb://shop:secret@one,two:27017/shop?replicaSet=rs",
                "mongodb://shop@one,two:27017/shop?...",
            ),
        ];
        for (given, expected) in shown {
            assert_eq!(url(given), expected);
        }
    }

    #[test]
    fn a_password_is_hidden_in_a_malformed_url_too() {
        let malformed = [
            "amqp://shop:se/cret@rabbit",
            "amqp://shop:se?cret@rabbit",
            "amqp://shop:se@cret@rabbit",
            "shop:secret@rabbit",
            "amqp://secret@rabbit",
            "amqp:/shop:secret@rabbit",
        ];
        for given in malformed {
            let shown = url(given);
            assert!(!shown.contains("cret"), "{given} is shown as {shown}");
        }
    }
}
