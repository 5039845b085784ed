//! How the binary is linked.

/// The addresses that the loader corrects at every start take 2 MB as a list, all of which is read and stays in memory;
/// packed they take 20 KB. Linkers that cannot do that say so and go on; it needs glibc 2.36 where the binary runs, so
/// it is only asked for where it is built for the same kind of machine.
fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    let variable = |name: &str| std::env::var(name).unwrap_or_default();
    let is_glibc = variable("CARGO_CFG_TARGET_OS") == "linux" && variable("CARGO_CFG_TARGET_ENV") == "gnu";
    if is_glibc && variable("HOST") == variable("TARGET") {
        println!("cargo::rustc-link-arg-bin=handover=-Wl,-z,pack-relative-relocs");
    }
}
