//! Whose domains a mail names: the telling labels of its addresses.

use super::carrier;
use super::label::Label;
use super::scene::Scene;
use crate::extract::sender;
use crate::extract::tokens::Kind;
use crate::message::Mail;
use crate::message::address::{Address, registered};
use crate::words::schema::WordClass;

impl Scene<'_> {
    /// Reads them, and whose they are.
    pub(super) fn read_labels(&mut self) {
        let mail = self.mail;
        self.carried = carrier::answers_elsewhere(self);
        let sent = mail.from.iter().chain(&mail.sender).filter(|_| !self.carried);
        let mut all: Vec<&Address> = sent.chain(&mail.reply_to).collect();
        all.extend(forwarder(mail));
        let mut labels = Vec::new();
        for address in all {
            labels.extend(self.labels_of(address));
        }
        for event in mail.calendars.iter().flat_map(|c| &c.events) {
            for party in event.organizer.iter() {
                if let Some(address) = Address::plain(party.email.clone()) {
                    labels.extend(self.labels_of(&address));
                }
            }
        }
        labels.extend(self.written_labels());
        labels.dedup();
        let other: Vec<Label> =
            labels.iter().flat_map(|l| [l.without_umlauts(), l.without_and(), l.without_article()]).flatten().collect();
        labels.extend(other);
        let own: Vec<Label> = mail.from.iter().filter(|_| self.carried).flat_map(|a| self.labels_of(a)).collect();
        let (carriers, labels): (Vec<Label>, Vec<Label>) = labels.into_iter().partition(|l| carrier::carries(self, l));
        self.carriers = own.into_iter().chain(carriers).collect();
        self.labels = labels;
    }

    /// The labels of addresses that the text gives: a host's, where a system mails.
    fn written_labels(&self) -> Vec<Label> {
        use crate::extract::tokens::Stream;
        let said = self
            .tokens
            .sentences
            .iter()
            .filter(|s| matches!(s.stream, Stream::Said | Stream::Signature | Stream::Notes));
        let links = said.flat_map(|s| s.range.clone()).filter(|i| self.tokens.all[*i].kind == Kind::Link);
        let mine = |a: &Address| {
            self.mail.to.iter().chain(&self.mail.delivered_to).any(|to| to.same(a) || to.same_organisation(a))
        };
        links
            .take(40)
            .filter_map(|i| {
                let text = self.mail.words(self.tokens.all[i].span);
                Address::plain(text.trim_matches(|c: char| !c.is_alphanumeric()).to_string())
            })
            .filter(|a| !mine(a))
            .take(4)
            .flat_map(|a| self.labels_of(&a))
            .collect()
    }

    /// The labels of who wrote the forwarded message.
    pub fn forwarder_labels(&self) -> Vec<Label> {
        forwarder(self.mail).map_or(Vec::new(), |address| self.labels_of(address))
    }

    /// The telling labels of an address.
    pub fn labels_of(&self, address: &Address) -> Vec<Label> {
        let domain = address.domain();
        if let Some(slug) = sender::tenant(address) {
            let label = Label::new(&slug, self.words);
            return label.map(Label::of_account).into_iter().collect();
        }
        if sender::is_vendor(address) || sender::is_system(address) || sender::is_freemail(&domain) {
            return Vec::new();
        }
        let labels: Vec<&str> = domain.split('.').collect();
        let known = &crate::words::senders().rules.infrastructure;
        let outer = labels.len() - registered(&domain).split('.').count().min(labels.len());
        let telling = labels[..labels.len() - 1]
            .iter()
            .enumerate()
            .filter(|(_, l)| l.len() > 1 && !known.contains(l) && !self.words.is(l, WordClass::Tool));
        let label = |(at, l): (usize, &&str)| Some(Label::new(l, self.words)?.at(at < outer));
        telling.filter_map(label).collect()
    }
}

/// Who wrote the forwarded message.
pub(super) fn forwarder(mail: &Mail) -> Option<&Address> {
    mail.body.forward.as_ref()?.from.as_ref()
}
