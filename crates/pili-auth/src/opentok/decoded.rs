use std::time::SystemTime;

use super::{Field, Fields, Issuer, Refusal, Role};

/// A client token as it reads, of whichever SDK; [`TokenVerifier`](super::TokenVerifier) says whether it is good.
///
/// Two spellings of one token read alike, so this is what a list of revoked tokens may be keyed by, see
/// [`TokenVerifier`](super::TokenVerifier#revoking-a-token).
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct Decoded {
    /// The format it is written in.
    pub format: Format,
    /// The project or the application that made it.
    pub issuer: Issuer,
    /// The session it is for.
    pub session_id: String,
    /// What the client may do.
    pub role: Role,
    /// When it was made.
    pub created_at: Option<SystemTime>,
    /// Until when the client may connect. `None` when the token does not say, which no verified one is.
    pub expires_at: Option<SystemTime>,
    /// What makes two tokens of the same second differ: of a project a number, in the form its SDK writes, of an
    /// application the claim `jti`.
    pub nonce: Option<String>,
    /// What it tells of the client; empty if nothing.
    pub data: String,
    /// The layout classes of the client's streams.
    pub initial_layout_classes: Vec<String>,
}

/// The format of a client token.
///
/// Example: [`Decoded::read`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Format {
    /// `T1==` and Base64.
    T1,
    /// A JSON Web Token.
    Jwt,
}

impl Decoded {
    /// Reads a token without checking it.
    ///
    /// ```
    /// use std::time::UNIX_EPOCH;
    /// use pili_auth::opentok::{ClientToken, Credentials, Decoded, Format, Issuer, Role};
    ///
    /// let session = "1_MX40NTY3ODEyM35-MTY5OTk5OTk5MDEyM35hYmNkfg";
    /// let token = ClientToken::new(session).signed_by(&Credentials::project("45678123", "secret"), UNIX_EPOCH)?;
    /// let read = Decoded::read(&token)?;
    /// assert_eq!((read.format, read.role, &*read.session_id), (Format::Jwt, Role::Publisher, session));
    /// assert_eq!(read.issuer, Issuer::Project("45678123".to_owned()));
    /// assert_eq!(read.issuer.id(), "45678123");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// [`Refusal::Malformed`], naming the part that cannot be read.
    pub fn read(token: &str) -> Result<Self, Refusal> {
        Self::of(&Fields::read(token)?)
    }

    pub(super) fn of(fields: &Fields) -> Result<Self, Refusal> {
        let session_id = fields.text(&Field::SESSION)?.filter(|id| !id.is_empty());
        let role = fields.text(&Field::ROLE)?.map_or(Ok(Role::default()), |role| role.parse());
        let classes = fields.classes()?.unwrap_or_default();
        Ok(Self {
            format: fields.format(),
            issuer: fields.issuer()?,
            session_id: session_id.ok_or_else(|| Field::SESSION.malformed())?,
            role: role.map_err(|_| Field::ROLE.malformed())?,
            created_at: fields.time(&Field::CREATED)?,
            expires_at: fields.time(&Field::EXPIRES)?,
            nonce: fields.nonce()?,
            data: fields.text(&Field::DATA)?.unwrap_or_default(),
            initial_layout_classes: classes.split_whitespace().map(str::to_owned).collect(),
        })
    }
}
