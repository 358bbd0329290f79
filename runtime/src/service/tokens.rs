//! What a process is told of users' tokens.

use std::path::PathBuf;

use clap::Args;

use super::Result;
use crate::identity::Tokens;

/// Whose tokens are believed.
#[derive(Args, Clone, Debug, Default)]
pub struct TokenSettings {
    /// The public keys of who issues users' tokens: a file with a JWKS, which is read again when a token names a key that isn't known. Without, no user can be signed in
    #[arg(
        id = "token_keys",
        long = "token-keys",
        env = "COUNTERPART_TOKEN_KEYS",
        value_name = "FILE"
    )]
    pub keys: Option<PathBuf>,

    /// The `iss` that tokens must have
    #[arg(
        id = "token_issuer",
        long = "token-issuer",
        env = "COUNTERPART_TOKEN_ISSUER",
        value_name = "NAME",
        requires = "token_keys"
    )]
    pub issuer: Option<String>,

    /// The `aud` that tokens must have
    #[arg(
        id = "token_audience",
        long = "token-audience",
        env = "COUNTERPART_TOKEN_AUDIENCE",
        value_name = "NAME",
        requires = "token_keys"
    )]
    pub audience: Option<String>,
}

impl TokenSettings {
    /// Reads the keys.
    pub fn open(&self) -> Result<Tokens> {
        let Some(file) = &self.keys else {
            return Ok(Tokens::none());
        };
        let mut tokens = Tokens::file(file)?;
        if let Some(issuer) = &self.issuer {
            tokens = tokens.issued_by(issuer);
        }
        if let Some(audience) = &self.audience {
            tokens = tokens.meant_for(audience);
        }
        Ok(tokens)
    }
}
