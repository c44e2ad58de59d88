//! Tables of a flatbuffer, whose fields are numbered slots. All offsets are checked when they are followed.
//!
//! Many lists may be the same bytes of the file, so that a small hostile file could fill the memory: a [`Budget`]
//! counts what is read.

use std::cell::Cell;

use planus::table_reader::Table as Reader;
use planus::{SliceWithStartOffset, TableRead, Vector, VectorRead};

/// The maximal number of tables, and of numbers and characters in lists, that a file may hold besides its weights.
const MOST: usize = 1 << 22;

/// The number of tables, numbers and characters that may still be read.
pub struct Budget(Cell<usize>);

impl Budget {
    /// Returns the budget of a file.
    pub fn new() -> Self {
        Self(Cell::new(MOST))
    }

    fn spend(&self, count: usize) -> Result<(), String> {
        let rest = self.0.get().checked_sub(count);
        self.0
            .set(rest.ok_or("the file holds more tables and lists than a network needs")?);
        Ok(())
    }
}

/// A table.
#[derive(Clone, Copy)]
pub struct Table<'a> {
    reader: Reader<'a>,
    budget: &'a Budget,
}

/// The bytes of a list from its first element on, and its length.
struct List<'a> {
    elements: SliceWithStartOffset<'a>,
    length: usize,
}

/// A table without its budget.
struct Bare<'a>(Reader<'a>);

type Kind = planus::errors::ErrorKind;

impl<'a> TableRead<'a> for Bare<'a> {
    fn from_buffer(buffer: SliceWithStartOffset<'a>, offset: usize) -> Result<Self, Kind> {
        Reader::from_buffer(buffer, offset).map(Self)
    }
}

impl<'a> TableRead<'a> for List<'a> {
    fn from_buffer(buffer: SliceWithStartOffset<'a>, offset: usize) -> Result<Self, Kind> {
        let relative = <u32 as TableRead>::from_buffer(buffer, offset)? as usize;
        let start = offset.checked_add(relative).ok_or(Kind::InvalidOffset)?;
        let length = <u32 as TableRead>::from_buffer(buffer, start)? as usize;
        let elements = buffer.advance(start)?.advance(4)?;
        Ok(Self { elements, length })
    }
}

impl<'a> Table<'a> {
    /// Returns the root of a file.
    pub fn root(bytes: &'a [u8], budget: &'a Budget) -> Result<Self, String> {
        let buffer = SliceWithStartOffset {
            buffer: bytes,
            offset_from_start: 0,
        };
        let reader = Reader::from_buffer(buffer, 0).map_err(|error| error.to_string())?;
        Ok(Self { reader, budget })
    }

    /// Returns the field of a slot; `None` if it is not there.
    fn get<T: TableRead<'a>>(&self, slot: usize) -> Result<Option<T>, String> {
        self.reader
            .access(slot, "table", "field")
            .map_err(|error| error.error_kind.to_string())
    }

    /// Returns a number, or the default of the schema.
    pub fn number<T: TableRead<'a>>(&self, slot: usize, default: T) -> Result<T, String> {
        Ok(self.get(slot)?.unwrap_or(default))
    }

    /// Returns a text, which is empty if it is not there; a long one is shortened.
    pub fn text(&self, slot: usize) -> Result<String, String> {
        const MAX_BYTES: usize = 1 << 10;
        let bytes = self.bytes(slot)?.unwrap_or(&[]);
        let bytes = &bytes[..bytes.len().min(MAX_BYTES)];
        self.budget.spend(bytes.len())?;
        Ok(String::from_utf8_lossy(bytes).into_owned())
    }

    /// Returns the bytes of a list of bytes, which are not copied.
    pub fn bytes(&self, slot: usize) -> Result<Option<&'a [u8]>, String> {
        self.get(slot)
    }

    /// Returns a list of numbers; `None` if it is not there.
    pub fn numbers<T: VectorRead<'a>>(&self, slot: usize) -> Result<Option<Vec<T>>, String>
    where
        Vector<'a, T>: TableRead<'a>,
    {
        let Some(list) = self.get::<Vector<'a, T>>(slot)? else {
            return Ok(None);
        };
        self.budget.spend(list.len())?;
        Ok(Some(list.iter().collect()))
    }

    /// Returns a table; `None` if it is not there.
    pub fn table(&self, slot: usize) -> Result<Option<Self>, String> {
        let table: Option<Bare<'a>> = self.get(slot)?;
        let budget = self.budget;
        Ok(table.map(|Bare(reader)| Self { reader, budget }))
    }

    /// Returns a list of tables, which is empty if it is not there.
    pub fn tables(&self, slot: usize) -> Result<Vec<Self>, String> {
        let Some(List { elements, length }) = self.get(slot)? else {
            return Ok(Vec::new());
        };
        self.budget.spend(length)?;
        let table = |index: usize| {
            let reader =
                Reader::from_buffer(elements, 4 * index).map_err(|error| error.to_string())?;
            Ok(Self {
                reader,
                budget: self.budget,
            })
        };
        (0..length).map(table).collect()
    }
}
