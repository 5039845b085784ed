//! The `handover` command.

fn main() -> std::process::ExitCode {
    handover_server::run()
}
