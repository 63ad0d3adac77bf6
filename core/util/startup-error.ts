/**
 * A reason why the server cannot start that its operator can act on. The message is one whole sentence;
 * main prints it without a stack and exits with 1.
 */
export class StartupError extends Error {
  constructor(message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.name = 'StartupError';
  }
}
