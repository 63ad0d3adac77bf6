import { Job as JobModel } from 'kubernetes-models/batch/v1';
import { badRequest, invalid } from './status.js';
import { unknownFields } from './unknown-fields.js';
import type { Container, NewJob } from '../wire.js';

const NAME = /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/;
const LABEL_VALUE = /^([A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?)?$/;

/** Throws the API server's answer to an invalid Job: 400 for its form, 422 for its content. */
export function checkJob(job: NewJob): void {
  const [unknown] = unknownFields(job, 'V1Job');
  if (unknown !== undefined) throw badRequest(`strict decoding error: unknown field "${unknown}"`);
  const name = job.metadata?.name ?? '';
  const cause = typeError(job) ?? [...contentErrors(job)][0];
  if (cause !== undefined) throw invalid(name, cause);
}

/** Types, enums and required fields. */
function typeError(job: NewJob): string | undefined {
  try {
    new JobModel(structuredClone(job) as ConstructorParameters<typeof JobModel>[0]).validate();
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
}

function* contentErrors({ metadata, spec }: NewJob): Generator<string> {
  const pod = spec!.template.spec!;
  if (!NAME.test(metadata?.name ?? '')) yield 'metadata.name: Invalid value: must be a DNS label';
  for (const value of Object.values({ ...metadata?.labels, ...spec!.template.metadata?.labels }))
    if (!LABEL_VALUE.test(value)) yield `metadata.labels: Invalid value: "${value}"`;
  if (!['Never', 'OnFailure'].includes(pod.restartPolicy ?? 'Always'))
    yield 'spec.template.spec.restartPolicy: Required value: valid values: "OnFailure", "Never"';
  if (spec!.selector !== undefined) yield 'spec.selector: Invalid value: selector not auto-generated';
  yield* failurePolicyErrors({ metadata, spec });
  for (const container of pod.containers) yield* resourceErrors(container);
  for (const container of pod.containers)
    for (const { name } of container.volumeMounts ?? [])
      if (!pod.volumes?.some((volume) => volume.name === name))
        yield `spec.template.spec.containers[0].volumeMounts[0].name: Not found: "${name}"`;
}

function* failurePolicyErrors({ spec }: NewJob): Generator<string> {
  if (spec!.podFailurePolicy === undefined) return;
  const pod = spec!.template.spec!;
  if (pod.restartPolicy !== 'Never')
    yield 'spec.template.spec.restartPolicy: Invalid value: only "Never" is supported when podFailurePolicy is specified';
  if ((spec!.podReplacementPolicy ?? 'Failed') !== 'Failed')
    yield 'spec.podReplacementPolicy: Unsupported value: supported values: "Failed"';
  for (const { onExitCodes, onPodConditions } of spec!.podFailurePolicy.rules) {
    if ((onExitCodes === undefined) === (onPodConditions === undefined))
      yield 'spec.podFailurePolicy.rules[0]: Invalid value: specifying one of OnExitCodes and OnPodConditions is required';
    if (onExitCodes === undefined) continue;
    const { values, operator, containerName } = onExitCodes;
    if (values.some((value, index) => index > 0 && value <= values[index - 1]!))
      yield 'spec.podFailurePolicy.rules[0].onExitCodes.values: Invalid value: must be ordered';
    if (operator === 'In' && values.includes(0))
      yield 'spec.podFailurePolicy.rules[0].onExitCodes.values: Invalid value: 0: must not be 0 for the In operator';
    if (containerName !== undefined && !pod.containers.some(({ name }) => name === containerName))
      yield `spec.podFailurePolicy.rules[0].onExitCodes.containerName: Invalid value: "${containerName}"`;
  }
}

function* resourceErrors({ resources }: Container): Generator<string> {
  const path = 'spec.template.spec.containers[0].resources.requests';
  for (const [name, request] of Object.entries(resources?.requests ?? {})) {
    const limit = resources?.limits?.[name];
    const [wanted, allowed] = [parseQuantity(request), limit === undefined ? Infinity : parseQuantity(limit)];
    if (wanted === null || allowed === null) yield `${path}: Invalid value: "${request}"`;
    else if (wanted > allowed)
      yield `${path}: Invalid value: "${request}": must be less than or equal to ${name} limit of ${limit}`;
  }
}

const FACTORS: Record<string, number> = {
  m: 1e-3,
  '': 1,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
  Ti: 2 ** 40,
};

/** Parses a quantity such as `500m` or `2Gi`; null if it is not one. */
function parseQuantity(text: string): number | null {
  const [, number, suffix] = /^(\d+(?:\.\d+)?)(m|k|[MGT]i?|Ki)?$/.exec(text) ?? [];
  return number === undefined ? null : Number(number) * FACTORS[suffix ?? '']!;
}
