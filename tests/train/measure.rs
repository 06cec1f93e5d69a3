//! How well messages are read, field by field.

use super::made::Made;
use regrets::extract::Invitation;
use regrets::extract::employer::same_company;
use std::collections::BTreeMap;

/// Right, wrong and missed readings of one field.
#[derive(Default, Clone)]
pub struct Count {
    right: usize,
    wrong: usize,
    missed: usize,
}

/// The figures of all fields.
#[derive(Default)]
pub struct Scores {
    fields: BTreeMap<String, Count>,
    /// One line for each miss.
    pub misses: Vec<String>,
}

impl Scores {
    /// Compares one reading with what is known.
    pub fn add(&mut self, found: &Invitation, made: &Made) {
        let class = format!("{:?}", found.class.value).to_lowercase();
        let sure = format!("{:?}", found.class.sure).to_lowercase();
        let right = class == made.class;
        for field in ["class".to_string(), format!("class {}", made.language), format!("class {sure}")] {
            self.count(&field, Some(&class), Some(&made.class), right, made);
        }
        let answer = |class: &str| matches!(class, "invitation" | "reschedule").then(|| "yes".to_string());
        let (said, want) = (answer(&class), answer(&made.class));
        self.count("needs-answer", said.as_deref(), want.as_deref(), said == want, made);
        if !matches!(made.class.as_str(), "invitation" | "reschedule" | "confirmation" | "cancellation") {
            return;
        }
        let company = found.company.value().map(String::as_str);
        let domain = made.company_of_domain.as_deref().filter(|_| made.company.is_none());
        let guess = found.company.fact().is_some_and(|f| f.rule == "domain");
        if !(guess || domain.zip(company).is_some_and(|(d, c)| same_company(d, c))) {
            let same = |a: &str, b: &str| same_company(a, b);
            self.one("company", company, made.company.as_deref(), same, made);
        }
        let same_role = |a: &str, b: &str| role(a) == role(b);
        self.one("role", found.role.value().map(String::as_str), made.role.as_deref(), same_role, made);
        let contact = found.contact.value().and_then(|p| p.name.as_deref());
        self.one("contact", contact, made.contact.as_deref(), same_person, made);
        let mut left = made.interviewers.clone();
        for said in found.interviewers.iter().filter_map(|f| f.value.name.as_deref()) {
            match left.iter().position(|want| same_person(said, want)) {
                Some(at) => {
                    left.remove(at);
                    self.count("interviewers", Some(said), Some(said), true, made);
                }
                None => self.count("interviewers", Some(said), None, false, made),
            }
        }
        left.iter().for_each(|want| self.count("interviewers", None, Some(want), false, made));
        let format = found.format.value().map(kebab);
        self.one("format", format.as_deref(), made.format.as_deref(), |a, b| a == b, made);
        let stage = found.stage.value().map(kebab);
        self.one("stage", stage.as_deref(), made.stage.as_deref(), |a, b| a == b, made);
    }

    fn one(
        &mut self,
        field: &str,
        said: Option<&str>,
        want: Option<&str>,
        same: impl Fn(&str, &str) -> bool,
        made: &Made,
    ) {
        let right = said.zip(want).is_some_and(|(s, w)| same(s, w));
        self.count(field, said, want, right, made);
    }

    fn count(&mut self, field: &str, said: Option<&str>, want: Option<&str>, right: bool, made: &Made) {
        if said.is_none() && want.is_none() {
            return;
        }
        let count = self.fields.entry(field.to_string()).or_default();
        if right {
            count.right += 1;
            return;
        }
        count.wrong += usize::from(said.is_some());
        count.missed += usize::from(want.is_some());
        self.misses
            .push(format!("{field}\t{}\t{} {}\tsaid={said:?}\twant={want:?}", made.mail, made.language, made.class));
    }

    /// One line a field.
    pub fn print(&self) {
        println!("{:<18}{:>6}{:>6}{:>7}{:>8}{:>8}{:>8}", "field", "right", "wrong", "missed", "prec", "recall", "F1");
        for (field, Count { right, wrong, missed }) in &self.fields {
            let part = |of: usize| if *right + of == 0 { 1.0 } else { *right as f64 / (*right + of) as f64 };
            let (p, r) = (part(*wrong), part(*missed));
            println!(
                "{field:<18}{right:>6}{wrong:>6}{missed:>7}{p:>8.3}{r:>8.3}{:>8.3}",
                2.0 * p * r / (p + r).max(1e-9)
            );
        }
    }
}

/// The name of a format or a step, as `read --json` has it.
pub fn kebab<T: std::fmt::Debug>(value: &T) -> String {
    match format!("{value:?}").as_str() {
        "HiringManager" => "hiring-manager".into(),
        "OnsiteLoop" => "onsite-loop".into(),
        other => other.to_lowercase(),
    }
}

fn role(title: &str) -> String {
    let lower = title.to_lowercase();
    let words = lower.split(|c: char| !c.is_alphanumeric()).filter(|w| w.chars().count() > 1);
    words.collect::<Vec<_>>().join(" ")
}

fn same_person(a: &str, b: &str) -> bool {
    let words = |n: &str| {
        let mut words: Vec<String> =
            n.to_lowercase().split([' ', '.']).filter(|w| !w.is_empty()).map(Into::into).collect();
        words.sort();
        words
    };
    words(a) == words(b)
}
