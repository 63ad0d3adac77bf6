import { randomUUID } from 'node:crypto';
import {
  linkSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { hostname } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { ROOT } from '../kit/step.mjs';

const LOCK = join(ROOT, '.cache', 'prepare.lock');
const POLL_MS = 100;
/** The holder touches its lock this often; one that is silent for SILENT_MS hangs, or died on another machine. */
const TOUCH_MS = 2000;
const SILENT_MS = 30_000;

/**
 * Runs `action` while no other process of this checkout does. Names the process that it waits for, once. Takes over
 * the lock of a dead process.
 */
export async function withLock(action) {
  const mine = JSON.stringify({ pid: process.pid, host: hostname(), id: randomUUID() });
  mkdirSync(dirname(LOCK), { recursive: true });
  await acquire(mine);
  const touching = setInterval(touch, TOUCH_MS);
  try {
    return await action();
  } finally {
    clearInterval(touching);
    if (read(LOCK) === mine) rmSync(LOCK, { force: true });
  }
}

async function acquire(mine) {
  for (let announced = false; !create(mine); await sleep(POLL_MS)) {
    const theirs = read(LOCK);
    if (theirs === undefined) continue;
    if (isAbandoned(theirs)) takeOver(theirs);
    else if (!announced) {
      console.log(`Process ${parse(theirs).pid} is preparing this checkout; waiting for it…`);
      announced = true;
    }
  }
}

function create(content) {
  try {
    writeFileSync(LOCK, content, { flag: 'wx' });
    return true;
  } catch (error) {
    if (error.code === 'EEXIST') return false;
    throw error;
  }
}

function isAbandoned(content) {
  const { pid, host } = parse(content);
  return (host === hostname() && !isAlive(pid)) || isSilent();
}

/** Another waiter may have been faster and hold the lock now; then it gets the lock back. */
function takeOver(content) {
  const grave = `${LOCK}.${randomUUID()}`;
  try {
    renameSync(LOCK, grave);
    if (read(grave) !== content) linkSync(grave, LOCK);
  } catch (error) {
    if (error.code !== 'ENOENT' && error.code !== 'EEXIST') throw error;
  } finally {
    rmSync(grave, { force: true });
  }
}

/** A new lock may not have its content yet. */
function parse(content) {
  try {
    return JSON.parse(content);
  } catch {
    return {};
  }
}

function read(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  }
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

function isSilent() {
  const { mtimeMs } = statSync(LOCK, { throwIfNoEntry: false }) ?? { mtimeMs: Date.now() };
  return Date.now() - mtimeMs > SILENT_MS;
}

function touch() {
  const now = new Date();
  try {
    utimesSync(LOCK, now, now);
  } catch {
    // It was taken over while this process hung.
  }
}
