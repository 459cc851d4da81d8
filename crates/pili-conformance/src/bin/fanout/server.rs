//! The servers that are measured, each a process of its own on ports of its own.

use std::{
    fs, io,
    net::{SocketAddr, TcpListener, TcpStream},
    path::PathBuf,
    process::{Child, Command},
    time::Duration,
};

use pili_conformance::{Addresses, Service};
use pili_local::DEMO_HUB;

use crate::{Outcome, hello::Way};

const STREAM: &str = "fanout";

/// A running server; it ends with this.
#[derive(Debug)]
pub(crate) struct Server {
    program: Program,
    pub(crate) publish_url: String,
    pub(crate) rtmp: Way,
    /// `None` of nginx-rtmp, which has no HTTP-FLV.
    pub(crate) flv: Option<Way>,
}

impl Server {
    pub(crate) fn process(&self) -> u32 {
        match &self.program {
            Program::Pili(service) => service.id(),
            Program::Nginx(nginx) => nginx.child.id(),
        }
    }

    /// `pili local`.
    pub(crate) fn pili() -> Outcome<Self> {
        let service = Service::start(&mut Service::command()?)?;
        let Addresses { http, rtmp, .. } = service.addresses;
        Ok(Self {
            publish_url: service.addresses.publish_url(STREAM)?,
            rtmp: Way::Rtmp { at: rtmp, app: DEMO_HUB, name: STREAM },
            flv: Some(Way::Flv { at: http, path: format!("/{DEMO_HUB}/{STREAM}.flv") }),
            program: Program::Pili(service),
        })
    }

    /// nginx with its RTMP module and no settings but to take and give live streams.
    pub(crate) fn nginx() -> Outcome<Self> {
        let at = TcpListener::bind("127.0.0.1:0")?.local_addr()?;
        let folder = std::env::temp_dir().join(format!("fanout-{}", at.port()));
        fs::create_dir_all(&folder)?;
        fs::write(folder.join("nginx.conf"), settings(at))?;
        let settings = ["-c", "nginx.conf", "-e", "stderr"];
        let child = Command::new("nginx").arg("-p").arg(&folder).args(settings).spawn()?;
        let rtmp = Way::Rtmp { at, app: "live", name: STREAM };
        let publish_url = format!("rtmp://{at}/live/{STREAM}");
        let server = Self { program: Program::Nginx(Nginx { child, folder }), publish_url, rtmp, flv: None };
        wait_for(at)?;
        Ok(server)
    }
}

#[derive(Debug)]
enum Program {
    Pili(Service),
    Nginx(Nginx),
}

#[derive(Debug)]
struct Nginx {
    child: Child,
    folder: PathBuf,
}

impl Drop for Nginx {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
        let _ = fs::remove_dir_all(&self.folder);
    }
}

fn settings(at: SocketAddr) -> String {
    format!(
        "load_module /usr/lib/nginx/modules/ngx_rtmp_module.so;\n\
         daemon off;\nmaster_process off;\npid nginx.pid;\nworker_rlimit_nofile 10000;\n\
         events {{ worker_connections 8192; }}\n\
         rtmp {{ access_log off; server {{ listen {at}; application live {{ live on; }} }} }}\n"
    )
}

fn wait_for(at: SocketAddr) -> io::Result<()> {
    let mut tries = 100;
    loop {
        match TcpStream::connect(at) {
            Err(_) if tries > 0 => tries -= 1,
            connected => return connected.map(drop),
        }
        std::thread::sleep(Duration::from_millis(50));
    }
}
