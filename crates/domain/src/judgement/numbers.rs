//! The tables of a lexicon hold small numbers, to stay small themselves.

/// A number of a table as a place in it.
pub(super) fn index(number: u32) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX)
}

/// A place in a table as a number. No table has as many places as this could hold.
pub(super) fn number(index: usize) -> u32 {
    u32::try_from(index).unwrap_or(u32::MAX)
}

/// Rows of different lengths, one behind the other.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Rows<T> {
    /// Where each row ends.
    ends: Box<[u32]>,
    items: Box<[T]>,
}

impl<T> Rows<T> {
    /// The rows in order.
    pub(super) fn of(rows: impl IntoIterator<Item = impl IntoIterator<Item = T>>) -> Self {
        let (mut ends, mut items) = (Vec::new(), Vec::new());
        for row in rows {
            items.extend(row);
            ends.push(number(items.len()));
        }
        Self::ending(ends, items)
    }

    /// All items, and where each row ends.
    pub(super) fn ending(ends: Vec<u32>, items: Vec<T>) -> Self {
        Self { ends: ends.into_boxed_slice(), items: items.into_boxed_slice() }
    }

    /// The row at `at`; there is nothing behind the last.
    pub(super) fn get(&self, at: usize) -> &[T] {
        let start = at.checked_sub(1).and_then(|before| self.ends.get(before)).copied().unwrap_or_default();
        let row = self.ends.get(at).and_then(|end| self.items.get(index(start)..index(*end)));
        row.unwrap_or_default()
    }

    /// How many rows there are.
    pub(super) fn len(&self) -> usize {
        self.ends.len()
    }
}
