//! Quiet or bursting: a two-state automaton, run forward.

use crate::surprise::Usual;

/// How many times the usual is a burst.
const TIMES: f64 = 3.0;
/// How sure of either state it can be, in log odds: low, so that it can change its mind.
const SURE: (f64, f64) = (-3.0, 6.0);

/// The log odds of bursting against quiet.
#[derive(Clone, Copy, Debug)]
pub struct TwoState(f64);

impl Default for TwoState {
    fn default() -> Self {
        Self(SURE.0)
    }
}

impl TwoState {
    /// Weighs a count as that of a Poisson process at the usual rate or at [`TIMES`] it, with the evidence cut
    /// by as much as counts vary more than such a process does. Returns whether this is a burst.
    pub fn take(&mut self, count: f64, usual: Usual) -> bool {
        let rate = usual.count.max(0.5);
        let evidence = count * TIMES.ln() - (TIMES - 1.0) * rate;
        let varied = 1.0 + (usual.spread.powi(2) - usual.count - 1.0).max(0.0) / (usual.count.max(0.0) + 1.0);
        self.0 = (self.0 + evidence / varied).clamp(SURE.0, SURE.1);
        self.0 >= 0.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_changes_its_mind_on_evidence() {
        let usual = Usual { count: 10.0, spread: 21_f64.sqrt() };
        let mut state = TwoState::default();
        assert!(!state.take(11.0, usual) && !state.take(18.0, usual));
        assert!(state.take(60.0, usual));
        assert!(!(0..5).map(|_| state.take(9.0, usual)).last().unwrap());
    }
}
