//! Writes every component and every kind of page to a directory, to look at in a browser and to check with axe:
//! `cargo run -p ui --example gallery -- DIRECTORY`, then serve the directory on loopback.

mod frames;
mod pages;

use std::path::{Path, PathBuf};
use std::{env, fs, io};

fn main() -> io::Result<()> {
    let directory = env::args_os().nth(1).map(PathBuf::from).ok_or_else(|| io::Error::other("name a directory"))?;
    let count = write(&directory)?;
    println!("{count} pages in {}", directory.display());
    Ok(())
}

fn write(directory: &Path) -> io::Result<usize> {
    fs::create_dir_all(directory.join("assets"))?;
    for asset in ui::assets() {
        fs::write(directory.join(asset.path.trim_start_matches('/')), asset.bytes)?;
    }
    let pages = pages::all();
    for (name, document) in &pages {
        fs::write(directory.join(format!("{name}.html")), document)?;
    }
    Ok(pages.len())
}
