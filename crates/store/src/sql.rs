//! Small helps for building SQL text.

use crate::Arg;

/// `$2, $3, $4` for `count` values starting at number `first`; `null` for none, so that `in (…)`
/// stays valid and matches nothing.
pub fn placeholders(first: usize, count: usize) -> String {
    if count == 0 {
        return "null".to_owned();
    }
    let mut text = String::with_capacity(count * 5);
    for number in first..first + count {
        if number > first {
            text.push_str(", ");
        }
        text.push('$');
        text.push_str(&number.to_string());
    }
    text
}

/// Placeholders for `values` after those already in `args`, and the values added to them.
pub fn list<T: Copy + Into<Arg>>(args: &mut Vec<Arg>, values: &[T]) -> String {
    let text = placeholders(args.len() + 1, values.len());
    args.extend(values.iter().map(|value| (*value).into()));
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_continue_the_numbers() {
        let mut args = crate::args![1_i64];
        assert_eq!(list(&mut args, &[5_i64, 6]), "$2, $3");
        assert_eq!(args.len(), 3);
        assert_eq!(list::<i64>(&mut args, &[]), "null");
    }
}
