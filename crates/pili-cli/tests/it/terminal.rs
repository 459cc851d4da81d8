//! A terminal for a command to write to, and what stands on it.

use std::{
    fs::File,
    io::Read as _,
    os::fd::OwnedFd,
    process::Stdio,
    sync::{Arc, Mutex},
    thread::JoinHandle,
    time::{Duration, Instant},
};

use rustix::{
    fs::{Mode, OFlags},
    pty::{OpenptFlags, grantpt, openpt, ptsname, unlockpt},
    termios::{Winsize, tcsetwinsize},
};

pub(crate) struct Terminal {
    /// The end of whoever sits at it.
    pub(crate) keyboard: OwnedFd,
    slave: OwnedFd,
    written: Arc<Mutex<Vec<u8>>>,
    reader: JoinHandle<()>,
}

impl Terminal {
    pub(crate) fn new(columns: u16, rows: u16) -> Self {
        let keyboard = openpt(OpenptFlags::RDWR | OpenptFlags::NOCTTY).unwrap();
        grantpt(&keyboard).unwrap();
        unlockpt(&keyboard).unwrap();
        let name = ptsname(&keyboard, Vec::new()).unwrap();
        let slave = rustix::fs::open(name, OFlags::RDWR | OFlags::NOCTTY, Mode::empty()).unwrap();
        tcsetwinsize(&slave, Winsize { ws_row: rows, ws_col: columns, ws_xpixel: 0, ws_ypixel: 0 }).unwrap();
        let written = Arc::new(Mutex::new(Vec::new()));
        let (mut screen, kept) = (File::from(keyboard.try_clone().unwrap()), written.clone());
        let reader = std::thread::spawn(move || {
            let mut buffer = [0; 4096];
            // It fails once nobody has the other end any more.
            while let Ok(read @ 1..) = screen.read(&mut buffer) {
                kept.lock().unwrap().extend_from_slice(&buffer[..read]);
            }
        });
        Self { keyboard, slave, written, reader }
    }

    /// For a command's standard input, output or error.
    pub(crate) fn stdio(&self) -> Stdio {
        self.slave.try_clone().unwrap().into()
    }

    /// Waits until it shows this.
    pub(crate) async fn shows(&self, text: &str) {
        let deadline = Instant::now() + Duration::from_secs(20);
        while !self.so_far().contains(text) {
            assert!(Instant::now() < deadline, "{text:?} is not in {:?}", self.so_far());
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }

    /// Forgets what was written so far.
    pub(crate) fn forget(&self) {
        self.written.lock().unwrap().clear();
    }

    fn so_far(&self) -> String {
        String::from_utf8_lossy(&self.written.lock().unwrap()).into_owned()
    }

    /// All that was written to it, once no command has it any more.
    pub(crate) fn text(self) -> String {
        drop(self.slave);
        self.reader.join().unwrap();
        let written = self.written.lock().unwrap();
        String::from_utf8_lossy(&written).into_owned()
    }
}
