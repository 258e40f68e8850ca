//! Who reacted to what.

/// Who reacted to what, as rows by person and by thing. Both are numbered from 0 without gaps; a
/// reaction counts once.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reactions {
    by_person: Vec<Vec<u32>>,
    by_thing: Vec<Vec<u32>>,
}

impl Reactions {
    /// From each person's things. `things` is how many there are at least.
    pub fn new(mut by_person: Vec<Vec<u32>>, things: usize) -> Self {
        let most = by_person.iter().flatten().max().map_or(0, |thing| *thing as usize + 1);
        let mut by_thing = vec![Vec::new(); most.max(things)];
        for (person, row) in (0_u32..).zip(&mut by_person) {
            row.sort_unstable();
            row.dedup();
            row.iter().for_each(|thing| by_thing[*thing as usize].push(person));
        }
        Self { by_person, by_thing }
    }

    /// How many people there are.
    pub fn people(&self) -> usize {
        self.by_person.len()
    }

    /// How many things there are.
    pub fn things(&self) -> usize {
        self.by_thing.len()
    }

    /// How many reactions there are.
    pub fn len(&self) -> usize {
        self.by_person.iter().map(Vec::len).sum()
    }

    /// Whether nobody reacted to anything.
    pub fn is_empty(&self) -> bool {
        self.by_person.iter().all(Vec::is_empty)
    }

    /// What a person reacted to, in ascending order; nothing for a number nobody has.
    pub fn of(&self, person: usize) -> &[u32] {
        self.by_person.get(person).map_or(&[], Vec::as_slice)
    }

    /// Everybody's rows.
    pub fn by_person(&self) -> &[Vec<u32>] {
        &self.by_person
    }

    /// Who reacted to each thing, in ascending order.
    pub fn by_thing(&self) -> &[Vec<u32>] {
        &self.by_thing
    }

    /// Sets a share of each person's reactions aside; nobody is left without any. Answers what stays
    /// and, by person, what was set aside.
    pub fn split(&self, share: f64, random: &mut impl rand::Rng) -> (Self, Vec<Vec<u32>>) {
        let mut aside = Vec::with_capacity(self.people());
        let mut kept = Vec::with_capacity(self.people());
        for row in &self.by_person {
            let (out, stays): (Vec<u32>, Vec<u32>) = row.iter().partition(|_| random.random_bool(share));
            let (out, stays) = if stays.is_empty() { (Vec::new(), row.clone()) } else { (out, stays) };
            aside.push(out);
            kept.push(stays);
        }
        (Self::new(kept, self.things()), aside)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rand::SeedableRng as _;
    use rand::rngs::SmallRng;

    #[test]
    fn rows_and_columns_agree() {
        let reactions = Reactions::new(vec![vec![2, 0, 2], vec![], vec![2]], 5);
        assert_eq!((reactions.people(), reactions.things(), reactions.len()), (3, 5, 3));
        assert_eq!(reactions.of(0), [0, 2]);
        assert_eq!(reactions.by_thing()[2], [0, 2]);
        assert_eq!(reactions.of(9), [0_u32; 0]);
    }

    #[test]
    fn what_is_set_aside_is_taken_away_and_nobody_loses_all() {
        let all = Reactions::new((0..200).map(|person| (0..1 + person % 9).collect()).collect(), 9);
        let (kept, aside) = all.split(0.3, &mut SmallRng::seed_from_u64(1));
        for (person, aside) in aside.iter().enumerate() {
            let mut both = [kept.of(person), aside.as_slice()].concat();
            both.sort_unstable();
            assert_eq!(both, all.of(person));
            assert!(!kept.of(person).is_empty());
        }
        assert!(aside.iter().flatten().count() > 100);
    }
}
