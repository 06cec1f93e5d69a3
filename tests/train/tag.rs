//! Trains the tagger: a linear-chain random field, by stochastic gradients.

use super::dice::Dice;
use super::fit::telling;
use super::made::Made;
use regrets::extract::employer::scene::Scene;
use regrets::extract::tagger::chain::{Steps, follows, powers};
use regrets::extract::tagger::{LABELS, Label, Labels, rows};
use regrets::extract::tokens::{Case, Kind as Shape};
use regrets::message::Mail;
use regrets::text::Part;
use regrets::words::schema::WordClass;
use std::collections::HashMap;

const N: usize = LABELS.len();
const ROUNDS: usize = 6;
const RATE: f32 = 0.08;
const SHRINK: f32 = 1e-6;
/// Features that occur in fewer mails are chance; the most telling are kept.
const RARE: usize = 3;
const MOST: usize = 64_000;

/// A sentence to learn from: the features of each token, and which labels it may have.
pub struct Row {
    features: Vec<Vec<u32>>,
    labels: Vec<u16>,
    pub group: usize,
}

/// The sentences of a message.
pub fn lessons(made: &Made) -> Vec<Row> {
    let mail = Mail::read(made.message.as_bytes()).expect("a made message is one");
    let scene = Scene::new(&mail, false);
    let labels: Vec<Option<Label>> = (0..scene.tokens.all.len()).map(|at| kind(&scene, made, at)).collect();
    let mut dice = Dice::new(&format!("hidden {} {}", made.mail, made.text.len()));
    let hide = |kind: &Option<Label>, dice: &mut Dice| match kind {
        None => false,
        Some(Label::Role | Label::OtherRole) => dice.one_in(6),
        Some(_) => dice.one_in(2),
    };
    let hidden: Vec<bool> = labels.iter().map(|k| hide(k, &mut dice)).collect();
    let free = free(&scene, made, &labels);
    rows(&scene, |at| hidden[at])
        .into_iter()
        .map(|row| Row {
            labels: row.tokens.clone().map(|at| labels[at].map_or(1 | free[at], |k| 1 << k as u16)).collect(),
            features: row.features,
            group: made.mail,
        })
        .collect()
}

/// What a token belongs to.
fn kind(scene: &Scene, made: &Made, at: usize) -> Option<Label> {
    let span = scene.tokens.all[at].span;
    let known = match span.part {
        Part::Body => &made.in_text,
        Part::Subject => &made.in_subject,
        _ => return None,
    };
    known.iter().find(|(_, r)| span.start < r.end && r.start < span.end).map(|(k, _)| *k)
}

/// Labels that a token may have, too: mails name titles and houses that are no open place.
fn free(scene: &Scene, made: &Made, labels: &[Option<Label>]) -> Vec<u16> {
    let all = &scene.tokens.all;
    let mut out = vec![0; all.len()];
    let has = |kind: Label| labels.contains(&Some(kind));
    let mut around = |at: usize, bits: u16| {
        for near in at.saturating_sub(3)..(at + 4).min(all.len()) {
            if matches!(all[near].kind, Shape::Word | Shape::Mark(_)) {
                out[near] |= bits;
            }
        }
    };
    for (at, token) in all.iter().enumerate() {
        if scene.is_head(at) {
            let role = if has(Label::Role) { 0 } else { 1 << Label::Role as u16 };
            around(at, role | 1 << Label::OtherRole as u16);
        }
        let house = [WordClass::Legal, WordClass::Institution].iter().any(|c| scene.is(at, *c));
        if house && token.case != Case::Lower {
            let company = if has(Label::Company) || made.company.is_some() { 0 } else { 1 << Label::Company as u16 };
            around(at, company | 1 << Label::OtherCompany as u16);
        }
    }
    out
}

/// Fits the tagger.
pub fn fit(rows: &[&Row]) -> (Labels, Vec<(u32, Labels)>) {
    let hashes = known(rows);
    let find = |hash: &u32| hashes.binary_search(hash).ok();
    let features: Vec<Vec<Vec<u32>>> = rows
        .iter()
        .map(|row| row.features.iter().map(|f| f.iter().filter_map(find).map(|i| i as u32).collect()).collect())
        .collect();
    // The last row is the bias.
    let mut weights = vec![[0.0_f32; N]; hashes.len() + 1];
    let mut moved = vec![[1e-2_f32; N]; hashes.len() + 1];
    let mut steps = [[0.0_f32; N]; N];
    let mut steps_moved = [[1e-2_f32; N]; N];
    let bias = hashes.len() as u32;
    let mut order: Vec<usize> = (0..rows.len()).collect();
    let mut dice = Dice::new("tags");
    // The mean over the later rounds: the sentences that come last would weigh too much.
    let mut sum = vec![[0.0_f32; N]; hashes.len() + 1];
    let mut sums = 1.0;
    let add = |sum: &mut [Labels], weights: &[Labels]| {
        sum.iter_mut().flatten().zip(weights.iter().flatten()).for_each(|(s, w)| *s += w);
    };
    for round in 0..ROUNDS {
        if round >= ROUNDS / 2 {
            add(&mut sum, &weights);
            sums += 1.0;
        }
        dice.shuffle(&mut order);
        for at in &order {
            let chain = Steps::from(&steps);
            let full: Vec<Labels> = features[*at]
                .iter()
                .map(|own| {
                    let mut sums = weights[bias as usize];
                    own.iter().for_each(|f| sums.iter_mut().zip(&weights[*f as usize]).for_each(|(s, w)| *s += w));
                    powers(sums)
                })
                .collect();
            let allowed: Vec<Labels> = full
                .iter()
                .zip(&rows[*at].labels)
                .map(|(p, mask)| std::array::from_fn(|l| if mask >> l & 1 == 1 { p[l].max(1e-20) } else { 0.0 }))
                .collect();
            let pairs = std::cell::RefCell::new([[0.0_f32; N]; N]);
            let add = |sign: f32| {
                let pairs = &pairs;
                move |_: usize, both: &[Labels; N]| {
                    let mut pairs = pairs.borrow_mut();
                    pairs.iter_mut().flatten().zip(both.iter().flatten()).for_each(|(p, b)| *p += sign * b);
                }
            };
            let said = chain.between(&full, &add(1.0));
            let want = chain.between(&allowed, &add(-1.0));
            let update = |w: &mut f32, m: &mut f32, slope: f32| {
                *m += slope * slope;
                *w -= RATE * slope / m.sqrt();
                *w *= 1.0 - SHRINK;
            };
            for (i, own) in features[*at].iter().enumerate() {
                let slope: Labels = std::array::from_fn(|l| said[i][l] - want[i][l]);
                if slope.iter().all(|s| s.abs() < 1e-3) {
                    continue;
                }
                for f in own.iter().chain([&bias]) {
                    let (w, m) = (&mut weights[*f as usize], &mut moved[*f as usize]);
                    (0..N).for_each(|l| update(&mut w[l], &mut m[l], slope[l]));
                }
            }
            let pairs = pairs.borrow();
            for from in 0..N {
                for to in 0..N {
                    update(&mut steps[from][to], &mut steps_moved[from][to], pairs[from][to]);
                }
            }
        }
    }
    add(&mut weights, &sum);
    weights.iter_mut().flatten().for_each(|w| *w /= sums);
    let bias = weights.pop().unwrap_or_default();
    let mut met = vec![0; hashes.len()];
    features.iter().flatten().flatten().for_each(|f| met[*f as usize] += 1);
    let mut kept = telling(hashes.into_iter().zip(weights).collect(), &met, MOST);
    kept.extend(steps.iter().enumerate().map(|(from, row)| (follows(from), *row)));
    kept.sort_by_key(|(hash, _)| *hash);
    kept.dedup_by_key(|(hash, _)| *hash);
    (bias, kept)
}

fn known(rows: &[&Row]) -> Vec<u32> {
    let mut seen: HashMap<u32, (u32, usize)> = HashMap::new();
    for row in rows {
        for hash in row.features.iter().flatten() {
            let (mails, last) = seen.entry(*hash).or_insert((0, usize::MAX));
            if std::mem::replace(last, row.group) != row.group {
                *mails += 1;
            }
        }
    }
    let mut hashes: Vec<u32> =
        seen.into_iter().filter(|(_, (n, _))| *n as usize >= RARE).map(|(hash, _)| hash).collect();
    hashes.sort_unstable();
    hashes
}
