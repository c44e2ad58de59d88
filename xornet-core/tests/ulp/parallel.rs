//! Work for all threads the machine has.

use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;

use crate::accuracy::Worst;

/// The largest error of those that `work` finds for each index below `count`.
pub fn largest(count: u64, work: impl Fn(u64) -> Worst + Sync) -> Worst {
    let next = AtomicU64::new(0);
    let take = || {
        let mut most = Worst::default();
        loop {
            let index = next.fetch_add(1, Ordering::Relaxed);
            if index >= count {
                return most;
            }
            most = most.or(work(index));
        }
    };
    let threads = thread::available_parallelism().map_or(1, usize::from);
    thread::scope(|scope| {
        let threads: Vec<_> = (0..threads).map(|_| scope.spawn(take)).collect();
        threads
            .into_iter()
            .map(|thread| thread.join().unwrap())
            .fold(Worst::default(), Worst::or)
    })
}
