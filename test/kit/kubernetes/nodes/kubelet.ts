import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Clock } from './clock.js';
import type { ContainerProcess } from './container-process.js';
import type { Faults } from '../faults.js';
import { ConfigError, startContainer, type Machine } from './machine.js';
import type { Store } from '../api-server/store.js';
import { now, type Pod } from '../wire.js';

type Container = NonNullable<Pod['status']['containerStatuses']>[number];

/** Often enough for a test that removes a hindrance. */
const LOOK_AGAIN_SECONDS = 0.2;
/** Characters of a container's output that are kept. */
const LOG_LIMIT = 100_000;

/** Runs one pod: scheduling, image, container, end. The pod's status shows each step. */
export class PodRun {
  private child: ContainerProcess | null = null;
  private ended = false;
  private terminating = false;
  private outOfMemory = false;
  private output = '';
  private whenEnded: () => void = () => undefined;
  private readonly end = new Promise<void>((resolve) => (this.whenEnded = resolve));

  constructor(
    private readonly pod: Pod,
    private readonly store: Store,
    private readonly machine: Machine,
    private readonly faults: Faults,
    private readonly clock: Clock,
  ) {}

  get log(): string {
    return this.output;
  }

  get pid(): number | undefined {
    return this.child?.pid;
  }

  /** Resolves when the container has ended, or will never start. */
  async run(): Promise<void> {
    const started = (await this.schedule()) && (await this.pull()) && (await this.startContainer());
    if (!started) this.finish('Failed');
    await this.end;
  }

  /** Sends SIGTERM, then SIGKILL after the pod's grace period. */
  async terminate(): Promise<void> {
    this.terminating = true;
    this.child?.terminate();
    this.clock.after(this.pod.spec.terminationGracePeriodSeconds ?? 30, () => this.kill());
    await this.end;
  }

  kill(): void {
    if (!this.ended) this.child?.kill();
  }

  /** Acts like the kubelet when the pod, or its machine, is short of something: the pod stays, as failed. */
  evict(message: string): void {
    this.condition('DisruptionTarget', { status: 'True', reason: 'TerminationByKubelet', message });
    Object.assign(this.pod.status, { reason: 'Evicted', message });
    this.kill();
  }

  killForMemory(): void {
    this.outOfMemory = true;
    this.kill();
  }

  private get hindered(): boolean {
    const claims = (this.pod.spec.volumes ?? []).flatMap(({ persistentVolumeClaim: claim }) => claim ?? []);
    const missing = claims.find(({ claimName }) => this.machine.claims[claimName] === undefined);
    const message =
      this.faults.unschedulable ??
      (missing === undefined ? null : `persistentvolumeclaim "${missing.claimName}" not found`);
    const why = { status: 'False', reason: 'Unschedulable', message: message ?? '' };
    this.condition('PodScheduled', message === null ? { status: 'True' } : why);
    return message !== null;
  }

  private async schedule(): Promise<boolean> {
    while (!this.terminating && this.hindered)
      if (!(await this.clock.sleep(LOOK_AGAIN_SECONDS))) return false;
    this.waiting('ContainerCreating');
    return !this.terminating;
  }

  private async pull(): Promise<boolean> {
    for (let tries = 0; !this.terminating && this.pullError() !== null; tries++) {
      const error = this.pullError()!;
      if (tries === 0) this.waiting('ErrImagePull', error);
      else this.waiting('ImagePullBackOff', `Back-off pulling image "${this.image}": ErrImagePull: ${error}`);
      if (!(await this.clock.sleep(LOOK_AGAIN_SECONDS))) return false;
    }
    return !this.terminating;
  }

  private get image(): string {
    return this.pod.spec.containers[0]!.image!;
  }

  private pullError(): string | null {
    if (this.faults.imagePullError !== null) return this.faults.imagePullError;
    if (this.machine.images[this.image] !== undefined) return null;
    return `failed to pull and unpack image "${this.image}": failed to resolve reference "${this.image}": not found`;
  }

  private async startContainer(): Promise<boolean> {
    while (!this.terminating) {
      try {
        this.child = startContainer(this.pod, this.machine);
        this.follow(this.child);
        return true;
      } catch (error) {
        if (!(error instanceof ConfigError)) throw error;
        this.waiting('CreateContainerConfigError', error.message);
      }
      if (!(await this.clock.sleep(LOOK_AGAIN_SECONDS))) return false;
    }
    return false;
  }

  private follow(child: ContainerProcess): void {
    for (const stream of child.output)
      stream.on(
        'data',
        (chunk: Buffer) => (this.output = (this.output + chunk.toString()).slice(-LOG_LIMIT)),
      );
    this.container({ running: { startedAt: now() } }, 'Running');
    child.onEnd((exitCode) => this.containerEnded(exitCode));
  }

  private containerEnded(exitCode: number): void {
    if (this.ended) return;
    // Processes that the container left behind end with it.
    this.kill();
    const reason = this.outOfMemory ? 'OOMKilled' : exitCode === 0 ? 'Completed' : 'Error';
    this.pod.status.containerStatuses = [
      this.statusOf({ terminated: { exitCode, reason, finishedAt: now() } }),
    ];
    this.finish(exitCode === 0 ? 'Succeeded' : 'Failed');
  }

  private finish(phase: 'Succeeded' | 'Failed'): void {
    this.ended = true;
    this.pod.status.phase = phase;
    this.save();
    void rm(join(this.machine.scratch, this.pod.metadata.uid), {
      recursive: true,
      force: true,
      maxRetries: 5,
    });
    this.whenEnded();
  }

  condition(type: string, change: { status: string; reason?: string; message?: string }): void {
    const others = (this.pod.status.conditions ?? []).filter((one) => one.type !== type);
    const before = this.pod.status.conditions?.find((one) => one.type === type);
    const after = { type, ...change };
    if (JSON.stringify(before) === JSON.stringify(after)) return;
    this.pod.status.conditions = [...others, after];
    this.save();
  }

  private waiting(reason: string, message?: string): void {
    this.container({ waiting: { reason, message } }, 'Pending');
  }

  private container(state: Container['state'], phase: string): void {
    if (JSON.stringify(this.pod.status.containerStatuses?.[0]?.state) === JSON.stringify(state)) return;
    this.pod.status.phase = phase;
    this.pod.status.containerStatuses = [this.statusOf(state)];
    this.save();
  }

  private statusOf(state: Container['state']): Container {
    const { name, image } = this.pod.spec.containers[0]!;
    const running = state?.running !== undefined;
    return { name, image: image!, imageID: '', ready: running, restartCount: 0, state };
  }

  private save(): void {
    if (this.store.get('pods', this.pod.metadata.name) === this.pod) this.store.put('pods', this.pod);
  }
}
