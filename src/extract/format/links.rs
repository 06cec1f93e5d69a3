//! What each link does.

use super::is_meeting;
use super::text::{has, lower};
use crate::extract::rules::Context;
use crate::extract::{Class, Link, LinkUse, sender};
use crate::words::schema::{FormatWords, Phrases, SystemKind};

/// What the links do: by their host, their path, and the words they stand under.
pub fn links(it: &Context) -> Vec<Link> {
    if !it.interview && matches!(it.class, Class::Newsletter | Class::Other) {
        return Vec::new();
    }
    let body = &it.mail.body;
    let mut out: Vec<Link> = Vec::new();
    for href in body.links.iter().filter(|l| l.url.starts_with("http")).take(100) {
        let shown = lower(body.text.get(href.start..href.end).unwrap_or_default());
        let what = link_use(&href.url.to_lowercase(), &shown, &it.words.format);
        if what != LinkUse::Other && !out.iter().any(|l| l.url == href.url) {
            out.push(Link { what, url: href.url.clone() });
        }
    }
    out
}

pub(in crate::extract) fn link_use(url: &str, shown: &str, words: &FormatWords) -> LinkUse {
    let says = |list: &Phrases| has(shown, list).is_some();
    let path = |parts: &[&str]| parts.iter().any(|p| url.contains(p));
    let host = url.split("://").nth(1).unwrap_or_default().split(['/', '?']).next().unwrap_or_default();
    let scheduler = sender::system(host).is_some_and(|s| s.kind == SystemKind::Scheduler);
    match () {
        () if says(&words.links.reschedule) || path(&["reschedul"]) => LinkUse::Reschedule,
        () if says(&words.links.cancel) || path(&["/cancel", "cancellation"]) => LinkUse::Cancel,
        () if says(&words.links.decline) || path(&["/decline", "withdraw"]) => LinkUse::Decline,
        () if is_meeting(url) || says(&words.links.join) => LinkUse::Join,
        () if says(&words.links.schedule) || scheduler || path(&["/schedul", "/booking", "/book/"]) => {
            LinkUse::Schedule
        }
        () => LinkUse::Other,
    }
}
