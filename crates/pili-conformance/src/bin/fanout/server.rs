//! The servers that are measured, each a process of its own on ports of its own.

use std::{
    fs,
    io::{self, BufRead as _, BufReader},
    net::{SocketAddr, TcpListener, TcpStream},
    path::PathBuf,
    process::{Child, Command, Stdio},
    time::Duration,
};

use pili_auth::{Clock, Credentials};
use pili_local::{DEMO_ACCESS_KEY, DEMO_HUB, DEMO_SECRET_KEY};
use pili_urls::publish::PublishAuth;
use serde::Deserialize;

use crate::{Outcome, hello::Way};

const STREAM: &str = "fanout";
const HOUR: Duration = Duration::from_secs(3_600);

/// A running server; it ends with this.
#[derive(Debug)]
pub(crate) struct Server {
    child: Child,
    pub(crate) publish_url: String,
    pub(crate) rtmp: Way,
    /// `None` of nginx-rtmp, which has no HTTP-FLV.
    pub(crate) flv: Option<Way>,
    folder: Option<PathBuf>,
}

impl Server {
    pub(crate) fn process(&self) -> u32 {
        self.child.id()
    }

    /// `pili local`.
    pub(crate) fn pili() -> Outcome<Self> {
        let program = std::env::var_os("PILI_BIN").ok_or("PILI_BIN is not set")?;
        let arguments = ["local", "--http-port", "0", "--rtmp-port", "0", "--json"];
        let mut child = Command::new(program).args(arguments).stdout(Stdio::piped()).spawn()?;
        let mut line = String::new();
        BufReader::new(child.stdout.take().ok_or("no output")?).read_line(&mut line)?;
        let Ready { http, rtmp } = serde_json::from_str(&line)?;
        Ok(Self {
            child,
            publish_url: signed(rtmp)?,
            rtmp: Way::Rtmp { at: rtmp, app: DEMO_HUB, name: STREAM },
            flv: Some(Way::Flv { at: http, path: format!("/{DEMO_HUB}/{STREAM}.flv") }),
            folder: None,
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
        let server = Self { child, publish_url, rtmp, flv: None, folder: Some(folder) };
        wait_for(at)?;
        Ok(server)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
        let _ = self.folder.as_ref().map(fs::remove_dir_all);
    }
}

/// The line of `pili local`.
#[derive(Deserialize)]
struct Ready {
    http: SocketAddr,
    rtmp: SocketAddr,
}

fn signed(rtmp: SocketAddr) -> Outcome<String> {
    let auth = PublishAuth::ExpirySk {
        credentials: Credentials::new(DEMO_ACCESS_KEY, DEMO_SECRET_KEY),
        expires_at: Clock::system().now() + HOUR,
    };
    Ok(auth.sign(&format!("rtmp://{rtmp}/{DEMO_HUB}/{STREAM}"))?)
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
