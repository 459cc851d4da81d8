use std::path::PathBuf;

use etcetera::{AppStrategy as _, AppStrategyArgs, choose_app_strategy};

use crate::{
    environment::variable,
    failure::{Failure, Result},
};

/// Where the file is: `PILI_CONFIG`, or where the platform keeps such files.
pub(crate) fn path() -> Result<PathBuf> {
    if let Some(path) = variable("PILI_CONFIG") {
        return Ok(path.into());
    }
    let names = AppStrategyArgs { app_name: "pili".to_owned(), ..AppStrategyArgs::default() };
    let places = choose_app_strategy(names);
    let places =
        places.map_err(|_| Failure::usage("there is no home directory; name a file in PILI_CONFIG"))?;
    Ok(places.in_config_dir("config.toml"))
}
