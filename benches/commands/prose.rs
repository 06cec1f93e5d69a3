//! What people and shops write, sentence by sentence, and a generator that always gives the same.

/// Numbers that look random and are the same in every run (splitmix64).
pub struct Dice(pub u64);

impl Dice {
    /// The next number.
    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut n = self.0;
        n = (n ^ (n >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        n = (n ^ (n >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        n ^ (n >> 31)
    }

    /// A number below `n`.
    pub fn below(&mut self, n: usize) -> usize {
        (self.next() % n as u64) as usize
    }

    /// One of several.
    pub fn one<'a>(&mut self, of: &[&'a str]) -> &'a str {
        of[self.below(of.len())]
    }

    /// A number between two, small ones much more often than large ones: each doubling is as likely as the next.
    pub fn size(&mut self, least: usize, most: usize) -> usize {
        let doublings = (most as f64 / least as f64).log2();
        let share = self.below(1 << 20) as f64 / f64::from(1 << 20);
        (least as f64 * (doublings * share).exp2()) as usize
    }
}

/// Everyday talk. Some of it is about work, and some about meeting, as it is.
pub const TALK: &[&str] = &[
    "The train was late again, so I read the whole report on the platform.",
    "I have put the photos of the garden on the shared drive.",
    "Could you send me the recipe of the lemon cake?",
    "The landlord wants to look at the heating next week.",
    "My sister moves to the coast in spring and is looking for a flat.",
    "We have rewritten the importer, and it now takes a third of the memory.",
    "The patch breaks the build on the older compiler, see below.",
    "I agree with most of it, but the second paragraph is not quite right.",
    "Has anybody seen my umbrella since the concert?",
    "The numbers of the last quarter are in the table, the rest follows.",
    "Let us have lunch on Thursday if the weather holds.",
    "The school asks for the forms to be signed by Friday.",
    "I think the bug is in the cache, because it goes away after a restart.",
    "Thank you for the lovely evening, the children still talk about it.",
    "The new shelf arrived with two screws missing.",
    "He writes that the bridge is closed and that one has to go round by the mill.",
    "I would rather not change the format before the release.",
    "Please find the minutes of the board attached.",
    "The dentist can see you in the morning, or not before the holidays.",
    "It works on my machine with the default settings, which proves nothing.",
    "The library has the second volume, the first one is lent out.",
    "Our team has moved to the third floor, next to the kitchen.",
    "We paid the invoice twice, and they have promised to give it back.",
    "There is soup, bread and a little of the cheese left.",
    "I will call you when the plumber has been here.",
    "The choir sings on the fourth of the month, in the small hall.",
    "Nobody answered at the number on the card.",
    "The tests pass, apart from the two that need the network.",
    "What do you make of the article about the old harbour?",
    "The keys are with the neighbours, and the cat has been fed.",
];

/// What shops and papers write.
pub const OFFERS: &[&str] = &[
    "Free delivery on everything until Sunday, also on what is reduced already.",
    "Your parcel has left our warehouse and arrives within two days.",
    "Ten recipes for cold evenings, none of which takes longer than half an hour.",
    "This week only: three for the price of two on all coffee.",
    "You receive this message because you have subscribed to our news.",
    "See the stories that were read most in the last seven days.",
    "The winter collection is here, warmer and lighter than ever.",
    "Your points expire at the end of the month: use them while you can.",
    "Members save a further tenth on tents, boots and sleeping bags.",
    "How a small village keeps its bakery, its school and its last bus.",
    "Unsubscribe at any time, or choose how often you would like to hear from us.",
    "Rate your purchase and help others to find what fits them.",
];
