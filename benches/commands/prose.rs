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

/// What people write to one another, by what it is about: a letter is about one matter, or two. Some are about work,
/// and some about meeting, as it is.
pub const TALK: &[&[&str]] = &[
    // Family and friends.
    &[
        "My sister moves to the coast in spring and is looking for a flat.",
        "Thank you for the lovely evening, the children still talk about it.",
        "Has anybody seen my umbrella since the concert?",
        "Grandmother turns ninety in March, and everybody brings a cake.",
        "He has grown so much that none of his trousers fit.",
        "The twins have chickenpox, so we stay at home until it is over.",
        "I have put the photos of the holidays on the shared drive.",
        "She sends her love and asks whether you still have the blue suitcase.",
        "We named the puppy after the river, and he answers to neither.",
        "Let us have lunch on Thursday if the weather holds.",
        "I will call you when we are home again.",
        "Nobody slept much, but it was worth it.",
    ],
    // House and flat.
    &[
        "The landlord wants to look at the heating next week.",
        "The new shelf arrived with two screws missing.",
        "The keys are with the neighbours, and the cat has been fed.",
        "Water came through the ceiling again, right above the piano.",
        "The plumber says that the valve is older than the house.",
        "We painted the hall twice, and it is still green.",
        "The lift is out of order, so the sofa stays in the yard.",
        "Somebody has parked in front of the gate since Sunday.",
        "The bill for the electricity is a third higher than last winter.",
        "Please put the bins out, the lorry comes early.",
        "The roof of the shed did not survive the storm.",
    ],
    // Kitchen and garden.
    &[
        "Could you send me the recipe of the lemon cake?",
        "There is soup, bread and a little of the cheese left.",
        "The tomatoes are late this year, but the beans make up for it.",
        "Use less sugar than it says, and leave it in the oven a little longer.",
        "The snails have eaten every single lettuce.",
        "I planted the quince where the old plum stood.",
        "It needs a night in the fridge before one can cut it.",
        "Bring a jar, we have more honey than we can eat.",
        "The rhubarb is ready, come and take some.",
        "Half of the dough went into the freezer.",
    ],
    // School and clubs.
    &[
        "The school asks for the forms to be signed by Friday.",
        "The choir sings on the fourth of the month, in the small hall.",
        "The library has the second volume, the first one is lent out.",
        "Our side lost again, but only by one goal.",
        "The bus leaves at seven from the car park, with or without us.",
        "The teacher writes that the trip is paid for and that lunch is not.",
        "Practice is off while the gym has no floor.",
        "We still need somebody for the cake stand.",
        "The costumes are in the attic, second trunk on the left.",
        "He has read the whole series twice and wants to begin again.",
    ],
    // Travel.
    &[
        "The train was late again, so I read the whole report on the platform.",
        "He writes that the bridge is closed and that one has to go round by the mill.",
        "The ferry only runs when the wind allows it.",
        "We found a small hotel behind the harbour, cheap and quiet.",
        "Take the old road, it is longer and much prettier.",
        "The tickets are in the drawer below the telephone.",
        "It rained for five days, and on the sixth we went home.",
        "What do you make of the article about the old harbour?",
        "The museum is shut on Mondays, as we found out on a Monday.",
        "My bag went to another island without me.",
    ],
    // Programs.
    &[
        "We have rewritten the importer, and it now takes a third of the memory.",
        "The patch breaks the build on the older compiler, see below.",
        "I think the bug is in the cache, because it goes away after a restart.",
        "I would rather not change the format before the release.",
        "It works on my machine with the default settings, which proves nothing.",
        "The tests pass, apart from the two that need the network.",
        "The lock is taken twice on this path, and never given back.",
        "Could you rebase it and drop the second commit?",
        "The parser accepts a comma at the end, the writer does not.",
        "Upgrading the library fixed it, but nobody knows why.",
        "The log says that the disk was full for nine minutes.",
        "Please add a line to the changes before you merge it.",
        "The server answers with an empty body when the header is missing.",
    ],
    // The office.
    &[
        "The numbers of the last quarter are in the table, the rest follows.",
        "I agree with most of it, but the second paragraph is not quite right.",
        "Please find the minutes of the board attached.",
        "Our team has moved to the third floor, next to the kitchen.",
        "We paid the invoice twice, and they have promised to give it back.",
        "The meeting on Tuesday is in the small room, as the large one has no heating.",
        "The new colleague starts in January and takes over the Dutch customers.",
        "The contract is signed and lies in the cupboard.",
        "Her role in the project is not clear to me, nor to her.",
        "The offer is too high, and they know it.",
        "Nobody answered at the number on the card.",
        "The printer on the second floor is waiting for a part.",
        "I have the opening figures, but not those of the branch.",
    ],
    // Health and money.
    &[
        "The dentist can see you in the morning, or not before the holidays.",
        "The doctor found nothing, which is good, and knows nothing, which is not.",
        "The bank wants a copy of the passport, on paper.",
        "I have sent back the form without the second page, sorry.",
        "The glasses are ready and cost more than the bicycle.",
        "They took the wrong sum, and then the right one as well.",
        "The insurance pays for the window but not for the frame.",
        "The knee is better, stairs are still a matter of luck.",
        "The tax office has written again, in the same words.",
    ],
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
    "New in our range: lamps that dim themselves when the sun comes up.",
    "The council has voted for the tram, and against the car park.",
    "Twelve gardens that are open this weekend, and how to reach them.",
    "Only a few left in your size.",
    "Sign in to see the prices that are only for you.",
    "A reader asks why the river smells, and an expert answers.",
    "Buy now, pay in March, without interest.",
    "The longest novel of the year is also the funniest.",
    "Terms apply, and cannot be combined with other vouchers.",
    "Our shops are open until eight on the four Sundays before the holidays.",
];
