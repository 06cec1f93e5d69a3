//! Zones as they are written: letters, offsets, places.

use super::Zone;
use super::lexeme::{Lexeme, Scan};
use crate::words::zones;

/// Can a zone begin with this, not being a place: is it letters as zones are written?
pub(super) fn may_begin(lexeme: &Lexeme) -> bool {
    let upper = lexeme.text.len() >= 2 && lexeme.text.bytes().all(|b| b.is_ascii_uppercase());
    upper || matches!(lexeme.text, "utc" | "gmt" | "Z")
}

impl Scan<'_> {
    /// `CET`, `(GMT+1)`, `UTC`, `London time`, `heure de Paris`.
    pub(super) fn zone(&self, i: usize) -> Option<(Zone, usize)> {
        if let Some(next) = self.phrase(&self.w.zone_before, i) {
            let place = zones::PLACES
                .iter()
                .filter_map(|(name, zone)| self.one_phrase(name, next).map(|end| (Zone::Named(zone), end)))
                .max_by_key(|(_, end)| *end);
            if place.is_some() {
                return place;
            }
        }
        let place = zones::PLACES
            .iter()
            .filter_map(|(name, zone)| self.one_phrase(name, i).map(|end| (zone, end)))
            .max_by_key(|(_, end)| *end);
        if let Some((zone, next)) = place
            && let Some(end) = self.phrase(&self.w.zone_after, next)
        {
            return Some((Zone::Named(zone), end));
        }
        let lexeme = self.l.get(i)?;
        if matches!(lexeme.text, "UTC" | "GMT" | "utc" | "gmt" | "Z") {
            return Some(self.offset(i + 1).unwrap_or((Zone::Named("UTC"), i + 1)));
        }
        let upper = lexeme.text.len() >= 2 && lexeme.text.chars().all(|c| c.is_ascii_uppercase());
        let named = zones::abbreviation(lexeme.text).filter(|_| upper)?;
        if zones::is_ambiguous(lexeme.text) {
            return Some((Zone::Letters(named), i + 1));
        }
        Some((Zone::Named(named), i + 1))
    }

    /// `+1`, `+01:00`, `-0500` behind UTC or GMT.
    pub(super) fn offset(&self, i: usize) -> Option<(Zone, usize)> {
        let sign = match self.l.get(i)?.text {
            "+" => 1,
            "-" | "–" | "−" => -1,
            _ => return None,
        };
        let number = self.number(i + 1).filter(|_| self.touch(i + 1))?;
        if self.l[i + 1].text.len() == 4 {
            return Some((Zone::Offset(sign * ((number / 100 * 3600 + number % 100 * 60) as i32)), i + 2));
        }
        let minutes = self.number(i + 3).filter(|_| self.is(i + 2, ":") && self.touch(i + 2)).filter(|m| *m < 60);
        let end = if minutes.is_some() { i + 4 } else { i + 2 };
        (number <= 14).then(|| (Zone::Offset(sign * (number * 3600 + minutes.unwrap_or(0) * 60) as i32), end))
    }
}
