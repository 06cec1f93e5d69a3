//! What would leave, shown for a person: envelope, headers, body, calendar answer, findings, evidence.
