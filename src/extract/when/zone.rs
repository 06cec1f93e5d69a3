//! The zone of a time, where the mail says it.

use super::block::Block;
use super::scan::{Found, What, Zone};
use crate::extract::rules::Context;
use jiff::tz::Offset;
use jiff::tz::TimeZone;

/// The zone, where its letters leave no doubt or the mail speaks for the reading; letters alone are no evidence.
pub(super) fn certain(zone: Zone, blocks: &[Block], it: &Context) -> Option<Zone> {
    let Zone::Letters(most) = zone else { return Some(zone) };
    let place = blocks.iter().flat_map(|b| &b.found).find_map(|f| match &f.what {
        What::Zone(Zone::Named(name)) => Some(*name),
        _ => None,
    });
    let sent = it.mail.date.as_ref()?;
    let offset = |name: &str| TimeZone::get(name).ok().map(|tz| tz.to_offset(sent.timestamp()));
    // A machine's UTC says nothing about where people are.
    let told = place.is_some_and(|p| p == most)
        || Some(sent.offset()) == offset(most)
        || sent.offset() == Offset::UTC && !IRISH.contains(&most);
    told.then_some(Zone::Named(most))
}

/// Zones whose letters Ireland uses, too.
const IRISH: &[&str] = &["Asia/Kolkata"];

/// The zone behind a time: the first before the next time, else the only one of its block.
pub(super) fn zone_of(block: &Block, i: usize) -> Option<Zone> {
    let zone = |f: &Found| if let What::Zone(z) = &f.what { Some(z.clone()) } else { None };
    let near = block.found[i + 1..].iter().take_while(|f| !matches!(f.what, What::Time(..))).find_map(zone);
    near.or_else(|| only_zone(std::slice::from_ref(block)))
}

pub(super) fn only_zone(blocks: &[Block]) -> Option<Zone> {
    let mut zones =
        blocks.iter().flat_map(|b| &b.found).filter_map(|f| if let What::Zone(z) = &f.what { Some(z) } else { None });
    let first = zones.next()?;
    zones.all(|z| z == first).then(|| first.clone())
}
