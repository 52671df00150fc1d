//! Virtual time: moments, how they are written, and the clock that tells which one it is.

use std::fmt;
use std::time::{Duration, Instant};

/// How virtual time passes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Clock {
    /// Only when told to (`advance`). Every run of the same steps is the same run.
    Stepped,
    /// With real time, `speed` times as fast. `advance` may still jump ahead.
    Follow {
        /// Virtual seconds per real second; above 0.
        speed: f64,
    },
}

/// A moment of virtual time, in milliseconds since the Unix epoch.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Moment(u64);

impl Moment {
    pub(crate) fn from_unix_seconds(seconds: u64) -> Self {
        Self(seconds.saturating_mul(1000))
    }

    /// Reads `2026-05-08T12:00:00Z`, the only form the API writes.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let (date, time) = text.strip_suffix('Z')?.split_once('T')?;
        let [year, month, day] = numbers(date, '-')?;
        let [hour, minute, second] = numbers(time, ':')?;
        let in_range = (1970..=9999).contains(&year)
            && (1..=12).contains(&month)
            && (1..=31).contains(&day)
            && hour < 24
            && minute < 60
            && second < 60;
        let days = in_range.then(|| days_before(year, month, day))?;
        let moment = Self::from_unix_seconds(days * 86_400 + hour * 3600 + minute * 60 + second);
        // 30 February parses as 2 March; what does not come back as written was no date.
        (moment.to_string() == text).then_some(moment)
    }

    /// As the header `Date` has it.
    pub(crate) fn to_http_date(self) -> String {
        // The first day of 1970 was a Thursday.
        const DAYS: [&str; 7] = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"];
        const MONTHS: [&str; 13] =
            ["", "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
        let seconds = self.unix_seconds();
        let days = seconds / 86_400;
        let (year, month, day) = date_of(days);
        let named = |names: &[&'static str], index: u64| {
            usize::try_from(index).ok().and_then(|index| names.get(index).copied()).unwrap_or_default()
        };
        let (weekday, month) = (named(&DAYS, days % 7), named(&MONTHS, month));
        let (hour, minute, second) = (seconds / 3600 % 24, seconds / 60 % 60, seconds % 60);
        format!("{weekday}, {day:02} {month} {year:04} {hour:02}:{minute:02}:{second:02} GMT")
    }

    pub(crate) fn unix_seconds(self) -> u64 {
        self.0 / 1000
    }

    pub(crate) fn plus(self, duration: Duration) -> Self {
        let millis = u64::try_from(duration.as_millis()).unwrap_or(u64::MAX);
        Self(self.0.saturating_add(millis).min(LAST_MILLISECOND))
    }

    /// How long from `earlier` to here; zero when it is not earlier.
    pub(crate) fn since(self, earlier: Self) -> Duration {
        Duration::from_millis(self.0.saturating_sub(earlier.0))
    }
}

/// ISO 8601 in UTC with whole seconds, as in every documented example.
impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let seconds = self.unix_seconds();
        let (year, month, day) = date_of(seconds / 86_400);
        let (hour, minute, second) = (seconds / 3600 % 24, seconds / 60 % 60, seconds % 60);
        write!(f, "{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}Z")
    }
}

/// Tells the virtual time.
#[derive(Debug)]
pub(crate) struct Time {
    clock: Clock,
    base: Moment,
    since: Instant,
}

impl Time {
    pub(crate) fn new(clock: Clock, start: Moment) -> Self {
        Self { clock, base: start, since: Instant::now() }
    }

    /// From here on time continues at `moment`.
    pub(crate) fn set(&mut self, moment: Moment) {
        self.base = moment;
        self.since = Instant::now();
    }

    pub(crate) fn read(&self) -> Moment {
        match self.clock {
            Clock::Stepped => self.base,
            Clock::Follow { speed } => self.base.plus(scaled(self.since.elapsed(), speed)),
        }
    }

    /// How long in real time until `due`; none when only a step can bring it.
    pub(crate) fn real_wait(&self, due: Moment) -> Option<Duration> {
        match self.clock {
            Clock::Stepped => None,
            Clock::Follow { speed } => Some(scaled(due.since(self.read()), 1.0 / speed)),
        }
    }
}

fn scaled(duration: Duration, factor: f64) -> Duration {
    Duration::try_from_secs_f64(duration.as_secs_f64() * factor).unwrap_or(Duration::MAX)
}

fn numbers(text: &str, separator: char) -> Option<[u64; 3]> {
    let mut parts = text.split(separator).map(|part| part.parse().ok());
    let found = [parts.next()??, parts.next()??, parts.next()??];
    parts.next().is_none().then_some(found)
}

/// Days from the epoch to a date of the Gregorian calendar. Years are counted from March, so that the leap day comes last.
fn days_before(year: u64, month: u64, day: u64) -> u64 {
    let year = if month <= 2 { year - 1 } else { year };
    let month_from_march = (month + 9) % 12;
    let day_of_year = (153 * month_from_march + 2) / 5 + day - 1;
    365 * year + year / 4 - year / 100 + year / 400 + day_of_year - DAYS_BEFORE_1970
}

/// The inverse of [`days_before`].
fn date_of(days: u64) -> (u64, u64, u64) {
    let days = days + DAYS_BEFORE_1970;
    let (era, day_of_era) = (days / 146_097, days % 146_097);
    let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month_from_march = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month_from_march + 2) / 5 + 1;
    let month = (month_from_march + 2) % 12 + 1;
    let year = era * 400 + year_of_era + u64::from(month <= 2);
    (year, month, day)
}

/// From 1 March of year 0 to 1 January 1970.
const DAYS_BEFORE_1970: u64 = 719_468;

/// 9999-12-31T23:59:59Z; later years would not fit the written form.
const LAST_MILLISECOND: u64 = 253_402_300_799_000;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_date_of_an_answer_is_written_as_http_writes_it() {
        for (seconds, text) in [
            (0, "Thu, 01 Jan 1970 00:00:00 GMT"),
            (784_111_777, "Sun, 06 Nov 1994 08:49:37 GMT"),
            (1_709_251_199, "Thu, 29 Feb 2024 23:59:59 GMT"),
        ] {
            assert_eq!(Moment::from_unix_seconds(seconds).to_http_date(), text);
        }
    }

    #[test]
    fn moments_are_written_as_the_documentation_writes_them() {
        assert_eq!(Moment::from_unix_seconds(0).to_string(), "1970-01-01T00:00:00Z");
        assert_eq!(Moment::from_unix_seconds(1_778_241_600).to_string(), "2026-05-08T12:00:00Z");
        assert_eq!(Moment::from_unix_seconds(951_827_696).to_string(), "2000-02-29T12:34:56Z");
    }

    #[test]
    fn what_is_written_is_read_back() {
        for day in 0..40_000 {
            let moment = Moment::from_unix_seconds(day * 86_400 + 3_723);
            assert_eq!(Moment::parse(&moment.to_string()), Some(moment));
        }
    }

    #[test]
    fn what_is_no_date_is_refused() {
        for text in ["", "2026-05-08", "2026-02-30T00:00:00Z", "2026-05-08T24:00:00Z", "2026-05-08T12:00:00+02:00"] {
            assert_eq!(Moment::parse(text), None, "{text}");
        }
    }

    #[test]
    fn a_stepped_clock_stands_still_and_a_followed_one_does_not() {
        let start = Moment::from_unix_seconds(1000);
        let stepped = Time::new(Clock::Stepped, start);
        assert_eq!(stepped.read(), start);
        assert_eq!(stepped.real_wait(start.plus(Duration::from_secs(1))), None);
        let follow = Time::new(Clock::Follow { speed: 10.0 }, start);
        let wait = follow.real_wait(start.plus(Duration::from_secs(1))).unwrap();
        assert!(wait <= Duration::from_millis(100));
    }

    #[test]
    fn the_end_of_written_time_is_not_passed() {
        assert_eq!(Moment::from_unix_seconds(0).plus(Duration::MAX).to_string(), "9999-12-31T23:59:59Z");
    }
}
