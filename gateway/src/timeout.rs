//! How clients say how long they wait.

use std::time::Duration;

use counterpart::rpc::{Result, Status};
use http::HeaderMap;

/// `grpc-timeout`: up to 8 digits and a unit
/// (<https://github.com/grpc/grpc/blob/master/doc/PROTOCOL-HTTP2.md>).
pub(crate) fn grpc(headers: &HeaderMap) -> Result<Option<Duration>> {
    const NAME: &str = "grpc-timeout";
    let Some(text) = read(headers, NAME)? else {
        return Ok(None);
    };
    let (digits, unit) = text
        .char_indices()
        .next_back()
        .map_or((text, ""), |(at, _)| text.split_at(at));
    let value = parse(digits, 8).ok_or_else(|| malformed(NAME))?;
    let timeout = match unit {
        "H" => Duration::from_hours(value),
        "M" => Duration::from_mins(value),
        "S" => Duration::from_secs(value),
        "m" => Duration::from_millis(value),
        "u" => Duration::from_micros(value),
        "n" => Duration::from_nanos(value),
        _ => return Err(malformed(NAME)),
    };
    Ok(Some(timeout))
}

/// `Connect-Timeout-Ms`: up to 10 digits
/// (<https://connectrpc.com/docs/protocol#unary-request>).
pub(crate) fn connect(headers: &HeaderMap) -> Result<Option<Duration>> {
    const NAME: &str = "connect-timeout-ms";
    let Some(text) = read(headers, NAME)? else {
        return Ok(None);
    };
    parse(text, 10)
        .map(|millis| Some(Duration::from_millis(millis)))
        .ok_or_else(|| malformed(NAME))
}

fn read<'h>(headers: &'h HeaderMap, name: &'static str) -> Result<Option<&'h str>> {
    headers
        .get(name)
        .map(|value| value.to_str().map_err(|_| malformed(name)))
        .transpose()
}

fn parse(digits: &str, max_len: usize) -> Option<u64> {
    let is_number =
        (1..=max_len).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit());
    if is_number { digits.parse().ok() } else { None }
}

fn malformed(name: &str) -> Status {
    Status::invalid_argument(format!("the header {name} is malformed"))
}

#[cfg(test)]
mod tests {
    use http::HeaderValue;

    use super::*;

    fn headers(name: &'static str, value: &'static str) -> HeaderMap {
        HeaderMap::from_iter([(
            http::HeaderName::from_static(name),
            HeaderValue::from_static(value),
        )])
    }

    #[test]
    fn a_grpc_timeout_has_a_number_and_a_unit() {
        for (text, expected) in [
            ("2H", Duration::from_hours(2)),
            ("3M", Duration::from_mins(3)),
            ("99999999S", Duration::from_secs(99_999_999)),
            ("250m", Duration::from_millis(250)),
            ("5u", Duration::from_micros(5)),
            ("7n", Duration::from_nanos(7)),
        ] {
            let timeout = grpc(&headers("grpc-timeout", text)).expect(text);
            assert_eq!(timeout, Some(expected), "{text}");
        }
        for text in ["", "5", "S", "-1S", "1.5S", "100000000S", "1s", "1 S"] {
            assert!(grpc(&headers("grpc-timeout", text)).is_err(), "{text}");
        }
        assert_eq!(grpc(&HeaderMap::new()).expect("no header is fine"), None);
    }

    #[test]
    fn a_connect_timeout_is_a_number_of_milliseconds() {
        let timeout = connect(&headers("connect-timeout-ms", "1500")).expect("a number");
        assert_eq!(timeout, Some(Duration::from_millis(1500)));
        for text in ["", "1s", "-1", "12345678901"] {
            assert!(
                connect(&headers("connect-timeout-ms", text)).is_err(),
                "{text}"
            );
        }
    }
}
