//! What a method asks of its caller.

use std::sync::Arc;

use super::{Identity, TokenError, Tokens};
use crate::rpc::{Access, MethodDescriptor, Reason, Result};

/// Whether a method may be called with this token, and by whom: nobody in
/// particular where a method is for everyone and the token isn't believed.
///
/// `UNAUTHENTICATED` if the method needs a user and the token names none,
/// `PERMISSION_DENIED` with the reason `ROLE_MISSING` if the user has none of
/// the method's roles. Whether a user owns what the method is about, the
/// repository decides.
pub async fn admit(
    tokens: &Tokens,
    method: &MethodDescriptor,
    token: &str,
) -> Result<Option<Arc<Identity>>> {
    match method.access {
        // Pages for everyone are still served to whose token has just expired.
        Access::Internal | Access::Public => match tokens.verify(token).await {
            Ok(identity) => Ok(Some(identity)),
            Err(TokenError::Missing | TokenError::NoKeys) => Ok(None),
            Err(error) => {
                tracing::debug!(%error, method = method.path, "the call is nobody's");
                Ok(None)
            }
        },
        Access::SignedIn | Access::Owner => needed(tokens, token).await.map(Some),
        Access::Role(roles) => {
            let identity = needed(tokens, token).await?;
            if identity.has_any(roles) {
                return Ok(Some(identity));
            }
            Err(Reason::RoleMissing.status(format!(
                "{} needs one of these roles: {}",
                method.path,
                roles.join(", ")
            )))
        }
    }
}

async fn needed(tokens: &Tokens, token: &str) -> Result<Arc<Identity>> {
    if !tokens.can_verify() {
        return Err(TokenError::NoKeys.to_status());
    }
    tokens.verify(token).await.map_err(TokenError::to_status)
}
