import { once } from 'node:events';
import { WebSocket } from 'ws';
import type { TestServer } from '../../test/kit/server/server.js';

/** A process's own figures, in bytes and seconds. */
export interface Figures {
  heapUsed: number;
  rss: number;
  cpuSeconds: number;
}

/** Makes a server answer `inspect`. */
export const INSPECTABLE = { NODE_OPTIONS: '--inspect=127.0.0.1:0' };

/** Node's inspector, used from outside, so that the server runs unchanged. */
export class Inspected {
  private readonly answers = new Map<number, (result: unknown) => void>();
  private asked = 0;

  private constructor(private readonly socket: WebSocket) {
    socket.on('message', (data: Buffer) => {
      const { id, result } = JSON.parse(data.toString()) as { id: number; result: unknown };
      this.answers.get(id)?.(result);
      this.answers.delete(id);
    });
  }

  static async attach(server: TestServer): Promise<Inspected> {
    const [, address] = /Debugger listening on (ws:\S+)/.exec(server.output()) ?? [];
    if (address === undefined) throw new Error(`The server cannot be inspected:\n${server.output()}`);
    const socket = new WebSocket(address);
    await once(socket, 'open');
    return new Inspected(socket);
  }

  /** The figures after a garbage collection. */
  async afterCollection(): Promise<Figures> {
    await this.ask('HeapProfiler.collectGarbage');
    return await this.figures();
  }

  async figures(): Promise<Figures> {
    const expression = `JSON.stringify({ ...process.memoryUsage(), cpu: process.cpuUsage() })`;
    const { result } = (await this.ask('Runtime.evaluate', { expression })) as { result: { value: string } };
    const { heapUsed, rss, cpu } = JSON.parse(result.value) as Figures & { cpu: NodeJS.CpuUsage };
    return { heapUsed, rss, cpuSeconds: (cpu.user + cpu.system) / 1e6 };
  }

  detach(): void {
    this.socket.close();
  }

  private async ask(method: string, params: object = {}): Promise<unknown> {
    const id = ++this.asked;
    const answer = new Promise((resolve) => this.answers.set(id, resolve));
    this.socket.send(JSON.stringify({ id, method, params }));
    return await answer;
  }
}
