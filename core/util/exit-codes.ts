/** The exit codes of every program. docs/protocol.md has the same table; a test compares them. */

/** Read by launchers and by the Job's podFailurePolicy (api/launcher/job-spec.ts). */
export const RUNNER_EXIT = {
  /** The regeneration has ended, with a result or with a failure that its row records. */
  done: 0,
  /** Something unexpected: the reconciler starts another attempt. */
  crashed: 1,
  /** The configuration is wrong: another attempt would fail the same way. */
  misconfigured: 64,
  /** Another runner of this attempt holds the lease and must not be disturbed. */
  refused: 75,
  /** The row has ended or belongs to another attempt; a new pod would be refused the same way. */
  superseded: 76,
  /** Stopped by SIGTERM; finished steps are kept. */
  interrupted: 143,
} as const;

export const IMPORT_EXIT = {
  /** The video is there. */
  done: 0,
  /** Something unexpected; nothing was imported. */
  crashed: 1,
  /** It cannot be imported, for the reason printed; nothing was imported. */
  refused: 2,
  /** Stopped by Ctrl-C; nothing was imported. */
  interrupted: 130,
} as const;

/** Of the programs that people run beside the server: migrate, storage copy, doctor. */
export const CLI_EXIT = {
  done: 0,
  /** It failed, or found something wrong; the output says what. */
  failed: 1,
  /** The configuration is wrong; the output names the setting. */
  misconfigured: 64,
  /** Stopped by Ctrl-C; running it again continues. */
  interrupted: 130,
} as const;
