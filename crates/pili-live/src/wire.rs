//! The bodies of requests, for a service that speaks this wire; not part of the public interface.

pub use crate::{
    domain::{bind::BindBody, bind_vod::BindVodBody, list::Domains, set_cert::SetCertBody},
    hub::{
        set_hls_plus::SetHlsPlusBody, set_persistence::SetPersistenceBody, set_security::SetSecurityBody,
        set_snapshot_interval::SetSnapshotIntervalBody,
    },
    items::Items,
    stream::{
        batch_live::BatchLiveBody, create::CreateBody, disable::DisableBody, in_path::key_in_path,
        save_as::SaveAsBody, set_converts::SetConvertsBody, snapshot::SnapshotBody,
    },
};

/// Those of Pub tasks.
pub mod task {
    pub use crate::task::{create::Created, run_info::RunLog, seek::SeekBody, settings::TaskBody};
}

/// Those of the 2015 API.
#[cfg(feature = "legacy")]
pub mod v1 {
    pub use crate::v1::stream::{
        create::CreateBody,
        disable::{Available, AvailableBody},
        save_as::SaveAsBody,
        snapshot::SnapshotBody,
        update::UpdateBody,
    };
}

/// Those of the first generation.
#[cfg(feature = "legacy")]
pub mod first {
    pub use crate::first::{
        segment::play::PlayUrl,
        stream::{create::CreateBody, status::StatusLine, update::UpdateBody},
    };
}
