//! What was understood, as `regrets read --json` prints it: schema 1 of the public contract.

use super::{Invitation, Person, Slot, Start};
use crate::fact::{Fact, Settled};
use crate::message::Mail;
use crate::text::Span;
use serde_json::{Value, json};

/// The whole answer of `read --json`.
pub fn json(mail: &Mail, found: &Invitation) -> Value {
    let person = |p: &Person| json!({"name": p.name, "email": p.email, "title": p.title});
    json!({
        "schema": 1,
        "class": fact(mail, &found.class, |c| json!({"value": c})),
        "language": found.language,
        "formality": found.formality,
        "contact": settled(mail, &found.contact, person),
        "company": settled(mail, &found.company, value),
        "agency": settled(mail, &found.agency, value),
        "role": settled(mail, &found.role, value),
        "interviewers": found.interviewers.iter().map(|f| fact(mail, f, person)).collect::<Vec<_>>(),
        "slots": found.slots.iter().map(|f| fact(mail, f, slot)).collect::<Vec<_>>(),
        "format": settled(mail, &found.format, |f| json!({"value": f})),
        "stage": settled(mail, &found.stage, |s| json!({"value": s})),
        "place": settled(mail, &found.place, value),
        "phone": settled(mail, &found.phone, value),
        "links": found.links,
        "calendar": mail.calendars.first().map(calendar),
        "sender": {
            "via": found.sender.via,
            "reply_reaches_a_person": found.sender.reply_reaches_a_person,
            "reply_to": found.sender.reply_to.as_ref().map(|a| &a.email),
        },
        "warnings": found.warnings.iter().map(|w| json!({"id": w.id, "weight": w.weight, "text": w.text})).collect::<Vec<_>>(),
    })
}

fn value(text: &String) -> Value {
    json!({"value": text})
}

fn slot(slot: &Slot) -> Value {
    json!({
        "start": start(&slot.start),
        "end": slot.end.as_ref().map(start),
        "timezone": slot.timezone,
        "as_written": slot.as_written,
    })
}

/// RFC 3339 with an offset where there is a zone, local time without one where there is none.
pub fn start(start: &Start) -> String {
    match start {
        Start::Zoned(z) => z.strftime("%Y-%m-%dT%H:%M:%S%:z").to_string(),
        Start::Local(t) => t.strftime("%Y-%m-%dT%H:%M:%S").to_string(),
    }
}

fn calendar(calendar: &crate::message::calendar::Calendar) -> Value {
    let event = calendar.events.first();
    json!({
        "method": calendar.method,
        "events": calendar.events.len(),
        "uid": event.and_then(|e| e.uid.as_ref()),
        "sequence": event.and_then(|e| e.sequence),
        "status": event.and_then(|e| e.status.as_ref()),
        "organizer": event.and_then(|e| e.organizer.as_ref()).map(|o| &o.email),
        "summary": event.and_then(|e| e.summary.as_ref()),
    })
}

/// A value's own keys, and beside them how sure, by which rule, from which words.
fn fact<T>(mail: &Mail, fact: &Fact<T>, value: impl Fn(&T) -> Value) -> Value {
    let mut out = value(&fact.value);
    out["sure"] = json!(fact.sure);
    out["rule"] = json!(fact.rule);
    let mut seen: Vec<Span> = Vec::new();
    for span in &fact.seen {
        if !seen.contains(span) {
            seen.push(*span);
        }
    }
    out["evidence"] = seen.into_iter().map(|s| evidence(mail, s)).collect();
    out
}

fn settled<T>(mail: &Mail, settled: &Settled<T>, value: impl Fn(&T) -> Value) -> Value {
    match settled {
        Settled::None => Value::Null,
        Settled::One(f) => fact(mail, f, value),
        Settled::Torn(all) => {
            let candidates: Vec<Value> = all.iter().map(|f| fact(mail, f, &value)).collect();
            json!({"value": null, "sure": "torn", "rule": all[0].rule, "evidence": [], "candidates": candidates})
        }
    }
}

fn evidence(mail: &Mail, span: Span) -> Value {
    json!({"part": span.part, "start": span.start, "end": span.end, "text": mail.words(span)})
}
