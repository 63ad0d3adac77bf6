import { WebSocket, type RawData } from 'ws';
import { z } from 'zod';
import type { WorkflowNodes } from './workflow/nodes.js';

const messageSchema = z.object({
  type: z.literal('progress'),
  data: z.object({ node: z.string(), value: z.number().nonnegative(), max: z.number().positive() }),
});

/** What remains for decoding and saving. */
const SAMPLING = 0.9;
/** Pictures that ComfyUI shows of the work come by the same socket. */
const MOST_BYTES = 16 * 1024 * 1024;

/** How far prompts are, by ComfyUI's socket. A missing or broken one costs the figure, and nothing else. */
export class Progress {
  private readonly watched = new Map<string, Watched>();

  constructor(private readonly nodes: WorkflowNodes) {}

  /** Connects, unless it is connected. A client id belongs to one prompt, so another program can watch it, too. */
  watch(id: string, url: URL): void {
    if (this.watched.has(id)) return;
    const socket = new WebSocket(url, { maxPayload: MOST_BYTES, handshakeTimeout: 10_000 });
    const watched: Watched = { socket, steps: new Map() };
    this.watched.set(id, watched);
    // It must not keep a program alive.
    socket.on('upgrade', (response) => response.socket.unref());
    socket.on('message', (data, isBinary) => isBinary || read(data, watched.steps));
    socket.on('error', () => undefined);
    socket.on('close', () => {
      if (this.watched.get(id) === watched) this.watched.delete(id);
    });
  }

  /** The finished fraction; null while nothing is known. */
  done(id: string): number | null {
    const steps = this.watched.get(id)?.steps;
    if (steps === undefined || steps.size === 0) return null;
    const samplers = this.samplers();
    const counted = samplers.length === 0 ? [...steps.keys()] : samplers;
    const sum = counted.reduce((all, node) => all + (steps.get(node) ?? 0), 0);
    return (SAMPLING * sum) / counted.length;
  }

  stop(id: string): void {
    this.watched.get(id)?.socket.terminate();
    this.watched.delete(id);
  }

  /** The nodes that take the time. */
  private samplers(): string[] {
    const all = Object.entries(this.nodes);
    return all.flatMap(([id, { class_type: type }]) => (/sampler(?!select)/i.test(type) ? id : []));
  }
}

interface Watched {
  socket: WebSocket;
  /** The finished fraction of each node that counts steps. */
  steps: Map<string, number>;
}

function read(data: RawData, steps: Map<string, number>): void {
  const message = messageSchema.safeParse(parse(data)).data?.data;
  if (message !== undefined) steps.set(message.node, Math.min(1, message.value / message.max));
}

function parse(data: RawData): unknown {
  try {
    return JSON.parse((data as Buffer).toString('utf8'));
  } catch {
    return null;
  }
}
