//! The user's own wording, from outside: kinds, reasons, letters, and what `templates check` says of them.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::PathBuf;

const MAIL: &str = "tests/demo/invitation.eml";

struct Home(tempfile::TempDir);

impl Home {
    fn new(files: &[(&str, &str)]) -> Home {
        let home = Home(tempfile::tempdir().unwrap());
        for (name, text) in files {
            let path = home.templates().join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
        home
    }

    fn templates(&self) -> PathBuf {
        self.0.path().join("config/regrets/templates")
    }

    fn run(&self, arguments: &[&str]) -> (i32, String) {
        let mut command = assert_cmd::Command::cargo_bin("regrets").unwrap();
        command.env_clear().env("HOME", self.0.path()).env("XDG_CONFIG_HOME", self.0.path().join("config"));
        let out = command.args(arguments).args(["--now", "2026-11-24T10:00:00Z"]).output().unwrap();
        let text = String::from_utf8_lossy(&out.stdout).into_owned() + &String::from_utf8_lossy(&out.stderr);
        (out.status.code().unwrap(), text)
    }
}

const KIND: &str = "[[kind]]\nname = \"postpone\"\nsummary = \"Ask to talk next year\"\ncalendar = \"declined\"\n\
                    decision = \"later\"\nreason = true\nwords = [5, 120]\n";

#[test]
fn a_kind_and_a_reason_of_ones_own_stand_beside_the_others() {
    let home = Home::new(&[
        ("kinds.toml", KIND),
        ("reasons.toml", "[[reason]]\nname = \"visa\"\nsummary = \"The permit\"\n"),
        ("en/reasons.toml", "visa = { formal = \"My permit will not come in time.\", informal = \"No permit.\" }\n"),
        (
            "en/postpone.tera",
            "{{ greeting }}\n\nThank you. Could we find another time? {{ reason }}\n\n{{ closing }}\n",
        ),
    ]);
    let (code, text) = home.run(&["body", "--as", "postpone", "--because", "visa", MAIL]);
    assert!(code == 0 && text.contains("another time? My permit will not come in time."), "{code} {text}");
    let (_, list) = home.run(&["templates", "list"]);
    assert!(list.contains("postpone       Ask to talk next year  [en]") && list.contains("visa"), "{list}");
    let (_, help) = home.run(&["preview", "--help"]);
    let help = help.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(help.contains("reconnect, postpone") && help.contains("process, visa"), "{help}");
    let (code, text) = home.run(&["body", "--as", "postpone", "--lang", "de", MAIL]);
    assert!(
        code == 64 && text.contains("no `postpone` in the language `de`") && text.contains("`--lang`: en"),
        "{text}"
    );
    assert_eq!(home.run(&["templates", "check"]), (0, "en/postpone: good\n".into()));
}

#[test]
fn a_check_names_the_place_and_what_helps() {
    let letter = "{{ greeting }}\n\nThank you for the interview at {{ company }}. It was gonna be nice.\n\nI decline, \
                  TODO.\n\n{{ closing }}\n";
    let home = Home::new(&[("en/decline.tera", letter), ("en/cancel.tera", "{{ greeting }}\n\n{% if %}\n")]);
    let (code, text) = home.run(&["templates", "check", "en/decline"]);
    assert_eq!(code, 78, "{text}");
    for wanted in [
        "en/decline:3:32: `company` is not in every mail",
        "en/decline:3:54: \"gonna\" is slang",
        "en/decline:5:12: has an open place: `TODO`",
        "en/decline:3:29: an empty value leaves \".\"",
    ] {
        assert!(text.contains(wanted), "{wanted}: {text}");
    }
    let (code, text) = home.run(&["templates", "check"]);
    assert!(code == 78 && text.contains("`en/cancel`:3:") && text.contains("2 of 2 templates"), "{code} {text}");
}

#[test]
fn every_built_in_letter_passes_the_check() {
    let home = Home::new(&[]);
    let names = regrets::words::templates().filter_map(|t| t.strip_suffix(".tera"));
    for name in names.filter(|n| n.starts_with("en/") || n.starts_with("pt-pt/")) {
        assert_eq!(home.run(&["templates", "check", name]), (0, format!("{name}: good\n")));
    }
}

#[test]
fn a_folder_that_others_can_write_to_is_refused() {
    let home = Home::new(&[("en/decline.tera", "{{ greeting }}\n")]);
    fs::set_permissions(home.templates(), fs::Permissions::from_mode(0o777)).unwrap();
    let (code, text) = home.run(&["body", MAIL]);
    assert!(code == 78 && text.contains("others could write to it") && text.contains("chmod go-w"), "{code} {text}");
}

#[test]
fn a_new_template_is_a_copy_and_is_never_written_over() {
    let home = Home::new(&[]);
    let (code, text) = home.run(&["templates", "new", "de/decline"]);
    assert!(code == 0 && text.ends_with("templates/de/decline.tera\n"), "{code} {text}");
    assert_eq!(home.run(&["templates", "new", "de/decline"]).0, 73);
    assert_eq!(home.run(&["templates", "check"]), (0, "de/decline: good\n".into()));
    assert_eq!(home.run(&["templates", "show", "de/decline"]).1, include_str!("../templates/de/decline.tera"));
}
