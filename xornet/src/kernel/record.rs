//! Structs of several arrays as one slice of numbers.

use core::fmt::Debug;

use crate::Scalar;

/// A struct of arrays of numbers, the inputs or outputs of a network, which the macro generates.
pub trait Record: Copy + Debug + PartialEq {
    /// The type of the numbers.
    type Scalar: Scalar;

    /// The struct whose numbers are all zero.
    const ZEROS: Self;

    /// Passes the numbers of each field to `visit`, in order.
    fn visit<'a>(&'a self, visit: &mut dyn FnMut(&'a [Self::Scalar]));

    /// Passes the numbers of each field to `visit`, in order.
    fn visit_mut<'a>(&'a mut self, visit: &mut dyn FnMut(&'a mut [Self::Scalar]));
}

/// Returns all numbers of a record.
///
/// # Panics
///
/// If the fields do not follow each other without gaps, which cannot happen with the records that the macro generates.
pub fn numbers<R: Record>(record: &R) -> &[R::Scalar] {
    let start: *const R::Scalar = core::ptr::from_ref(record).cast();
    let count = size_of::<R>() / size_of::<R::Scalar>();
    let mut end = start;
    let mut whole = true;
    record.visit(&mut |field| {
        whole &= field.as_ptr() == end;
        end = field.as_ptr_range().end;
    });
    assert!(
        whole && end == start.wrapping_add(count),
        "the fields of a record follow each other without gaps"
    );
    // SAFETY: the fields that were visited are numbers, are borrowed for as long as the record, and cover its memory from
    // `start` to the end without gaps. The pointer comes from the reference to the whole record.
    unsafe { core::slice::from_raw_parts(start, count) }
}

/// Returns all numbers of a record, to be changed.
///
/// # Panics
///
/// If the fields do not follow each other without gaps, which cannot happen with the records that the macro generates.
pub fn numbers_mut<R: Record>(record: &mut R) -> &mut [R::Scalar] {
    let start: *mut R::Scalar = core::ptr::from_mut(record).cast();
    let count = size_of::<R>() / size_of::<R::Scalar>();
    let mut end = start.cast_const();
    let mut whole = true;
    record.visit_mut(&mut |field| {
        whole &= field.as_ptr() == end;
        end = field.as_ptr_range().end;
    });
    assert!(
        whole && end == start.cast_const().wrapping_add(count),
        "the fields of a record follow each other without gaps"
    );
    let start: *mut R::Scalar = core::ptr::from_mut(record).cast();
    // SAFETY: as in `numbers`; the borrows of the fields have ended, and the pointer comes from the exclusive reference to
    // the whole record. Any numbers may be written, since the fields are slices of numbers.
    unsafe { core::slice::from_raw_parts_mut(start, count) }
}

#[cfg(test)]
mod tests {
    use super::{Record, numbers, numbers_mut};

    #[derive(Clone, Copy, Debug, PartialEq)]
    #[repr(C)]
    struct Pair {
        first: [f32; 2],
        second: [[f32; 1]; 3],
    }

    impl Record for Pair {
        type Scalar = f32;

        const ZEROS: Self = Self {
            first: [0.0; 2],
            second: [[0.0; 1]; 3],
        };

        fn visit<'a>(&'a self, visit: &mut dyn FnMut(&'a [f32])) {
            visit(&self.first);
            visit(self.second.as_flattened());
        }

        fn visit_mut<'a>(&'a mut self, visit: &mut dyn FnMut(&'a mut [f32])) {
            visit(&mut self.first);
            visit(self.second.as_flattened_mut());
        }
    }

    /// A record that tells only its first field.
    #[derive(Clone, Copy, Debug, PartialEq)]
    struct Gap([f32; 2], f32);

    impl Record for Gap {
        type Scalar = f32;

        const ZEROS: Self = Self([0.0; 2], 0.0);

        fn visit<'a>(&'a self, visit: &mut dyn FnMut(&'a [f32])) {
            visit(&self.0);
        }

        fn visit_mut<'a>(&'a mut self, visit: &mut dyn FnMut(&'a mut [f32])) {
            visit(&mut self.0);
        }
    }

    #[test]
    fn fields_are_one_slice() {
        let mut pair = Pair::ZEROS;
        for (i, number) in numbers_mut(&mut pair).iter_mut().enumerate() {
            *number = i as f32;
        }
        assert_eq!(pair.second, [[2.0], [3.0], [4.0]]);
        assert_eq!(numbers(&pair), [0.0, 1.0, 2.0, 3.0, 4.0]);
    }

    #[test]
    #[should_panic(expected = "without gaps")]
    fn a_record_with_a_gap_panics() {
        let _ = numbers(&Gap::ZEROS);
    }
}
