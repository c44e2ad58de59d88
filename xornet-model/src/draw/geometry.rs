//! Points, boxes and line segments.

/// A point, in pixels.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Point {
    pub(super) x: f64,
    pub(super) y: f64,
}

/// A rectangle with horizontal and vertical sides.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Rect {
    pub(super) left: f64,
    pub(super) top: f64,
    pub(super) right: f64,
    pub(super) bottom: f64,
}

impl Rect {
    /// Returns the rectangle of a size around its center.
    pub(super) fn around(center: Point, width: f64, height: f64) -> Self {
        Self {
            left: center.x - width / 2.0,
            top: center.y - height / 2.0,
            right: center.x + width / 2.0,
            bottom: center.y + height / 2.0,
        }
    }

    /// Moves the rectangle to the right and down.
    pub(super) fn shift(&mut self, aside: f64, down: f64) {
        self.left += aside;
        self.right += aside;
        self.top += down;
        self.bottom += down;
    }

    /// Returns whether the rectangles share more than a side.
    pub(super) fn overlaps(&self, other: &Self) -> bool {
        self.left < other.right
            && other.left < self.right
            && self.top < other.bottom
            && other.top < self.bottom
    }
}

/// A line segment.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Segment {
    pub(super) from: Point,
    pub(super) to: Point,
}

impl Segment {
    /// Returns the point at a fraction of the way, from 0 to 1.
    pub(super) fn at(&self, share: f64) -> Point {
        Point {
            x: self.from.x + share * (self.to.x - self.from.x),
            y: self.from.y + share * (self.to.y - self.from.y),
        }
    }

    /// Returns the fractions of the way at which the segment enters and leaves a box, if it meets the box.
    pub(super) fn within(&self, rect: &Rect) -> Option<(f64, f64)> {
        let sides = [
            (self.from.x, self.to.x, rect.left, rect.right),
            (self.from.y, self.to.y, rect.top, rect.bottom),
        ];
        let (mut enter, mut leave) = (0.0, 1.0);
        for (from, to, low, high) in sides {
            let way = to - from;
            if way == 0.0 {
                if from <= low || from >= high {
                    return None;
                }
                continue;
            }
            let (a, b) = ((low - from) / way, (high - from) / way);
            enter = f64::max(enter, a.min(b));
            leave = f64::min(leave, a.max(b));
        }
        (enter < leave).then_some((enter, leave))
    }

    /// Returns the parts of the segment that are outside of all boxes.
    pub(super) fn outside(&self, boxes: &[Rect]) -> Vec<Self> {
        let mut covered: Vec<_> = boxes.iter().filter_map(|rect| self.within(rect)).collect();
        covered.sort_by(|a, b| a.0.total_cmp(&b.0));
        let mut left = Vec::new();
        let mut start = 0.0;
        for (enter, leave) in covered.into_iter().chain([(1.0, 1.0)]) {
            if enter > start {
                left.push(Self {
                    from: self.at(start),
                    to: self.at(enter),
                });
            }
            start = f64::max(start, leave);
        }
        left
    }
}

#[cfg(test)]
mod tests {
    use super::{Point, Rect, Segment};

    #[test]
    fn a_segment_is_left_out_of_boxes() {
        let segment = Segment {
            from: Point { x: 0.0, y: 0.0 },
            to: Point { x: 8.0, y: 4.0 },
        };
        let box_at = |share| Rect::around(segment.at(share), 2.0, 8.0);
        let left: Vec<_> = segment
            .outside(&[box_at(0.75), box_at(0.25), box_at(0.25)])
            .iter()
            .map(|part| (part.from.x, part.to.x))
            .collect();
        assert_eq!(left, [(0.0, 1.0), (3.0, 5.0), (7.0, 8.0)]);
        let apart = Rect::around(Point { x: 2.0, y: 9.0 }, 2.0, 2.0);
        assert_eq!(segment.outside(&[apart]), [segment]);
        assert_eq!(
            segment.outside(&[Rect::around(segment.at(0.5), 99.0, 99.0)]),
            []
        );
    }
}
