//! Lists of small numbers as plain bytes, so that unpacking one costs a few steps an item.

use serde::de::{Error, Visitor};
use serde::{Deserializer, Serializer};
use std::fmt;
use std::marker::PhantomData;

/// What has the same number of bytes each time.
pub trait Fixed: Sized {
    /// How many bytes.
    const SIZE: usize;
    /// Appends the bytes.
    fn put(&self, out: &mut Vec<u8>);
    /// From [`Fixed::SIZE`] bytes.
    fn take(bytes: &[u8]) -> Self;
}

macro_rules! number {
    ($($number:ty),*) => {$(
        impl Fixed for $number {
            const SIZE: usize = size_of::<$number>();
            fn put(&self, out: &mut Vec<u8>) {
                out.extend(self.to_le_bytes());
            }
            #[inline]
            fn take(bytes: &[u8]) -> Self {
                <$number>::from_le_bytes(bytes[..Self::SIZE].try_into().unwrap_or_default())
            }
        }
    )*};
}
number!(u8, u16, u32, u64);

impl<A: Fixed, B: Fixed> Fixed for (A, B) {
    const SIZE: usize = A::SIZE + B::SIZE;
    fn put(&self, out: &mut Vec<u8>) {
        self.0.put(out);
        self.1.put(out);
    }
    #[inline]
    fn take(bytes: &[u8]) -> Self {
        (A::take(bytes), B::take(&bytes[A::SIZE..]))
    }
}

/// For `#[serde(with)]`.
pub fn serialize<T: Fixed, S: Serializer>(list: &[T], to: S) -> Result<S::Ok, S::Error> {
    let mut bytes = Vec::with_capacity(list.len() * T::SIZE);
    list.iter().for_each(|one| one.put(&mut bytes));
    to.serialize_bytes(&bytes)
}

/// For `#[serde(with)]`.
pub fn deserialize<'de, T: Fixed, D: Deserializer<'de>>(from: D) -> Result<Vec<T>, D::Error> {
    from.deserialize_bytes(List(PhantomData))
}

struct List<T>(PhantomData<T>);

impl<T: Fixed> Visitor<'_> for List<T> {
    type Value = Vec<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "rows of {} bytes", T::SIZE)
    }

    fn visit_bytes<E: Error>(self, bytes: &[u8]) -> Result<Vec<T>, E> {
        Ok(bytes.chunks_exact(T::SIZE).map(T::take).collect())
    }
}
