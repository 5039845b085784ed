//! How the binary is linked.

use std::process::Command;

/// The addresses that the loader corrects at every start take 2 MB as a list, all of which is read and stays in memory;
/// packed they take 20 KB. Linkers that cannot do that say so and go on.
#[expect(clippy::disallowed_methods, reason = "what Cargo says about the target, not a setting")]
fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    let variable = |name: &str| std::env::var(name).unwrap_or_default();
    let is_glibc = variable("CARGO_CFG_TARGET_OS") == "linux" && variable("CARGO_CFG_TARGET_ENV") == "gnu";
    if is_glibc && variable("HOST") == variable("TARGET") && loads_packed_addresses() {
        println!("cargo::rustc-link-arg-bin=handover=-Wl,-z,pack-relative-relocs");
    }
}

/// Whether the C library of this machine knows them, which it does since glibc 2.36; an older one would not start the binary.
fn loads_packed_addresses() -> bool {
    let told = Command::new("getconf").arg("GNU_LIBC_VERSION").output();
    let version = told.ok().and_then(|told| String::from_utf8(told.stdout).ok()).unwrap_or_default();
    let mut numbers =
        version.trim().trim_start_matches("glibc ").split('.').map(|part| part.parse().unwrap_or(0));
    (numbers.next().unwrap_or(0), numbers.next().unwrap_or(0)) >= (2_u32, 36_u32)
}
