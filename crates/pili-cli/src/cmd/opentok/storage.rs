//! Where archives are uploaded to.

use pili::{
    auth::Secret,
    opentok::{
        OpenTok, Project,
        archive_storage::{Azure, Fallback, S3, Set, UploadTarget},
    },
};

use crate::{
    args::opentok::SetStorage, calls::Calls, cmd::given::Given as _, context::Context, environment,
    failure::Result,
};

const SECRET: &str = "PILI_STORAGE_SECRET";

pub(super) async fn set(
    args: SetStorage,
    calls: &Calls<OpenTok>,
    project: &Project,
    context: &Context,
) -> Result {
    let given = environment::variable(SECRET).map(Secret::from);
    let secret = given.map_or_else(|| context.secret("storage secret"), Ok)?;
    let (key, endpoint) = (args.storage_key, args.storage_endpoint);
    let target: UploadTarget = match (args.s3_bucket, args.azure_container) {
        (None, Some(container)) => Azure::new(container, key, secret).given(endpoint, Azure::domain).into(),
        (bucket, _) => {
            let bucket = S3::new(bucket.unwrap_or_default(), key, secret).given(endpoint, S3::endpoint);
            bucket.given(args.encrypted, S3::encrypted).into()
        }
    };
    let set = project.set_archive_storage(target);
    calls
        .done(set.given(args.fallback.map(Fallback::from), Set::fallback), "archives are uploaded there")
        .await
}
