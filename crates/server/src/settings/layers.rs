//! Where settings come from: defaults, file, `.env`, environment, command line, each over the last.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::path::{Path, PathBuf};

use config::{Config, File, FileFormat, Map, Source, Value, ValueKind};

use super::dot_env;
use super::error::SettingsError;
use super::keys::{self, KEYS, Key, NOT_USED, PREFIX};

/// The shipped file, which states every default.
pub(crate) const SHIPPED: &str = include_str!("../../../../config/handover.toml");

/// The source of a value that nobody chose.
pub(super) const DEFAULT: &str = "default";

/// Where the file is looked for when nobody says where.
const USUAL_FILE: &str = "config/handover.toml";

/// Everything outside that decides about settings. Gathered once, so that tests can bring their own.
#[derive(Default)]
pub(crate) struct Surroundings {
    /// The file that was asked for; without one the usual place is tried.
    pub(crate) file: Option<PathBuf>,
    /// Where relative names begin.
    pub(crate) folder: PathBuf,
    /// The environment.
    pub(crate) environment: Vec<(OsString, OsString)>,
    /// Key, value and the flag that gave them.
    pub(crate) flags: Vec<(String, String, String)>,
}

/// A value with where it came from.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Given {
    pub(crate) value: String,
    pub(crate) source: String,
}

/// The effective value of every setting, as text.
pub(crate) struct Layers {
    given: BTreeMap<&'static str, Given>,
    defaults: BTreeMap<&'static str, Given>,
    /// Variables of the prototype that are set and that nothing reads yet.
    pub(crate) unused: Vec<&'static str>,
}

impl Layers {
    /// Reads all sources.
    pub(crate) fn load(around: &Surroundings) -> Result<Self, SettingsError> {
        let environment = readable(&around.environment)?;
        let env_file = env_file(&around.folder)?;
        let mut unused: Vec<&'static str> = NOT_USED.to_vec();
        unused.retain(|name| environment.iter().chain(&env_file).any(|(n, v)| n == name && !v.is_empty()));
        let shipped = Layer::of_file(SHIPPED, DEFAULT)?;
        let defaults = merged([shipped.clone()])?;
        let layers = [
            shipped,
            file_layer(around)?,
            Layer::of_variables(&env_file, ".env")?,
            Layer::of_variables(&environment, "environment")?,
            Layer::of_flags(&around.flags)?,
        ];
        Ok(Self { given: merged(layers)?, defaults, unused })
    }

    /// The effective value of a setting. Every key of the catalogue has one: the shipped file names all.
    pub(crate) fn given(&self, name: &str) -> Given {
        let nothing = || Given { value: String::new(), source: DEFAULT.to_owned() };
        self.given.get(name).cloned().unwrap_or_else(nothing)
    }

    /// The value that the setting has when nobody sets it.
    pub(crate) fn default_of(&self, name: &str) -> &str {
        self.defaults.get(name).map(|given| given.value.as_str()).unwrap_or_default()
    }

    /// Every setting in the order of the file.
    pub(crate) fn all(&self) -> impl Iterator<Item = (&'static Key, Given)> {
        KEYS.iter().map(|key| (key, self.given(key.name)))
    }
}

/// What one source gives.
#[derive(Clone, Default)]
struct Layer(Vec<(&'static str, Given)>);

impl Layer {
    fn of_file(text: &str, source: &str) -> Result<Self, SettingsError> {
        let table = File::from_str(text, FileFormat::Toml).collect().map_err(|error| {
            SettingsError::Malformed { file: source.to_owned(), reason: without_excerpt(&error.to_string()) }
        })?;
        let mut layer = Self::default();
        for (name, value) in flat("", table) {
            let key = known(&name, source, |key| key.name.to_owned(), &name)?;
            layer
                .0
                .push((key.name, Given { value: text_of(key, value, source)?, source: source.to_owned() }));
        }
        Ok(layer)
    }

    /// Our own variables win over the prototype's plain ones in the same source.
    fn of_variables(variables: &[(String, String)], source: &str) -> Result<Self, SettingsError> {
        let mut layer = Self::default();
        let mut give = |key: &Key, name: &str, value: &String| {
            layer.0.push((key.name, Given { value: value.clone(), source: format!("{source}: {name}") }));
        };
        for (name, value) in variables.iter().filter(|(_, value)| !value.is_empty()) {
            // Compose files pass variables on that nobody has set: an empty plain one says nothing.
            if let Some(key) = KEYS.iter().find(|key| key.plain == Some(name.as_str())) {
                give(key, name, value);
            }
        }
        for (name, value) in variables {
            let Some(rest) = name.strip_prefix(PREFIX) else { continue };
            let wanted = KEYS.iter().find(|key| key.variable() == *name);
            let key = match wanted {
                Some(key) => key,
                None => known("", source, Key::variable, &rest.to_ascii_lowercase().replace("__", "."))
                    .map_err(|error| renamed(error, name))?,
            };
            give(key, name, value);
        }
        Ok(layer)
    }

    fn of_flags(flags: &[(String, String, String)]) -> Result<Self, SettingsError> {
        let mut layer = Self::default();
        for (name, value, flag) in flags {
            let key = known(name, flag, |key| key.name.to_owned(), name)?;
            layer.0.push((key.name, Given { value: value.clone(), source: flag.clone() }));
        }
        Ok(layer)
    }
}

// Values may be secret, so a layer shows nothing of itself.
impl std::fmt::Debug for Layer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Layer({} values)", self.0.len())
    }
}

impl Source for Layer {
    fn clone_into_box(&self) -> Box<dyn Source + Send + Sync> {
        Box::new(self.clone())
    }

    fn collect(&self) -> Result<Map<String, Value>, config::ConfigError> {
        let value = |given: &Given| Value::new(Some(&given.source), ValueKind::String(given.value.clone()));
        Ok(self.0.iter().map(|(name, given)| ((*name).to_owned(), value(given))).collect())
    }
}

fn merged(layers: impl IntoIterator<Item = Layer>) -> Result<BTreeMap<&'static str, Given>, SettingsError> {
    let builder = layers.into_iter().fold(Config::builder(), |builder, layer| builder.add_source(layer));
    let table =
        builder.build().and_then(|config| config.collect()).map_err(|error| SettingsError::Malformed {
            file: "the settings".to_owned(),
            reason: without_excerpt(&error.to_string()),
        })?;
    let mut given = BTreeMap::new();
    for (name, value) in flat("", table) {
        if let Some(key) = keys::find(&name) {
            let source = value.origin().unwrap_or(DEFAULT).to_owned();
            let value = text_of(key, value, &source)?;
            given.insert(key.name, Given { value, source });
        }
    }
    Ok(given)
}

fn file_layer(around: &Surroundings) -> Result<Layer, SettingsError> {
    let (path, asked_for) = match &around.file {
        Some(path) => (path.as_path(), true),
        None => (Path::new(USUAL_FILE), false),
    };
    let name = path.display().to_string();
    match std::fs::read_to_string(around.folder.join(path)) {
        Ok(text) => Layer::of_file(&text, &name),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound && !asked_for => Ok(Layer::default()),
        Err(error) => Err(SettingsError::Unreadable { file: name, reason: error.to_string() }),
    }
}

fn env_file(folder: &Path) -> Result<Vec<(String, String)>, SettingsError> {
    let path = folder.join(".env");
    if !path.is_file() {
        return Ok(Vec::new());
    }
    let text = std::fs::read_to_string(path)
        .map_err(|error| SettingsError::Unreadable { file: ".env".to_owned(), reason: error.to_string() })?;
    Ok(dot_env::parse(&text))
}

/// The environment as text. A name or value that is not text matters only where we would read it.
fn readable(environment: &[(OsString, OsString)]) -> Result<Vec<(String, String)>, SettingsError> {
    let mut variables = Vec::new();
    for (name, value) in environment {
        let Some(name) = name.to_str() else { continue };
        let key = KEYS.iter().find(|key| key.plain == Some(name) || key.variable() == name);
        match (value.to_str(), key) {
            (Some(value), _) => variables.push((name.to_owned(), value.to_owned())),
            (None, None) => {}
            (None, Some(key)) => {
                return Err(SettingsError::Invalid {
                    key: key.name,
                    value: super::secret::MASK.to_owned(),
                    source_name: format!("environment: {name}"),
                    expected: "it must be UTF-8 text".to_owned(),
                });
            }
        }
    }
    Ok(variables)
}

/// The key called `name`, or the error that names the one most like `looks_like`.
fn known(
    name: &str,
    source: &str,
    spelling: impl Fn(&Key) -> String,
    looks_like: &str,
) -> Result<&'static Key, SettingsError> {
    keys::find(name).ok_or_else(|| SettingsError::Unknown {
        name: name.to_owned(),
        source_name: source.to_owned(),
        nearest: spelling(keys::nearest(looks_like)),
    })
}

fn renamed(error: SettingsError, variable: &str) -> SettingsError {
    match error {
        SettingsError::Unknown { source_name, nearest, .. } => {
            SettingsError::Unknown { name: variable.to_owned(), source_name, nearest }
        }
        other => other,
    }
}

/// The leaves of nested tables under their dotted names.
fn flat(prefix: &str, table: Map<String, Value>) -> Vec<(String, Value)> {
    let mut leaves = Vec::new();
    for (name, value) in table {
        let name = if prefix.is_empty() { name } else { format!("{prefix}.{name}") };
        match value.kind {
            ValueKind::Table(inner) => leaves.extend(flat(&name, inner)),
            _ => leaves.push((name, value)),
        }
    }
    leaves
}

/// A value as text. Lists become comma lists; a fraction is refused, because it would not come back as
/// it was written.
fn text_of(key: &Key, value: Value, source: &str) -> Result<String, SettingsError> {
    let refused = |expected: &str| SettingsError::Invalid {
        key: key.name,
        value: key.shown(&value.to_string()),
        source_name: source.to_owned(),
        expected: expected.to_owned(),
    };
    match value.kind {
        ValueKind::Float(_) => Err(refused("write it in quotes")),
        ValueKind::Array(ref items) => {
            let items: Result<Vec<String>, _> = items.iter().map(|item| item.clone().into_string()).collect();
            items.map(|items| items.join(",")).map_err(|_| refused("a list may hold only text"))
        }
        _ => value.clone().into_string().map_err(|_| refused("write it in quotes")),
    }
}

/// The parser's message without its picture of the line, which may hold a secret.
fn without_excerpt(message: &str) -> String {
    let lines = message.lines().filter(|line| !line.contains('|'));
    lines.map(str::trim).filter(|line| !line.is_empty()).collect::<Vec<_>>().join(": ")
}
