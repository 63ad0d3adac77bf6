import { spawn } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { runInPlace, spawned, type ContainerProcess, type InPlaceProgram } from './container-process.js';
import type { Container, Pod } from '../wire.js';

export interface Image {
  /** The folder that a pod's command runs in. */
  folder: string;
  /** Variables that the image sets. */
  env?: Record<string, string>;
  /** Runs within this process in place of the pod's command: for hundreds of pods at once. */
  program?: InPlaceProgram;
}

/** The contents of the cluster's only machine. */
export interface Machine {
  /** Image name → its contents. */
  images: Record<string, Image>;
  /** Secret name → its keys. */
  secrets: Record<string, Record<string, string>>;
  /** PersistentVolumeClaim name → the folder that holds it. */
  claims: Record<string, string>;
  /** Holds the pods' emptyDir volumes. */
  scratch: string;
}

/** The reason why a container cannot be created: the kubelet's CreateContainerConfigError. */
export class ConfigError extends Error {}

/** Starts a pod's container: its image's program, or else a local process in its own process group. */
export function startContainer(pod: Pod, machine: Machine): ContainerProcess {
  const container = pod.spec.containers[0]!;
  const image = machine.images[container.image!]!;
  const inPlace = localPaths(pod, container, machine);
  const variables = { ...image.env, ...environment(container, machine) };
  const env = Object.fromEntries(Object.entries(variables).map(([name, value]) => [name, inPlace(value)]));
  if (image.program !== undefined) return runInPlace(image.program, env);
  const { PATH, FFMPEG_PATH, FFPROBE_PATH } = process.env;
  const programs = { PATH, FFMPEG_PATH, FFPROBE_PATH };
  const [program, ...args] = [...(container.command ?? []), ...(container.args ?? [])].map(inPlace);
  return spawned(
    spawn(program === 'node' ? process.execPath : program!, args, {
      cwd: image.folder,
      env: { ...programs, ...env },
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
    }),
  );
}

function environment(container: Container, { secrets }: Machine): Record<string, string> {
  const secret = (name: string): Record<string, string> => {
    if (secrets[name] === undefined) throw new ConfigError(`secret "${name}" not found`);
    return secrets[name];
  };
  const whole = (container.envFrom ?? []).map(({ secretRef }) => secret(secretRef!.name!));
  const single = (container.env ?? []).map(({ name, value, valueFrom }) => {
    const key = valueFrom?.secretKeyRef;
    return [name, key === undefined ? (value ?? '') : secret(key.name!)[key.key]!] as const;
  });
  return Object.fromEntries([...whole.flatMap((keys) => Object.entries(keys)), ...single]);
}

/** Volumes are local folders, so paths inside the pod become paths to those folders. */
function localPaths(pod: Pod, container: Container, machine: Machine): (text: string) => string {
  const folders = (container.volumeMounts ?? []).map(({ name, mountPath }) => {
    const volume = pod.spec.volumes!.find((one) => one.name === name)!;
    const claim = volume.persistentVolumeClaim?.claimName;
    return [mountPath, claim === undefined ? emptyDir(machine, pod, name) : machine.claims[claim]!] as const;
  });
  return (text) => {
    const [mountPath, folder] = folders.find(([path]) => text === path || text.startsWith(`${path}/`)) ?? [];
    return mountPath === undefined ? text : folder + text.slice(mountPath.length);
  };
}

function emptyDir({ scratch }: Machine, pod: Pod, volume: string): string {
  const folder = join(scratch, pod.metadata.uid, volume);
  mkdirSync(folder, { recursive: true });
  return folder;
}
