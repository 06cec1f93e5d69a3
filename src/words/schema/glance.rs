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

/// The bit of a beginning that is enough alone.
pub const SURE: u64 = 1 << 63;
/// The bits of [`GlanceSource::work`], one a language; those of [`GlanceSource::meet`] stand so much higher.
pub const WORK: u64 = (1 << MEET) - 1;
/// See [`WORK`].
pub const MEET: u32 = 31;

impl GlanceSource {
    /// Every beginning, with the bits it speaks for in the language of this number.
    pub fn pairs(self, language: u32) -> impl Iterator<Item = (String, u64)> {
        assert!(language < MEET, "one bit a language");
        let list = |words: Vec<String>, bits: u64| words.into_iter().map(move |w| (w, bits));
        let meet = list(self.meet, 1 << (language + MEET));
        list(self.sure, SURE).chain(list(self.work, 1 << language)).chain(meet)
    }
}
