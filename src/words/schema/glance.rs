//! The first look.

use serde::Deserialize;

/// `glance.toml`: beginnings of words that tell, in the undecoded bytes of a message, whether to read it.
///
/// Everything in lower case, in letters without accents.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GlanceSource {
    /// Enough alone.
    pub sure: Vec<String>,
    /// Work, and somebody who gives it.
    pub work: Vec<String>,
    /// Talking, meeting, and when.
    pub meet: Vec<String>,
}

/// What a beginning speaks for.
pub const SURE: u8 = 1;
/// See [`GlanceSource::work`].
pub const WORK: u8 = 2;
/// See [`GlanceSource::meet`].
pub const MEET: u8 = 4;

impl GlanceSource {
    /// Every beginning, with what it speaks for.
    pub fn pairs(self) -> impl Iterator<Item = (String, u8)> {
        let list = |words: Vec<String>, bit: u8| words.into_iter().map(move |w| (w, bit));
        list(self.sure, SURE).chain(list(self.work, WORK)).chain(list(self.meet, MEET))
    }
}
