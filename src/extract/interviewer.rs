//! The people: who wrote, and whom one would meet.
