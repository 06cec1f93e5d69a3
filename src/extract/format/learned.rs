//! How they would meet, by all words of a mail: a trained model that is asked before a format is stated.
//!
//! Words for a way to meet stand in mails that tell of something else: of the call before, of what the job is about. The
//! model has read many mails and weighs what stands around. It states nothing by itself: where no word tells how they
//! meet, it leans to what is usual, which the mail does not say.

use crate::extract::Format;
use crate::extract::rules::Context;
use crate::extract::weigh::{Feature, Weighed};

/// What the model can answer, in the order of its weights; nothing first.
pub const FORMATS: [Option<Format>; 5] =
    [None, Some(Format::Phone), Some(Format::Video), Some(Format::Onsite), Some(Format::Other)];

/// So likely must a format be to be stated.
const AGREES: f32 = 0.5;

/// Does the model read the format out of the mail, too?
pub(super) fn agrees(it: &Context, format: Format) -> bool {
    let weighed = Weighed::<{ FORMATS.len() }>::of(&features(it), &it.models.format);
    FORMATS.iter().zip(weighed.odds).any(|(answer, odds)| *answer == Some(format) && odds >= AGREES)
}

/// What the model weighs.
pub fn features(it: &Context) -> Vec<Feature> {
    it.said.features()
}
