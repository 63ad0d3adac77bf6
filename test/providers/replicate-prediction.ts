import { randomBytes } from 'node:crypto';
import { Decimal } from 'decimal.js';
import type { SentFile } from './replicate-files.js';
import { MODELS } from './replicate-models.js';

/** How the predictions that are made from now on go. */
export interface Course {
  /** Real milliseconds from the beginning of the run to its end. */
  runMs: number;
  /** Real milliseconds before the run begins; canceled in them, a prediction is aborted. */
  startMs: number;
  /** `held`: it goes on until it is let go. */
  end: 'succeeded' | 'failed' | 'moderated' | 'held';
  /** What a prediction is called that is canceled before it began: `aborted`, or `canceled` as before 2025. */
  queuedEnd: 'aborted' | 'canceled';
  /** How the address of what was made is delivered: models differ. */
  output: (url: string) => unknown;
  /** Seconds of video that are billed and named in the metrics; null: those that were requested, and they are not named. */
  billedSeconds: number | null;
}

/** Words in which Replicate refuses content. */
const MODERATED =
  'The input or output was flagged as sensitive. Please try again with different inputs. (E005)';

/** One prediction at the provider, and its bill. */
export class ServedPrediction {
  readonly id = randomBytes(13).toString('hex');
  readonly createdAt = new Date();
  private canceledAt: number | null = null;
  private releasedAt: number | null = null;
  private end: Course['end'];

  constructor(
    readonly model: string,
    readonly input: Record<string, unknown>,
    readonly cancelAfterSeconds: number | null,
    private readonly course: Course,
    /** The footage that it edits; undefined for a new shot. */
    readonly footage?: SentFile,
  ) {
    this.end = course.end;
  }

  /** Lets a held one go on to its end, by default a success. */
  release(end: Exclude<Course['end'], 'held'> = 'succeeded'): void {
    this.releasedAt ??= Date.now();
    this.end = end;
  }

  cancel(): void {
    if (!this.ended) this.canceledAt = Date.now();
  }

  get ended(): boolean {
    return !['starting', 'processing'].includes(this.status);
  }

  get status(): 'starting' | 'processing' | 'succeeded' | 'failed' | 'canceled' | 'aborted' {
    const stoppedAt = this.stoppedAt;
    if (stoppedAt !== null && stoppedAt < this.endsAt)
      return stoppedAt < this.beganAt ? this.course.queuedEnd : 'canceled';
    if (Date.now() < this.beganAt) return 'starting';
    if (Date.now() < this.endsAt) return 'processing';
    return this.end === 'failed' || this.end === 'moderated' ? 'failed' : 'succeeded';
  }

  /** USD on the bill; null while it runs. */
  get billedUsd(): string | null {
    if (!this.ended) return null;
    const { usdPerSecond, usdPerMegapixel } = MODELS[this.model]!;
    const price =
      usdPerMegapixel === undefined
        ? new Decimal(usdPerSecond).times(this.billedSeconds)
        : new Decimal(usdPerMegapixel).times(this.megapixels);
    if (this.status === 'succeeded') return price.toFixed(4);
    return price.times(this.status === 'canceled' && this.hasBegun ? this.partRun : 0).toFixed(4);
  }

  /** As the API shows it. */
  show(base: string, fileUrl: string | null): object {
    const at = `${base}/predictions/${this.id}`;
    const { status } = this;
    return {
      id: this.id,
      model: this.model,
      version: 'hidden',
      input: fileUrl === null ? this.input : this.withFilesAt(fileUrl),
      output: status === 'succeeded' ? this.course.output(`${base}/outputs/${this.id}/output.mp4`) : null,
      error: status === 'failed' ? (this.end === 'moderated' ? MODERATED : 'CUDA out of memory') : null,
      logs: '',
      data_removed: false,
      source: 'api',
      status,
      created_at: this.createdAt.toISOString(),
      started_at: this.hasBegun ? new Date(this.beganAt).toISOString() : null,
      ...(this.ended && this.hasBegun
        ? {
            metrics: {
              predict_time: Number((this.partRun * this.expectedSeconds).toFixed(6)),
              ...this.output,
            },
          }
        : {}),
      urls: { get: at, cancel: `${at}/cancel` },
    };
  }

  private get output(): object {
    const { billedSeconds: seconds } = this.course;
    return seconds === null || this.status !== 'succeeded' ? {} : { video_output_duration_seconds: seconds };
  }

  private get billedSeconds(): number {
    return this.course.billedSeconds ?? this.seconds;
  }

  private get seconds(): number {
    return this.footage?.video?.seconds ?? (this.input['duration'] as number);
  }

  private get megapixels(): number {
    const { width = 0, height = 0, frames = 0 } = this.footage?.video ?? {};
    return (width * height * frames) / 1_000_000;
  }

  private get expectedSeconds(): number {
    return MODELS[this.model]!.secondsPerSecond * this.seconds;
  }

  private get hasBegun(): boolean {
    return Math.min(this.stoppedAt ?? Infinity, Date.now()) >= this.beganAt;
  }

  private get beganAt(): number {
    return this.createdAt.getTime() + this.course.startMs;
  }

  private get endsAt(): number {
    if (this.course.end !== 'held') return this.beganAt + this.course.runMs;
    return this.releasedAt === null ? Infinity : Math.max(this.releasedAt, this.beganAt);
  }

  private get stoppedAt(): number | null {
    const limit =
      this.cancelAfterSeconds === null ? Infinity : this.createdAt.getTime() + this.cancelAfterSeconds * 1000;
    const stopped = Math.min(this.canceledAt ?? Infinity, limit);
    return stopped <= Date.now() ? stopped : null;
  }

  /** Of the whole run, as the provider's meter reads it when it is over. */
  private get partRun(): number {
    if (this.status === 'succeeded' || this.status === 'failed') return 1;
    const ran = ((this.stoppedAt ?? this.beganAt) - this.beganAt) / this.course.runMs;
    return Math.max(0, Math.min(0.9, Math.round(ran * 1e4) / 1e4));
  }

  private withFilesAt(url: string): Record<string, unknown> {
    const moved = (value: unknown): unknown =>
      typeof value === 'string' && value.startsWith('data:') ? `${url}/input.jpg` : value;
    return Object.fromEntries(Object.entries(this.input).map(([name, value]) => [name, moved(value)]));
  }
}
