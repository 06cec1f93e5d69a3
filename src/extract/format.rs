//! How they would meet: telephone, video, a place.
