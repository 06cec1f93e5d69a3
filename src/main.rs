//! Parse, run, print one error, exit.

fn main() -> std::process::ExitCode {
    regrets::app::main()
}
