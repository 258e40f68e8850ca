//! Answers as a tree that is read from top to bottom: each answer to the post begins a branch, and
//! what is long in a branch is folded away behind how much it is.

use crate::show::post::Shown;

/// How far answers are indented at most; deeper ones stand below each other.
pub(super) const DEEPEST: usize = 4;
/// Answers of a branch that are seen unopened, besides the one it begins with.
const OPEN: usize = 2;
/// Fewer than so many are not worth folding.
const WORTH: usize = 3;

/// One piece of the page after another.
pub(super) enum Piece {
    /// An answer to the post itself begins a branch.
    Branch,
    Answer(Box<Shown>),
    /// So many answers are folded away, up to the end of the branch.
    Fold(i64),
    /// The branch ends, and with it what is folded.
    End {
        folded: bool,
    },
}

impl Piece {
    /// The answer, where it is one.
    pub(super) fn post(&self) -> Option<&Shown> {
        match self {
            Self::Answer(answer) => Some(answer),
            _ => None,
        }
    }
}

/// Answers in reading order, each with its depth, as pieces.
pub(super) fn pieces(below: Vec<Shown>) -> Vec<Piece> {
    let mut pieces = Vec::with_capacity(below.len() * 2);
    let mut branch: Vec<Shown> = Vec::new();
    for answer in below {
        if answer.depth <= 1 && !branch.is_empty() {
            grow(&mut pieces, std::mem::take(&mut branch));
        }
        branch.push(answer);
    }
    if !branch.is_empty() {
        grow(&mut pieces, branch);
    }
    pieces
}

fn grow(pieces: &mut Vec<Piece>, branch: Vec<Shown>) {
    let open = 1 + OPEN;
    let hidden = branch.len().saturating_sub(open);
    let folded = hidden >= WORTH;
    pieces.push(Piece::Branch);
    for (place, mut answer) in branch.into_iter().enumerate() {
        if folded && place == open {
            pieces.push(Piece::Fold(i64::try_from(hidden).unwrap_or(i64::MAX)));
        }
        // Its place says whom it answers, unless that is out of sight or too deep to be seen.
        if answer.depth < DEEPEST && !(folded && place == open) {
            answer.answers = None;
        }
        pieces.push(Piece::Answer(Box::new(answer)));
    }
    pieces.push(Piece::End { folded });
}
