//! The words of a reply: facts, kind and reason in, one short letter out.
