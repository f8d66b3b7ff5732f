//! On what was measured?

use std::fs;
use std::process::Command;

/// Processor, cores, memory, system and compiler, one a line; how busy the machine was.
pub fn describe() -> Vec<(&'static str, String)> {
    let cores = std::thread::available_parallelism().map_or(0, usize::from);
    vec![
        (
            "processor",
            format!(
                "{} · {cores} cores for us",
                field("/proc/cpuinfo", "model name")
            ),
        ),
        (
            "memory",
            format!(
                "{} MiB",
                kilobytes(&field("/proc/meminfo", "MemTotal")) / 1024
            ),
        ),
        (
            "system",
            format!("{} · {}", system(), said("uname", &["-sr"])),
        ),
        ("compiler", said("rustc", &["--version"])),
        ("load before", first_line("/proc/loadavg")),
    ]
}

/// What stands behind a name in one of the system's own files.
fn field(file: &str, name: &str) -> String {
    let text = fs::read_to_string(file).unwrap_or_default();
    let line = text.lines().find(|line| line.starts_with(name));
    let value = line
        .and_then(|line| line.split_once(':'))
        .map(|(_, value)| value.trim().to_owned());
    value.unwrap_or_else(|| "unknown".to_owned())
}

fn kilobytes(text: &str) -> u64 {
    text.split_whitespace()
        .next()
        .and_then(|number| number.parse().ok())
        .unwrap_or(0)
}

fn system() -> String {
    let text = fs::read_to_string("/etc/os-release").unwrap_or_default();
    let line = text
        .lines()
        .find_map(|line| line.strip_prefix("PRETTY_NAME="));
    line.unwrap_or("unknown").trim_matches('"').to_owned()
}

fn first_line(file: &str) -> String {
    let text = fs::read_to_string(file).unwrap_or_default();
    text.lines().next().unwrap_or("unknown").to_owned()
}

fn said(program: &str, arguments: &[&str]) -> String {
    let output = Command::new(program).args(arguments).output();
    let text = output.map(|output| String::from_utf8_lossy(&output.stdout).trim().to_owned());
    text.unwrap_or_else(|_| "unknown".to_owned())
}
