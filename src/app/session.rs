//! What one run knows before it looks at a message: configuration, the present moment, how to draw.

use super::cli::{Cli, Color, Command};
use super::config::Config;
use super::terminal::{self, Style};
use crate::error::{Error, Exit, Result};
use crate::reply::Me;
use jiff::Zoned;
use jiff::tz::TimeZone;

/// One run.
pub struct Session {
    /// The configuration, or its defaults.
    pub config: Config,
    /// The person.
    pub me: Me,
    /// The present moment, in the person's zone; fixed with `--now`.
    pub now: Zoned,
    /// How to draw on standard output.
    pub style: Style,
    /// The option, for other streams.
    pub color: Color,
}

impl Session {
    /// Reads configuration, zone and clock.
    ///
    /// # Errors
    /// [`Exit::Config`] as [`Config::load`]; [`Exit::Usage`] for a `--now` that is no moment.
    pub fn open(cli: &Cli) -> Result<Session> {
        // What helps to write a configuration needs none: one that is broken, least of all.
        let config = match &cli.command {
            Command::Setup { .. } | Command::Completions { .. } | Command::Man { .. } => Config::default(),
            _ => Config::load(cli.config.as_deref())?,
        };
        let me = config.me()?;
        let zone = me.timezone.clone().unwrap_or_else(TimeZone::system);
        let now = match &cli.now {
            Some(text) => moment(text, &zone)?,
            #[expect(clippy::disallowed_methods, reason = "the one place that asks the clock")]
            None => Zoned::now().with_time_zone(zone),
        };
        Ok(Session { config, me, now, style: terminal::stdout_style(cli.color), color: cli.color })
    }
}

/// A moment as typed: RFC 3339, or with an IANA zone in brackets, or a local time in my zone.
fn moment(text: &str, zone: &TimeZone) -> Result<Zoned> {
    let wrong = || {
        Error::new(Exit::Usage, format!("`{text}` is not a moment"))
            .hint("Write `2026-11-24T10:00:00+01:00` or `2026-11-24 10:00`.")
    };
    if let Ok(zoned) = text.parse::<Zoned>() {
        return Ok(zoned);
    }
    if let Ok(timestamp) = text.parse::<jiff::Timestamp>() {
        return Ok(timestamp.to_zoned(zone.clone()));
    }
    let local: jiff::civil::DateTime = text.parse().map_err(|_| wrong())?;
    local.to_zoned(zone.clone()).map_err(|_| wrong())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_as_people_type_them() {
        let zone = TimeZone::get("Europe/Berlin").unwrap();
        for text in [
            "2026-11-24T10:00:00+01:00",
            "2026-11-24 10:00",
            "2026-11-24T09:00:00Z",
            "2026-11-24T10:00:00+01:00[Europe/Berlin]",
        ] {
            assert_eq!(moment(text, &zone).unwrap().timestamp().to_string(), "2026-11-24T09:00:00Z", "{text}");
        }
        assert_eq!(moment("soon", &zone).unwrap_err().exit, Exit::Usage);
    }
}
