//! Lists of small numbers as plain bytes, and tables that are read where they lie.

use serde::de::{Error, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;
use std::ops::Range;

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

/// Rows of so many bytes each, which lie in the program as they are used: unpacking a table takes no time, a look at a
/// row a few steps.
#[derive(Clone)]
pub struct Table<T> {
    bytes: Cow<'static, [u8]>,
    rows: PhantomData<T>,
}

impl<T: Fixed> Table<T> {
    /// How many rows.
    pub fn len(&self) -> usize {
        self.bytes.len() / T::SIZE
    }

    /// A row by its number; panics where there is none, as a slice does.
    #[inline]
    pub fn at(&self, row: usize) -> T {
        T::take(&self.bytes[row * T::SIZE..(row + 1) * T::SIZE])
    }

    /// The rows of a range.
    pub fn rows(&self, range: Range<usize>) -> impl Iterator<Item = T> + Clone {
        self.bytes[range.start * T::SIZE..range.end * T::SIZE].chunks_exact(T::SIZE).map(T::take)
    }

    /// Of a table whose first rows fit and whose others do not, the number of the first that does not.
    pub fn partition_point(&self, fits: impl Fn(T) -> bool) -> usize {
        let (mut low, mut high) = (0, self.len());
        while low < high {
            let middle = usize::midpoint(low, high);
            if fits(self.at(middle)) { low = middle + 1 } else { high = middle }
        }
        low
    }
}

impl<T: Fixed> FromIterator<T> for Table<T> {
    fn from_iter<I: IntoIterator<Item = T>>(rows: I) -> Table<T> {
        let mut bytes = Vec::new();
        rows.into_iter().for_each(|row| row.put(&mut bytes));
        Table { bytes: bytes.into(), rows: PhantomData }
    }
}

impl<T> Default for Table<T> {
    fn default() -> Self {
        Table { bytes: Cow::default(), rows: PhantomData }
    }
}

impl<T> fmt::Debug for Table<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "a table of {} bytes", self.bytes.len())
    }
}

impl<T> Serialize for Table<T> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_bytes(&self.bytes)
    }
}

impl<'de: 'static, T> Deserialize<'de> for Table<T> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let bytes = <&'static [u8]>::deserialize(from)?;
        Ok(Table { bytes: Cow::Borrowed(bytes), rows: PhantomData })
    }
}

/// A text that lies in the program as it is used.
pub type Text = Cow<'static, str>;

/// For `#[serde(deserialize_with)]` of a [`Text`].
pub fn text<'de: 'static, D: Deserializer<'de>>(from: D) -> Result<Text, D::Error> {
    <&'static str>::deserialize(from).map(Cow::Borrowed)
}
