//! Where and with what a race was run.

use std::fs;
use std::process::Command;

/// The processor's name.
pub fn processor() -> String {
    let text = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let line = text.lines().find(|line| line.starts_with("model name"));
    let name = line.and_then(|line| line.split_once(": "));
    let name = name.map_or("unknown processor", |(_, name)| name);
    let field = |key: &str| {
        let line = text.lines().find(|line| line.starts_with(key))?;
        line.split_once(": ").map(|(_, value)| value.to_string())
    };
    // Clouds leave the number out of the name.
    match (field("cpu family"), field("model\t")) {
        (Some(family), Some(model)) => format!("{name} (family {family}, model {model})"),
        _ => name.into(),
    }
}

/// The first line that a compiler says of itself.
pub fn compiler(command: &str) -> String {
    let output = Command::new(command).arg("--version").output();
    let text = output.map(|output| String::from_utf8_lossy(&output.stdout).into_owned());
    let line = text.unwrap_or_default().lines().next().map(String::from);
    line.unwrap_or_else(|| format!("no {command}"))
}

/// What the worker needs, and what does not race.
const UNRACED: [&str; 3] = ["cc", "core_affinity", "zerocopy"];

/// The libraries that race, with their versions.
pub fn libraries() -> Vec<String> {
    let lock = include_str!("../../Cargo.lock").parse::<toml::Table>();
    let lock = lock.expect("cargo writes it");
    let packages = lock["package"].as_array().expect("cargo writes it");
    let name = |package: &toml::Value| package["name"].as_str().map(String::from);
    let worker = packages
        .iter()
        .find(|package| name(package).as_deref() == Some("xornet-race-worker"));
    let dependencies = worker.and_then(|worker| worker["dependencies"].as_array());
    let direct = dependencies
        .into_iter()
        .flatten()
        .filter_map(toml::Value::as_str);
    let version = |dependency: &str| {
        // A version follows the name where there are several.
        let (name_wanted, version) = dependency.split_once(' ').unwrap_or((dependency, ""));
        let package = packages.iter().find(|package| {
            name(package).as_deref() == Some(name_wanted)
                && (version.is_empty() || package["version"].as_str() == Some(version))
        })?;
        Some(format!("{name_wanted} {}", package["version"].as_str()?))
    };
    direct
        .filter(|name| !name.starts_with("xornet") && !UNRACED.contains(name))
        .filter_map(version)
        .collect()
}
