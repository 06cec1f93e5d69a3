//! The employer, and the agency between.
