//! Pages of help that are about no command.

/// `pili help exit-codes`.
pub(crate) const EXIT_CODES: &str = "\
The exit code of a command:

  0  all was done
  1  something else failed, such as writing the output
  2  the command line, the configuration or an argument is wrong; nothing was sent
  3  the service refused, or a signature, URL or token is not good
  4  what the call is about does not exist, or there is no data of it
  5  no connection, or no answer in time
  6  some of many were done, and some were not

A reader that closes the pipe ends a command quietly, with 0.";

/// `pili help environment`.
pub(crate) const ENVIRONMENT: &str = "\
Where calls go and with which keys is decided for each value by the first of

  1. flags: --endpoint, --access-key, --application, --private-key-file,
     --secret-stdin (there is no flag for a secret)
  2. the environment: PILI_ENDPOINT, PILI_ACCESS_KEY, PILI_SECRET_KEY,
     PILI_APPLICATION, PILI_PRIVATE_KEY_FILE
  3. the profile that --profile or PILI_PROFILE names, else the one in use
  4. the product's own host; a person at a terminal is asked for the secret

The secret of a profile goes with the access key of that profile alone.
With --local, 2 and the profile in use are left alone, so that no key of
production goes there by accident; the keys are the demo keys unless flags or
the profile named by --profile say otherwise. `pili whoami` says what won.

OpenTok is called as the application of Vonage, if one is said; a flag
--access-key means the project of that key. The demo application of
`pili local` needs no file: --local --application with the ID that it prints.

Also read: PILI_HUB, PILI_APP, PILI_BUCKET, PILI_REGION, PILI_PUBLISH_DOMAIN,
PILI_PLAY_DOMAIN, PILI_PUBLISH_KEY, PILI_PLAY_KEY, PILI_SIP_PASSWORD,
PILI_STORAGE_SECRET (for `pili opentok archive set-storage`),
PILI_LOCAL_ACCESS_KEY, PILI_LOCAL_SECRET_KEY and PILI_LOCAL_PUBLISH_KEY (of
`pili local`), PILI_CONFIG (the file of profiles), PILI_LOG, NO_COLOR,
HTTPS_PROXY, HTTP_PROXY, ALL_PROXY, NO_PROXY.";
