//! Tables as other servers of this kind read and write them (RFC 4180).

/// A table being written.
#[derive(Default)]
pub(super) struct Table(String);

impl Table {
    /// One row.
    pub(super) fn row(&mut self, cells: &[&str]) {
        for (place, cell) in cells.iter().enumerate() {
            if place > 0 {
                self.0.push(',');
            }
            self.cell(cell);
        }
        self.0.push('\n');
    }

    fn cell(&mut self, cell: &str) {
        let plain = !cell.contains([',', '"', '\n', '\r']) && !cell.starts_with(' ') && !cell.ends_with(' ');
        if plain {
            self.0.push_str(cell);
        } else {
            self.0.push('"');
            self.0.push_str(&cell.replace('"', "\"\""));
            self.0.push('"');
        }
    }

    pub(super) fn text(self) -> String {
        self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_quoted_where_they_must_be() {
        let mut table = Table::default();
        table.row(&["a", "b, c", "say \"x\"", ""]);
        table.row(&["two\nlines"]);
        assert_eq!(table.text(), "a,\"b, c\",\"say \"\"x\"\"\",\n\"two\nlines\"\n");
    }
}
