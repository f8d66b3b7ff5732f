//! Repeated runs: their median, their spread, and the most memory that was needed.

use std::time::Instant;

use serde::{Deserialize, Serialize};

/// Times of repeated runs of one thing, and the memory of the process that ran them.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Measured {
    /// Seconds, one a run.
    pub runs: Vec<f64>,
    /// Most memory the process ever held, in bytes.
    pub peak_bytes: u64,
}

impl Measured {
    /// Times `runs` runs; what the last one gave comes back.
    pub fn of<T>(runs: usize, mut run: impl FnMut() -> T) -> (Measured, T) {
        let mut times = Vec::new();
        loop {
            let start = Instant::now();
            let result = run();
            times.push(start.elapsed().as_secs_f64());
            if times.len() >= runs {
                return (
                    Measured {
                        runs: times,
                        peak_bytes: peak_bytes(),
                    },
                    result,
                );
            }
        }
    }

    /// Half of the runs were faster.
    pub fn median(&self) -> f64 {
        let mut sorted = self.runs.clone();
        sorted.sort_by(f64::total_cmp);
        let middle = sorted.len() / 2;
        if sorted.len().is_multiple_of(2) {
            (sorted[middle - 1] + sorted[middle]) / 2.0
        } else {
            sorted[middle]
        }
    }

    /// The fastest run.
    pub fn least(&self) -> f64 {
        self.runs.iter().copied().fold(f64::INFINITY, f64::min)
    }

    /// The slowest run.
    pub fn most(&self) -> f64 {
        self.runs.iter().copied().fold(0.0, f64::max)
    }
}

/// The most memory this process ever held; 0 where the system does not tell.
pub fn peak_bytes() -> u64 {
    told("self", "VmHWM:")
}

/// The memory that a process holds now; 0 where the system does not tell.
pub fn resident_bytes(pid: u32) -> u64 {
    told(&pid.to_string(), "VmRSS:")
}

fn told(process: &str, name: &str) -> u64 {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix(name));
    let kilobytes = line.and_then(|line| line.split_whitespace().next()?.parse::<u64>().ok());
    kilobytes.unwrap_or(0) * 1024
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_median_stands_in_the_middle() {
        let measured = |runs: &[f64]| Measured {
            runs: runs.to_vec(),
            peak_bytes: 0,
        };
        assert_eq!(measured(&[3.0, 1.0, 2.0]).median(), 2.0);
        assert_eq!(measured(&[4.0, 1.0, 2.0, 3.0]).median(), 2.5);
        assert_eq!(measured(&[4.0, 1.0]).least(), 1.0);
    }
}
