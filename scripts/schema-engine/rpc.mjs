import { createInterface } from 'node:readline';

/** JSON-RPC's code for an error of the application, as the native program sends it. */
const APPLICATION_ERROR = 4466;

/** Where the wasm build's method is called otherwise than the native program's. */
const RENAMED = { getDatabaseVersion: 'version' };

/** Answers JSON-RPC requests, one a line, in order, until stdin ends. */
export async function serve(engine) {
  for await (const line of createInterface({ input: process.stdin })) {
    if (line.trim() === '') continue;
    const request = JSON.parse(line);
    if (request.method) send(await answer(engine, request)); // else: the CLI's reply to our `print`
  }
}

async function answer(engine, { id, method, params }) {
  try {
    const result = await engine[RENAMED[method] ?? method](params);
    return { id, result: (method === 'diff' ? printed(result) : result) ?? {} };
  } catch (error) {
    return { id, error: rpcError(error) };
  }
}

/** The native program prints a diff by calling the CLI back, and answers with the exit code alone. */
function printed({ stdout, exitCode }) {
  if (stdout) send({ id: 'diff', method: 'print', params: { content: stdout.replace(/\n$/, '') } });
  return { exitCode, stdout: null };
}

function rpcError(error) {
  const known = error.code === undefined ? {} : { error_code: error.code, meta: error.meta ?? {} };
  const data = { is_panic: false, message: error.message, ...known, backtrace: error.stack ?? null };
  return { code: APPLICATION_ERROR, message: 'An error happened. Check the data field for details.', data };
}

function send(message) {
  process.stdout.write(`${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`);
}
