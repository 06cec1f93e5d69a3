//! How they would meet, by all words of a mail: a trained model that is asked before a format is stated.
//!
//! Words for a way to meet stand in mails that tell of something else: of the call before, of what the job is about. The
//! model has read many mails and weighs what stands around. It says nothing by itself: where no word tells how they
//! meet, it leans to what is usual, which the mail does not say.

use crate::extract::Format;
use crate::extract::rules::Context;
use crate::extract::weigh::Weighed;

/// What the model can answer, in the order of its weights; nothing first.
pub const FORMATS: [Option<Format>; 5] =
    [None, Some(Format::Phone), Some(Format::Video), Some(Format::Onsite), Some(Format::Other)];

/// Does the model lean to no other format?
pub(super) fn agrees(it: &Context, format: Format) -> bool {
    let weighed = Weighed::<{ FORMATS.len() }>::of(&it.said.features(), &it.models.format);
    let leaning = FORMATS.iter().zip(weighed.odds).filter_map(|(answer, odds)| answer.map(|f| (f, odds)));
    leaning.max_by(|a, b| a.1.total_cmp(&b.1)).is_none_or(|(likeliest, _)| likeliest == format)
}
