//! Counts, in tests only, how much a judgement did: a measure of effort that does not depend on the machine.

#[cfg(test)]
thread_local! {
    static SPENT: std::cell::Cell<usize> = const { std::cell::Cell::new(0) };
}

/// Notes `steps` more.
#[inline]
pub(super) fn spend(steps: usize) {
    #[cfg(test)]
    SPENT.with(|spent| spent.set(spent.get() + steps));
    #[cfg(not(test))]
    let _ = steps;
}

/// How many steps `work` took.
#[cfg(test)]
pub(super) fn spent_by(work: impl FnOnce()) -> usize {
    let before = SPENT.with(std::cell::Cell::get);
    work();
    SPENT.with(std::cell::Cell::get) - before
}

#[cfg(test)]
mod tests;
