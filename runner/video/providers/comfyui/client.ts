import type { SettingValues } from '../../../../core/util/settings.js';
import { ledgerRequest } from '../../ledger-request.js';
import {
  ProviderProblem,
  type AnswersLater,
  type ConnectOptions,
  type Prediction,
  type PredictionRequest,
} from '../client.js';
import { EXTRA_KEY, predictionOf, type Ended, type Queued } from './answer.js';
import { FILES } from './workflow/placeholders.js';
import { Progress } from './progress.js';
import { beforePost, meaningOfPost } from './rejected.js';
import { expectedRun, predictionRequest } from './request.js';
import { serversOf, uploadOf, type ComfyServer } from './server.js';
import type { SettingName } from './settings.js';
import { filled, readWorkflow, type Workflow } from './workflow/workflow.js';

/** ComfyUI's API at one server or several. */
export function createComfyUi(
  { COMFYUI_URL: urls = '', COMFYUI_WORKFLOW: workflow = '' }: SettingValues<SettingName>,
  sources: ConnectOptions,
): AnswersLater {
  const comfy = new ComfyUi(serversOf(urls), readWorkflow(workflow));
  return {
    answers: 'later',
    predictionRequest: async (request, signal) =>
      await predictionRequest(comfy.workflow, request, sources, signal),
    expected: (request) => expectedRun(comfy.workflow, request),
    create: async (request, signal) => await comfy.create(request, signal),
    list: async (since, signal) => await comfy.list(since, signal),
    get: async (id, signal) => await comfy.get(id, signal),
    cancel: async (id, signal) => await comfy.cancel(id, signal),
    outputs: { own: comfy.servers.map(({ base }) => base), ownHeaders: {}, others: [] },
  };
}

/** A prompt where it was found. */
interface Found {
  server: ComfyServer;
  prompt: Queued | Ended;
}

class ComfyUi {
  /** Which server has a prompt. */
  private readonly homes = new Map<string, ComfyServer>();
  /** Prompts that were taken out of a queue: they leave no trace. */
  private readonly removed = new Set<string>();

  private readonly progress: Progress;

  constructor(
    readonly servers: readonly ComfyServer[],
    readonly workflow: Workflow,
  ) {
    this.progress = new Progress(workflow.nodes);
  }

  async create({ slug, input }: PredictionRequest, signal: AbortSignal): Promise<Prediction> {
    const server = await this.leastBusy(signal);
    server.arriving++;
    try {
      const request = ledgerRequest({ slug, input });
      const own = { request, createdAt: new Date() };
      const prompt = await this.uploaded(server, input, signal);
      const wanted = String(input['prompt_id']);
      const id = await server
        .prompt({ prompt, prompt_id: wanted, client_id: wanted, extra_data: { [EXTRA_KEY]: own } }, signal)
        .catch((error: unknown) => {
          throw meaningOfPost(error);
        });
      this.homes.set(id, server);
      return predictionOf({ id, own }, 'starting');
    } finally {
      server.arriving--;
    }
  }

  /** Of a server that does not answer, nothing is known. */
  async list(since: Date, signal: AbortSignal): Promise<Prediction[]> {
    const all = this.servers.map(async (server) => {
      // A prompt goes from the queue to the history: asked in this order, it is seen in one of them.
      const prompts = [...(await server.queue(signal)), ...(await server.history(signal))];
      return prompts.filter(({ own }) => own !== null).map((prompt) => this.show({ server, prompt }));
    });
    const found = (await Promise.all(all)).flat().filter(({ createdAt }) => createdAt >= since);
    return found.toSorted((one, other) => other.createdAt.getTime() - one.createdAt.getTime());
  }

  async get(id: string, signal: AbortSignal): Promise<Prediction> {
    const found = await this.find(id, signal);
    if (found !== null && 'isRunning' in found.prompt) this.progress.watch(id, found.server.socketUrl(id));
    else this.progress.stop(id);
    if (found !== null) return this.show(found);
    if (this.removed.has(id)) return predictionOf({ id, own: null }, 'aborted');
    throw new ProviderProblem(404, `The prompt ${id} is in no queue and no history`);
  }

  async cancel(id: string, signal: AbortSignal): Promise<void> {
    const found = await this.find(id, signal);
    if (found === null || !('isRunning' in found.prompt)) return;
    const { server } = found;
    if (!found.prompt.isRunning) {
      await server.remove(id, signal);
      this.removed.add(id);
    }
    // Its turn may have come meanwhile.
    const now = (await server.queue(signal)).find((queued) => queued.id === id);
    if (now?.isRunning) await server.interrupt(id, signal);
  }

  private async find(id: string, signal: AbortSignal): Promise<Found | null> {
    const home = this.homes.get(id);
    const found = await Promise.allSettled(
      (home === undefined ? this.servers : [home]).map(async (server) => {
        const queued = (await server.queue(signal)).find((each) => each.id === id);
        const prompt = queued ?? (await server.ended(id, signal));
        return prompt === null ? null : { server, prompt };
      }),
    );
    const [first] = found.flatMap((each) => (each.status === 'fulfilled' ? (each.value ?? []) : []));
    const failed = found.find((each) => each.status === 'rejected');
    if (first === undefined && failed !== undefined) throw failed.reason;
    if (first !== undefined) this.homes.set(id, first.server);
    return first ?? null;
  }

  private show({ server, prompt }: Found): Prediction {
    const { id } = prompt;
    if ('isRunning' in prompt)
      return prompt.isRunning
        ? predictionOf(prompt, 'processing', { done: this.progress.done(id) })
        : predictionOf(prompt, 'starting', { done: 0 });
    const { secondsPerSecond } = this.workflow.figures;
    return predictionOf(prompt, prompt.end, {
      urls: prompt.views.map((view) => server.viewUrl(view)),
      billedSeconds: prompt.ranSeconds === null ? null : prompt.ranSeconds / secondsPerSecond,
    });
  }

  /** The one with the shortest queue, of those that answer. */
  private async leastBusy(signal: AbortSignal): Promise<ComfyServer> {
    const asked = await Promise.allSettled(
      this.servers.map(async (server) => ({ server, queue: (await server.queue(signal)).length })),
    );
    const waiting = asked.flatMap((each) => (each.status === 'fulfilled' ? each.value : []));
    const length = ({ server, queue }: (typeof waiting)[number]): number => queue + server.arriving;
    const [best] = waiting.toSorted((one, other) => length(one) - length(other));
    if (best !== undefined) return best.server;
    throw beforePost(
      asked.flatMap((each) => (each.status === 'rejected' ? [each.reason as unknown] : []))[0],
    );
  }

  /** The workflow with this request's values, and its files at the server. */
  private async uploaded(
    server: ComfyServer,
    input: PredictionRequest['input'],
    signal: AbortSignal,
  ): Promise<object> {
    const names: Record<string, string> = {};
    try {
      for (const name of FILES) {
        const uri = input[name];
        if (typeof uri === 'string') names[name] = await server.upload(uploadOf(uri), signal);
      }
    } catch (error) {
      throw beforePost(error);
    }
    return filled(this.workflow, { ...input, ...names });
  }
}
