//! The texts that stand for times, durations and masks.

use std::any::Any;

use crate::message::{Duration, FieldMask, Message, Timestamp};

/// 0001-01-01T00:00:00Z to 9999-12-31T23:59:59Z, in seconds since 1970.
const TIMESTAMP_SECONDS: std::ops::RangeInclusive<i64> = -62_135_596_800..=253_402_300_799;

/// 10,000 years, as `google.protobuf.Duration` says.
const MAX_DURATION_SECONDS: i64 = 315_576_000_000;

const NANOS_PER_SECOND: i32 = 1_000_000_000;

/// The text of a well-known type, or `None` if the message is another one.
pub(super) fn text_of(message: &dyn Message) -> Option<Result<String, &'static str>> {
    let message: &dyn Any = message;
    if let Some(time) = message.downcast_ref::<Timestamp>() {
        Some(timestamp_text(time))
    } else if let Some(duration) = message.downcast_ref::<Duration>() {
        Some(duration_text(duration))
    } else {
        message.downcast_ref().map(mask_text)
    }
}

/// Reads the text of a well-known type, or `None` if the message is another one.
pub(super) fn read_text(message: &mut dyn Message, text: &str) -> Option<Result<(), &'static str>> {
    let message: &mut dyn Any = message;
    if let Some(time) = message.downcast_mut::<Timestamp>() {
        Some(parse_timestamp(text).map(|parsed| *time = parsed))
    } else if let Some(duration) = message.downcast_mut::<Duration>() {
        Some(parse_duration(text).map(|parsed| *duration = parsed))
    } else {
        message
            .downcast_mut::<FieldMask>()
            .map(|mask| parse_mask(text).map(|parsed| *mask = parsed))
    }
}

/// A time in RFC 3339, in UTC, with 0, 3, 6 or 9 digits of a second.
pub fn timestamp_text(time: &Timestamp) -> Result<String, &'static str> {
    if !TIMESTAMP_SECONDS.contains(&time.seconds) || !(0..NANOS_PER_SECOND).contains(&time.nanos) {
        return Err("a timestamp lies between the years 1 and 9999");
    }
    Ok(time.to_string())
}

/// Seconds with 0, 3, 6 or 9 digits of a fraction, and an `s`.
pub fn duration_text(duration: &Duration) -> Result<String, &'static str> {
    let (seconds, nanos) = (duration.seconds, duration.nanos);
    let has_one_sign = seconds == 0 || nanos == 0 || (seconds < 0) == (nanos < 0);
    let has_range = (-MAX_DURATION_SECONDS..=MAX_DURATION_SECONDS).contains(&seconds)
        && (1 - NANOS_PER_SECOND..NANOS_PER_SECOND).contains(&nanos);
    if !has_range || !has_one_sign {
        return Err("a duration is at most 10,000 years, and its parts have the same sign");
    }
    Ok(duration.to_string())
}

fn mask_text(mask: &FieldMask) -> Result<String, &'static str> {
    let paths: Option<Vec<_>> = mask.paths.iter().map(|path| camel_case(path)).collect();
    paths
        .map(|paths| paths.join(","))
        .ok_or("a path of the mask can't be written in lowerCamelCase")
}

fn parse_timestamp(text: &str) -> Result<Timestamp, &'static str> {
    const FORM: &str = "must be a time such as `2026-01-02T03:04:05Z`";
    let (date_time, rest) = text.split_at_checked(19).ok_or(FORM)?;
    let number = |range: std::ops::Range<usize>| parse_digits(date_time.get(range)?);
    let has_separators = date_time
        .bytes()
        .zip(b"0000-00-00T00:00:00".iter())
        .all(|(byte, form)| *form == b'0' || byte == *form);
    let parts = [0..4, 5..7, 8..10, 11..13, 14..16, 17..19].map(number);
    let (
        [
            Some(year),
            Some(month),
            Some(day),
            Some(hour),
            Some(minute),
            Some(second),
        ],
        true,
    ) = (parts, has_separators)
    else {
        return Err(FORM);
    };
    let (nanos, offset) = match rest.strip_prefix('.') {
        Some(rest) => {
            let end = rest
                .find(|character: char| !character.is_ascii_digit())
                .ok_or(FORM)?;
            (parse_fraction(&rest[..end]).ok_or(FORM)?, &rest[end..])
        }
        None => (0, rest),
    };
    let offset = parse_offset(offset).ok_or(FORM)?;
    // Each part has two digits, so that it fits.
    let [month, day, hour, minute, second] =
        [month, day, hour, minute, second].map(|part| u8::try_from(part).unwrap_or(u8::MAX));
    let local = Timestamp::date_time(year, month, day, hour, minute, second)
        .map_err(|_| "is no time that exists")?;
    let time = Timestamp {
        seconds: local.seconds - offset,
        nanos,
    };
    if TIMESTAMP_SECONDS.contains(&time.seconds) {
        Ok(time)
    } else {
        Err("must lie between the years 1 and 9999")
    }
}

/// Seconds that local time is ahead of UTC.
fn parse_offset(text: &str) -> Option<i64> {
    if text == "Z" {
        return Some(0);
    }
    let (sign, text) = match text.split_at_checked(1)? {
        ("+", rest) => (1, rest),
        ("-", rest) => (-1, rest),
        _ => return None,
    };
    let (hours, minutes) = text.split_once(':').filter(|_| text.len() == 5)?;
    let hours = parse_digits(hours).filter(|hours| *hours <= 23)?;
    let minutes = parse_digits(minutes).filter(|minutes| *minutes <= 59)?;
    Some(sign * (hours * 3600 + minutes * 60))
}

/// A number without a sign.
fn parse_digits(text: &str) -> Option<i64> {
    let has_form = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    if has_form { text.parse().ok() } else { None }
}

/// One to nine digits behind a point, in nanoseconds.
fn parse_fraction(digits: &str) -> Option<i32> {
    let padded = format!("{digits:0<9}");
    let nanos = parse_digits(digits).and(parse_digits(&padded))?;
    i32::try_from(nanos).ok().filter(|_| digits.len() <= 9)
}

fn parse_duration(text: &str) -> Result<Duration, &'static str> {
    const FORM: &str = "must be a duration such as `1.5s`";
    let number = text.strip_suffix('s').ok_or(FORM)?;
    let (sign, number) = match number.strip_prefix('-') {
        Some(number) => (-1, number),
        None => (1, number),
    };
    let (seconds, nanos) = match number.split_once('.') {
        Some((seconds, fraction)) => (seconds, parse_fraction(fraction).ok_or(FORM)?),
        None => (number, 0),
    };
    let seconds = parse_digits(seconds).ok_or(FORM)?;
    if seconds > MAX_DURATION_SECONDS {
        return Err("must be at most 10,000 years");
    }
    Ok(Duration {
        seconds: i64::from(sign) * seconds,
        nanos: sign * nanos,
    })
}

fn parse_mask(text: &str) -> Result<FieldMask, &'static str> {
    if text.is_empty() {
        return Ok(FieldMask::default());
    }
    let paths: Option<Vec<_>> = text.split(',').map(snake_case).collect();
    match paths {
        Some(paths) => Ok(FieldMask { paths }),
        None => Err("must be paths in lowerCamelCase, such as `title,price.minorUnits`"),
    }
}

/// `minor_units` as `minorUnits`; `None` if it couldn't be read back.
fn camel_case(path: &str) -> Option<String> {
    let mut result = String::with_capacity(path.len());
    let mut characters = path.chars();
    while let Some(character) = characters.next() {
        match character {
            '_' => match characters.next() {
                Some(letter @ 'a'..='z') => result.push(letter.to_ascii_uppercase()),
                _ => return None,
            },
            // A comma ends a path.
            'A'..='Z' | ',' => return None,
            other => result.push(other),
        }
    }
    (!result.is_empty()).then_some(result)
}

/// `minorUnits` as `minor_units`; `None` if it isn't in camel case.
fn snake_case(path: &str) -> Option<String> {
    if path.is_empty() {
        return None;
    }
    let mut result = String::with_capacity(path.len() + 4);
    for character in path.chars() {
        match character {
            '_' => return None,
            'A'..='Z' => {
                result.push('_');
                result.push(character.to_ascii_lowercase());
            }
            other => result.push(other),
        }
    }
    Some(result)
}
