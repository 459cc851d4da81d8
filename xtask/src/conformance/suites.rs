//! The suites. Adding one is adding a line.

use xshell::{Cmd, Shell};

use super::needs::Need;

/// A program that proves one thing and exits with 0 if it holds.
///
/// It runs in the root of the repository and finds `pili`, `pili-conformance` and the Python of its virtual
/// environment in its `PATH`, and the path of the built `pili` in `PILI_BIN`.
#[derive(Debug)]
pub(super) struct Suite {
    pub(super) name: &'static str,
    pub(super) needs: &'static [Need],
    /// The program and its arguments.
    pub(super) run: &'static [&'static str],
}

impl Suite {
    pub(super) fn command<'a>(&self, sh: &'a Shell) -> Cmd<'a> {
        sh.cmd(self.run[0]).args(&self.run[1..])
    }
}

const PILI: &str = "crates/pili-conformance/vectors/pili";
const OSS: &str = "crates/pili-conformance/vectors/oss";
const OPENTOK: &str = "crates/pili-conformance/vectors/opentok";

const PYTHON: Need = Need::Python("requirements");

pub(super) const SUITES: &[Suite] = &[
    Suite { name: "vectors", needs: &[], run: &["pili-conformance", "vectors", PILI, OSS, OPENTOK] },
    Suite { name: "wire", needs: &[], run: &["pili-conformance", "wire", PILI, OSS, OPENTOK] },
    Suite { name: "replay", needs: &[], run: &["pili-conformance", "replay", PILI, OSS, OPENTOK] },
    Suite { name: "operations", needs: &[], run: &["pili-conformance", "operations"] },
    Suite { name: "media", needs: &[Need::Ffmpeg, Need::Python("ffmpeg")], run: &["media-suite"] },
    Suite { name: "memory", needs: &[], run: &["memory-suite"] },
    Suite { name: "rounds", needs: &[], run: &["fanout", "rounds", "--seconds", "5"] },
    Suite { name: "kill", needs: &[], run: &["kill-suite"] },
    Suite {
        name: "completions",
        needs: &[Need::Shells],
        run: &["bash", "crates/pili-conformance/shell/completions.sh"],
    },
    Suite {
        name: "manual",
        needs: &[Need::Mandoc],
        run: &["bash", "crates/pili-conformance/shell/manual.sh"],
    },
    Suite {
        name: "nightly-replays",
        needs: &[],
        run: &["bash", "crates/pili-conformance/shell/nightly-replays.sh"],
    },
    Suite { name: "pages", needs: &[], run: &["bash", "crates/pili-conformance/shell/pages.sh"] },
    Suite {
        name: "gate",
        needs: &[Need::Ffmpeg, Need::NginxRtmp],
        run: &["bash", "crates/pili-conformance/shell/gate.sh"],
    },
    Suite {
        name: "gate-redis",
        needs: &[Need::Ffmpeg, Need::NginxRtmp, Need::Redis],
        run: &["bash", "crates/pili-conformance/shell/gate-redis.sh"],
    },
    Suite {
        name: "gate-node-media-server",
        needs: &[Need::Ffmpeg, Need::Node],
        run: &["bash", "crates/pili-conformance/shell/gate-node-media-server.sh"],
    },
    Suite { name: "pili2-readme", needs: &[], run: &["pili2_readme"] },
    Suite {
        name: "piliv2",
        needs: &[Need::Ffmpeg, Need::Node],
        run: &["node", "crates/pili-conformance/sdk/node/piliv2.mjs"],
    },
    Suite {
        name: "browser",
        needs: &[Need::Chromium, Need::Ffmpeg, Need::Node],
        run: &["node", "crates/pili-conformance/sdk/node/browser.mjs"],
    },
    Suite {
        name: "console",
        needs: &[Need::Chromium, Need::Ffmpeg, Need::Node],
        run: &["node", "crates/pili-conformance/sdk/node/console.mjs"],
    },
    Suite {
        name: "oss2",
        needs: &[Need::Ffmpeg, PYTHON],
        run: &["python", "crates/pili-conformance/sdk/python/oss_channel.py"],
    },
    Suite {
        name: "ali-oss",
        needs: &[Need::Ffmpeg, Need::Node],
        run: &["node", "crates/pili-conformance/sdk/node/ali-oss.mjs"],
    },
    Suite {
        name: "qiniu-node",
        needs: &[Need::Node],
        run: &["node", "crates/pili-conformance/sdk/node/qiniu-rtc.mjs"],
    },
    Suite {
        name: "qiniu-python",
        needs: &[PYTHON],
        run: &["python", "crates/pili-conformance/sdk/python/qiniu_rtc.py"],
    },
    Suite {
        name: "opentok-python",
        needs: &[PYTHON],
        run: &["python", "crates/pili-conformance/sdk/python/opentok_suite.py"],
    },
    Suite {
        name: "opentok-python-2",
        needs: &[Need::Python("opentok-2")],
        run: &["python", "crates/pili-conformance/sdk/python/opentok2_suite.py"],
    },
    Suite {
        name: "opentok-node",
        needs: &[Need::Node],
        run: &["node", "crates/pili-conformance/sdk/node/opentok.mjs"],
    },
    Suite {
        name: "vonage-node",
        needs: &[Need::Node],
        run: &["node", "crates/pili-conformance/sdk/node/vonage.mjs"],
    },
    Suite {
        name: "vonage-python",
        needs: &[Need::Python("vonage")],
        run: &["python", "crates/pili-conformance/sdk/python/vonage_suite.py"],
    },
];
