//! Measures the generator beside `prost-build` and `tonic-prost-build`, on the
//! same contracts, in the same run. `README.md` shows what came of it.

mod spent;
mod step;

use std::path::{Path, PathBuf};

use anyhow::Result;
use bench_contracts::Contracts;
use clap::Parser;

use self::spent::{Spent, median};
use self::step::Step;

#[derive(Parser)]
struct Arguments {
    /// How many entities the contracts have.
    #[arg(long, value_delimiter = ',', default_value = "10,100,1000,5000")]
    entities: Vec<usize>,
    /// How often everything is measured; medians are shown.
    #[arg(long, default_value_t = 3)]
    rounds: usize,
    /// The one step to do in this process, in a folder with contracts.
    #[arg(long, hide = true, requires = "folder")]
    step: Option<Step>,
    #[arg(long, hide = true)]
    folder: Option<PathBuf>,
}

fn main() -> Result<()> {
    let arguments = Arguments::parse();
    if let (Some(step), Some(folder), [entities]) =
        (arguments.step, &arguments.folder, &arguments.entities[..])
    {
        return step.run(folder, *entities);
    }
    let names: Vec<&str> = Step::TABLE.iter().map(|(_, name, _)| *name).collect();
    println!("| entities | {} |", names.join(" | "));
    println!("| --- |{}", " --- |".repeat(names.len()));
    for &entities in &arguments.entities {
        let mut spent = vec![Vec::new(); Step::TABLE.len()];
        // Each in a folder of its own: a file system is slow for a while where many
        // files were removed. All are removed together, when the row is done.
        let mut folders = Vec::new();
        for _ in 0..arguments.rounds {
            let folder = tempfile::tempdir()?;
            measure(folder.path(), entities, &mut spent)?;
            folders.push(folder);
        }
        let cells: Vec<String> = spent.iter_mut().map(|spent| median(spent)).collect();
        println!("| {entities} | {} |", cells.join(" | "));
    }
    Ok(())
}

/// Does all steps once.
fn measure(folder: &Path, entities: usize, spent: &mut [Vec<Spent>]) -> Result<()> {
    let contracts = Contracts::write(folder, entities)?;
    for ((step, _, edit), spent) in Step::TABLE.iter().zip(spent) {
        if let Some(edit) = edit {
            contracts.edit(*edit)?;
        }
        spent.push(Spent::by(*step, folder, entities)?);
    }
    Ok(())
}
